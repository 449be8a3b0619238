import fs from 'node:fs';
import path from 'node:path';
import { createEngine } from '../../tools/engine/index.mts';
import { sandboxCredentials } from '../../tools/demo/run.mts';
import { startSandbox } from '../../sandbox/index.mts';
import { ROOT, instancesOf, manifest, read } from './files.mts';
import { choicesOf, unknownParameters } from './parameters.mts';
import type { INodeParameters, INodeProperties, INodeTypeDescription } from 'n8n-workflow';

/** The README, then the reference it links to; their headings do not clash. */
const README = `${read('README.md')}\n${read('docs/reference.md').replace('## Seedance Generate\n', '')}`;
const CHINESE = 'docs/zh-CN.md';
const PAGES = ['README.md', 'docs/reference.md', 'docs/examples.md', CHINESE];
const GENERATE = 'n8n-nodes-seedance.seedanceGenerate';

/** The contents of the code blocks that have this language behind their three backticks. */
const blocks = (language: string, pages: string = README): string[] =>
	[...pages.matchAll(/^```([^\n]*)\n([\s\S]*?)^```/gm)]
		.filter(([, name]) => name === language)
		.map(([, , content]) => content.trim());

/** What stands under a heading, up to the next one of the same or a higher level. */
function section(heading: string): string {
	const start = README.indexOf(`\n${heading}\n`);
	if (start < 0) throw new Error(`The README has no heading "${heading}"`);
	const level = heading.split(' ')[0].length;
	const rest = README.slice(start + heading.length + 2);
	const end = rest.search(new RegExp(`^#{1,${level}} `, 'm'));
	return end < 0 ? rest : rest.slice(0, end);
}

const codeWords = (text: string) =>
	[...text.matchAll(/`([A-Za-z][A-Za-z0-9]*)`/g)].map(([, word]) => word);

/** Words of the second column of the table in a section. */
const documentedNames = (heading: string) =>
	section(heading)
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.flatMap((line) => codeWords(line.split('|')[2]));

function description(name: string): INodeTypeDescription {
	const node = instancesOf('nodes').find((each) => each.description.name === name);
	if (node === undefined) throw new Error(`There is no node "${name}"`);
	return node.description;
}

const optionNames = (properties: INodeProperties[], name: string) =>
	properties
		.filter((property) => property.name === name)
		.flatMap(({ options = [] }) => options.map((option) => option.name));

const sorted = (names: string[]) => [...new Set(names)].sort();

const SNIPPETS = blocks('json', `${README}\n${read(CHINESE)}`).map(
	(text) => JSON.parse(text) as INodeParameters,
);

const ROW = {
	sku: 'SHOE-02',
	product: 'Blue canvas sneaker',
	look: 'heroShot',
	image: 'https://example.com/front.png',
	secondImage: 'https://example.com/back.png',
	story: 'The paper boat',
	shot: 'A paper boat drifts along a gutter, the camera follows.',
};

describe('Quick start', () => {
	it('asks for two command lines besides clone and cd', () => {
		const lines = section('## For developers')
			.split('```')
			.filter((_text, index) => index % 2 === 1)
			.flatMap((block) => block.split('\n').slice(1))
			.filter((line) => line.trim() !== '');
		expect(lines.filter((line) => !/^(git clone|cd) /.test(line))).toEqual([
			'npm ci && npm run demo',
			'npm ci && npm test',
		]);
	});

	it('names only commands that exist', () => {
		const scripts = [...README.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
		expect(scripts.length).toBeGreaterThan(0);
		for (const name of [...scripts, 'test']) expect(manifest.scripts).toHaveProperty([name]);
	});

	it('links only to headings that are there', () => {
		const anchorsOf = (file: string) =>
			[...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
				heading
					.toLowerCase()
					.replace(/[^\w\- ]/g, '')
					.replaceAll(' ', '-'),
			);
		for (const file of PAGES) {
			for (const [, target, anchor] of read(file).matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)) {
				const page = target === '' ? file : path.posix.join(path.posix.dirname(file), target);
				expect([file, page, anchorsOf(page)]).toEqual([
					file,
					page,
					expect.arrayContaining([anchor]),
				]);
			}
		}
	});

	it('links only to files of this repository that exist', () => {
		for (const file of PAGES) {
			const targets = [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) =>
				path.join(ROOT, path.dirname(file), target),
			);
			expect(targets.length).toBeGreaterThan(0);
			expect(targets.filter((target) => !fs.existsSync(target))).toEqual([]);
		}
	});
});

