import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { RECENT, idsOf, memoryIn, openWorld, switchOnAgain } from './support.mts';
import type { Wish, World } from './support.mts';

// Loading n8n's engine takes long on a busy machine.
jest.setTimeout(60_000);

let world: World;
/** Worlds of single tests. */
let others: World[] = [];

const openAnother = async (options: Parameters<typeof openWorld>[0]) => {
	const other = await openWorld(options);
	others.push(other);
	return other;
};

beforeAll(async () => {
	world = await openWorld();
});

afterEach(async () => {
	world.sandbox.reset();
	await Promise.all(others.map(async (other) => await other.close()));
	others = [];
});

afterAll(async () => await world.close());

const finished = async (wish?: Wish) => {
	const taskId = await world.submit('ark', wish);
	await world.ended(taskId);
	return taskId;
};

describe('P9: watching recent tasks on WaveSpeed', () => {
	it('takes as known what has ended before activation, then brings each task once, over several pages', async () => {
		const end = async (wish?: Wish) => {
			const taskId = await world.submit('waveSpeed', wish);
			await world.ended(taskId);
			return taskId;
		};
		await end();
		const trigger = world.trigger('waveSpeed', RECENT);
		expect(await trigger.activate()).toBeNull();
		const failed = await end({ prompt: 'x [[fail:1200|Refused.]]' });
		const many = await Promise.all(Array.from({ length: 120 }, async () => await end()));
		const items = await trigger.poll();
		expect(idsOf(items)).toEqual([failed, ...many].sort());
		expect(items?.find(({ json }) => json.taskId === failed)?.json).toMatchObject({
			status: 'failed',
			failure: { category: 'content', message: 'Refused.' },
		});
		expect(items?.find(({ json }) => json.taskId === many[0])?.json).toMatchObject({
			provider: 'waveSpeed',
			status: 'succeeded',
			videoUrl: expect.stringMatching(/^http/),
		});
		expect(await trigger.poll()).toBeNull();
	});
});

describe('P9: watching recent tasks on Replicate', () => {
	it('takes as known what has ended before activation, then brings each task once, over several pages', async () => {
		const end = async (wish?: Wish) => {
			const taskId = await world.submit('replicate', wish);
			await world.ended(taskId);
			return taskId;
		};
		const before = await end();
		const trigger = world.trigger('replicate', RECENT);
		expect(await trigger.activate()).toBeNull();
		const failed = await end({ prompt: 'x [[fail:E005|Refused.]]' });
		const late = await end();
		world.sandbox.age(late, 50 * 60_000);
		const many = await Promise.all(Array.from({ length: 110 }, async () => await end()));
		world.sandbox.age(before, 2 * 86_400_000);
		const items = await trigger.poll();
		expect(idsOf(items)).toEqual([failed, late, ...many].sort());
		const jsonOf = (id: string) => items?.find(({ json }) => json.taskId === id)?.json;
		expect(jsonOf(failed)).toMatchObject({
			status: 'failed',
			failure: { category: 'content', code: 'E005' },
		});
		expect(jsonOf(many[0])).toMatchObject({
			provider: 'replicate',
			status: 'succeeded',
			videoUrl: expect.stringMatching(/^http/),
			warnings: [],
		});
		expect(jsonOf(late)?.warnings).toEqual([expect.stringMatching(/works until .* only/)]);
		expect(await trigger.poll()).toBeNull();
		const pages = world.sandbox.requests({ provider: 'replicate', operation: 'list' });
		const sinces = pages.map(({ path }) =>
			new URL(path, 'http://x').searchParams.get('created_after'),
		);
		expect(sinces.every((since) => Date.parse(since ?? '') > Date.now() - 25 * 3_600_000)).toBe(
			true,
		);
	});
});

