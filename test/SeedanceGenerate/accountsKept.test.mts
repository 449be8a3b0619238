import { jsonOf } from '../support/items.mts';
import { CONTINUE, openAgency } from './agency.mts';
import { RETRY_ON_FAIL } from './pay/faults.mts';
import { fromRows, stopTools } from './stopTools.mts';
import { QUEUED } from './support.mts';
import type { GenerateRun } from '../support/lab.mts';
import type { Agency, Sheet } from './agency.mts';

jest.setTimeout(60_000);

let lab: Agency;
beforeAll(async () => {
	lab = await openAgency();
});
beforeEach(() => lab.reset());
afterAll(async () => await lab.close());

const { stopWhen, stateOf } = stopTools(() => lab);

describe('P21 What is known of one account', () => {
	test('is taken over with its key only, when Retry On Fail runs the node again', async () => {
		lab.sandbox.addFault({ provider: 'evolink', operation: 'create', kind: 'status', status: 400 });
		const rows = lab.bothOf('evolink', [{}, {}, {}]);
		const items = jsonOf(await lab.generate('evolink', { rows, settings: RETRY_ON_FAIL }));
		expect(items.map(({ status }) => status)).toEqual(Array(3).fill('succeeded'));
		expect(lab.ownersOf(items)).toEqual(['rich', 'second', 'rich']);
		expect(lab.creates()).toHaveLength(4);
	});

	test('is taken over by "Retry execution", also where the other key was wrong', async () => {
		const rows = [{ key: lab.second('evolink') }, { key: 'sk-wrong-key-0123' }];
		const first = await lab.generate('evolink', { rows });
		const again = await lab.engine.retry(first.saved);
		expect(again.error?.message).toMatch(/Row 2: EvoLink/);
		expect(lab.sandbox.tasks().map(({ owner }) => owner)).toEqual(['second']);
		expect(lab.creates().map(({ account }) => account)).toEqual(['second', null, null]);
	});

	test('is neither read nor paid for again with another key', async () => {
		const rows = [
			{ key: lab.rich('evolink'), other: lab.second('evolink') },
			{ key: 'sk-wrong-key-0123' },
		];
		const first = await lab.generate('evolink', { rows });
		lab.enter('evolink', { apiKey: '={{ $json.other }}' });
		const seen = lab.requests('evolink').length;
		const again = await lab.engine.retry(first.saved);
		const [{ id }] = lab.sandbox.tasks();
		expect(again.error?.message).toMatch(
			new RegExp(`Row 1: .*submitted to EvoLink before with another API key \\(task ${id}\\)`),
		);
		expect(lab.requests('evolink')).toHaveLength(seen);
	});

	test('stays known when a plain key is replaced by a new one', async () => {
		lab.enter('evolink', { apiKey: lab.rich('evolink') });
		const options = { idempotencyKey: '={{ $json.sku }}' };
		const rows = [{ sku: 'a' }];
		const run = { rows, parameters: { options } };
		const first = await lab.generate('evolink', run);
		lab.enter('evolink', { apiKey: lab.second('evolink') });
		const next = await lab.generate('evolink', {
			...run,
			staticData: first.staticData,
			settings: CONTINUE,
		});
		expect(jsonOf(next)[0].taskId).toBe(jsonOf(first)[0].taskId);
		expect(lab.creates()).toHaveLength(1);
	});

	test('counts for the Idempotency Keys of that account alone, over executions', async () => {
		const parameters = { options: { idempotencyKey: 'MUG' } };
		const rows = lab.bothOf('evolink', [{}, {}, {}, {}]);
		const first = await lab.generate('evolink', { rows, parameters });
		const items = jsonOf(first);
		expect(lab.ownersOf(items)).toEqual(['rich', 'second', 'rich', 'second']);
		expect(lab.sandbox.tasks()).toHaveLength(2);
		expect(items[2].warnings.join()).toContain('Idempotency Key of row 1');
		const { staticData } = first;
		const next = jsonOf(await lab.generate('evolink', { rows, parameters, staticData }));
		expect(next.map(({ taskId }) => taskId)).toEqual(items.map(({ taskId }) => taskId));
		expect(lab.creates()).toHaveLength(2);
		expect(JSON.stringify(staticData)).not.toContain(lab.rich('evolink'));
		expect(JSON.stringify(first.data)).not.toContain(`account":"${lab.rich('evolink')}`);
	});

	test('is looked up with its own key, when an answer got lost', async () => {
		lab.sandbox.addFault({
			provider: 'ark',
			operation: 'create',
			kind: 'resetAfter',
			times: 'always',
		});
		const items = jsonOf(await lab.generate('ark', { rows: lab.bothOf('ark') }));
		expect(items.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
		expect(lab.ownersOf(items)).toEqual(['rich', 'second']);
		expect(lab.creates('ark')).toHaveLength(2);
	});

	test('is cancelled with its own key on Stop', async () => {
		const rows = lab.bothOf('ark', [
			{ prompt: `A boat ${QUEUED}` },
			{ prompt: `A kite ${QUEUED}` },
		]);
		const parameters = { ...fromRows, options: { cancelOnStop: true } };
		await stopWhen('ark', { parameters, rows }, () => lab.sandbox.tasks().length === 2);
		expect([stateOf('boat'), stateOf('kite')]).toEqual(['cancelled', 'cancelled']);
		expect(lab.accountsOf('ark', 'delete')).toEqual(['rich', 'second']);
	});
});

describe('P21 An execution that suspends', () => {
	test('is not suspended for callbacks, which know no row, and says so', async () => {
		await lab.engine.listen();
		const parameters = { completion: 'callback' };
		for (const rows of [lab.bothOf('ark'), [{ key: lab.second('ark') }]]) {
			lab.sandbox.reset();
			const result = await lab.generate('ark', { rows, parameters });
			expect(result.status).toBe('success');
			const items = jsonOf(result);
			expect(lab.ownersOf(items)).toEqual(
				rows.map(({ key }) => (key === lab.rich('ark') ? 'rich' : 'second')),
			);
			for (const { status, warnings } of items) {
				expect([status, warnings.join()]).toEqual([
					'succeeded',
					expect.stringContaining('its own key'),
				]);
			}
		}
	});

	test('sleeps all the same', async () => {
		const parameters = { completion: 'sleep', options: { sleepMinutes: 3 } };
		const result = await lab.generate('evolink', { rows: lab.bothOf('evolink'), parameters });
		expect(result.status).toBe('waiting');
		const resumed = await lab.engine.resumeByTimer(result.saved);
		expect(lab.ownersOf(jsonOf(resumed))).toEqual(['rich', 'second']);
	});
});

describe('P21 Operations on tasks', () => {
	async function order(provider: Sheet, prompt = 'A boat') {
		const rows = lab.bothOf(provider);
		const run: GenerateRun = { rows, parameters: { completion: 'submit', prompt } };
		const items = jsonOf(await lab.generate(provider, run));
		return items.map(({ taskId }, index) => ({ taskId, key: rows[index].key }));
	}
	const task = (operation: string) => ({
		resource: 'task',
		operation,
		taskId: '={{ $json.taskId }}',
	});

	test.each(['get', 'wait'])('%s with the key of the row', async (operation) => {
		const rows = await order('evolink');
		const parameters = task(operation);
		const items = jsonOf(await lab.generate('evolink', { rows, parameters }));
		expect(items.map(({ taskId }) => taskId)).toEqual(rows.map(({ taskId }) => taskId));
		for (const { taskId, account } of lab.requests('evolink', 'get'))
			expect(account).toBe(lab.ownerOf(taskId));
		const [one, two] = rows;
		const swapped = [{ ...one, key: two.key }, { taskId: two.taskId, key: '' }, two];
		const again = jsonOf(
			await lab.generate('evolink', { rows: swapped, parameters, settings: CONTINUE }),
		);
		expect(again.map(({ failure }) => failure?.code ?? null)).toEqual([
			expect.any(String),
			'invalidInput',
			null,
		]);
		expect(again[1].taskId).toBe(two.taskId);
	});

	test('cancel and delete with the key of the row', async () => {
		const queued = await order('ark', `A boat ${QUEUED}`);
		const cancelled = jsonOf(
			await lab.generate('ark', { rows: queued, parameters: task('cancel') }),
		);
		expect(cancelled.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
		expect(lab.accountsOf('ark', 'delete')).toEqual(['rich', 'second']);
		const done = jsonOf(await lab.generate('ark', { rows: lab.bothOf('ark') }));
		const rows = done.map(({ taskId }, index) => ({ taskId, key: lab.bothOf('ark')[index].key }));
		const deleted = await lab.generate('ark', { rows, parameters: task('delete') });
		expect(deleted.error).toBeUndefined();
		expect(lab.sandbox.tasks().filter(({ state }) => state === 'succeeded')).toEqual([]);
	});

	test('list with the key of the row, and a bad one spoils no other', async () => {
		await order('ark');
		const parameters = { resource: 'task', operation: 'getMany' };
		const rows = [...lab.bothOf('ark'), { key: 'wrong' }, { key: '' }];
		const result = await lab.generate('ark', { rows, parameters, settings: CONTINUE });
		const items = jsonOf(result);
		expect(lab.ownersOf(items)).toEqual(['rich', 'second', undefined, undefined]);
		expect(items.map(({ failure }) => failure?.category ?? null)).toEqual([
			null,
			null,
			'account',
			'input',
		]);
		expect(result.items('Node').map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
	});
});
