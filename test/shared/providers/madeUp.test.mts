import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type {
	INodeProperties,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import ts from 'typescript';
import { createEngine } from '../../../tools/engine/index.mts';
import { PROVIDERS, PROVIDER_IDS } from '../../../nodes/shared/providers/index.ts';
import { listFiles, read, ROOT } from '../../package/files.mts';
import { CREDENTIAL, FIXTURE, FOLDER, ID } from './madeUpSources.mts';

/**
 * A new provider is a folder, a credential and its name in the index. This adds one to a copy of the sources,
 * compiles that and looks whether everything else has picked it up.
 */

// Compiling the package takes a while on a busy machine.
jest.setTimeout(300_000);

const require = createRequire(import.meta.url);
const INDEX = 'nodes/shared/providers/index.ts';
const GENERATE = 'n8n-nodes-seedance.seedanceGenerate';
const NODES = ['SeedanceGenerate', 'SeedanceDownload', 'SeedanceTaskTrigger'];

let copy: string;
let descriptions: Record<string, INodeTypeDescription>;
const builtNode = (name: string): INodeType =>
	new (require(path.join(copy, `dist/nodes/${name}/${name}.node.js`))[name])();

/** What jest writes about a run. */
interface Report {
	testResults: Array<{ assertionResults: Array<{ fullName: string; status: string }> }>;
}

function put(file: string, text: string) {
	const target = path.join(copy, file);
	fs.mkdirSync(path.dirname(target), { recursive: true });
	fs.writeFileSync(target, text);
}

/** The two edits in the index: where the provider comes from, and its name. */
const withMadeUp = (index: string) =>
	index
		.replace("import { twelveAi } from './twelveAi';", "$&\nimport { madeUp } from './madeUp';")
		.replace(/^const ALL = \[.*(?=\] as const)/m, '$&, madeUp');

/** @returns what the compiler has to say; empty when all is well */
function compile(): string[] {
	const { config } = ts.readConfigFile(path.join(copy, 'tsconfig.json'), ts.sys.readFile);
	const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, copy);
	const program = ts.createProgram(fileNames, {
		...options,
		incremental: false,
		declaration: false,
		sourceMap: false,
	});
	const found = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
	return found.map(({ messageText, file }) => {
		const text = ts.flattenDiagnosticMessageText(messageText, ' ');
		return `${path.relative(copy, file?.fileName ?? '')}: ${text}`;
	});
}

beforeAll(() => {
	copy = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'made-up-')));
	for (const part of ['nodes', 'credentials', 'test', 'sandbox', 'tools/jest', 'tools/build']) {
		fs.cpSync(path.join(ROOT, part), path.join(copy, part), { recursive: true });
	}
	for (const file of ['package.json', 'tsconfig.json', 'jest.config.js']) put(file, read(file));
	fs.symlinkSync(fs.realpathSync(path.join(ROOT, 'node_modules')), path.join(copy, 'node_modules'));
	for (const [file, text] of Object.entries(FOLDER))
		put(`nodes/shared/providers/${ID}/${file}`, text);
	put('credentials/SeedanceMadeUpApi.credentials.ts', CREDENTIAL);
	put(INDEX, withMadeUp(read(INDEX)));
	put(`test/contract/fixtures/${ID}.mts`, FIXTURE);
});

afterAll(() => fs.rmSync(copy, { recursive: true, force: true }));

test('the compiler asks for nothing more', () => {
	expect(compile()).toEqual([]);
	descriptions = Object.fromEntries(NODES.map((name) => [name, builtNode(name).description]));
});

describe('The panel', () => {
	const field = (node: string, name: string) =>
		descriptions[node].properties.filter((property) => property.name === name);
	const option = (name: string) =>
		(field('SeedanceGenerate', 'options')[0].options as INodeProperties[]).find(
			(entry) => entry.name === name,
		);

	test.each(NODES)('of %s offers it with its credential, and names it below the node', (node) => {
		expect(field(node, 'provider')[0].options).toContainEqual({
			name: 'Made-Up Films / Dreamt',
			value: ID,
			description: 'For people who dream',
		});
		expect(field(node, 'provider')[0].default).toBe(PROVIDER_IDS[0]);
		expect(descriptions[node].credentials).toContainEqual({
			name: 'seedanceMadeUpApi',
			required: true,
			displayOptions: { show: { provider: [ID] } },
		});
		expect(descriptions[node].subtitle).toContain('madeUp: "MadeUp"');
	});

	test('offers its models, and no other', () => {
		const models = field('SeedanceGenerate', 'model')[0].options as INodePropertyOptions[];
		const offered = models
			.filter(({ displayOptions }) => (displayOptions?.show?.provider ?? [ID]).includes(ID))
			.map(({ value }) => value);
		expect(offered).toEqual(['seedance-2.0', 'seedance-2.5', 'custom']);
	});

	test('tells what it can do', () => {
		expect(option('watermark')?.description).toMatch(/, MadeUp\)$/);
		expect(option('seed')?.description).toMatch(/, MadeUp 2\.5\)$/);
		expect(option('cancelOnStop')?.description).toMatch(/, MadeUp: queued and running\)$/);
		expect(option('returnLastFrame')?.description).not.toContain('MadeUp');
	});

	test('of the trigger offers no list of recent tasks that it does not have', () => {
		const [, withoutList] = field('SeedanceTaskTrigger', 'watch');
		expect(withoutList.displayOptions?.hide?.provider).not.toContain(ID);
	});
});

