import { jsonOf } from '../../../support/items.mts';
import { PROVIDER_IDS, openLab } from '../../../support/lab.mts';
import { findsLost } from '../../../support/providers.mts';
import { FINAL, PASSING } from '../../support.mts';
import { RETRY_ON_FAIL } from '../faults.mts';
import type { IDataObject } from 'n8n-workflow';
import type { GenerateRun, NodeSettings, ProviderId } from '../../../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const ROWS = [
	{ sku: 'MUG-1', prompt: 'A mug turns slowly' },
	{ sku: 'MUG-2', prompt: 'A mug is filled with tea' },
];

let keys = 0;

/** One workflow with keys of its own, run again and again as a schedule would. */
function scheduled(provider: ProviderId) {
	keys += 1;
	const series = `series ${keys}`;
	let staticData: IDataObject = {};
	return {
		async run(run: GenerateRun = {}) {
			const result = await lab.generate(provider, {
				rows: ROWS,
				staticData,
				settings: { onError: 'continueRegularOutput' },
				...run,
				parameters: {
					prompt: '={{ $json.prompt }}',
					...run.parameters,
					options: {
						idempotencyKey: `={{ $json.sku && "${series} " + $json.sku }}`,
						...run.parameters?.options,
					},
				},
			});
			staticData = result.staticData;
			return jsonOf(result);
		},
	};
}

