'use strict';

const { PROVIDER_IDS, openLab } = require('../support/lab');

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

/**
 * @typedef {import('../support/lab').ProviderId} ProviderId
 * @typedef {import('../support/lab').GenerateRun} GenerateRun
 */

/** @type {Awaited<ReturnType<typeof openLab>>} */
let lab;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const QUEUED = '[[slow:60000]] [[queue:50000]]';
const RUNNING = '[[slow:60000]] [[queue:1]]';

/** @param {ProviderId} provider */
const stats = (provider) => lab.sandbox.stats()[provider];

/**
 * Orders videos without waiting for them.
 *
 * @param {ProviderId} provider
 * @param {string[]} prompts
 * @param {Record<string, any>} [parameters]
 * @returns {Promise<string[]>} their task ids
 */
async function order(provider, prompts, parameters = {}) {
	const result = await lab.generate(provider, {
		parameters: { prompt: '={{ $json.prompt }}', completion: 'submit', ...parameters },
		rows: prompts.map((prompt) => ({ prompt })),
	});
	return result.items('Node').map(({ json }) => String(json.taskId));
}

/**
 * Runs an operation on tasks.
 *
 * @param {ProviderId} provider
 * @param {string} operation
 * @param {string[]} taskIds
 * @param {Partial<GenerateRun>} [run]
 */
async function onTasks(provider, operation, taskIds, run = {}) {
	return await lab.generate(provider, {
		...run,
		parameters: { resource: 'task', operation, ...run.parameters },
		rows: taskIds.map((taskId) => ({ taskId })),
	});
}

/** @param {any} result */
const jsonOf = (result) => /** @type {any[]} */ (result.items('Node')).map(({ json }) => json);

