import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { verifyBuild } from '../../tools/build/verify.mts';
import { isBuildCurrent } from '../../tools/demo/build.mts';

let root: string;

function put(file: string, content: string | object) {
	const target = path.join(root, file);
	fs.mkdirSync(path.dirname(target), { recursive: true });
	fs.writeFileSync(target, typeof content === 'string' ? content : JSON.stringify(content));
}

const NODE = 'dist/nodes/Demo/Demo.node.js';
const CREDENTIAL = 'dist/credentials/DemoApi.credentials.js';
const MANIFEST = {
	name: 'n8n-nodes-demo',
	version: '1.0.0',
	files: ['dist'],
	n8n: { nodes: [NODE], credentials: [CREDENTIAL] },
};
const ICON = `{ light: 'file:../../icons/a.svg', dark: 'file:../../icons/b.svg' }`;

const nodeSource = (extra: string = '', name: string = 'demo', more: object = {}) =>
	`${extra}\nexports.Demo = class { constructor() { this.description = { name: '${name}', icon: ${ICON}, ...${JSON.stringify(more)} }; } };`;

const codex = (more: object) => ({
	node: 'n8n-nodes-demo.demo',
	categories: ['Marketing & Content'],
	...more,
});

/** The node with one field in its panel. */
const nodeWith = (field: object) => nodeSource('', 'demo', { properties: [field] });

const credentialSource = (hint: string) =>
	`exports.DemoApi = class { constructor() { this.name = 'demoApi'; this.test = {}; this.properties = [{ hint: '${hint}' }]; this.icon = ${ICON.replace(/\.\.\/\.\.\//g, '../')}; } };`;

/** A small package that is fit to publish. */
function putGoodPackage() {
	put('package.json', MANIFEST);
	put(NODE, nodeSource());
	put('dist/nodes/Demo/Demo.node.json', codex({}));
	put(CREDENTIAL, credentialSource('h'.repeat(120)));
	put('dist/icons/a.svg', '<svg/>');
	put('dist/icons/b.svg', '<svg/>');
}

beforeEach(() => {
	root = fs.mkdtempSync(path.join(os.tmpdir(), 'build-'));
	putGoodPackage();
});

afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

