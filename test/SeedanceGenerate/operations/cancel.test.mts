import { jsonOf, refusedOf } from '../../support/items.mts';
import { openLab } from '../../support/lab.mts';
import { QUEUED, RUNNING, taskTools } from '../support.mts';
import type { ProviderId } from '../../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { onTasks, order, reached, stateOf } = taskTools(() => lab);

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
		const ids = await order('ark', [`A kite ${QUEUED}`, 'A boat [[slow:3000]] [[queue:2500]]']);
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
		expect(jsonOf(result)[1].failure?.message).toMatch(/can no longer be cancelled.*"succeeded"/);
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

	test.each(['evolink', 'twelveAi'] as ProviderId[])(
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
		const [refused] = refusedOf(result);
		expect(refused.details).toMatchObject({ taskId: ids[1], status: 'running' });
		expect(ids.map(stateOf)).toEqual(['cancelled', 'running', 'cancelled']);
	});
});

test('One task that cannot be cancelled stops the run with words about cancelling, not about paid videos', async () => {
	const ids = await order('ark', [`A boat ${QUEUED}`, `A kite ${RUNNING}`]);
	await reached(ids[1], 'running');
	const { error } = await onTasks('ark', 'cancel', ids);
	expect(error?.message).toMatch(/^1 of 2 rows failed\. Row 2: .*already running/);
	expect(error?.description).toContain(`These other rows are done: row 1 (task ${ids[0]}).`);
	expect(error?.description).not.toMatch(/paid|anew/);
});

describe.each(['cancel', 'delete'] as const)('Task: %s without an answer', (operation) => {
	test('is looked up, not guessed', async () => {
		const [id] = await order('ark', [`A boat ${operation === 'cancel' ? QUEUED : ''}`]);
		if (operation === 'delete') await reached(id, 'succeeded');
		const kind = operation === 'cancel' ? 'resetAfter' : 'resetBefore';
		lab.sandbox.addFault({ provider: 'ark', operation: 'delete', kind });
		const result = await onTasks('ark', operation, [id]);
		expect(result.error?.message).toBeUndefined();
		expect(lab.requests('ark', 'delete').length).toBe(operation === 'cancel' ? 1 : 2);
		expect(stateOf(id)).toBe(operation === 'cancel' ? 'cancelled' : undefined);
	});
});

describe('Task: Delete', () => {
	test.each(['ark', 'twelveAi'] as ProviderId[])(
		'on %s deletes the record of a finished task',
		async (provider) => {
			const [id] = await order(provider, ['A boat']);
			await reached(id, 'succeeded');
			const [item] = jsonOf(await onTasks(provider, 'delete', [id]));
			expect(item).toEqual({ taskId: id, provider, status: 'succeeded', deleted: true });
			expect(lab.sandbox.tasks()).toEqual([]);
		},
	);

	test.each([
		['ark', 'queued', QUEUED],
		['ark', 'running', RUNNING],
		['twelveAi', 'queued', QUEUED],
		['twelveAi', 'running', RUNNING],
	] as Array<[ProviderId, string, string]>)(
		'on %s leaves a task alone that is %s',
		async (provider, state, words) => {
			const [id] = await order(provider, [`A boat ${words}`]);
			await reached(id, state);
			const result = await onTasks(provider, 'delete', [id]);
			expect(result.error?.message).toMatch(/has not ended yet/);
			expect(result.error?.message).toContain(id);
			expect(stateOf(id)).toBe(state);
			expect(lab.requests(provider, 'delete')).toEqual([]);
		},
	);

	test.each(['evolink', 'ink'] as ProviderId[])(
		'on %s says that there is no such call',
		async (provider) => {
			const result = await onTasks(provider, 'delete', ['task-unified-1-a']);
			expect(result.error?.message).toMatch(/offers no way to delete/);
			expect(lab.sandbox.requests()).toEqual([]);
		},
	);
});
