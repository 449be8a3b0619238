import { Wishes } from '../../../../nodes/SeedanceGenerate/pay/ledger/wishes.ts';
import { emptyTask } from '../../../../nodes/shared/domain/task.ts';
import { outcomeUnknown } from '../../../../nodes/shared/domain/failures.ts';
import { openLab } from '../../../support/lab.mts';
import { newClock } from '../../../support/jobs.mts';
import { agentTool, newWorkflow } from '../agentTool.mts';
import type { RowEnd, RowOutcome } from '../../../../nodes/SeedanceGenerate/pay/row.ts';

/** The same wish through an MCP Server Trigger: each call is an execution of its own. */

jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const posts = () => lab.requests('evolink', 'create').length;
const SLOW = 'A boat drifts [[slow:700]]';

describe('P1 The same wish in another execution', () => {
	test('gets the same task while that is in the making, and pays once', async () => {
		const workflowId = newWorkflow();
		const calls = [1, 2, 3].map(() => agentTool(lab, { workflowId }));
		const first = calls[0](SLOW);
		await new Promise((resolve) => setTimeout(resolve, 200));
		const said = await Promise.all([first, calls[1](SLOW), calls[2](SLOW)]);
		expect(said.map(({ status }) => status)).toEqual(Array(3).fill('succeeded'));
		expect(new Set(said.map(({ taskId }) => taskId)).size).toBe(1);
		expect(posts()).toBe(1);
		expect(said[0].warnings?.join()).not.toContain('asked for before');
		expect(said[1].warnings?.join()).toContain('asked for before');
	});

	test('sent in the same instant is ordered once', async () => {
		const workflowId = newWorkflow();
		const options = { maxTasks: 1 };
		const calls = Array.from({ length: 4 }, () => agentTool(lab, { workflowId, options }));
		lab.sandbox.addFault({ provider: 'evolink', operation: 'create', kind: 'delay', delayMs: 300 });
		const said = await Promise.all(calls.map(async (ask) => await ask(SLOW)));
		expect(new Set(said.map(({ taskId }) => taskId)).size).toBe(1);
		expect(posts()).toBe(1);
	});

	test('is waited for again when Wait Timeout came first', async () => {
		const workflowId = newWorkflow();
		const prompt = 'A boat drifts [[slow:1500]]';
		const ask = () => agentTool(lab, { workflowId, options: { waitTimeout: 0.05 } })(prompt);
		const [first, next] = [await ask(), await ask()];
		expect(first.status).not.toBe('succeeded');
		expect([next.status, next.taskId]).toEqual(['succeeded', first.taskId]);
		expect(posts()).toBe(1);
	});

	test('submitted only, gets the same task while that is in the making', async () => {
		const workflowId = newWorkflow();
		const ask = () =>
			agentTool(lab, { workflowId, parameters: { completion: 'submit' } })('A boat [[slow:60000]]');
		const [first, second] = [await ask(), await ask()];
		expect(second.taskId).toBe(first.taskId);
		expect(posts()).toBe(1);
	});

	test('is ordered by the one who asks again, when the first one was refused unbilled', async () => {
		const workflowId = newWorkflow();
		const fault = {
			provider: 'evolink',
			operation: 'create',
			kind: 'status',
			status: 400,
		} as const;
		lab.sandbox.addFault({ ...fault, delayMs: 200 });
		const calls = [1, 2].map(() => agentTool(lab, { workflowId }));
		const said = await Promise.all(calls.map(async (ask) => await ask(SLOW)));
		expect(said.map(({ status }) => status)).toEqual([undefined, 'succeeded']);
		expect(lab.sandbox.tasks()).toHaveLength(1);
	});

	test('is not sent again while nobody knows whether the first one was taken', async () => {
		const workflowId = newWorkflow();
		lab.sandbox.addFault({
			...{ provider: 'evolink', operation: 'create', kind: 'resetAfter' },
			...{ times: 'always', delayMs: 300 },
		});
		const calls = [1, 2].map(() => agentTool(lab, { workflowId }));
		const said = await Promise.all(calls.map(async (ask) => await ask(SLOW)));
		for (const { message } of said) expect(message).toContain('may or may not be in the making');
		expect(posts()).toBe(1);
	});
});

