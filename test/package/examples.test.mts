import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createEngine } from '../../tools/engine/index.mts';
import { readCatalog, parseCsv } from '../../tools/demo/catalog.mts';
import { findSurprises } from '../../tools/demo/summary.mts';
import { PROVIDERS, runProvider, sandboxCredentials } from '../../tools/demo/run.mts';
import { startSandbox } from '../../sandbox/index.mts';
import {
	CORE_NODES,
	NOTE,
	brokenConnections,
	isOurs,
	isTool,
	loops,
	missingFailurePaths,
	overlaps,
	privateThings,
	workingNodes,
} from './exampleRules.mts';
import { ROOT, instancesOf, listFiles, manifest, read } from './files.mts';
import { unknownParameters } from './parameters.mts';
import type { INode, INodeProperties } from 'n8n-workflow';
import type { Workflow } from './exampleRules.mts';

const CATALOG = readCatalog(read('examples/catalog.csv'));
const WORKFLOWS = listFiles('examples', /\.json$/);
const PREFIX = `${manifest.name}.`;
/** The whole collection, so that none gets lost. */
const EXPECTED = [
	'agent-makes-videos',
	'approve-in-telegram',
	'before-after',
	'catalog-to-video',
	'daily-post-service',
	'daily-telegram',
	'data-table-catalog',
	'edited-picture-first',
	'estimate-first',
	'finish-on-trigger',
	'form-to-mail',
	'instagram-reels',
	'post-everywhere',
	'prompts-by-model',
	'recover-paid',
	'sheets-to-drive',
	'story-to-film',
	'storyboard',
	'submit-on-schedule',
	'youtube-shorts',
];
/** n8n adds these to a node that is the tool of an agent. */
const TOOL_PROPERTIES = [
	{
		name: 'descriptionType',
		type: 'options',
		options: [
			{ name: 'Set Automatically', value: 'auto' },
			{ name: 'Set Manually', value: 'manual' },
		],
	},
	{ name: 'toolDescription', type: 'string' },
] satisfies Array<Partial<INodeProperties>>;

const propertiesOf = (node: INode) => {
	const ownType = isTool(node) ? node.type.replace(/Tool$/, '') : node.type;
	const type = instancesOf('nodes').find(
		({ description }) => `${PREFIX}${description.name}` === ownType,
	);
	if (type === undefined) return null;
	return [...type.description.properties, ...(isTool(node) ? TOOL_PROPERTIES : [])];
};

