import { jsonOf } from '../../support/items.mts';
import { openLab } from '../../support/lab.mts';
import { RUNNING, taskTools } from '../support.mts';
import type { NodeParameters, ProviderId } from '../../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { order, reached } = taskTools(() => lab);

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
		const list = async (parameters: NodeParameters) =>
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

	test('on Ark Return All and Limit read on where a relay gives shorter pages than asked for', async () => {
		const relay = await openLab({ arkListMost: 50 });
		try {
			await relay.generate('ark', {
				parameters: { completion: 'submit', options: { maxConcurrency: 30 } },
				rows: Array.from({ length: 120 }, () => ({})),
			});
			for (const [parameters, count] of [
				[{ returnAll: true }, 120],
				[{ limit: 70 }, 70],
			] as const) {
				const items = jsonOf(
					await relay.generate('ark', { parameters: { ...LIST, ...parameters } }),
				);
				expect(new Set(items.map(({ taskId }) => taskId)).size).toBe(count);
				expect(items.flatMap(({ warnings }) => warnings)).toEqual([]);
			}
		} finally {
			await relay.close();
		}
	});

	test('on Ark understands the short form of the list as well', async () => {
		const bare = await openLab({ arkListShape: 'bare' });
		const run = { prompt: 'A kite [[fail:OutputVideoSensitiveContentDetected]]' };
		await bare.generate('ark', { parameters: run, settings: { onError: 'continueRegularOutput' } });
		const [item] = jsonOf(await bare.generate('ark', { parameters: LIST }));
		await bare.close();
		expect(item).toMatchObject({ status: 'failed', failure: { category: 'content' } });
	});

	test('a relay that does not know the flex tier lists what it has', async () => {
		const [taskId] = await order('ark', ['A boat']);
		lab.sandbox.addFault({
			provider: 'ark',
			operation: 'list',
			kind: 'status',
			status: 400,
			body: { error: { code: 'InvalidParameter', message: 'unknown filter.service_tier' } },
			nth: 2,
		});
		const items = jsonOf(await lab.generate('ark', { parameters: LIST }));
		expect(items.map((item) => item.taskId)).toEqual([taskId]);
		expect(lab.sandbox.stats().ark.byOperation.list).toBe(2);
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

	test('on WaveSpeed reads every page of 100, newest first, and filters by status and model', async () => {
		await order(
			'waveSpeed',
			Array.from({ length: 105 }, (_, index) => `A boat ${index}`),
			{ options: { maxConcurrency: 30 } },
		);
		const [open] = await order('waveSpeed', [`A kite ${RUNNING}`], { model: 'seedance-2.5' });
		await reached(open, 'running');
		const list = async (parameters: NodeParameters) =>
			jsonOf(await lab.generate('waveSpeed', { parameters: { ...LIST, ...parameters } }));
		const all = await list({ returnAll: true });
		expect(new Set(all.map(({ taskId }) => taskId)).size).toBe(106);
		expect(all[0].taskId).toBe(open);
		const atWork = await list({ filters: { status: 'running' } });
		expect(atWork.map(({ taskId }) => taskId)).toEqual([open]);
		const model = 'bytedance/seedance-2.0/text-to-video';
		expect(await list({ returnAll: true, filters: { model } })).toHaveLength(105);
	});

	test('on Replicate reads every page, newest first, and sorts out by status and model itself', async () => {
		const boats = await order(
			'replicate',
			Array.from({ length: 105 }, (_, index) => `A boat ${index}`),
			{ options: { maxConcurrency: 30 } },
		);
		for (const boat of boats) await reached(boat, 'succeeded');
		const [open] = await order('replicate', [`A kite ${RUNNING}`], { model: 'seedance-2.5' });
		await reached(open, 'running');
		const list = async (parameters: NodeParameters) =>
			jsonOf(await lab.generate('replicate', { parameters: { ...LIST, ...parameters } }));
		const all = await list({ returnAll: true });
		expect(new Set(all.map(({ taskId }) => taskId)).size).toBe(106);
		expect(all[0].taskId).toBe(open);
		const atWork = await list({ filters: { status: 'running' } });
		expect(atWork.map(({ taskId }) => taskId)).toEqual([open]);
		const model = 'bytedance/seedance-2.0';
		expect(await list({ returnAll: true, filters: { model } })).toHaveLength(105);
		expect(await list({ limit: 3, filters: { model } })).toHaveLength(3);
	});

	test.each(['evolink', 'twelveAi', 'ink', 'fal', 'kie'] as ProviderId[])(
		'on %s, which keeps no list, says what to use instead',
		async (provider) => {
			const result = await lab.generate(provider, { parameters: LIST });
			expect(result.error?.message).toMatch(/keeps no list of tasks/);
			expect(result.error?.description).toMatch(/Operation "Get"/);
			expect(lab.sandbox.requests()).toEqual([]);
		},
	);
});
