'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { createEngine } = require('../../tools/engine');
const { readCatalog, parseCsv } = require('../../tools/demo/catalog');
const { findSurprises } = require('../../tools/demo/summary');
const { PROVIDERS, runProvider, sandboxCredentials } = require('../../tools/demo/run');
const { startSandbox } = require('../../sandbox');
const { ROOT, instancesOf, listFiles, manifest, read } = require('./files');
const { unknownParameters } = require('./parameters');

const CATALOG = readCatalog(read('examples/catalog.csv'));
const WORKFLOWS = listFiles('examples', /\.json$/);
const PREFIX = `${manifest.name}.`;
/** n8n-nodes-base nodes that an example may use. */
const KNOWN_BASE_NODES = ['manualTrigger', 'noOp', 'scheduleTrigger', 'stickyNote'].map(
	(name) => `n8n-nodes-base.${name}`,
);

/** @param {string} fullType */
const typeOf = (fullType) =>
	instancesOf('nodes').find((node) => `${PREFIX}${node.description.name}` === fullType);

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

	it('is read like a spreadsheet writes it', () => {
		expect(parseCsv('\uFEFFa,b\r\n"x, ""y""","two\nlines"\r\n\r\n')).toEqual([
			['a', 'b'],
			['x, "y"', 'two\nlines'],
		]);
	});
});

describe.each(WORKFLOWS)('%s', (file) => {
	const workflow = JSON.parse(read(file));

	it('uses only nodes that exist, with parameters that exist', () => {
		for (const node of workflow.nodes) {
			if (KNOWN_BASE_NODES.includes(node.type)) continue;
			const type = typeOf(node.type);
			expect([node.type, type !== undefined]).toEqual([node.type, true]);
			expect(unknownParameters(type.description.properties, node.parameters, node.name)).toEqual(
				[],
			);
		}
	});

	it('connects nodes that exist and leaves none alone', () => {
		const names = workflow.nodes.map((/** @type {any} */ node) => node.name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(workflow.nodes.map((/** @type {any} */ node) => node.id)).size).toBe(
			names.length,
		);
		const linked = Object.entries(workflow.connections).flatMap(([source, outputs]) => [
			source,
			.../** @type {any} */ (outputs).main.flat().map((/** @type {any} */ link) => link.node),
		]);
		const working = workflow.nodes
			.filter((/** @type {any} */ node) => node.type !== 'n8n-nodes-base.stickyNote')
			.map((/** @type {any} */ node) => node.name);
		expect([...new Set(linked)].sort()).toEqual([...working].sort());
	});

	it('has a path for rows that do not work, a note for people, and no account of anybody', () => {
		const generate = workflow.nodes.filter(
			(/** @type {any} */ node) => node.type.startsWith(PREFIX) && !node.type.endsWith('Trigger'),
		);
		for (const node of generate) {
			expect(node.onError).toBe('continueErrorOutput');
			expect(workflow.connections[node.name].main[1].length).toBeGreaterThan(0);
		}
		expect(workflow.nodes.some((/** @type {any} */ n) => n.type.endsWith('stickyNote'))).toBe(true);
		expect(workflow.nodes.some((/** @type {any} */ n) => n.credentials !== undefined)).toBe(false);
	});
});

describe('examples/catalog-to-video.json', () => {
	const example = JSON.parse(read('examples/catalog-to-video.json'));

	it('has the rows of the catalog pinned, so that it runs without a sheet', () => {
		const pinned = example.pinData.Catalog.map((/** @type {any} */ item) => item.json);
		expect(pinned.map((/** @type {any} */ row) => [row.sku, row.product, row.seconds])).toEqual(
			CATALOG.map((row) => [row.sku, row.product, row.seconds]),
		);
	});

	it('brings a video for every good row on all four providers, and sends no bad row', async () => {
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
