/**
 * Brings credentials and workflows into an n8n: the sandbox accounts, and every example with
 * the right account chosen in each node.
 */

import fs from 'node:fs';
import path from 'node:path';
import { DEFAULT_PROVIDER } from '../../nodes/shared/providers/index.ts';
import { PROVIDERS, sandboxCredentials } from '../demo/run.mts';
import { PLACES } from './places.mts';
import type { ProviderChoice } from '../demo/run.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { N8nClient, NewWorkflow, SavedCredential } from './client.mts';

export const EXAMPLES = path.join(PLACES.root, 'examples');
/** Where the examples name their pictures; the sandbox serves the same files. */
const PUBLISHED_FILES = /https:\/\/raw\.githubusercontent\.com\/[^/"]+\/[^/"]+\/main\/examples\//g;
/** How the account of a provider is called there. */
const accountName = (provider: ProviderChoice) => `${provider.name} (sandbox)`;

/** Credentials by type */
export type Saved = Record<string, SavedCredential>;

/** Makes the accounts, or points existing ones at this sandbox. */
export async function ensureCredentials(client: N8nClient, sandbox: Sandbox): Promise<Saved> {
	const known = await client.credentials();
	const saved: Saved = {};
	const accounts = sandboxCredentials(sandbox);
	for (const provider of PROVIDERS) {
		const type = provider.credentialType;
		const data = accounts[type];
		const name = accountName(provider);
		const existing = known.find((each) => each.type === type && each.name === name);
		saved[type] = existing ?? (await client.createCredential(type, name, data));
		if (existing)
			await client.request('PATCH', `/credentials/${existing.id}`, { name, type, data });
	}
	return saved;
}

/** A copy in which every Seedance node has its account. */
export function withCredentials(workflow: NewWorkflow, saved: Saved): NewWorkflow {
	const wired = structuredClone(workflow);
	for (const node of wired.nodes) {
		if (!node.type.startsWith('n8n-nodes-seedance.')) continue;
		const chosen = node.parameters.provider ?? DEFAULT_PROVIDER;
		const type = PROVIDERS.find(({ id }) => id === chosen)?.credentialType ?? '';
		const { id, name } = saved[type];
		node.credentials = { [type]: { id, name } };
	}
	return wired;
}

/** The workflows of the folder examples, by file name without its ending. */
export function readExampleFiles(): Array<{ file: string; workflow: NewWorkflow }> {
	return fs
		.readdirSync(EXAMPLES)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => ({
			file: path.basename(file, '.json'),
			workflow: JSON.parse(fs.readFileSync(path.join(EXAMPLES, file), 'utf8')) as NewWorkflow,
		}))
		.filter(({ workflow }) => Array.isArray(workflow.nodes));
}

/** The same without their files. */
export const readExamples = (): NewWorkflow[] => readExampleFiles().map(({ workflow }) => workflow);

/**
 * A copy whose pictures come from the sandbox, so that no internet is needed.
 *
 * @param sandbox started with the folder examples as its publicDir
 */
export function withLocalFiles(workflow: NewWorkflow, sandbox: Sandbox): NewWorkflow {
	const text = JSON.stringify(workflow).replace(PUBLISHED_FILES, sandbox.publicUrl(''));
	return JSON.parse(text) as NewWorkflow;
}

/**
 * Imports the examples that are not there yet; what the user has changed stays.
 *
 * @returns the names of all examples
 */
export async function ensureExamples(
	client: N8nClient,
	sandbox: Sandbox,
	saved: Saved,
): Promise<string[]> {
	const known = new Set((await client.workflows()).map(({ name }) => name));
	const examples = readExamples();
	for (const example of examples.filter(({ name }) => !known.has(name))) {
		await client.createWorkflow(withCredentials(withLocalFiles(example, sandbox), saved));
	}
	return examples.map(({ name }) => name);
}
