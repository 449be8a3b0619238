import { PROVIDER_IDS } from '../support/providers.mts';
import { idsOf, memoryIn, openWorld, switchOnAgain } from './support.mts';
import type { World } from './support.mts';

// Loading n8n's engine takes long on a busy machine.
jest.setTimeout(60_000);

let world: World;
beforeAll(async () => {
	world = await openWorld();
});
afterEach(() => world.sandbox.reset());
afterAll(async () => await world.close());

describe.each(PROVIDER_IDS)('watching named tasks: %s', (provider) => {
	it('P9: brings each of them once, and never asks again for what has ended', async () => {
		const ended = await world.submit(provider);
		const slow = await world.submit(provider, { prompt: 'x [[slow:3000]]' });
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
		const seen: string[] = [];
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

	it('P9: remembers an end for as long as its task is named', async () => {
		const old = await world.submit('ink');
		await world.ended(old);
		const parameters = { receive: 'polling', watch: 'specific' };
		const workflowId = 'long-running';
		const first = world.trigger('ink', { ...parameters, taskIds: old }, { workflowId });
		expect(idsOf(await first.activate())).toEqual([old]);
		const staticData = first.savedStaticData;
		const memory = memoryIn(staticData);
		memory.seen = { 20000: Object.values(memory.seen).join('') };
		const later = await world.submit('ink');
		await world.ended(later);
		const taskIds = `${old}, ${later}`;
		const trigger = world.trigger('ink', { ...parameters, taskIds }, { workflowId, staticData });
		expect(idsOf(await trigger.poll())).toEqual([later]);
		expect(await trigger.poll()).toBeNull();
	});

	it('a manual test shows the ended ones, or says that none has ended', async () => {
		const slow = await world.submit('ink', { prompt: 'x [[slow:60000]]' });
		const parameters = { receive: 'polling', watch: 'specific' };
		const none = world.trigger('ink', { ...parameters, taskIds: slow });
		await expect(none.pollManually()).rejects.toMatchObject({
			message: expect.stringMatching(/shows no task that has ended/),
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
