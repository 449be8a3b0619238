'use strict';

const { createHash } = require('crypto');
const { transformSync, version } = require('esbuild');

/** What modules know of their own place, in the words of CommonJS, in which jest runs them. */
const PLACE = {
	'import.meta.dirname': '__dirname',
	'import.meta.filename': '__filename',
	'import.meta.url': 'importMetaUrl',
};

const options = (file) => ({
	loader: 'ts',
	format: 'cjs',
	target: 'node20',
	// As .ts, so that a default import of our own modules means their default export.
	sourcefile: file.replace(/\.mts$/, '.ts'),
	sourcemap: 'inline',
	supported: { 'dynamic-import': false },
	define: PLACE,
	banner: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;',
});

/** Exports that a test may stand in for: jest.spyOn has to define them anew. */
const openExports = (code) =>
	code.replace(
		'{ get: all[name], enumerable: true }',
		'{ get: all[name], enumerable: true, configurable: true }',
	);

/** A jest transformer: takes types out and turns modules into CommonJS. The types are checked by `npm run lint`. */
module.exports = {
	process: (text, file) => ({ code: openExports(transformSync(text, options(file)).code) }),
	getCacheKey: (text, file, { instrument }) =>
		createHash('sha1')
			.update([version, openExports.toString(), JSON.stringify(options(file)), String(instrument), text].join('\0'))
			.digest('hex'),
};
