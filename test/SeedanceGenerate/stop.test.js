'use strict';

const { createRequire } = require('node:module');
const { PROVIDER_IDS, openLab } = require('../support/lab');
const { RETRY_ON_FAIL } = require('./faults');

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

/**
 * @typedef {import('../support/lab').ProviderId} ProviderId
 * @typedef {import('../support/lab').GenerateRun} GenerateRun
 */

/** @type {Awaited<ReturnType<typeof openLab>>} */
let lab;
/** @type {jest.SpyInstance} */
let warned;
beforeAll(async () => {
	lab = await openLab();
	const { Logger } = createRequire(require.resolve('n8n-core'))('@n8n/backend-common');
	warned = jest.spyOn(lab.engine.platform.container.get(Logger), 'warn');
});
beforeEach(() => {
	lab.sandbox.reset();
	warned.mockClear();
});
afterAll(async () => await lab.close());

/** @param {number} ms */
const pause = async (ms) => await new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Runs the node and presses Stop as soon as `ready` says so.
 *
 * @param {ProviderId} provider
 * @param {GenerateRun} run
 * @param {() => boolean} ready
 */
async function stopWhen(provider, run, ready) {
	const stop = new AbortController();
	const running = lab.generate(provider, /** @type {any} */ ({ ...run, signal: stop.signal }));
	while (!ready()) await pause(10);
	// What the provider has answered should have arrived.
	await pause(50);
	const pressedAt = Date.now();
	stop.abort();
	const result = await running;
	const tookMs = Date.now() - pressedAt;
	const creates = lab.requests(provider, 'create').length;
	await pause(300);
	expect(lab.requests(provider, 'create').length).toBe(creates);
	expect(result.status).toBe('canceled');
	expect(tookMs).toBeLessThan(1000);
	const logged = warned.mock.calls.map(([text]) => String(text)).join('\n');
	/** What the list of executions can be searched by. */
	const custom = String(result.data.resultData.metadata?.seedanceTasks);
	return { message: String(result.error?.message), logged, custom, creates };
}

/** @param {string} prompt */
const idOf = (prompt) =>
	String(lab.sandbox.tasks().find((task) => task.prompt.includes(prompt))?.id);
/** @param {string} prompt */
const stateOf = (prompt) => lab.sandbox.tasks().find((task) => task.prompt.includes(prompt))?.state;
const fromRows = { prompt: '={{ $json.prompt }}' };
const QUEUED = '[[slow:60000]] [[queue:50000]]';
const RUNNING = '[[slow:60000]] [[queue:1]]';

