'use strict';

/**
 * One n8n process that will be killed: Seedance Generate on the real engine, with the stores that
 * outlive a crash in n8n (the deduplication table) in a file. Forked by crash.test.js; says `ready`,
 * runs at `go`, and says `done` if it is allowed to live that long.
 */

const fs = require('node:fs');
const path = require('node:path');
const ts = require('typescript');

/**
 * @typedef {object} Order
 * @property {string} folder
 * @property {string} provider
 * @property {Record<string, any>} credentials
 * @property {any[]} rows
 * @property {Record<string, any>} parameters
 */

// Jest compiles the sources for tests; a process of its own has to do it itself. JSON is looked for
// last, because `SeedanceGenerate.node` is also the beginning of the name of a JSON file.
const readers = /** @type {Record<string, (module: any, file: string) => void>} */ (
	/** @type {unknown} */ (require.extensions)
);
const { '.json': readJson } = readers;
delete readers['.json'];
readers['.ts'] = (/** @type {any} */ module, /** @type {string} */ file) => {
	const { outputText } = ts.transpileModule(fs.readFileSync(file, 'utf8'), {
		compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2019 },
	});
	module._compile(outputText, file);
};
readers['.json'] = readJson;

const { createEngine, fileDedupeStorage } = require('../../tools/engine');
const { CREDENTIAL_TYPES, GENERATE } = require('../support/lab');
const { SeedanceGenerate } = require('../../nodes/SeedanceGenerate/SeedanceGenerate.node');

/** @param {string} text */
const tell = (text) => process.send?.(text);

/** @param {Order} order */
async function main({ folder, provider, credentials, rows, parameters }) {
	const engine = await createEngine({
		nodeTypes: { [GENERATE]: new SeedanceGenerate() },
		credentialTypes: CREDENTIAL_TYPES,
		credentials,
		userFolder: path.join(folder, 'n8n'),
		dedupe: fileDedupeStorage(path.join(folder, 'dedupe.json')),
	});
	process.once('message', async () => {
		const result = await engine.runNode({
			type: GENERATE,
			parameters: { ...parameters, provider },
			items: rows.map((json) => ({ json })),
			settings: { onError: 'continueRegularOutput' },
		});
		// n8n writes static data when an execution ends, and not before.
		fs.writeFileSync(path.join(folder, 'static.json'), JSON.stringify(result.staticData));
		tell('done');
	});
	tell('ready');
}

void main(JSON.parse(process.argv[2]));
