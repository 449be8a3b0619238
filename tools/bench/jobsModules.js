'use strict';

const fs = require('fs');
const path = require('path');
const ts = require('typescript');

/**
 * Loads the money code of the nodes straight from its sources, for benches that run on a virtual
 * clock: no build is needed and none can be stale.
 */

const SHARED = path.resolve(__dirname, '..', '..', 'nodes', 'shared');

/** @type {any} */
const extensions = require.extensions;

/** @param {any} target the module being loaded @param {string} file */
function compile(target, file) {
	const { outputText } = ts.transpileModule(fs.readFileSync(file, 'utf8'), {
		fileName: file,
		compilerOptions: {
			module: ts.ModuleKind.CommonJS,
			target: ts.ScriptTarget.ES2019,
			esModuleInterop: true,
		},
	});
	target._compile(outputText, file);
}

/** @returns {import('../simulation/run').Modules} */
function loadModules() {
	extensions['.ts'] ??= compile;
	const { runRows } = require(path.join(SHARED, 'jobs', 'run.ts'));
	const { Governor } = require(path.join(SHARED, 'jobs', 'governor.ts'));
	const { Forecast } = require(path.join(SHARED, 'jobs', 'forecast.ts'));
	const { Journal, markOf } = require(path.join(SHARED, 'jobs', 'journal.ts'));
	const { PROVIDERS } = require(path.join(SHARED, 'providers', 'index.ts'));
	return { runRows, Governor, Forecast, Journal, markOf, PROVIDERS };
}

module.exports = { loadModules };