describe.each(PROVIDER_IDS)('Idempotency Key on %s', (provider) => {
	const paid = () => lab.sandbox.stats()[provider].tasksAccepted;
	const posts = () => lab.requests(provider, 'create').length;

	test('P1 a second execution takes the tasks of the first over and pays nothing', async () => {
		const workflow = scheduled(provider);
		const first = await workflow.run();
		const second = await workflow.run();
		expect(first.map((item) => item.status)).toEqual(['succeeded', 'succeeded']);
		expect(second.map((item) => item.taskId)).toEqual(first.map((item) => item.taskId));
		expect(second.map((item) => item.status)).toEqual(['succeeded', 'succeeded']);
		expect(second[1].videoUrl).toMatch(/^http/);
		expect([paid(), posts()]).toEqual([2, 2]);
	});

	test('a new row is submitted and the known ones are not', async () => {
		const workflow = scheduled(provider);
		await workflow.run();
		const added = { sku: 'MUG-3', prompt: 'A mug falls and does not break' };
		const items = await workflow.run({ rows: [added, ...ROWS] });
		expect(items.map((item) => item.prompt)).toEqual([added, ...ROWS].map(({ prompt }) => prompt));
		expect([paid(), posts()]).toEqual([3, 3]);
	});

	test('a task that failed for a passing reason is submitted again, one that was refused for good is not', async () => {
		const workflow = scheduled(provider);
		const codes = [PASSING[provider], FINAL[provider]];
		const rows = codes.map((code, index) => ({
			sku: `MUG-${index + 1}`,
			prompt: `A mug [[fail:${code}]]`,
		}));
		const first = await workflow.run({ rows });
		expect(first.map((item) => item.failure?.retryable)).toEqual([true, false]);
		const second = await workflow.run({ rows });
		expect(second[0].taskId).not.toBe(first[0].taskId);
		expect(second[1].taskId).toBe(first[1].taskId);
		expect(second[1].failure).toMatchObject({ category: 'content' });
		expect([paid(), posts()]).toEqual([3, 3]);
	});

	test('P1 a changed request under the same key takes the earlier task over instead of paying', async () => {
		const workflow = scheduled(provider);
		const [first] = await workflow.run();
		const changed = ROWS.map((row) => ({ ...row, prompt: `${row.prompt}, in the rain` }));
		const [second] = await workflow.run({ rows: changed });
		expect(second.taskId).toBe(first.taskId);
		expect([paid(), posts()]).toEqual([2, 2]);
	});

	test('after a submission that was refused the same key may be used again', async () => {
		const workflow = scheduled(provider);
		const rows = [{ sku: 'MUG-1', prompt: 'A mug [[refuse:400:invalid_request]]' }];
		const [refused] = await workflow.run({ rows });
		expect(refused).toMatchObject({ taskId: null, status: 'failed' });
		const [item] = await workflow.run({ rows: [{ sku: 'MUG-1', prompt: 'A plain mug' }] });
		expect(item.status).toBe('succeeded');
		expect([paid(), posts()]).toEqual([1, 2]);
	});

	test('P1 two rows with the same key in one run are one video', async () => {
		const workflow = scheduled(provider);
		const items = await workflow.run({ rows: [ROWS[0], ROWS[0], ROWS[1]] });
		expect(items[1].taskId).toBe(items[0].taskId);
		expect(items.map((item) => item.status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
		expect([paid(), posts()]).toEqual([2, 2]);
	});

	test('an empty cell is no key: such rows are ordinary rows', async () => {
		const workflow = scheduled(provider);
		const rows = [{ sku: '', prompt: 'A mug' }];
		await workflow.run({ rows });
		await workflow.run({ rows });
		expect(paid()).toBe(2);
	});

	test('P1 after a manual test, whose results n8n does not keep, nothing is paid twice', async () => {
		const workflow = scheduled(provider);
		const [tested] = await workflow.run({ mode: 'manual', rows: [ROWS[0]], staticData: {} });
		expect(tested.status).toBe('succeeded');
		const [again] = await workflow.run({ mode: 'manual', rows: [ROWS[0]], staticData: {} });
		expect([paid(), posts()]).toEqual([1, 1]);
		if (findsLost(provider)) {
			expect(again).toMatchObject({ status: 'succeeded', taskId: tested.taskId });
			return;
		}
		expect(again).toMatchObject({ status: 'unknown', taskId: null });
		expect(again.failure?.message).toMatch(/manual test/);
		expect(again.failure?.hint).toMatch(/Resource "Task".*change the key/);
	});

	test('P1 after Stop, which n8n does not let a node write anything at, nothing is paid twice', async () => {
		const workflow = scheduled(provider);
		const stop = new AbortController();
		const rows = [{ sku: 'MUG-1', prompt: 'A mug [[slow:3000]]' }];
		const running = workflow.run({ rows, signal: stop.signal });
		while (paid() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
		await new Promise((resolve) => setTimeout(resolve, 50));
		stop.abort();
		await running;
		const [again] = await workflow.run({ rows });
		expect([paid(), posts()]).toEqual([1, 1]);
		if (findsLost(provider)) {
			expect(again).toMatchObject({ status: 'succeeded', taskId: lab.sandbox.tasks()[0].id });
			return;
		}
		expect(again.failure?.message).toMatch(/was stopped, crashed, is still running/);
	});

	test('P1 two executions at the same time submit a key once', async () => {
		const workflow = scheduled(provider);
		const [one, two] = await Promise.all([
			workflow.run({ rows: [ROWS[0]] }),
			workflow.run({ rows: [ROWS[0]] }),
		]);
		expect(paid()).toBe(1);
		const ends = [one[0].status, two[0].status].sort();
		expect(ends).toEqual(
			findsLost(provider) ? ['succeeded', 'succeeded'] : ['succeeded', 'unknown'],
		);
	});
});

test('P2 keys, Retry On Fail and a lost answer together still lead to one payment', async () => {
	const workflow = scheduled('evolink');
	lab.sandbox.addFault({ provider: 'evolink', operation: 'create', kind: 'resetAfter' });
	const settings: NodeSettings = { onError: 'continueErrorOutput', ...RETRY_ON_FAIL };
	await workflow.run({ rows: [ROWS[0]], settings });
	const [later] = await workflow.run({ rows: [ROWS[0]] });
	expect(later).toMatchObject({ status: 'unknown', failure: { code: 'outcomeUnknown' } });
	expect(lab.requests('evolink', 'create').length).toBe(1);
});

test('P2 a lost task that Retry On Fail finds again stays known to its key, also when the list cannot be read later', async () => {
	const workflow = scheduled('ark');
	const noList = {
		provider: 'ark',
		operation: 'list',
		kind: 'status',
		status: 403,
	} as const;
	lab.sandbox.addFault({ provider: 'ark', operation: 'create', kind: 'resetAfter' });
	lab.sandbox.addFault(noList);
	const settings: NodeSettings = { onError: 'continueErrorOutput', ...RETRY_ON_FAIL };
	const [found] = await workflow.run({ rows: [ROWS[0]], settings });
	expect(lab.requests('ark', 'list').map(({ status }) => status)).toEqual([403, 200]);
	expect(found).toMatchObject({ status: 'succeeded', taskId: lab.sandbox.tasks()[0].id });
	lab.sandbox.addFault({ ...noList, times: 'always' });
	const [later] = await workflow.run({ rows: [ROWS[0]] });
	expect(later).toMatchObject({ status: 'succeeded', taskId: found.taskId });
	expect(lab.requests('ark', 'create')).toHaveLength(1);
});
