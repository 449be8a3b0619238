import { jsonOf } from '../../../support/items.mts';
import { openLab } from '../../../support/lab.mts';
import type { IDataObject } from 'n8n-workflow';
import type { KeyRecord } from '../../../../nodes/SeedanceGenerate/pay/ledger/keys.ts';
import type { GenerateRun, NodeSettings, ProviderId } from '../../../support/lab.mts';

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab({ creditsPerAccount: 1_000_000 });
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

let keys = 0;

/** A workflow with a key of its own, run on one provider and then on another, or with another name. */
function keyed() {
	keys += 1;
	const idempotencyKey = `={{ $json.sku && "${keys} " + $json.sku }}`;
	let staticData: IDataObject = {};
	return async (provider: ProviderId, run: GenerateRun & { name?: string }) => {
		const result = await lab.generate(provider, {
			staticData,
			settings: { onError: 'continueRegularOutput' },
			...run,
			parameters: {
				prompt: '={{ $json.prompt }}',
				completion: 'submit',
				...run.parameters,
				options: { idempotencyKey },
			},
		});
		staticData = result.staticData;
		return result;
	};
}

/** What the node remembers of its keys in the workflow's static data. */
const keysIn = ({ global }: IDataObject) =>
	(global as { seedanceKeys: Record<string, KeyRecord> }).seedanceKeys;

const MUG = { sku: 'MUG', prompt: 'A mug turns slowly' };
const posts = () => lab.requests('evolink', 'create').length;

test('P1 a key outlives that its node is renamed', async () => {
	const run = keyed();
	const [first] = jsonOf(await run('evolink', { rows: [MUG] }));
	const renamed = await run('evolink', { rows: [MUG], name: 'Make the videos' });
	const [{ json }] = renamed.items('Make the videos');
	expect(json).toMatchObject({ taskId: first.taskId, failure: null, warnings: [] });
	expect(posts()).toBe(1);
});

test('P1 a key that was submitted at another provider says so, and nothing is sent', async () => {
	const run = keyed();
	const [first] = jsonOf(await run('evolink', { rows: [MUG] }));
	const [item] = jsonOf(await run('ark', { rows: [MUG] }));
	expect(item).toMatchObject({ taskId: null, provider: 'ark', status: 'failed' });
	expect(item.failure?.message).toContain(`at EvoLink before (task ${first.taskId})`);
	expect(item.failure?.hint).toMatch(/Choose EvoLink.*or give the row another key/);
	expect(lab.requests('ark')).toEqual([]);
	const [again] = jsonOf(await run('evolink', { rows: [MUG] }));
	expect(again.taskId).toBe(first.taskId);
});

test('P1 a task that failed for a passing reason may be ordered from another provider', async () => {
	const run = keyed();
	const failing = [{ ...MUG, prompt: 'A mug [[fail:service_error]]' }];
	await run('evolink', { rows: failing, parameters: { completion: 'wait' } });
	const [item] = jsonOf(await run('ark', { rows: [MUG] }));
	expect(item).toMatchObject({ provider: 'ark', failure: null });
	expect([posts(), lab.requests('ark', 'create').length]).toEqual([1, 1]);
});

test('P1 "Retry execution", which n8n starts with its memory of before the first try, forgets no key', async () => {
	const cup = { sku: 'CUP', prompt: 'A cup turns slowly' };
	const refuse = '[[refuse:402:insufficient_quota]]';
	const parameters = { prompt: `={{ $json.prompt }}{{ $json.sku === "CUP" ? " ${refuse}" : "" }}` };
	const settings: NodeSettings = { onError: 'stopWorkflow' };
	const run = keyed();
	const first = await run('evolink', { rows: [MUG, cup], parameters, settings });
	expect(first.error?.message).toMatch(/1 of 2 rows/);
	const workflow = structuredClone(first.saved.workflow);
	workflow.nodes[1].parameters.prompt = '={{ $json.prompt }}';
	const retried = await lab.engine.retry(first.saved, { workflow, staticData: {} });
	expect(retried.status).toBe('success');
	const ids = jsonOf(retried).map(({ taskId }) => taskId);
	const later = await run('evolink', { rows: [MUG, cup], staticData: retried.staticData });
	expect(jsonOf(later).map(({ taskId }) => taskId)).toEqual(ids);
	expect(lab.sandbox.tasks()).toHaveLength(2);
});

