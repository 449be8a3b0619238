import fs from 'node:fs';
import path from 'node:path';
import { CREATE_PATHS, nodeMedia, nodeParameters } from './seeds/rows.mts';
import type { SeedRow } from './seeds/rows.mts';

/** The documents whose examples are kept beside this file, one JSON file each. */
const SEED_DOCUMENTS = {
	'000': "EvoLink's image-to-video tutorial, older dialect with the single id seedance-2.0",
	'001': 'the image-to-video page of seedance2.ink',
	'002': "12AI's Seedance page, with its examples for the shell and in Python",
	'003':
		'an article on the Volcengine Ark API; its scenarios keep the call of the template and replace `content` only',
	'004': "EvoLink's quick start, current dialect",
};

const requestsOf = (seed: string): SeedRow[] => {
	const file = path.join(import.meta.dirname, 'seeds', `${seed}.json`);
	const requests: Array<Omit<SeedRow, 'seed'>> = JSON.parse(fs.readFileSync(file, 'utf8'));
	return requests.map((request) => ({ seed, ...request }));
};

/**
 * Every request example of the five provider documents the package was built from, with the JSON
 * body that the document prints. Addresses that a document only hints at are example.com ones;
 * examples of a few fields ("fragment") are completed with the model.
 */
export const SEED_ROWS: SeedRow[] = Object.keys(SEED_DOCUMENTS).sort().flatMap(requestsOf);

/** The same table as node parameters, for tests that run the node on the real engine. */
export const SEED_REQUESTS = SEED_ROWS.map((row) => ({
	seed: row.seed,
	title: row.title,
	provider: row.provider,
	parameters: nodeParameters(row),
	media: nodeMedia(row),
	expectedPath: CREATE_PATHS[row.provider],
	expectedBody: row.expectedBody,
}));
