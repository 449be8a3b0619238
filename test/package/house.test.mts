import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { codexProblems, textProblems } from '../../tools/build/rules.mts';
import { ROOT, instancesOf, listFiles, manifest, read } from './files.mts';

const require = createRequire(import.meta.url);

const SOURCES = [...listFiles('nodes', /\.ts$/), ...listFiles('credentials', /\.ts$/)];
const UNPUBLISHED = ['sandbox', 'test', 'tools'].flatMap((folder) => listFiles(folder, /\.mts$/));
const ALLOWED_IMPORTS = ['n8n-workflow', 'crypto'];

/** Put together, so that this file is no hit itself. */
const DIRECTIVE = new RegExp(
	['eslint-' + 'disable', '@ts-' + '(ignore|nocheck|expect-error)'].join('|'),
);

/** File and line of every hit. */
const hits = (files: string[], pattern: RegExp): string[] =>
	files.flatMap((file) =>
		read(file)
			.split('\n')
			.flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
	);

describe('P14 the published sources', () => {
	it('are there to be looked at', () => {
		expect(SOURCES.length).toBeGreaterThan(40);
	});

	it('are linted by the untouched official configuration', () => {
		const template = require.resolve('@n8n/node-cli/eslint').split(`${path.sep}dist${path.sep}`)[0];
		const official = path.join(
			template,
			'dist/template/templates/shared/default/eslint.config.mjs',
		);
		expect(read('eslint.config.mjs')).toBe(fs.readFileSync(official, 'utf8'));
	});

	it('switch off no rule and no type check', () => {
		expect(hits(SOURCES, DIRECTIVE)).toEqual([]);
	});

	it('use no "any"', () => {
		expect(hits(SOURCES, /(:|\bas|<|\|)\s*any\b(?!\s*\w)/)).toEqual([]);
	});

	it('import nothing but n8n-workflow, crypto and each other', () => {
		const foreign = SOURCES.flatMap((file) =>
			[...read(file).matchAll(/^(?:import|export|\})(?:[^'"\n]*from)? ?'([^']+)'/gm)]
				.map(([, name]) => name)
				.filter((name) => !name.startsWith('.') && !ALLOWED_IMPORTS.includes(name))
				.map((name) => `${file}: ${name}`),
		);
		expect(foreign).toEqual([]);
	});

	it('keep every file, like the tools, the sandbox and the tests, short enough to hold in the head', () => {
		const files = [...SOURCES, ...UNPUBLISHED, 'gulpfile.js'];
		expect(files.filter((file) => read(file).split('\n').length > 301)).toEqual([]);
	});
});

describe('the whole repository', () => {
	it('is TypeScript, but for what jest and the mutation tester load by themselves', () => {
		const scripts = ['nodes', 'credentials', 'sandbox', 'test', 'tools'].flatMap((folder) =>
			listFiles(folder, /\.[cm]?jsx?$/),
		);
		expect(scripts.filter((file) => !/^tools\/(jest|mutation)\//.test(file))).toEqual([]);
	});

	it('switches off no rule and no type check in sandbox, tests and tools either', () => {
		expect(hits(UNPUBLISHED, DIRECTIVE)).toEqual([]);
	});

	const everything = [
		'nodes',
		'credentials',
		'sandbox',
		'test',
		'tools',
		'examples',
		'icons',
		'.ci',
	]
		.flatMap((folder) => listFiles(folder, /\.(ts|mts|js|json|md|csv|svg|sh)$|\/run$|\/node24$/))
		.concat(['README.md', 'CHANGELOG.md', 'gulpfile.js', 'package.json']);

	it('leaves no test out', () => {
		const tests = listFiles('test', /\.test\.mts$/);
		expect(hits(tests, /\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe)\(/)).toEqual([]);
	});

	it('names no path of the machine it was written on', () => {
		expect(hits(everything, /(^|[^\w.])\/(work|root|home\/(?!node\b)\w+)\//)).toEqual([]);
	});

	it('leaves no note to finish something later', () => {
		const note = new RegExp(
			['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].map((w) => `\\b${w}\\b`).join('|'),
		);
		expect(hits(everything, note)).toEqual([]);
	});
});

describe.each(Object.values(PROVIDERS))('The provider $displayName', (provider) => {
	const { displayName, shortName, secondName } = provider;
	const names = secondName === undefined ? [displayName] : [displayName, secondName];

	it.each(['README.md', 'docs/providers.md', 'docs/zh-CN.md', 'sandbox/README.md', 'package.json'])(
		'is named in %s',
		(file) => {
			expect(names.filter((name) => !read(file).includes(name))).toEqual([]);
		},
	);

	it("is found by n8n's search, in every node that works on it", () => {
		const words = names.flatMap((name) => name.split(' '));
		const missing = instancesOf('nodes')
			.filter(({ description }) => description.properties.some(({ name }) => name === 'provider'))
			.flatMap(({ description: { displayName: node } }) => {
				const name = node.replaceAll(' ', '');
				const { alias }: { alias: string[] } = JSON.parse(read(`nodes/${name}/${name}.node.json`));
				return words.filter((word) => !alias.includes(word)).map((word) => `${name}: ${word}`);
			});
		expect(missing).toEqual([]);
	});

	it('stands in the lists of those that can do something, if it can', () => {
		const lineOf = (file: string, words: RegExp) =>
			read(file)
				.split('\n')
				.find((line) => words.test(line));
		const lists = [
			[provider.list, lineOf('README.md', /^\| Watch, Task IDs \|/)],
			[provider.cancel, lineOf('docs/reference.md', /^\*\*Stop\*\* ends/)],
		] as const;
		for (const [call, line] of lists) {
			expect(line?.includes(shortName)).toBe(call !== undefined);
		}
	});
});

describe('P14 package.json', () => {
	it('asks for nothing at run time but n8n itself', () => {
		expect(manifest.dependencies ?? {}).toEqual({});
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest.bundledDependencies ?? manifest.bundleDependencies).toBeUndefined();
	});

	it('publishes dist only and runs nothing on installation', () => {
		expect(manifest.files).toEqual(['dist']);
		const lifecycle = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
		expect(Object.keys(manifest.scripts).filter((name) => lifecycle.includes(name))).toEqual([]);
	});

	it('is a strict community package under MIT', () => {
		expect(manifest).toMatchObject({
			name: 'n8n-nodes-seedance',
			license: 'MIT',
			n8n: { n8nNodesApiVersion: 1, strict: true },
		});
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.overrides ?? manifest.resolutions).toBeUndefined();
	});

	it('names every node and credential of the sources, and nothing else', () => {
		const built = (files: string[]) =>
			files.map((file) => `dist/${file.replace(/\.ts$/, '.js')}`).sort();
		expect([...manifest.n8n.nodes].sort()).toEqual(built(listFiles('nodes', /\.node\.ts$/)));
		expect([...manifest.n8n.credentials].sort()).toEqual(
			built(listFiles('credentials', /\.credentials\.ts$/)),
		);
	});

	it('has a lockfile that fits it', () => {
		const lock = JSON.parse(read('package-lock.json')).packages[''];
		expect(lock.devDependencies).toEqual(manifest.devDependencies);
		expect(lock.version).toBe(manifest.version);
	});
});

describe('every node', () => {
	it('P14 stands on a shelf of n8n, and its texts and those of its credential keep to the rules of n8n', () => {
		const codexes = listFiles('nodes', /\.node\.json$/);
		expect(codexes.length).toBe(instancesOf('nodes').length);
		expect([
			...codexes.flatMap((file) => codexProblems(file, JSON.parse(read(file)))),
			...instancesOf('nodes').flatMap(({ description }) =>
				textProblems(description.name, description),
			),
			...instancesOf('credentials').flatMap((type) => textProblems(type.name, type)),
		]).toEqual([]);
	});

	it('uses only credentials of this package, each behind exactly one provider', () => {
		const types = instancesOf('credentials').map((type) => type.name);
		for (const { description } of instancesOf('nodes')) {
			const used = description.credentials ?? [];
			// A node that asks no provider needs none.
			if (!description.properties.some(({ name }) => name === 'provider')) {
				expect(used).toEqual([]);
				continue;
			}
			expect(used.map(({ name }) => name).sort()).toEqual([...types].sort());
			for (const { displayOptions } of used) {
				expect(displayOptions).toEqual({ show: { provider: [expect.any(String)] } });
			}
		}
	});

	it('has a codex file that leads to a heading of the README', () => {
		const headings = read('README.md')
			.split('\n')
			.filter((line) => /^#+ /.test(line))
			.map((line) =>
				line
					.replace(/^#+ /, '')
					.toLowerCase()
					.replace(/[^\p{L}\p{N} -]/gu, '')
					.replace(/ /g, '-'),
			);
		const links = [
			...listFiles('nodes', /\.node\.json$/).map((file) => read(file)),
			...listFiles('credentials', /\.credentials\.ts$/).map((file) => read(file)),
		].flatMap((text) => [...text.matchAll(/n8n-nodes-seedance#([\w-]+)/g)].map(([, id]) => id));
		expect(links.length).toBeGreaterThan(4);
		expect(links.filter((id) => id !== 'readme' && !headings.includes(id))).toEqual([]);
		expect(fs.existsSync(path.join(ROOT, 'LICENSE'))).toBe(true);
	});
});