test('a row that has changed under its key says whose video it gets, and not what was never sent', async () => {
	const run = keyed();
	const [first] = jsonOf(await run('ark', { rows: [MUG] }));
	const changed = [{ ...MUG, prompt: 'A mug falls in the rain' }];
	const [item] = jsonOf(await run('ark', { rows: changed }));
	expect(item).toMatchObject({ taskId: first.taskId, prompt: null, mode: null });
	expect(item.warnings.join()).toMatch(/submitted before with another request.*new key/);
	const [same] = jsonOf(await run('ark', { rows: [MUG] }));
	expect(same).toMatchObject({ taskId: first.taskId, prompt: MUG.prompt, warnings: [] });
});

test('a manual test of a row that has changed says so as well, although n8n keeps no task ids of it', async () => {
	const run = keyed();
	const test = async (prompt: string) => {
		const rows = [{ ...MUG, prompt }];
		return jsonOf(await run('ark', { rows, mode: 'manual', staticData: {} }))[0];
	};
	const first = await test('A mug turns');
	expect(first).toMatchObject({ prompt: 'A mug turns', warnings: [] });
	for (let tries = 0; tries < 2; tries += 1) {
		const other = await test('A mug falls in the rain');
		expect(other).toMatchObject({ taskId: first.taskId, prompt: null, mode: null });
		expect(other.warnings.join()).toMatch(/submitted before with another request.*new key/);
	}
	expect(await test('A mug turns')).toMatchObject({ prompt: 'A mug turns', warnings: [] });
	expect(lab.requests('ark', 'create')).toHaveLength(1);
});

test('a row that has changed since a crash says so, and a later execution as well', async () => {
	const run = keyed();
	const [first] = jsonOf(await run('ark', { rows: [MUG], staticData: {} }));
	const changed = [{ ...MUG, prompt: 'A mug falls in the rain' }];
	const found = await run('ark', { rows: changed, staticData: {} });
	const later = await run('ark', { rows: changed });
	for (const [item] of [jsonOf(found), jsonOf(later)]) {
		expect(item).toMatchObject({ taskId: first.taskId, prompt: null });
		expect(item.warnings.join()).toMatch(/submitted before with another request/);
	}
	expect(lab.requests('ark', 'create')).toHaveLength(1);
});

test('rows of one run with the same key say that they are one video', async () => {
	const other = { ...MUG, prompt: 'A mug falls in the rain' };
	const [first, second] = jsonOf(await keyed()('evolink', { rows: [MUG, other] }));
	expect(first.warnings).toEqual([]);
	expect(second).toMatchObject({ taskId: first.taskId, prompt: MUG.prompt });
	expect(second.warnings.join()).toContain('Idempotency Key of row 1');
});

test('thousands of known keys do not hold a sheet up', async () => {
	const run = keyed();
	const sheet = (from: number, count: number) =>
		Array.from({ length: count }, (_, index) => ({ ...MUG, sku: `M-${from + index}` }));
	const { staticData } = await run('evolink', { rows: sheet(0, 1) });
	const store = keysIn(staticData);
	const [record] = Object.values(store);
	for (let index = 0; index < 4999; index += 1) store[`known ${index}`] = record;
	const startMs = Date.now();
	const result = await run('evolink', { rows: sheet(1, 100), staticData });
	expect(jsonOf(result).every(({ failure }) => failure === null)).toBe(true);
	// It took a fifth of a second for every row, in which n8n did nothing else.
	expect(Date.now() - startMs).toBeLessThan(10_000);
	expect(Object.keys(keysIn(result.staticData))).toHaveLength(5000);
});
