import { SHORT_FIELDS } from '../../nodes/shared/domain/shortItem.ts';
import { PROVIDER_IDS } from '../support/providers.mts';
import { linkNotes } from '../support/videoLinks.mts';
import { openWorld, pause, until } from './support.mts';
import type { World } from './support.mts';

// Loading n8n's engine takes long on a busy machine.
jest.setTimeout(60_000);

let world: World;

beforeAll(async () => {
	world = await openWorld();
});

afterEach(() => {
	world.sandbox.reset();
	world.engine.emitted.length = 0;
});

afterAll(async () => await world.close());

const callbacksFor = (taskId: string) =>
	world.sandbox.stats().callbacks.filter((one) => one.taskId === taskId);

describe.each(PROVIDER_IDS)('a real callback of the sandbox: %s', (provider) => {
	it('starts the workflow once, with the usual item and the metadata of the row', async () => {
		const trigger = world.trigger(provider, { receive: 'webhook' });
		await trigger.activate();
		const callbackUrl = world.address(provider, trigger.webhookUrl(), { row: 7, sku: '红-7' });
		const taskId = await world.submit(provider, { callbackUrl });
		await until(() => world.engine.emitted.length > 0);
		await until(() => callbacksFor(taskId).some((one) => one.state === 'succeeded'));
		await pause(150);

		expect(world.engine.emitted).toHaveLength(1);
		const { json } = world.engine.emitted[0];
		expect(json).toMatchObject({
			taskId,
			provider,
			status: 'succeeded',
			videoUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/.+/),
			warnings: linkNotes(provider, String(json.videoUrl)),
			metadata: { row: 7, sku: '红-7' },
			failure: null,
			completedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
		});
		expect(json).not.toHaveProperty('error');
		expect(json).not.toHaveProperty('raw');
		expect(callbacksFor(taskId).every((one) => one.status === 200)).toBe(true);
		expect(world.reads(provider)).toBeLessThanOrEqual(2);
		await trigger.deactivate();
	});

	it('brings the ten fields that the next step needs where Fields says so', async () => {
		const trigger = world.trigger(provider, { options: { fields: 'essential' } });
		await trigger.activate();
		const taskId = await world.submit(provider, { callbackUrl: trigger.webhookUrl() });
		await until(() => world.engine.emitted.length > 0);
		const { json } = world.engine.emitted[0];
		expect(Object.keys(json)).toEqual(SHORT_FIELDS);
		expect(json).toMatchObject({ taskId, provider, status: 'succeeded', failure: null });
		await trigger.deactivate();
	});

	it('brings a failed task as an item with its failure', async () => {
		const trigger = world.trigger(provider, { options: { simplify: false } });
		await trigger.activate();
		const taskId = await world.submit(provider, {
			prompt: 'x [[fail:content_policy_violation]]',
			callbackUrl: trigger.webhookUrl(),
		});
		await until(() => world.engine.emitted.length > 0);
		const { json } = world.engine.emitted[0];
		expect(json).toMatchObject({
			taskId,
			status: 'failed',
			metadata: null,
			failure: { category: 'content', retryable: false },
			raw: expect.any(Object),
		});
		await trigger.deactivate();
	});
});

describe('the choice of events', () => {
	it.each([
		['succeeded', 'x [[cancelled]]', 'cancelled'],
		['cancelled', 'x', 'succeeded'],
	] as const)('only %s: other ends are taken quietly', async (chosen, prompt, other) => {
		const trigger = world.trigger('evolink', { events: [chosen] });
		await trigger.activate();
		const taskId = await world.submit('evolink', { prompt, callbackUrl: trigger.webhookUrl() });
		await until(() => callbacksFor(taskId).some((one) => one.state === other));
		expect(callbacksFor(taskId).every((one) => one.status === 200)).toBe(true);
		expect(world.engine.emitted).toEqual([]);
		expect(world.reads('evolink')).toBe(0);
		await trigger.deactivate();
	});

	it.each([
		['ark', 'expired', '[[expire]]'],
		['evolink', 'cancelled', '[[cancelled]]'],
	] as const)('%s: %s comes when it was chosen', async (provider, status, word) => {
		const trigger = world.trigger(provider, { events: [status] });
		await trigger.activate();
		await world.submit(provider, { prompt: `x ${word}`, callbackUrl: trigger.webhookUrl() });
		await until(() => world.engine.emitted.length === 1);
		expect(world.engine.emitted[0].json.status).toBe(status);
		await trigger.deactivate();
	});
});