describe('P9: watching recent tasks on Ark', () => {
	it('takes as known what has ended before activation, then brings each task once', async () => {
		const before = await finished();
		const running = await world.submit('ark', { prompt: 'x [[slow:3000]]' });
		const trigger = world.trigger('ark', RECENT);
		expect(await trigger.activate()).toBeNull();
		await world.ended(running);
		const after = await finished({ prompt: 'x [[fail:InternalServiceError]]' });
		const items = await trigger.poll();
		expect(idsOf(items)).toEqual([after, running].sort());
		expect(idsOf(items)).not.toContain(before);
		expect(items?.find(({ json }) => json.taskId === running)?.json).toMatchObject({
			provider: 'ark',
			status: 'succeeded',
			resolution: '720p',
			videoUrl: expect.stringMatching(/^http/),
			metadata: null,
			failure: null,
		});
		expect(items?.find(({ json }) => json.taskId === after)?.json).toMatchObject({
			status: 'failed',
			failure: { category: 'provider' },
		});
		expect(await trigger.poll()).toBeNull();
	});

	it('sees the flex tier, and several pages', async () => {
		const trigger = world.trigger('ark', RECENT);
		await trigger.activate();
		const flex = await finished({ model: 'seedance-1.5-pro', serviceTier: 'flex' });
		const many = await Promise.all(Array.from({ length: 620 }, async () => await finished()));
		const items = await trigger.poll();
		expect(idsOf(items)).toEqual([flex, ...many].sort());
		const pages = world.sandbox.requests({ provider: 'ark', operation: 'list' }).slice(-3);
		expect(pages.map(({ path }) => new URL(path, 'http://x').searchParams.get('page_num'))).toEqual(
			['1', '2', '1'],
		);
		expect(JSON.stringify(trigger.savedStaticData).length).toBeLessThan(7000);
	});

	it('keeps to one list request per second', async () => {
		const strict = await openAnother({ enforceRates: true });
		const trigger = strict.trigger('ark', RECENT);
		await trigger.activate();
		const lists = strict.sandbox.requests({ provider: 'ark', operation: 'list' });
		expect(PROVIDERS.ark.capabilities.ratePerSecond.list).toBe(1);
		expect(lists.map(({ status }) => status)).toEqual([200, 200]);
		expect(lists[1].at - lists[0].at).toBeGreaterThanOrEqual(990);
	});

	it('reads in full what the list tells in part', async () => {
		const bare = await openAnother({ arkListShape: 'bare' });
		const trigger = bare.trigger('ark', RECENT);
		await trigger.activate();
		const taskId = await bare.submit('ark');
		await bare.ended(taskId);
		const items = await trigger.poll();
		expect(items?.[0].json).toMatchObject({ taskId, resolution: '720p', durationSeconds: 5 });
		expect(bare.reads('ark')).toBe(1);
	});

	it('brings what ended while n8n was down, and repeats nothing', async () => {
		const trigger = world.trigger('ark', RECENT);
		await trigger.activate();
		const first = await finished();
		expect(idsOf(await trigger.poll())).toEqual([first]);
		const second = await finished();
		world.restartProcess();
		trigger.restart();
		expect(idsOf(await trigger.poll())).toEqual([second]);
		world.restartProcess();
		trigger.restart();
		expect(await trigger.poll()).toBeNull();
	});

	it('after being switched off and on again, takes as known what ended meanwhile', async () => {
		const trigger = world.trigger('ark', RECENT);
		await trigger.activate();
		await trigger.poll();
		await finished();
		expect(await switchOnAgain(trigger)).toBeNull();
		expect(await trigger.poll()).toBeNull();
		const later = await finished();
		expect(idsOf(await trigger.poll())).toEqual([later]);
	});

	it('overlapping polls bring a task once', async () => {
		const trigger = world.trigger('ark', RECENT);
		await trigger.activate();
		const taskId = await finished();
		const polls = await Promise.all([trigger.poll(), trigger.poll(), trigger.poll()]);
		expect(polls.flatMap((items) => idsOf(items))).toEqual([taskId]);
	});

	it('notes ends that were not chosen', async () => {
		const trigger = world.trigger('ark', { ...RECENT, events: ['failed'] });
		await trigger.activate();
		await finished();
		expect(await trigger.poll()).toBeNull();
		const failed = await finished({ prompt: 'x [[fail:InternalServiceError]]' });
		expect(idsOf(await trigger.poll())).toEqual([failed]);
	});

	it('begins anew with the key of another account', async () => {
		const workflowId = 'of-another-account';
		const trigger = world.trigger('ark', RECENT, { workflowId });
		await trigger.activate();
		await finished();
		const staticData = trigger.savedStaticData;
		memoryIn(staticData).recentOf = 'other-account';
		const other = world.trigger('ark', RECENT, { workflowId, staticData });
		expect(await other.poll()).toBeNull();
		const later = await finished();
		expect(idsOf(await other.poll())).toEqual([later]);
	});

	it('loses nothing when the account gets a new key', async () => {
		const before = await finished();
		const workflowId = 'with-a-new-key';
		const trigger = world.trigger('ark', RECENT, { workflowId });
		await trigger.activate();
		const staticData = trigger.savedStaticData;
		memoryIn(staticData).recentOf = 'the-key-before';
		const meanwhile = await finished();
		const renewed = world.trigger('ark', RECENT, { workflowId, staticData });
		expect(idsOf(await renewed.poll())).toEqual([meanwhile]);
		expect(idsOf(await renewed.poll())).not.toContain(before);
		const saved = memoryIn(renewed.savedStaticData).recentOf;
		expect(saved).not.toBe('the-key-before');
	});

	it('takes as known, too, what an earlier watch could not reach', async () => {
		await finished();
		const seedance = { provider: 'ark', seen: {}, ignoreBeforeMs: Date.now() + 1e9 };
		const staticData = { 'node:Trigger': { seedance } };
		const trigger = world.trigger('ark', RECENT, { staticData });
		expect(await trigger.activate()).toBeNull();
		expect(await trigger.poll()).toBeNull();
		const later = await finished();
		expect(idsOf(await trigger.poll())).toEqual([later]);
	});

	it('a list that cannot be read brings nothing and loses nothing', async () => {
		const trigger = world.trigger('ark', RECENT);
		await trigger.activate();
		const taskId = await finished();
		world.sandbox.addFault({
			provider: 'ark',
			operation: 'list',
			kind: 'status',
			status: 500,
			times: 3,
		});
		expect(await trigger.poll()).toBeNull();
		expect(idsOf(await trigger.poll())).toEqual([taskId]);
	});

	it('a refused key stops the activation and says what to do', async () => {
		world.sandbox.addFault({ provider: 'ark', operation: 'list', kind: 'status', status: 401 });
		const trigger = world.trigger('ark', RECENT);
		await expect(trigger.activate()).rejects.toMatchObject({
			message: expect.stringMatching(/^Volcengine Ark.* could not be asked for finished tasks/),
			description: expect.stringMatching(/API Key/),
		});
	});

	it('a manual test shows up to ten recent tasks, newest first, and remembers nothing', async () => {
		const trigger = world.trigger('ark', RECENT);
		const ids: string[] = [];
		for (let index = 0; index < 12; index += 1) ids.push(await finished());
		for (let times = 0; times < 2; times += 1) {
			const items = await trigger.pollManually();
			expect(items).toHaveLength(10);
		}
		expect(trigger.savedStaticData).toEqual({});
		world.sandbox.reset();
		await expect(trigger.pollManually()).rejects.toMatchObject({
			message: expect.stringMatching(/shows no task that has ended/),
			description: expect.stringMatching(/test again/),
		});
	});
});

describe('one node, two ways to receive', () => {
	it('registers an address for webhooks only, and looks at the clock for polling only', async () => {
		const hook = world.trigger('ark', { receive: 'webhook' });
		expect(await hook.activate()).toBeNull();
		expect(hook.webhookUrl()).toMatch(/\/webhook\/hook-\d+\/seedance$/);
		expect(await hook.poll()).toBeNull();
		expect(world.sandbox.stats().ark.requests).toBe(0);
		await hook.deactivate();
		const poller = world.trigger('ark', RECENT);
		await poller.activate();
		expect(poller.webhookUrl()).toBeUndefined();
	});
});