test('The moving picture moves, and is light enough for a phone', () => {
	const picture = fs.readFileSync(path.join(ROOT, 'docs/pictures/run.webp'));
	expect(read('README.md')).toContain('](docs/pictures/run.webp)');
	expect(picture.length).toBeLessThan(2_000_000);
	expect(picture.includes('ANMF')).toBe(true);
});

describe('the tables', () => {
	it('list the options of Seedance Generate, all of them and no other', () => {
		const { properties } = description('seedanceGenerate');
		expect(sorted(documentedNames('### Options'))).toEqual(
			sorted(optionNames(properties, 'options')),
		);
	});

	const fieldNames = (properties: INodeProperties[]) =>
		properties.filter(({ type }) => type !== 'notice').map((property) => property.name);

	it('list the fields of Seedance Generate, all of them and no other', () => {
		const real = fieldNames(description('seedanceGenerate').properties);
		expect(sorted(documentedNames('### Fields'))).toEqual(sorted(real));
	});

	it('list every way to wait', () => {
		const real = description('seedanceGenerate')
			.properties.filter(({ name }) => name === 'completion')
			.flatMap(choicesOf)
			.map(String);
		const documented = documentedNames('## Waiting').filter((name) => name !== 'completion');
		expect(sorted(documented)).toEqual(sorted(real));
	});

	it.each([
		['Seedance Download', 'seedanceDownload'],
		['Seedance Join', 'seedanceJoin'],
		['Seedance Task Trigger', 'seedanceTaskTrigger'],
	])('list the fields and options of %s, all of them and no other', (title, name) => {
		const { properties } = description(name);
		const real = fieldNames(properties);
		expect(sorted(documentedNames(`### ${title}`))).toEqual(sorted(real));
		const optionsLine = section(`### ${title}`)
			.split('\n')
			.find((line) => line.startsWith('| Options'));
		expect(sorted(codeWords(String(optionsLine?.split('|')[3])))).toEqual(
			sorted(optionNames(properties, 'options')),
		);
	});

	it('list every operation', () => {
		const { properties } = description('seedanceGenerate');
		const real = optionNames(properties, 'operation');
		const documented = [...section('## Operations').matchAll(/^\| \w+: \*\*([\w ]+)\*\*/gm)].map(
			([, name]) => name,
		);
		expect(sorted(documented)).toEqual(sorted(real));
	});
});

describe('P15 the snippets', () => {
	it('are there', () => {
		expect(SNIPPETS.length).toBeGreaterThanOrEqual(5);
	});

	it.each(SNIPPETS.map((snippet, index) => [index + 1, snippet]))(
		'number %i uses real parameters and passes the check that spends nothing',
		async (_number, snippet) => {
			const { properties } = description('seedanceGenerate');
			expect(unknownParameters(properties, snippet, 'snippet')).toEqual([]);
			const types = instancesOf('credentials');
			const engine = await createEngine({
				nodeTypes: { [GENERATE]: instancesOf('nodes')[0] },
				credentialTypes: Object.fromEntries(types.map((type) => [type.name, type])),
				credentials: Object.fromEntries(types.map(({ name }) => [name, { apiKey: 'unused' }])),
			});
			const result = await engine.runNode({
				type: GENERATE,
				parameters: { ...snippet, operation: 'estimate' },
				items: [{ json: ROW }],
			});
			await engine.close();
			expect(result.error).toBeUndefined();
			expect(result.items('Node')[0].json).toMatchObject({ valid: true, problems: [] });
		},
	);

	it('show the output exactly as it is', async () => {
		const [shown] = blocks('json output').map((text) => JSON.parse(text));
		const sandbox = await startSandbox({ jobMs: 20 });
		const engine = await createEngine({
			nodeTypes: { [GENERATE]: instancesOf('nodes')[0] },
			credentialTypes: Object.fromEntries(
				instancesOf('credentials').map((type) => [type.name, type]),
			),
			credentials: sandboxCredentials(sandbox),
		});
		const result = await engine.runNode({
			type: GENERATE,
			parameters: { provider: 'ark', prompt: 'A paper boat', options: { pollInterval: 1 } },
		});
		await engine.close();
		await sandbox.stop();
		const real = result.items('Node')[0].json;
		expect(Object.keys(shown)).toEqual(Object.keys(real));
		for (const [name, value] of Object.entries(shown)) {
			if (value !== null && real[name] !== null) expect(typeof value).toBe(typeof real[name]);
		}
	});
});