/** @param {string} id @param {string} state */
async function reached(id, state) {
	while (lab.sandbox.tasks().find((task) => task.id === id)?.state !== state) {
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}

/** @param {string} id */
const stateOf = (id) => lab.sandbox.tasks().find((task) => task.id === id)?.state;

const FINAL = {
	ark: 'OutputVideoSensitiveContentDetected',
	evolink: 'content_policy_violation',
	twelveAi: 'content_filter',
	ink: 'content_policy_violation',
};

describe.each(PROVIDER_IDS)('Task: Get on %s', (provider) => {
	test('tells how tasks stand, in the order of the rows, and treats a failed task as information', async () => {
		const ids = await order(provider, [
			`A boat ${RUNNING}`,
			`A kite [[fail:${FINAL[provider]}]]`,
			'A drum',
		]);
		await reached(ids[0], 'running');
		await reached(ids[1], 'failed');
		await reached(ids[2], 'succeeded');
		const result = await onTasks(provider, 'get', ids);
		expect(result.status).toBe('success');
		const items = jsonOf(result);
		expect(items.map(({ taskId }) => taskId)).toEqual(ids);
		expect(items.map(({ status }) => status)).toEqual(['running', 'failed', 'succeeded']);
		expect(items[1].failure).toMatchObject({ category: 'content', retryable: false });
		expect(items[2]).toMatchObject({ failure: null, videoUrl: expect.stringMatching(/^http/) });
		expect(result.items('Node').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	test('P4 rides out a few bad answers', async () => {
		const [id] = await order(provider, ['A boat']);
		await reached(id, 'succeeded');
		lab.sandbox.addFault({ provider, operation: 'get', kind: 'status', status: 503 });
		lab.sandbox.addFault({ provider, operation: 'get', kind: 'resetBefore' });
		const [item] = jsonOf(await onTasks(provider, 'get', [id]));
		expect(item).toMatchObject({ taskId: id, status: 'succeeded' });
	});

	test('P3 an id that does not exist is named, with what to check', async () => {
		const id = 'task-unified-1-nowhere';
		const result = await onTasks(provider, 'get', [id]);
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain(`task ${id}`);
		expect(result.error?.description).toMatch(/Check the Task ID/);
	});

	test('an empty Task ID is refused before anything is sent', async () => {
		const result = await onTasks(provider, 'get', ['  ']);
		expect(result.error?.message).toMatch(/Task ID is empty/);
		expect(lab.sandbox.requests()).toEqual([]);
	});
});

describe.each(PROVIDER_IDS)('Task: Wait on %s', (provider) => {
	test('hands over the finished video', async () => {
		const ids = await order(provider, ['A boat', 'A kite']);
		const items = jsonOf(await onTasks(provider, 'wait', ids));
		expect(items.map(({ taskId }) => taskId)).toEqual(ids);
		expect(items.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
	});

	test('P3 stops with the id of a task that ended badly, after all others have ended', async () => {
		const ids = await order(provider, [`A kite [[fail:${FINAL[provider]}]]`, 'A boat']);
		const result = await onTasks(provider, 'wait', ids);
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain(ids[0]);
		expect(result.error?.description).toContain(ids[1]);
	});

	test('P4 a wait that runs out is no failure: the id goes on, with a warning', async () => {
		const [id] = await order(provider, [`A boat ${RUNNING}`]);
		const startedAt = Date.now();
		const result = await onTasks(provider, 'wait', [id], {
			parameters: { options: { waitTimeout: 0.05 } },
		});
		expect(Date.now() - startedAt).toBeLessThan(5000);
		expect(result.status).toBe('success');
		const [item] = jsonOf(result);
		expect(item).toMatchObject({ taskId: id, status: 'running', failure: null });
		expect(item.warnings.join()).toMatch(
			new RegExp(`after 0.05 minutes.*task ID ${id} to Task: Wait or to Seedance Download`),
		);
	});
});

describe('Task: Get Many', () => {
	const LIST = { resource: 'task', operation: 'getMany' };

	test('on Ark reads both service tiers, newest first, and filters by status and model', async () => {
		const [older] = await order('ark', ['A boat'], { model: 'seedance-2.0-fast' });
		await reached(older, 'succeeded');
		lab.sandbox.age(older, 60_000);
		const [flex] = await order('ark', [`A kite ${RUNNING}`], {
			model: 'seedance-1.5-pro',
			options: { serviceTier: 'flex' },
		});
		await reached(flex, 'running');
		const list = async (/** @type {any} */ parameters) =>
			jsonOf(await lab.generate('ark', { parameters: { ...LIST, ...parameters } })).map(
				({ taskId }) => taskId,
			);
		expect(await list({})).toEqual([flex, older]);
		expect(await list({ limit: 1 })).toEqual([flex]);
		expect(await list({ filters: { status: 'succeeded' } })).toEqual([older]);
		expect(await list({ filters: { model: 'doubao-seedance-2-0-fast-260128' } })).toEqual([older]);
		expect(await list({ filters: { model: 'doubao-seedance-2-0-260128' } })).toEqual([]);
	});

	test('on Ark Return All reads every page, and Limit counts to 50 unless told', async () => {
		await order(
			'ark',
			Array.from({ length: 120 }, (_, index) => `A boat ${index}`),
			{ options: { maxConcurrency: 30 } },
		);
		const all = await lab.generate('ark', { parameters: { ...LIST, returnAll: true } });
		expect(new Set(jsonOf(all).map(({ taskId }) => taskId)).size).toBe(120);
		const some = await lab.generate('ark', { parameters: LIST });
		expect(jsonOf(some)).toHaveLength(50);
	});

	test('on Ark understands the short form of the list as well', async () => {
		const bare = await openLab({ arkListShape: 'bare' });
		const run = { prompt: 'A kite [[fail:OutputVideoSensitiveContentDetected]]' };
		await bare.generate('ark', { parameters: run, settings: { onError: 'continueRegularOutput' } });
		const [item] = jsonOf(await bare.generate('ark', { parameters: LIST }));
		await bare.close();
		expect(item).toMatchObject({ status: 'failed', failure: { category: 'content' } });
	});

	test('on Ark a list that cannot be read says so and what to do', async () => {
		lab.sandbox.addFault({
			provider: 'ark',
			operation: 'list',
			kind: 'status',
			status: 403,
			times: 'always',
		});
		const result = await lab.generate('ark', { parameters: LIST });
		expect(result.error?.message).toMatch(
			/^The list of tasks at Volcengine Ark could not be read: /,
		);
		expect(result.error?.description).not.toBe('');
	});

	test.each(/** @type {ProviderId[]} */ (['evolink', 'twelveAi', 'ink']))(
		'on %s, which keeps no list, says what to use instead',
		async (provider) => {
			const result = await lab.generate(provider, { parameters: LIST });
			expect(result.error?.message).toMatch(/keeps no list of tasks/);
			expect(result.error?.description).toMatch(/Operation "Get"/);
			expect(lab.sandbox.requests()).toEqual([]);
		},
	);
});

describe('Task: Cancel', () => {
	test('on Ark cancels a queued task', async () => {
		const [id] = await order('ark', [`A boat ${QUEUED}`]);
		const [item] = jsonOf(await onTasks('ark', 'cancel', [id]));
		expect(item).toEqual({ taskId: id, provider: 'ark', status: 'cancelled', cancelled: true });
		expect(stateOf(id)).toBe('cancelled');
	});

	test.each([
		['running', RUNNING, /already running.*only cancel tasks that still wait/],
		['succeeded', '', /can no longer be cancelled.*"succeeded"/],
		['failed', '[[fail:InternalServiceError]]', /can no longer be cancelled.*"failed"/],
	])('on Ark never touches a task that is %s', async (state, words, says) => {
		const [id] = await order('ark', [`A boat ${words}`]);
		await reached(id, state);
		const result = await onTasks('ark', 'cancel', [id]);
		expect(result.error?.message).toMatch(says);
		expect(result.error?.message).toContain(id);
		expect(stateOf(id)).toBe(state);
		expect(lab.requests('ark', 'delete')).toEqual([]);
	});

	test('on Ark a task that was cancelled before counts as cancelled, and its record stays', async () => {
		const [id] = await order('ark', [`A boat ${QUEUED}`]);
		await onTasks('ark', 'cancel', [id]);
		const [item] = jsonOf(await onTasks('ark', 'cancel', [id]));
		expect(item).toMatchObject({ taskId: id, cancelled: true });
		expect(stateOf(id)).toBe('cancelled');
		expect(lab.requests('ark', 'delete').length).toBe(1);
	});

	test('on Ark reads the status again when it had to wait, so that a finished video is never deleted', async () => {
		const ids = await order('ark', [`A kite ${QUEUED}`, 'A boat [[slow:1000]] [[queue:900]]']);
		// The first call slows the second one down, whose status is old news by then.
		lab.sandbox.addFault({
			provider: 'ark',
			operation: 'delete',
			kind: 'status',
			status: 429,
			retryAfter: 4,
		});
		const result = await onTasks('ark', 'cancel', ids, {
			settings: { onError: 'continueRegularOutput' },
		});
		expect(lab.requests('ark', 'delete').length).toBe(1);
		expect(jsonOf(result)[1].failure.message).toMatch(/can no longer be cancelled.*"succeeded"/);
		expect(stateOf(ids[1])).toBe('succeeded');
	});

	test.each([
		['queued', QUEUED],
		['running', RUNNING],
	])('on seedance2.ink cancels a task that is %s', async (state, words) => {
		const [id] = await order('ink', [`A boat ${words}`]);
		await reached(id, state);
		const [item] = jsonOf(await onTasks('ink', 'cancel', [id]));
		expect(item).toEqual({ taskId: id, provider: 'ink', status: 'cancelled', cancelled: true });
		expect(stateOf(id)).toBe('cancelled');
	});

	test.each(/** @type {ProviderId[]} */ (['evolink', 'twelveAi']))(
		'on %s says that it cannot, and leaves the task alone',
		async (provider) => {
			const [id] = await order(provider, [`A boat ${QUEUED}`]);
			const result = await onTasks(provider, 'cancel', [id]);
			expect(result.error?.message).toMatch(/offers no way to cancel a task/);
			expect(stateOf(id)).toBe('queued');
			expect(lab.requests(provider, 'delete')).toEqual([]);
		},
	);

	test('one task that cannot be cancelled does not keep the others from it', async () => {
		const ids = await order('ark', [`A boat ${QUEUED}`, `A kite ${RUNNING}`, `A drum ${QUEUED}`]);
		await reached(ids[1], 'running');
		const result = await onTasks('ark', 'cancel', ids, {
			settings: { onError: 'continueErrorOutput' },
		});
		expect(jsonOf(result).map(({ taskId }) => taskId)).toEqual([ids[0], ids[2]]);
		/** @type {any} */
		const [refused] = result.items('Node', 1).map(({ json }) => json);
		expect(refused.details).toMatchObject({ taskId: ids[1], status: 'running' });
		expect(ids.map(stateOf)).toEqual(['cancelled', 'running', 'cancelled']);
	});
});

describe('Task: Delete', () => {
	test.each(/** @type {ProviderId[]} */ (['ark', 'twelveAi']))(
		'on %s deletes the record of a finished task',
		async (provider) => {
			const [id] = await order(provider, ['A boat']);
			await reached(id, 'succeeded');
			const [item] = jsonOf(await onTasks(provider, 'delete', [id]));
			expect(item).toEqual({ taskId: id, provider, status: 'succeeded', deleted: true });
			expect(lab.sandbox.tasks()).toEqual([]);
		},
	);

	test.each(
		/** @type {Array<[ProviderId, string, string]>} */ ([
			['ark', 'queued', QUEUED],
			['ark', 'running', RUNNING],
			['twelveAi', 'queued', QUEUED],
			['twelveAi', 'running', RUNNING],
		]),
	)('on %s leaves a task alone that is %s', async (provider, state, words) => {
		const [id] = await order(provider, [`A boat ${words}`]);
		await reached(id, state);
		const result = await onTasks(provider, 'delete', [id]);
		expect(result.error?.message).toMatch(/has not ended yet/);
		expect(result.error?.message).toContain(id);
		expect(stateOf(id)).toBe(state);
		expect(lab.requests(provider, 'delete')).toEqual([]);
	});

	test.each(/** @type {ProviderId[]} */ (['evolink', 'ink']))(
		'on %s says that there is no such call',
		async (provider) => {
			const result = await onTasks(provider, 'delete', ['task-unified-1-a']);
			expect(result.error?.message).toMatch(/offers no way to delete/);
			expect(lab.sandbox.requests()).toEqual([]);
		},
	);
});

describe('P11 Caps hold over the whole run, before the first paid call', () => {
	const rows = [1, 2, 3].map((number) => ({ number }));
	const priced = { costPerSecond: 0.1 };

	test.each(PROVIDER_IDS)('Max Tasks on %s', async (provider) => {
		const result = await lab.generate(provider, { parameters: { options: { maxTasks: 2 } }, rows });
		expect(result.error?.message).toMatch(/would submit 3 videos, but Max Tasks is 2/);
		expect(lab.sandbox.requests()).toEqual([]);
		const enough = { parameters: { options: { maxTasks: 3 } }, rows };
		expect((await lab.generate(provider, enough)).status).toBe('success');
	});

	test('Max Tasks counts neither rows that are refused nor rows that are taken over', async () => {
		const run = async (/** @type {any[]} */ given, /** @type {any} */ staticData) =>
			await lab.generate('evolink', {
				parameters: {
					duration: '={{ $json.seconds }}',
					options: { maxTasks: 1, idempotencyKey: '={{ "cap " + $json.number }}' },
				},
				rows: given,
				settings: { onError: 'continueRegularOutput' },
				staticData,
			});
		const known = { number: 1, seconds: 5 };
		const first = await run([known], {});
		const second = await run(
			[known, { number: 2, seconds: 99 }, { number: 3, seconds: 5 }],
			first.staticData,
		);
		expect(jsonOf(second).map(({ status }) => status)).toEqual([
			'succeeded',
			'failed',
			'succeeded',
		]);
		expect(stats('evolink').tasksAccepted).toBe(2);
	});

	test.each(PROVIDER_IDS)('Max Cost on %s', async (provider) => {
		const run = async (/** @type {number} */ maxCost) =>
			await lab.generate(provider, { parameters: { options: { ...priced, maxCost } }, rows });
		const result = await run(1.49);
		expect(result.error?.message).toMatch(/would cost about 1\.50, but Max Cost is 1\.49/);
		expect(lab.sandbox.requests()).toEqual([]);
		expect((await run(1.5)).status).toBe('success');
	});

	test('Max Cost takes the longest video that a free length can lead to', async () => {
		const result = await lab.generate('ark', {
			parameters: { duration: -1, options: { ...priced, maxCost: 1.4 } },
		});
		expect(result.error?.message).toMatch(/would cost about 1\.50/);
		expect(lab.sandbox.requests()).toEqual([]);
	});

	test('Max Cost without any way to estimate refuses and names Cost per Second', async () => {
		const result = await lab.generate('evolink', { parameters: { options: { maxCost: 5 } }, rows });
		expect(result.error?.message).toMatch(/cost of row 1, 2, 3 cannot be known.*Cost per Second/);
		expect(lab.sandbox.requests()).toEqual([]);
	});
});

describe.each(PROVIDER_IDS)('P7 Many rows on %s', (provider) => {
	const rows = Array.from({ length: 12 }, (_, index) => ({
		// Later rows are quicker, so that the order of the output is not that of the endings.
		prompt: `Boat ${index} [[slow:${500 - index * 40}]]`,
	}));
	const prompt = '={{ $json.prompt }}';

	test('never have more requests under way than Max Concurrency, and keep order and pairing', async () => {
		lab.sandbox.addFault({ provider, kind: 'delay', delayMs: 40, times: 'always' });
		const result = await lab.generate(provider, {
			parameters: { prompt, options: { maxConcurrency: 3 } },
			rows,
		});
		expect(stats(provider).maxInFlight).toBe(3);
		expect(jsonOf(result).map((item) => item.prompt)).toEqual(rows.map((row) => row.prompt));
		expect(result.items('Node').map(({ pairedItem }) => pairedItem)).toEqual(
			rows.map((_, item) => ({ item })),
		);
	});

	test('never have more tasks open at the provider than Max Open Tasks', async () => {
		const result = await lab.generate(provider, {
			parameters: { prompt, options: { maxOpenTasks: 4 } },
			rows: rows.slice(0, 8),
		});
		expect(result.status).toBe('success');
		expect(stats(provider).maxOpenTasks).toBeGreaterThan(1);
		expect(stats(provider).maxOpenTasks).toBeLessThanOrEqual(4);
	});

	test('good rows get their videos beside bad ones of every kind', async () => {
		lab.sandbox.addFault({ provider, operation: 'create', kind: 'status', status: 400, nth: 3 });
		const result = await lab.generate(provider, {
			parameters: { prompt, duration: '={{ $json.seconds }}' },
			rows: [
				{ prompt: 'A boat', seconds: 5 },
				{ prompt: 'A kite', seconds: 99 },
				{ prompt: `A drum [[fail:${FINAL[provider]}]]`, seconds: 5 },
				{ prompt: 'A bell', seconds: 5 },
				{ prompt: 'A leaf', seconds: 5 },
			],
			settings: { onError: 'continueErrorOutput' },
		});
		const good = result.items('Node').map(({ pairedItem }) => pairedItem);
		const bad = result.items('Node', 1).map(({ pairedItem }) => pairedItem);
		expect([...good, ...bad]).toHaveLength(5);
		expect(good).toHaveLength(2);
		expect(jsonOf(result).map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
	});
});
