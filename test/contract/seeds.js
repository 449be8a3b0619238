'use strict';

const { CREATE_PATHS, nodeMedia, nodeParameters } = require('./seeds/rows');

/**
 * Every request example of the five provider documents the package was built from, with the JSON
 * body that the document prints. Addresses that a document only hints at are example.com ones;
 * examples of a few fields ("fragment") are completed with the model.
 * @type {import('./seeds/rows').SeedRow[]}
 */
const SEED_ROWS = [
	...require('./seeds/evolinkModes'),
	...require('./seeds/evolinkNarrative'),
	...require('./seeds/evolinkProducts'),
	...require('./seeds/evolinkMistakes'),
	...require('./seeds/ink'),
	...require('./seeds/twelveAi'),
	...require('./seeds/twelveAiShell'),
	...require('./seeds/twelveAiPython'),
	...require('./seeds/ark'),
	...require('./seeds/arkReferences'),
	...require('./seeds/evolink'),
];

/** The same table as node parameters, for tests that run the node on the real engine. */
const SEED_REQUESTS = SEED_ROWS.map((row) => ({
	seed: row.seed,
	title: row.title,
	provider: row.provider,
	parameters: nodeParameters(row),
	media: nodeMedia(row),
	expectedPath: CREATE_PATHS[row.provider],
	expectedBody: row.expectedBody,
}));

module.exports = { SEED_ROWS, SEED_REQUESTS };