test('Estimate checks its rows by its limits, in its own spelling', async () => {
	const { SeedanceMadeUpApi } = require(
		path.join(copy, 'dist/credentials/SeedanceMadeUpApi.credentials.js'),
	);
	const engine = await createEngine({
		nodeTypes: { [GENERATE]: builtNode('SeedanceGenerate') },
		credentialTypes: { seedanceMadeUpApi: new SeedanceMadeUpApi() },
		credentials: { seedanceMadeUpApi: { apiKey: 'k', baseUrl: 'https://films.example' } },
	});
	try {
		const result = await engine.runNode({
			type: GENERATE,
			parameters: {
				provider: ID,
				operation: 'estimate',
				prompt: 'The camera circles @Image1 slowly',
				mediaSource: 'json',
				mediaJson: '={{ $json.media }}',
				duration: '={{ $json.seconds }}',
			},
			items: [
				{ json: { media: 'https://cdn.example.com/1.png', seconds: 7 } },
				{ json: { media: 'https://cdn.example.com/1.jpg', seconds: 8 } },
			],
		});
		const [good, tooLong] = result.items('Node').map(({ json }) => json);
		expect(good).toMatchObject({ provider: ID, model: 'film-2', valid: true, problems: [] });
		expect(good.request).toMatchObject({
			prompt: 'The camera circles <image no. 1> slowly',
			pictures: ['https://cdn.example.com/1.png'],
			seconds: 7,
		});
		expect(good.warnings).toContainEqual(expect.stringContaining('sees no colours in PNG'));
		expect(tooLong.problems).toEqual([
			{ field: 'Duration', message: expect.stringContaining('3 to 7') },
		]);
	} finally {
		await engine.close();
	}
});

test('the contract of every provider is asked of it, and kept', () => {
	const report = path.join(copy, 'report.json');
	const jest = require.resolve('jest/bin/jest');
	const files = ['requests', 'failures', 'tasks'].map((name) => `contract/${name}.contract.test`);
	const options = ['--rootDir', copy, '-w', '1', '--json', '--outputFile', report];
	spawnSync(process.execPath, [jest, ...options, ...files], { cwd: copy });
	const { testResults }: Report = JSON.parse(fs.readFileSync(report, 'utf8'));
	const cases = testResults
		.flatMap((file) => file.assertionResults)
		.filter(({ fullName }) => fullName.includes(`contract: ${ID}`));
	expect(cases.length).toBeGreaterThan(60);
	expect(cases.filter(({ status }) => status !== 'passed')).toEqual([]);
});

describe('Outside its folder, its credential and the index', () => {
	/** Every file that may speak of a provider, and why. */
	const MAY_KNOW: Record<string, string> = {
		// What people type into n8n's search for nodes; n8n reads these files as they are.
		'nodes/SeedanceGenerate/SeedanceGenerate.node.json': 'words of the search',
		'nodes/SeedanceDownload/SeedanceDownload.node.json': 'words of the search',
		'nodes/SeedanceTaskTrigger/SeedanceTaskTrigger.node.json': 'words of the search',
	};
	const names = Object.values(PROVIDERS).flatMap((provider) => [
		`\\b${provider.displayName.replace('.', '\\.')}\\b`,
		`\\b${provider.shortName.replace('.', '\\.')}\\b`,
		`(?<![\\w/-])${provider.id}\\b`,
		...(provider.secondName === undefined ? [] : [`\\b${provider.secondName}\\b`]),
	]);
	const speaksOf = new RegExp(names.join('|'));

	/** Comments may tell where a number was found. */
	const code = (file: string) =>
		file.endsWith('.json')
			? read(file)
			: ts.transpileModule(read(file), {
					compilerOptions: { removeComments: true, target: ts.ScriptTarget.ES2022 },
				}).outputText;

	const isItsOwn = (file: string) =>
		PROVIDER_IDS.some((id) => file.startsWith(`nodes/shared/providers/${id}/`)) ||
		/^credentials\/[^/]*$/.test(file) ||
		file === INDEX;

	test('no file knows a provider', () => {
		const files = [...listFiles('nodes', /\.(ts|json)$/), ...listFiles('credentials', /\.ts$/)];
		const knowing = files.filter((file) => !isItsOwn(file) && speaksOf.test(code(file)));
		expect(knowing.sort()).toEqual(Object.keys(MAY_KNOW).sort());
	});

	test('the look at them sees ids, names and second brands', () => {
		for (const text of [
			`if (id === 'ark')`,
			'{ twelveAi: 1 }',
			'PROVIDERS.ark.list',
			'"12AI"',
			"'ink'",
			'BytePlus only',
		])
			expect(speaksOf.test(text)).toBe(true);
		for (const text of ['remark', "'./link'", 'a spark', 'evolinks'])
			expect(speaksOf.test(text)).toBe(false);
	});
});