describe.each(PROVIDER_IDS)('Stop on %s', (provider) => {
	test.each([
		['queued', QUEUED],
		['running', RUNNING],
	])(
		'P6 ends the wait for %s tasks within a second and names every task that is still billed',
		async (state, words) => {
			const rows = ['boat', 'kite'].map((thing) => ({ prompt: `A ${thing} ${words}` }));
			const { message, logged, custom } = await stopWhen(
				provider,
				{ parameters: fromRows, rows },
				() => stateOf('boat') === state && stateOf('kite') === state,
			);
			expect(message).toMatch(/^The execution was canceled\. Still at work at .*billed/);
			expect(message).toContain(`row 1 (task ${idOf('boat')}), row 2 (task ${idOf('kite')})`);
			for (const id of [idOf('boat'), idOf('kite')]) {
				expect(logged).toContain(id);
				expect(custom).toContain(id);
			}
		},
	);

	test('P6 breaks a submission off and says that it may have arrived', async () => {
		lab.sandbox.addFault({ provider, operation: 'create', kind: 'timeout', accept: true });
		const { message, creates } = await stopWhen(
			provider,
			{},
			() => lab.sandbox.tasks().length === 1,
		);
		expect(message).toMatch(/Perhaps submitted, look at the task list of .*: row 1\./);
		expect(creates).toBe(1);
	});

	test('P6 ends a pause after 429, and nothing is sent any more', async () => {
		lab.sandbox.addFault({
			provider,
			operation: 'create',
			kind: 'status',
			status: 429,
			retryAfter: 60,
			times: 'always',
		});
		const { message, creates } = await stopWhen(
			provider,
			{},
			() => lab.requests(provider, 'create')[0]?.status === 429,
		);
		expect(message).toBe('The execution was canceled.');
		expect(creates).toBe(1);
	});

	test('P6 rows that wait for one of the open places are never submitted', async () => {
		const rows = ['boat', 'kite', 'drum'].map((thing) => ({ prompt: `A ${thing} ${RUNNING}` }));
		const options = { maxOpenTasks: 1 };
		const { message, creates } = await stopWhen(
			provider,
			{ parameters: { ...fromRows, options }, rows },
			() => stateOf('boat') === 'running',
		);
		expect(creates).toBe(1);
		expect(message).toContain(`row 1 (task ${idOf('boat')}).`);
		expect(message).not.toMatch(/row [23]/);
	});

	test('P6 says which videos were finished and paid before', async () => {
		const rows = [{ prompt: 'A boat' }, { prompt: `A kite ${RUNNING}` }];
		const looks = () =>
			lab.requests(provider, 'get').filter(({ taskId }) => taskId === idOf('boat')).length;
		const { message } = await stopWhen(
			provider,
			{ parameters: fromRows, rows },
			() => stateOf('boat') === 'succeeded' && looks() > 0 && stateOf('kite') === 'running',
		);
		expect(message).toContain(`Already finished and paid: row 1 (task ${idOf('boat')}).`);
		expect(message).toContain(`billed when finished: row 2 (task ${idOf('kite')}).`);
	});

	test('P6 names tasks that were submitted without waiting for them', async () => {
		lab.sandbox.addFault({ provider, operation: 'create', kind: 'delay', nth: 2, delayMs: 20_000 });
		const rows = ['boat', 'kite'].map((thing) => ({ prompt: `A ${thing} ${RUNNING}` }));
		const { message } = await stopWhen(
			provider,
			{ parameters: { ...fromRows, completion: 'submit' }, rows },
			() => lab.sandbox.tasks().length === 1 && lab.requests(provider, 'create').length === 2,
		);
		const [task] = lab.sandbox.tasks();
		expect(message).toMatch(new RegExp(`Still at work.*\\(task ${task.id}\\)`));
		expect(message).toMatch(/Perhaps submitted.*row \d/);
	});

	test('P6 Retry On Fail does not submit anything after Stop', async () => {
		const { creates, message } = await stopWhen(
			provider,
			{ parameters: { prompt: `A boat ${RUNNING}` }, settings: RETRY_ON_FAIL },
			() => stateOf('boat') === 'running',
		);
		expect(creates).toBe(1);
		expect(message).toContain(idOf('boat'));
	});

	test('P6 ends Task: Wait within a second', async () => {
		const [submitted] = (
			await lab.generate(provider, {
				parameters: { prompt: `A boat ${RUNNING}`, completion: 'submit' },
			})
		).items('Node');
		lab.sandbox.clearFaults();
		await stopWhen(
			provider,
			{
				parameters: { resource: 'task', operation: 'wait' },
				rows: [{ taskId: submitted.json.taskId }],
			},
			() => lab.requests(provider, 'get').length > 0,
		);
	});

	test('P6 ends the pauses between tries of Task: Get within a second', async () => {
		lab.sandbox.addFault({
			provider,
			operation: 'get',
			kind: 'status',
			status: 500,
			times: 'always',
		});
		await stopWhen(
			provider,
			{
				parameters: { resource: 'task', operation: 'get' },
				rows: [{ taskId: 'task-unified-1-a' }],
			},
			() => lab.requests(provider, 'get').length === 2,
		);
	});
});

