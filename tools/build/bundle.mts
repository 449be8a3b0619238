/**
 * Makes of the compiled package three files plus a stub per node and credential. n8n loads the stubs by name when it
 * starts; few files load faster than many, and the work of the nodes is loaded when the first of them runs. They stay
 * as readable as the sources without their comments: nothing is minified, each module begins with its path.
 */

import fs from 'node:fs';
import path from 'node:path';
import { build, transform } from 'esbuild';
import { classNameOf, readManifest } from './manifest.mts';
import { filesBelow } from './verify.mts';
import type { BuildOptions, Plugin } from 'esbuild';

/** The classes of all nodes and credentials, below dist. */
const BUNDLE = 'seedance.js';
/** What the classes share with what the nodes do, such as the facts about the providers. */
const COMMON = 'seedance-common.js';
/**
 * What the nodes do. It carries the version: an n8n that has started with the last one, and is not yet started again
 * after an update, must not run the work of the new one with its old classes.
 */
const workFile = (root: string) => `seedance-work-${readManifest(root).version}.js`;

/** The files of code, below dist. */
export const bundlesOf = (root: string) => [BUNDLE, COMMON, workFile(root)];

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

/** The modules that a source imports when it runs. */
function workOf(source: string): string[] {
	const imported = fs.readFileSync(source, 'utf8').matchAll(/\bimport\('([^']+)'\)/g);
	return [...imported].map(([, module]) => path.resolve(path.dirname(source), module));
}

const exporting = (modules: string[]) =>
	modules.map((module) => `export * from ${JSON.stringify(module)};`).join('\n');

/** Gives the two bundles their contents, and leads what is imported at run time into the second one. */
function entriesFrom(contents: Readonly<Record<string, string>>, resolveDir: string): Plugin {
	const work = `./${workFile(resolveDir)}`;
	return {
		name: 'entries',
		setup(plugins) {
			plugins.onResolve({ filter: /.*/ }, ({ kind, path: wanted }) => {
				if (kind === 'entry-point') return { path: wanted, namespace: 'entry' };
				return kind === 'dynamic-import' ? { path: work, external: true } : undefined;
			});
			plugins.onLoad({ filter: /.*/, namespace: 'entry' }, ({ path: entry }) => ({
				contents: contents[entry],
				resolveDir,
				loader: 'ts',
			}));
		},
	};
}

/** By file name, the bundles. What both need is in a third one, which esbuild splits off modules of JavaScript only. */
async function bundled(root: string, sources: string[]): Promise<Map<string, string>> {
	const nodes = filesBelow(path.join(root, 'nodes')).filter((file) => file.endsWith('.ts'));
	const contents = {
		[BUNDLE]: exporting(sources.map((source) => source.replace(/\.ts$/, ''))),
		[workFile(root)]: exporting([...new Set(nodes.flatMap(workOf))]),
	};
	const options: BuildOptions = {
		entryPoints: Object.keys(contents).map((name) => ({ in: name, out: path.parse(name).name })),
		plugins: [entriesFrom(contents, root)],
		chunkNames: path.parse(COMMON).name,
		outdir: root,
		splitting: true,
		bundle: true,
		write: false,
		platform: 'node',
		format: 'esm',
		target: TARGET,
		// Left in sight of the check of the build, which knows what may be required.
		packages: 'external',
		charset: 'utf8',
		legalComments: 'none',
		logLevel: 'error',
	};
	const { outputFiles } = await build({ ...options, write: false });
	const asNodeLoadsIt = outputFiles.map(async ({ path: file, text }) => {
		// Of comments only legal ones survive the second step.
		const { code } = await transform(text.replace(/^\/\/ (?=\S+\.ts$)/gm, '//! '), {
			platform: 'node',
			format: 'cjs',
			target: TARGET,
			supported: { 'dynamic-import': false },
			charset: 'utf8',
			legalComments: 'inline',
		});
		return [path.basename(file), code.replace(/^\/\/! /gm, '// ')] as const;
	});
	return new Map(await Promise.all(asNodeLoadsIt));
}

/**
 * Replaces the compiled modules in `dist` by the bundles and their stubs.
 *
 * @param root the package folder, compiled before
 * @throws when the sources no longer fall into these bundles
 */
export async function bundleBuild(root: string) {
	const dist = path.join(root, 'dist');
	const entries = entriesOf(root);
	const bundles = await bundled(
		root,
		entries.map(({ source }) => source),
	);
	const others = [...bundles.keys()].filter((name) => !bundlesOf(root).includes(name));
	if (others.length > 0)
		throw new Error(`There are bundles that nobody expects: ${others.join()}.`);
	for (const folder of ['nodes', 'credentials']) {
		fs.rmSync(path.join(dist, folder), { recursive: true, force: true });
	}
	fs.mkdirSync(dist, { recursive: true });
	for (const [name, code] of bundles) fs.writeFileSync(path.join(dist, name), code);
	for (const { className, built } of entries) {
		const folder = path.dirname(built);
		const bundle = path.relative(folder, path.join(dist, BUNDLE)).split(path.sep).join('/');
		fs.mkdirSync(folder, { recursive: true });
		fs.writeFileSync(built, `exports.${className} = require('${bundle}').${className};\n`);
	}
}