describe('P14 the check of a build', () => {
	it('lets a good package pass and says what is in it', () => {
		const { problems, facts } = verifyBuild(root);
		expect(problems).toEqual([]);
		expect(facts).toMatchObject({ nodes: ['demo'], credentials: ['demoApi'], files: 6 });
	});

	const faults: Array<[string, () => void, RegExp]> = [
		[
			'a named file that is missing',
			() => fs.rmSync(path.join(root, NODE)),
			/package\.json names .*Demo\.node\.js/,
		],
		[
			'a class with another name',
			() => put(NODE, 'exports.Other = class {};'),
			/does not export a class named Demo/,
		],
		[
			'a node that does not load',
			() => put(NODE, 'throw new Error("broken")'),
			/cannot be loaded: Error: broken/,
		],
		[
			'a node that calls itself otherwise',
			() => put(NODE, nodeSource('', 'other')),
			/calls itself "other"/,
		],
		[
			'a missing codex file',
			() => fs.rmSync(path.join(root, 'dist/nodes/Demo/Demo.node.json')),
			/Demo\.node\.json is missing/,
		],
		[
			'a codex file of another node',
			() => put('dist/nodes/Demo/Demo.node.json', codex({ node: 'x.y' })),
			/belongs to "x\.y"/,
		],
		[
			'a node on no shelf',
			() => put('dist/nodes/Demo/Demo.node.json', codex({ categories: [] })),
			/Demo\.node\.json names no category/,
		],
		[
			'a shelf that n8n has not',
			() => put('dist/nodes/Demo/Demo.node.json', codex({ categories: ['Utility', 'Marketing'] })),
			/names the category "Marketing"/,
		],
		[
			'subcategories',
			() => put('dist/nodes/Demo/Demo.node.json', codex({ subcategories: { AI: ['Tools'] } })),
			/subcategories/,
		],
		[
			'an action with an article',
			() => put(NODE, nodeWith({ options: [{ name: 'Get', action: 'Get the task' }] })),
			/article in the action "Get the task"/,
		],
		[
			'a hint that nobody reads to its end',
			() => put(NODE, nodeWith({ options: [{ values: [{ hint: 'h'.repeat(121) }] }] })),
			/a hint of 121 characters/,
		],
		[
			'a long hint of a credential',
			() => put(CREDENTIAL, credentialSource('h'.repeat(121))),
			/DemoApi has a hint of 121 characters/,
		],
		[
			'Chinese characters in the panel',
			() => put(NODE, nodeWith({ description: 'Open the page 令牌' })),
			/Demo shows Chinese characters in the editor: "Open the page 令牌"/,
		],
		[
			'Chinese characters in a credential',
			() => put(CREDENTIAL, credentialSource('令牌')),
			/DemoApi shows Chinese characters/,
		],
		[
			'a missing dark icon',
			() => fs.rmSync(path.join(root, 'dist/icons/b.svg')),
			/names the dark icon/,
		],
		[
			'a module that n8n does not provide',
			() => put(NODE, nodeSource('require("fs");')),
			/requires "fs"/,
		],
		[
			'P16 a zod of whatever version',
			() => put('dist/seedance.js', 'var import_zod = require("zod");'),
			/requires "zod"/,
		],
		[
			'a file that is not in the build',
			() => put('dist/nodes/Demo/extra.js', 'require("./gone")'),
			/requires "\.\/gone"/,
		],
		[
			'a way out of dist',
			() => put('dist/nodes/Demo/extra.js', 'require("../../../package.json")'),
			/reaches outside of dist/,
		],
		[
			'a source map',
			() => put('dist/nodes/Demo/Demo.node.js.map', '{}'),
			/would be published, but nobody needs it/,
		],
		[
			'a start that loads all of the work',
			() => put(NODE, `${nodeSource()}\n// ${'x'.repeat(400_000)}`),
			/starts loads 400\d{3} bytes of code, over 400000/,
		],
		[
			'work that is loaded later and is not there',
			() => {
				put('dist/work.js', 'exports.other = 1;');
				const load =
					'async () => { const { listTasks } = await Promise.resolve().then(() => require("../../work.js")); };';
				put(NODE, `${nodeSource()}\n(${load.replace(/;$/, '')});`);
			},
			/loads "listTasks", which \.\.\/\.\.\/work\.js lacks/,
		],
		[
			'a runtime dependency',
			() => put('package.json', { ...MANIFEST, dependencies: { x: '1' } }),
			/runtime dependencies/,
		],
		[
			'a file that slipped in',
			() => put('dist/icons/large.svg', 'x'.repeat(1_100_000)),
			/over 1000000/,
		],
	];

	it.each(faults)('refuses %s', (_title, breakIt, message) => {
		breakIt();
		expect(verifyBuild(root).problems.join('\n')).toMatch(message);
	});
});

describe('the demo', () => {
	it('builds again when a source is newer than the build, and not otherwise', () => {
		put('nodes/Demo/Demo.node.ts', 'export class Demo {}');
		const past = new Date(Date.now() - 60_000);
		for (const file of ['package.json', 'nodes/Demo/Demo.node.ts']) {
			fs.utimesSync(path.join(root, file), past, past);
		}
		expect(isBuildCurrent(root)).toBe(true);
		const future = new Date(Date.now() + 60_000);
		fs.utimesSync(path.join(root, 'nodes/Demo/Demo.node.ts'), future, future);
		expect(isBuildCurrent(root)).toBe(false);
		fs.utimesSync(path.join(root, 'nodes/Demo/Demo.node.ts'), past, past);
		fs.rmSync(path.join(root, CREDENTIAL));
		expect(isBuildCurrent(root)).toBe(false);
	});
});
