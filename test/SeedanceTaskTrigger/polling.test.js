'use strict';

const { PROVIDER_IDS } = require('../../nodes/shared/domain/vocabulary');
const { PROVIDERS } = require('../../nodes/shared/providers');
const { openWorld } = require('./support');

/** @typedef {import('./support').World} World */
/** @typedef {ReturnType<World['trigger']>} Trigger */

// Loading n8n's engine takes long on a busy machine.
jest.setTimeout(60_000);

/** @type {World} */
let world;
/** Worlds of single tests. @type {World[]} */
let others = [];

/** @param {Parameters<typeof openWorld>[0]} options */
const openAnother = async (options) => {
	const other = await openWorld(options);
	others.push(other);
	return other;
};

/** The documented pace, which one test holds the trigger to and the others do not wait for. */
const pace = PROVIDERS.ark.capabilities.ratePerSecond;
const documented = { ...pace };

beforeAll(async () => {
	world = await openWorld();
});

beforeEach(() => {
	pace.list = 100;
});

afterEach(async () => {
	world.sandbox.reset();
	world.restartProcess();
	await Promise.all(others.map(async (other) => await other.close()));
	others = [];
});

afterAll(async () => await world.close());

const RECENT = { receive: 'polling', watch: 'recent' };

/** @param {any[] | null} items */
const idsOf = (items) => (items ?? []).map(({ json }) => String(json.taskId)).sort();

/** @param {any} [wish] */
const finished = async (wish) => {
	const taskId = await world.submit('ark', wish);
	await world.ended(taskId);
	return taskId;
};

/** Republishing and switching on again make n8n load the workflow anew. @param {Trigger} trigger */
const switchOnAgain = async (trigger) => {
	await trigger.deactivate();
	trigger.restart();
	return await trigger.activate();
};

describe('P9: watching recent tasks on Ark', () => {
	it('takes as known what has ended before activation, then brings each task once', async () => {
		const before = await finished();
		const running = await world.submit('ark', { prompt: 'x [[slow:400]]' });
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
		pace.list = documented.list;
		const strict = await openAnother({ enforceRates: true });
		const trigger = strict.trigger('ark', RECENT);
		await trigger.activate();
		const lists = strict.sandbox.requests({ provider: 'ark', operation: 'list' });
		expect(documented.list).toBe(1);
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
		const trigger = world.trigger('ark', RECENT);
		await trigger.activate();
		await finished();
		const staticData = trigger.savedStaticData;
		staticData['node:Trigger'].seedance.recentOf = 'other-account';
		const other = world.trigger('ark', RECENT, { staticData });
		expect(await other.poll()).toBeNull();
		const later = await finished();
		expect(idsOf(await other.poll())).toEqual([later]);
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
		/** @type {string[]} */
		const ids = [];
		for (let index = 0; index < 12; index += 1) ids.push(await finished());
		for (let times = 0; times < 2; times += 1) {
			const items = await trigger.pollManually();
			expect(items).toHaveLength(10);
		}
		expect(trigger.savedStaticData).toEqual({});
		world.sandbox.reset();
		await expect(trigger.pollManually()).rejects.toMatchObject({
			message: expect.stringMatching(/shows 0 tasks/),
			description: expect.stringMatching(/test again/),
		});
	});
});

describe.each(PROVIDER_IDS)('watching named tasks: %s', (provider) => {
	it('P9: brings each of them once, and never asks again for what has ended', async () => {
		const ended = await world.submit(provider);
		const slow = await world.submit(provider, { prompt: 'x [[slow:500]]' });
		await world.ended(ended);
		const trigger = world.trigger(provider, {
			receive: 'polling',
			watch: 'specific',
			taskIds: `${ended},\n ${slow}; ${ended}`,
		});
		expect(idsOf(await trigger.activate())).toEqual([ended]);
		await world.ended(slow);
		const reads = world.reads(provider);
		expect(idsOf(await trigger.poll())).toEqual([slow]);
		expect(world.reads(provider)).toBe(reads + 1);
		world.restartProcess();
		trigger.restart();
		expect(await trigger.poll()).toBeNull();
		expect(await switchOnAgain(trigger)).toBeNull();
		expect(world.reads(provider)).toBe(reads + 1);
	});
});

