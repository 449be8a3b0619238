'use strict';

/**
 * Makes of the compiled package one file plus a stub per node and credential. n8n loads the stubs by
 * name; one file loads about three times as fast as the single modules. It stays as readable as the
 * sources without their comments: nothing is minified, each module begins with its path.
 */

const fs = require('fs');
const path = require('path');
const { build } = require('esbuild');

/** Where the code of all nodes and credentials goes, below dist. */
const BUNDLE = 'seedance.js';
const TARGET = 'es2022';

/**
 * @param {string} root
 * @returns {Array<{ className: string, source: string, built: string }>} what package.json names
 */
function entriesOf(root) {
	const { n8n } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
	return [...n8n.nodes, ...n8n.credentials].map((/** @type {string} */ built) => ({
		className: path.basename(built).split('.')[0],
		source: path.join(root, built.replace(/^dist\//, '').replace(/\.js$/, '.ts')),
		built: path.join(root, built),
	}));
}

/**
 * @param {string} root
 * @param {ReturnType<typeof entriesOf>} entries
 * @returns {Promise<string>}
 */
async function bundled(root, entries) {
	const contents = entries
		.map(({ source }) => `export * from ${JSON.stringify(source.replace(/\.ts$/, ''))};`)
		.join('\n');
	const { outputFiles } = await build({
		stdin: { contents, resolveDir: root, loader: 'ts' },
		bundle: true,
		write: false,
		platform: 'node',
		format: 'cjs',
		target: TARGET,
		// Left in sight of the check of the build, which knows what may be required.
		packages: 'external',
		charset: 'utf8',
		legalComments: 'none',
		logLevel: 'error',
	});
	return outputFiles[0].text;
}

/**
 * Replaces the compiled modules in `dist` by the bundle and its stubs.
 *
 * @param {string} root the package folder, compiled before
 */
async function bundleBuild(root) {
	const dist = path.join(root, 'dist');
	const entries = entriesOf(root);
	const code = await bundled(root, entries);
	for (const folder of ['nodes', 'credentials']) {
		fs.rmSync(path.join(dist, folder), { recursive: true, force: true });
	}
	fs.mkdirSync(dist, { recursive: true });
	fs.writeFileSync(path.join(dist, BUNDLE), code);
	for (const { className, built } of entries) {
		const folder = path.dirname(built);
		const bundle = path.relative(folder, path.join(dist, BUNDLE)).split(path.sep).join('/');
		fs.mkdirSync(folder, { recursive: true });
		fs.writeFileSync(built, `exports.${className} = require('${bundle}').${className};\n`);
	}
}

module.exports = { BUNDLE, bundleBuild };
