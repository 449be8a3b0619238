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

/**
 * Modules that a test may put a stand-in into: jest.spyOn has to define exports anew, and an `import *`
 * has to be the module itself, not a copy of it. This changes esbuild's own helpers, nothing of ours.
 */
const open = (code) =>
	code
		.replaceAll(', enumerable: ', ', configurable: true, enumerable: ')
		.replace(
			'(mod, isNodeMode, target) => (',
			'(mod, isNodeMode, target) => mod?.__esModule ? mod : (',
		);

/** A jest transformer: takes types out and turns modules into CommonJS. The types are checked by `npm run lint`. */
module.exports = {
	process: (text, file) => ({ code: open(transformSync(text, options(file)).code) }),
	getCacheKey: (text, file, { instrument }) =>
		createHash('sha1')
			.update(
				[version, open.toString(), JSON.stringify(options(file)), String(instrument), text].join(
					'\0',
				),
			)
			.digest('hex'),
};
