'use strict';

/**
 * Brings credentials and workflows into an n8n: the four sandbox accounts, and every example with
 * the right account chosen in each node.
 */

const fs = require('fs');
const path = require('path');
const { PLACES } = require('./places');
const { sandboxCredentials } = require('../demo/run');

const EXAMPLES = path.join(PLACES.root, 'examples');
/** Where the examples name their pictures; the sandbox serves the same files. */
const PUBLISHED_FILES = /https:\/\/raw\.githubusercontent\.com\/[^/"]+\/[^/"]+\/main\/examples\//g;
/** Which credential a node needs, by its Provider. */
const TYPE_OF_PROVIDER = /** @type {Record<string, string>} */ ({
	evolink: 'seedanceEvoLinkApi',
	ark: 'seedanceArkApi',
	twelveAi: 'seedanceTwelveAiApi',
	ink: 'seedanceInkApi',
});
const NAME_OF_TYPE = /** @type {Record<string, string>} */ ({
	seedanceEvoLinkApi: 'EvoLink (sandbox)',
	seedanceArkApi: 'Volcengine Ark (sandbox)',
	seedanceTwelveAiApi: '12AI (sandbox)',
	seedanceInkApi: 'seedance2.ink (sandbox)',
});

/**
 * @typedef {import('./client').N8nClient} N8nClient
 * @typedef {import('../../sandbox').Sandbox} Sandbox
 * @typedef {Record<string, { id: string, name: string }>} Saved credentials by type
 */

/**
 * Makes the four accounts, or points existing ones at this sandbox.
 *
 * @param {N8nClient} client
 * @param {Sandbox} sandbox
 * @returns {Promise<Saved>}
 */
async function ensureCredentials(client, sandbox) {
	const known = await client.credentials();
	/** @type {Saved} */
	const saved = {};
	for (const [type, data] of Object.entries(sandboxCredentials(sandbox))) {
		const name = NAME_OF_TYPE[type];
		const existing = known.find((each) => each.type === type && each.name === name);
		saved[type] = existing ?? (await client.createCredential(type, name, data));
		if (existing)
			await client.request('PATCH', `/credentials/${existing.id}`, { name, type, data });
	}
	return saved;
}

/**
 * @param {any} workflow
 * @param {Saved} saved
 * @returns {any} a copy in which every Seedance node has its account
 */
function withCredentials(workflow, saved) {
	const wired = JSON.parse(JSON.stringify(workflow));
	for (const node of wired.nodes) {
		if (!node.type.startsWith('n8n-nodes-seedance.')) continue;
		const type = TYPE_OF_PROVIDER[node.parameters.provider ?? 'evolink'];
		const { id, name } = saved[type];
		node.credentials = { [type]: { id, name } };
	}
	return wired;
}

/** @returns {any[]} the parsed files of the folder examples */
function readExamples() {
	return fs
		.readdirSync(EXAMPLES)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => JSON.parse(fs.readFileSync(path.join(EXAMPLES, file), 'utf8')))
		.filter((parsed) => Array.isArray(parsed.nodes));
}

/**
 * @param {any} workflow
 * @param {Sandbox} sandbox started with the folder examples as its publicDir
 * @returns {any} a copy whose pictures come from the sandbox, so that no internet is needed
 */
function withLocalFiles(workflow, sandbox) {
	return JSON.parse(JSON.stringify(workflow).replace(PUBLISHED_FILES, sandbox.publicUrl('')));
}

/**
 * Imports the examples that are not there yet; what the user has changed stays.
 *
 * @param {N8nClient} client
 * @param {Sandbox} sandbox
 * @param {Saved} saved
 * @returns {Promise<string[]>} the names of all examples
 */
async function ensureExamples(client, sandbox, saved) {
	const known = new Set((await client.workflows()).map(({ name }) => name));
	const examples = readExamples();
	for (const example of examples.filter(({ name }) => !known.has(name))) {
		await client.createWorkflow(withCredentials(withLocalFiles(example, sandbox), saved));
	}
	return examples.map(({ name }) => name);
}

module.exports = {
	EXAMPLES,
	ensureCredentials,
	ensureExamples,
	readExamples,
	withCredentials,
	withLocalFiles,
};