describe('watching named tasks', () => {
	it('takes a list from an expression', async () => {
		const one = await world.submit('ink');
		await world.ended(one);
		const taskIds = `={{ ["${one}", "req_nobody"] }}`;
		const trigger = world.trigger('ink', { receive: 'polling', watch: 'specific', taskIds });
		expect(idsOf(await trigger.activate())).toEqual([one]);
	});

	it('goes through a long list in turns, sixty reads per poll', async () => {
		const ids = await Promise.all(
			Array.from({ length: 130 }, async () => await world.submit('twelveAi')),
		);
		await Promise.all(ids.map(async (id) => await world.ended(id)));
		const missing = Array.from({ length: 70 }, (_, index) => `task_missing${index}`);
		const trigger = world.trigger('twelveAi', {
			receive: 'polling',
			watch: 'specific',
			taskIds: [...missing, ...ids].join(','),
		});
		/** @type {string[]} */
		const seen = [];
		for (let poll = 0; poll < 5; poll += 1) {
			const before = world.reads('twelveAi');
			seen.push(...idsOf(await trigger.poll()));
			expect(world.reads('twelveAi') - before).toBeLessThanOrEqual(60);
		}
		expect(seen.sort()).toEqual([...ids].sort());
	});

	it('one task that cannot be read does not keep the others back', async () => {
		const [one, other] = [await world.submit('evolink'), await world.submit('evolink')];
		await Promise.all([world.ended(one), world.ended(other)]);
		world.sandbox.addFault({
			provider: 'evolink',
			operation: 'get',
			pathIncludes: one,
			kind: 'status',
			status: 503,
		});
		const trigger = world.trigger('evolink', {
			receive: 'polling',
			watch: 'specific',
			taskIds: `${one},${other}`,
		});
		expect(idsOf(await trigger.activate())).toEqual([other]);
		expect(idsOf(await trigger.poll())).toEqual([one]);
	});

	it('a manual test shows the ended ones, or says that none has ended', async () => {
		const slow = await world.submit('ink', { prompt: 'x [[slow:60000]]' });
		const parameters = { receive: 'polling', watch: 'specific' };
		const none = world.trigger('ink', { ...parameters, taskIds: slow });
		await expect(none.pollManually()).rejects.toMatchObject({
			message: expect.stringMatching(/shows 1 tasks, but none that has ended/),
		});
		const done = await world.submit('ink');
		await world.ended(done);
		const both = world.trigger('ink', { ...parameters, taskIds: `${slow} ${done}` });
		expect(idsOf(await both.pollManually())).toEqual([done]);
		expect(idsOf(await both.pollManually())).toEqual([done]);
		const unknown = world.trigger('ink', { ...parameters, taskIds: 'req_nobody' });
		await expect(unknown.pollManually()).rejects.toMatchObject({
			message: expect.stringMatching(/^Seedance2\.ink|^seedance2\.ink/),
		});
	});
});

describe('settings that cannot work are refused with the remedy', () => {
	it.each(
		/** @type {[string, import('../../nodes/shared/domain/vocabulary').ProviderId, any, RegExp, RegExp][]} */ ([
			[
				'recent tasks without a list (EvoLink)',
				'evolink',
				RECENT,
				/keeps no list/,
				/Webhook.*Specific/,
			],
			[
				'recent tasks without a list (12AI)',
				'twelveAi',
				RECENT,
				/keeps no list/,
				/Webhook.*Specific/,
			],
			['recent tasks without a list (ink)', 'ink', RECENT, /keeps no list/, /Webhook.*Specific/],
			[
				'no task ids',
				'ink',
				{ ...RECENT, watch: 'specific', taskIds: ' , ' },
				/Task IDs is empty/,
				/taskId/,
			],
			[
				'too many task ids',
				'ink',
				{
					...RECENT,
					watch: 'specific',
					taskIds: Array.from({ length: 1001 }, (_, i) => `r${i}`).join(),
				},
				/holds 1001 tasks/,
				/Webhook/,
			],
			['no events', 'ark', { ...RECENT, events: [] }, /Events is empty/, /Choose/],
			['no provider', /** @type {any} */ ('none'), RECENT, /No provider/, /Provider/],
		]),
	)('%s', async (_name, provider, parameters, message, description) => {
		const trigger = world.trigger(provider, parameters);
		const expected = {
			message: expect.stringMatching(message),
			description: expect.stringMatching(description),
		};
		await expect(trigger.activate()).rejects.toMatchObject(expected);
		await expect(trigger.pollManually()).rejects.toMatchObject(expected);
		expect(world.sandbox.stats().evolink.requests + world.sandbox.stats().ark.requests).toBe(0);
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