describe('the catalog', () => {
	it('holds at least six products, each with its own small picture', () => {
		const good = CATALOG.filter((row) => !row.isWrongOnPurpose);
		expect(good.length).toBeGreaterThanOrEqual(6);
		expect(new Set(CATALOG.map((row) => row.sku)).size).toBe(CATALOG.length);
		for (const { image } of CATALOG) {
			const size = fs.statSync(path.join(ROOT, 'examples', image)).size;
			expect([image, size < 60_000]).toEqual([image, true]);
		}
	});

	it('works as a sheet: its pictures open anywhere, and Google Sheets to Drive finds its columns', () => {
		const [columns, ...lines] = parseCsv(read('examples/catalog.csv'));
		for (const cells of lines) {
			expect(cells[columns.indexOf('image')]).toMatch(/^https:\/\/raw\.githubusercontent\.com\//);
		}
		const note = read('examples/sheets-to-drive.json');
		const named = /columns \*\*([^*]+)\*\*/.exec(note)?.[1].split(', ');
		expect(columns).toEqual([...(named ?? []), 'note']);
	});

	it('is read like a spreadsheet writes it', () => {
		expect(parseCsv('\uFEFFa,b\r\n"x, ""y""","two\nlines"\r\n\r\n')).toEqual([
			['a', 'b'],
			['x, "y"', 'two\nlines'],
		]);
	});
});

describe('the examples', () => {
	it('are all there, each under a name of its own', () => {
		expect(WORKFLOWS).toEqual(EXPECTED.map((name) => `examples/${name}.json`));
		const names = WORKFLOWS.map((file) => JSON.parse(read(file)).name);
		expect(new Set(names).size).toBe(names.length);
		for (const name of names) expect(name).toMatch(/^Seedance: /);
	});

	it('are described in the docs, each with the nodes that a user places', () => {
		const lines = read('docs/examples.md').split('\n');
		for (const file of WORKFLOWS) {
			const placed = workingNodes(JSON.parse(read(file))).length;
			const line = lines.find((each) => each.includes(`(../${file})`)) ?? `no line for ${file}`;
			expect(line).toMatch(new RegExp(`\\| ${placed} +\\|$`));
		}
	});

	it('are each run to their end by a test on a real n8n', () => {
		const tests = listFiles('test/e2e', /\.mts$/).map(read);
		const names = WORKFLOWS.map((file) => String(JSON.parse(read(file)).name));
		const untested = names
			.map((name) => name.replace('Seedance: ', ''))
			.filter((name) => {
				const calls = [`importExample('${name}'`, `exampleNamed('${name}'`];
				return !tests.some((text) => calls.some((call) => text.includes(call)));
			});
		expect(untested).toEqual([]);
	});

	it('are shown in the docs, each with a picture of its own that is not heavy', () => {
		const docs = read('docs/examples.md');
		for (const name of EXPECTED) {
			const picture = `pictures/examples/${name}.png`;
			expect(docs).toContain(`on the canvas](${picture})`);
			const { size } = fs.statSync(path.join(ROOT, 'docs', picture));
			expect([picture, size < 200_000]).toEqual([picture, true]);
		}
	});

	it('need fewer nodes from sheet row to stored video than the usual loop, as the docs count', () => {
		const docs = read('docs/examples.md');
		const { length } = workingNodes(JSON.parse(read('examples/sheets-to-drive.json')));
		expect(docs).toContain(`**${length} nodes**`);
	});
});

describe.each(WORKFLOWS)('%s', (file) => {
	const workflow: Workflow = JSON.parse(read(file));

	it('uses only nodes that exist, in their current version, with parameters that exist', () => {
		for (const node of workflow.nodes) {
			if (!isOurs(node)) {
				expect([node.type, node.typeVersion]).toEqual([node.type, CORE_NODES[node.type]]);
				continue;
			}
			const properties = propertiesOf(node);
			expect([node.type, properties !== null]).toEqual([node.type, true]);
			expect(unknownParameters(properties ?? [], node.parameters, node.name)).toEqual([]);
		}
		expect(workflow.nodes.some(isOurs)).toBe(true);
	});

	it('connects nodes that exist and leaves none alone', () => {
		expect(brokenConnections(workflow)).toEqual([]);
		for (const values of [
			workflow.nodes.map(({ id }) => id),
			workflow.nodes.map(({ name }) => name),
		]) {
			expect(new Set(values).size).toBe(values.length);
		}
		for (const { id } of workflow.nodes) expect(id).toMatch(/^5eeda9ce-\d{4}-4000-8000-\d{12}$/);
	});

	it('has no way that leads back, so that nothing can go round for ever', () => {
		expect(loops(workflow)).toEqual([]);
		expect(workflow.nodes.filter(({ retryOnFail }) => retryOnFail)).toEqual([]);
	});

	it('has a path for rows that do not work', () => {
		expect(missingFailurePaths(workflow)).toEqual([]);
		const failing = workingNodes(workflow).filter(({ onError }) => onError !== undefined);
		expect(failing.length).toBeGreaterThan(0);
	});

	it('explains itself in notes that cover nothing', () => {
		const notes = workflow.nodes.filter(({ type }) => type === NOTE);
		expect(notes.length).toBeGreaterThanOrEqual(3);
		expect(notes[0].parameters.content).toMatch(/^## /);
		expect(overlaps(workflow)).toEqual([]);
	});

	it('has no node switched off, and holds nothing of anybody', () => {
		expect(workflow.active).toBe(false);
		expect(workflow.nodes.filter(({ disabled }) => disabled)).toEqual([]);
		expect(workflow.nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
		expect(privateThings(read(file))).toEqual([]);
	});
});

describe('P15 examples/catalog-to-video.json', () => {
	const example: Workflow = JSON.parse(read('examples/catalog-to-video.json'));

	it('has the rows of the catalog pinned, so that it runs without a sheet', () => {
		const pinned = example.pinData?.Catalog.map(({ json }) => json);
		expect(pinned?.map((row) => [row.sku, row.product, row.seconds])).toEqual(
			CATALOG.map((row) => [row.sku, row.product, row.seconds]),
		);
	});

	it('brings a video for every good row on all providers, and sends no bad row', async () => {
		const outputFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'examples-'));
		const sandbox = await startSandbox({ jobMs: 100, publicDir: path.join(ROOT, 'examples') });
		const engine = await createEngine({
			nodeTypes: Object.fromEntries(
				instancesOf('nodes').map((node) => [`${PREFIX}${node.description.name}`, node]),
			),
			credentialTypes: Object.fromEntries(
				instancesOf('credentials').map((type) => [type.name, type]),
			),
			credentials: sandboxCredentials(sandbox),
		});
		const outcomes = await Promise.all(
			PROVIDERS.map(
				async (provider) =>
					await runProvider({
						engine,
						example,
						provider,
						rows: CATALOG,
						imageUrl: (row) => sandbox.publicUrl(row.image),
						outputFolder,
						options: { pollInterval: 1 },
					}),
			),
		);
		const stats = sandbox.stats();
		await engine.close();
		await sandbox.stop();
		expect(findSurprises(outcomes, stats)).toEqual([]);
		expect(stats.leakedKeys).toBe(0);
		for (const { rows } of outcomes) {
			for (const { state, file, row } of rows) {
				if (state !== 'finished') continue;
				expect(path.basename(file)).toBe(`${row.sku}.mp4`);
				const head = fs.readFileSync(path.join(outputFolder, file)).subarray(4, 8);
				expect(head.toString('latin1')).toBe('ftyp');
			}
		}
		fs.rmSync(outputFolder, { recursive: true });
	}, 60_000);
});