describe('when the task cannot be read after a callback', () => {
	it('answers 5xx, and the next call of the provider brings the task', async () => {
		const trigger = world.trigger('evolink');
		await trigger.activate();
		world.sandbox.addFault({
			provider: 'evolink',
			operation: 'get',
			kind: 'status',
			status: 500,
			times: 2,
		});
		const taskId = await world.submit('evolink', { callbackUrl: trigger.webhookUrl() });
		await until(() => world.engine.emitted.length > 0);
		await until(() => callbacksFor(taskId).length === 2);
		expect(callbacksFor(taskId).map((one) => one.status)).toEqual([503, 200]);
		expect(world.engine.emitted).toHaveLength(1);
		await trigger.deactivate();
	});

	it('rides out one bad answer within the same callback', async () => {
		const trigger = world.trigger('ink');
		await trigger.activate();
		world.sandbox.addFault({ provider: 'ink', operation: 'get', kind: 'resetBefore' });
		const taskId = await world.submit('ink', { callbackUrl: trigger.webhookUrl() });
		await until(() => callbacksFor(taskId).length === 1);
		expect(callbacksFor(taskId)[0].status).toBe(200);
		expect(world.engine.emitted).toHaveLength(1);
		await trigger.deactivate();
	});

	it('answers Ark within its five seconds when the provider does not answer at all', async () => {
		const trigger = world.trigger('ark');
		await trigger.activate();
		const taskId = await world.submit('ark');
		await world.ended(taskId);
		world.sandbox.addFault({ provider: 'ark', operation: 'get', kind: 'timeout', times: 'always' });
		const startedAt = Date.now();
		const answer = await trigger.webhook({ body: { id: taskId, status: 'succeeded' } });
		expect(answer.status).toBe(503);
		expect(answer.items).toBeNull();
		expect(Date.now() - startedAt).toBeLessThan(4500);
		await trigger.deactivate();
	});

	it('answers 5xx when the key is refused, because the user can mend that', async () => {
		const taskId = await world.submit('evolink');
		await world.ended(taskId);
		const trigger = world.trigger('evolink');
		world.sandbox.addFault({ provider: 'evolink', operation: 'get', kind: 'status', status: 401 });
		const answer = await trigger.webhook({ body: { id: taskId, status: 'completed' } });
		expect([answer.status, answer.items]).toEqual([503, null]);
		expect((await trigger.webhook({ body: { id: taskId } })).items).toHaveLength(1);
	});
});

describe('a link that comes late', () => {
	it('is waited for within the callback, and missing for good it does not hide the task', async () => {
		const trigger = world.trigger('ark');
		await trigger.activate();
		const callbackUrl = trigger.webhookUrl();
		await world.submit('ark', { prompt: 'x [[lateUrl:300]]', callbackUrl });
		await until(() => world.engine.emitted.length === 1);
		expect(world.engine.emitted[0].json.videoUrl).toMatch(/^http/);
		await world.submit('ark', { prompt: 'x [[noUrl]]', callbackUrl });
		await until(() => world.engine.emitted.length === 2);
		expect(world.engine.emitted[1].json.videoUrl).toBeNull();
		expect(world.engine.emitted[1].json.warnings).toEqual([
			expect.stringMatching(/names no video address/),
		]);
		expect(world.engine.emitted[1].json.failure).toMatchObject({ code: 'noVideoLink' });
		await trigger.deactivate();
	});
});

