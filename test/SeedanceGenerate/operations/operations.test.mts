import { jsonOf } from '../../support/items.mts';
import { PROVIDER_IDS, openLab } from '../../support/lab.mts';
import { FINAL, RUNNING, taskTools } from '../support.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { onTasks, order, reached } = taskTools(() => lab);

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