describe('Another video', () => {
	test('is made for other words, another length, another workflow, another account', async () => {
		const workflowId = newWorkflow();
		const ask = async (prompt: string, over: Parameters<typeof agentTool>[1] = {}) =>
			await agentTool(lab, { workflowId, ...over })(prompt);
		const { seedanceEvoLinkApi } = lab.engine.state.credentials;
		const said = [
			ask(SLOW),
			ask(`${SLOW} again`),
			ask(SLOW, { parameters: { duration: 6 } }),
			ask(SLOW, { workflowId: newWorkflow() }),
		];
		await new Promise((resolve) => setTimeout(resolve, 200));
		lab.engine.state.credentials.seedanceEvoLinkApi = {
			...seedanceEvoLinkApi,
			apiKey: lab.sandbox.secondKeys.evolink,
		};
		said.push(ask(SLOW));
		const tasks = (await Promise.all(said)).map(({ taskId }) => taskId);
		lab.engine.state.credentials.seedanceEvoLinkApi = seedanceEvoLinkApi;
		expect(new Set(tasks).size).toBe(5);
		expect(posts()).toBe(5);
	});

	test('is made for the same words once the first one has been handed out', async () => {
		const workflowId = newWorkflow();
		const ask = () => agentTool(lab, { workflowId })('A boat drifts');
		const [first, second] = [await ask(), await ask()];
		expect(second.taskId).not.toBe(first.taskId);
		expect(posts()).toBe(2);
	});
});

describe('A wish', () => {
	const SECOND = 1000;
	const MINUTE = 60 * SECOND;

	function open() {
		const clock = newClock();
		const wishes = new Wishes();
		const begin = async (executionId: string, name = 'wish') =>
			await wishes.begin(name, {
				...{ clock, stop: clock.stop, executionId },
				...{ startMs: clock.now(), deadlineMs: clock.now() + 30 * MINUTE },
			});
		const pass = async (ms: number) => await clock.run(clock.sleep(ms));
		return { clock, begin, pass };
	}

	const outcome = (end: RowEnd, over: Partial<RowOutcome> = {}): RowOutcome => ({
		...{ itemIndex: 0, end, request: null, failure: null, adopted: false },
		task: { ...emptyTask('evolink', 'task-1') },
		...over,
	});

	/** One call that gets a task and takes so long. */
	async function called(ms: number, end: RowEnd, over?: Partial<RowOutcome>) {
		const world = open();
		const call = await world.begin('1');
		if (over?.task !== null) call.taken('task-1');
		await world.pass(ms);
		call.end(outcome(end, over));
		return world;
	}

	test.each([
		['that took 49 s has been heard', 49 * SECOND, 0, null],
		['that took 51 s may not have been heard', 51 * SECOND, 0, 'task-1'],
		['that may not have been heard is kept for half an hour', 51 * SECOND, 29 * MINUTE, 'task-1'],
		['is not kept longer', 51 * SECOND, 31 * MINUTE, null],
	])('with an end %s', async (_, tookMs, laterMs, taskId) => {
		const { begin, pass } = await called(tookMs, 'ended');
		await pass(laterMs);
		const { found } = await begin('2');
		expect(found && 'taskId' in found ? found.taskId : found).toBe(taskId);
	});

	test('whose end was handed out once is ordered anew after that', async () => {
		const { begin } = await called(10 * MINUTE, 'ended');
		const second = await begin('2');
		expect(second.found).toMatchObject({ taskId: 'task-1' });
		second.end(outcome('ended'));
		expect((await begin('3')).found).toBeNull();
	});

	test('has been heard of in the execution that waited, however long that took', async () => {
		const { begin } = await called(10 * MINUTE, 'ended');
		expect((await begin('1')).found).toBeNull();
	});

	test.each(['timeout', 'submitted', 'stopped'] as const)(
		'that ended as %s is known for a day, in every execution',
		async (end) => {
			const { begin, pass } = await called(SECOND, end);
			await pass(23 * 60 * MINUTE);
			const again = await begin('1');
			expect(again.found).toMatchObject({ taskId: 'task-1' });
			again.end(outcome('timeout'));
			await pass(25 * 60 * MINUTE);
			expect((await begin('2')).found).toBeNull();
		},
	);

	test('whose task cannot be read is not ordered again for half an hour', async () => {
		const { begin, pass } = await called(SECOND, 'unreadable');
		await pass(29 * MINUTE);
		expect((await begin('2')).found).toMatchObject({ taskId: 'task-1' });
	});

	test('of which nobody knows what became is not ordered by the one who asks again, once', async () => {
		const failure = outcomeUnknown('EvoLink', 'no answer came', null);
		const { begin } = await called(90 * SECOND, 'unknown', { task: null, failure });
		const second = await begin('2');
		expect(second.found).toEqual({ failure });
		second.end(outcome('unknown', { task: null, failure }));
		expect((await begin('3')).found).toBeNull();
	});

	test('that another call is still ordering at the deadline is not ordered', async () => {
		const { clock, begin } = open();
		const first = await begin('1');
		const second = await clock.run(begin('2'));
		expect(second.found).toMatchObject({ failure: { code: 'alreadyOrdering' } });
		second.end(outcome('unknown', { task: null }));
		first.taken('task-1');
		expect((await begin('3')).found).toMatchObject({ taskId: 'task-1' });
	});
});