test('P6 ends the search for a lost answer on Ark within a second', async () => {
	lab.sandbox.addFault({ provider: 'ark', operation: 'create', kind: 'status', status: 502 });
	const { message } = await stopWhen('ark', {}, () => lab.requests('ark', 'list').length === 1);
	expect(message).toMatch(/Perhaps submitted, look at the task list of Volcengine Ark: row 1/);
});

test('P6 ends an upload within a second, and no video is ordered', async () => {
	lab.sandbox.addFault({
		provider: 'evolink',
		operation: 'upload',
		kind: 'delay',
		delayMs: 20_000,
		times: 'always',
	});
	const data = { data: 'aGVsbG8=', mimeType: 'image/png', fileName: 'mug.png' };
	const item = { kind: 'image', source: 'binary', binaryProperty: 'data' };
	const { creates, message } = await stopWhen(
		'evolink',
		{
			parameters: { mode: 'firstFrame', media: { item: [item] } },
			items: [{ json: {}, binary: { data } }],
		},
		() => lab.requests('evolink', 'upload').length === 1,
	);
	expect(creates).toBe(0);
	expect(message).toBe('The execution was canceled.');
});

describe('Cancel on Stop', () => {
	const options = { cancelOnStop: true };
	const rows = [{ prompt: `A boat ${QUEUED}` }, { prompt: `A kite ${RUNNING}` }];
	const ready = () => stateOf('boat') === 'queued' && stateOf('kite') === 'running';

	test('P6 on Ark cancels what is queued, leaves what runs, and destroys no record', async () => {
		const { message } = await stopWhen(
			'ark',
			{
				parameters: { ...fromRows, options },
				rows: [...rows, { prompt: 'A drum' }],
			},
			() => ready() && stateOf('drum') === 'succeeded',
		);
		expect(stateOf('boat')).toBe('cancelled');
		expect(stateOf('kite')).toBe('running');
		expect(stateOf('drum')).toBe('succeeded');
		expect(message).toContain(`Cancelled at Volcengine Ark: row 1 (task ${idOf('boat')}).`);
		expect(message).toMatch(new RegExp(`Still at work.*row 2 \\(task ${idOf('kite')}\\)`));
	});

	test('P6 on seedance2.ink cancels queued and running tasks', async () => {
		const { message } = await stopWhen(
			'ink',
			{ parameters: { ...fromRows, options }, rows },
			ready,
		);
		expect([stateOf('boat'), stateOf('kite')]).toEqual(['cancelled', 'cancelled']);
		expect(message).toContain(
			`Cancelled at seedance2.ink: row 1 (task ${idOf('boat')}), row 2 (task ${idOf('kite')}).`,
		);
		expect(message).not.toMatch(/Still at work/);
	});

	test('P6 with Retry On Fail the last message still knows what was cancelled', async () => {
		const { message } = await stopWhen(
			'ink',
			{ parameters: { ...fromRows, options }, rows, settings: RETRY_ON_FAIL },
			ready,
		);
		expect(message).toMatch(/Cancelled at seedance2\.ink: row 1/);
		expect(message).not.toMatch(/Still at work/);
	});

	test.each(/** @type {ProviderId[]} */ (['evolink', 'twelveAi']))(
		'P6 on %s, which cannot cancel, touches nothing and says what runs',
		async (provider) => {
			const { message } = await stopWhen(
				provider,
				{ parameters: { ...fromRows, options }, rows },
				ready,
			);
			expect([stateOf('boat'), stateOf('kite')]).toEqual(['queued', 'running']);
			expect(message).toMatch(/Still at work.*row 1 .*row 2 /);
			expect(lab.requests(provider, 'delete')).toEqual([]);
		},
	);

	test('P6 a provider that does not answer any more does not hold Stop up', async () => {
		lab.sandbox.addFault({
			provider: 'ark',
			operation: 'delete',
			kind: 'status',
			status: 500,
			times: 'always',
		});
		const { message } = await stopWhen(
			'ark',
			{ parameters: { ...fromRows, options }, rows },
			ready,
		);
		expect(message).toMatch(/Still at work.*row 1 .*row 2 /);
	});
});