describe.each(['envelope', 'envelopeText', 'bareUrl', 'dataUrl', 'dataList', 'echo'])(
	'a relay that calls back in the form %s',
	(shape) => {
		it.each(['ark', 'twelveAi', 'evolink', 'ink'] as const)(
			'starts the workflow with the video and its task id (%s)',
			async (provider) => {
				const trigger = world.trigger(provider);
				await trigger.activate();
				const callbackUrl = trigger.webhookUrl();
				const taskId = await world.submit(provider, {
					prompt: `x [[relay:${shape}]]`,
					callbackUrl,
				});
				await until(() => world.engine.emitted.length === 1);
				const { json } = world.engine.emitted[0];
				expect(json).toMatchObject({ taskId, status: 'succeeded', failure: null });
				expect(json.videoUrl).toContain(`/results/${taskId}.mp4`);
				await trigger.deactivate();
			},
		);
	},
);

describe('P9: the trigger emits each finished task exactly once', () => {
	it('for simultaneous callbacks on one main process, with one read', async () => {
		const trigger = world.trigger('ark');
		await trigger.activate();
		const callbackUrl = trigger.webhookUrl();
		const taskId = await world.submit('ark', { prompt: 'x [[callbacks:8]]', callbackUrl });
		await until(() => callbacksFor(taskId).filter((c) => c.state === 'succeeded').length === 8);
		expect(world.engine.emitted).toHaveLength(1);
		expect(world.reads('ark')).toBe(1);
		await trigger.deactivate();
	});

	it('for a hundred tasks that end together, although each request has its own copy of the state', async () => {
		const trigger = world.trigger('evolink');
		await trigger.activate();
		const callbackUrl = world.address('evolink', trigger.webhookUrl(), { batch: 1 });
		const ids = await Promise.all(
			Array.from({ length: 100 }, async () => await world.submit('evolink', { callbackUrl })),
		);
		await until(() => world.engine.emitted.length >= 100);
		await pause(200);
		const emitted = world.engine.emitted.map(({ json }) => String(json.taskId)).sort();
		expect(emitted).toEqual([...ids].sort());

		// Whatever copy was written last, every task is in it, so a restart repeats nothing.
		const calls = ids.map((id) => trigger.webhook({ body: { id, status: 'completed' } }));
		expect((await Promise.all(calls)).every((one) => one.items === null)).toBe(true);
		await trigger.deactivate();
	});

	it('across a restart', async () => {
		const trigger = world.trigger('twelveAi');
		await trigger.activate();
		const taskId = await world.submit('twelveAi', { callbackUrl: trigger.webhookUrl() });
		await until(() => world.engine.emitted.length === 1);
		world.restartProcess();
		trigger.restart();
		const reads = world.reads('twelveAi');
		const answer = await trigger.webhook({ body: { id: taskId, status: 'completed' } });
		expect([answer.status, answer.items]).toEqual([200, null]);
		expect(world.reads('twelveAi')).toBe(reads);
		await trigger.deactivate();
	});

	it('heals a mark that the last writer has overwritten', async () => {
		const trigger = world.trigger('ink');
		const ids = [await world.submit('ink'), await world.submit('ink'), await world.submit('ink')];
		await Promise.all(ids.map(async (id) => await world.ended(id)));
		// Two requests that begin with the same copy: the second to finish overwrites the first.
		await Promise.all(
			ids
				.slice(0, 2)
				.map((id) => trigger.webhook({ body: { requestId: id, status: 'succeeded' } })),
		);
		await trigger.webhook({ body: { requestId: ids[2], status: 'succeeded' } });
		world.restartProcess();
		trigger.restart();
		for (const requestId of ids) {
			const answer = await trigger.webhook({ body: { requestId, status: 'succeeded' } });
			expect(answer.items).toBeNull();
		}
	});
});
