/**
 * Makes of the compiled package one file plus a stub per node and credential. n8n loads the stubs by
 * name; one file loads about three times as fast as the single modules. It stays as readable as the
 * sources without their comments: nothing is minified, each module begins with its path.
 */

import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { classNameOf, readManifest } from './manifest.mts';

/** Where the code of all nodes and credentials goes, below dist. */
export const BUNDLE = 'seedance.js';
const TARGET = 'es2022';

/** The nodes and credentials that package.json names. */
function entriesOf(root: string): Array<{ className: string; source: string; built: string }> {
	const { n8n } = readManifest(root);
	return [...n8n.nodes, ...n8n.credentials].map((built) => ({
		className: classNameOf(built),
		source: path.join(root, built.replace(/^dist\//, '').replace(/\.js$/, '.ts')),
		built: path.join(root, built),
	}));
}

async function bundled(root: string, entries: ReturnType<typeof entriesOf>): Promise<string> {
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
 * @param root the package folder, compiled before
 */
export async function bundleBuild(root: string) {
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
