import { Governor } from '../../../nodes/shared/tasks/governor.ts';
import { answer, newClock } from '../../support/jobs.mts';
import type { Lane, GovernorSettings } from '../../../nodes/shared/tasks/governor.ts';

function openGovernor(settings: Partial<GovernorSettings> = {}) {
	const clock = newClock();
	const governor = new Governor({
		clock,
		stop: clock.stop,
		maxConcurrency: 10,
		maxOpenTasks: 0,
		rates: {},
		...settings,
	});
	const state = { inFlight: 0, most: 0 };
	return {
		clock,
		governor,
		state,
		/** One call that takes `ms` and answers with `status`. */
		call: async (
			lane: Lane,
			status: number = 200,
			ms: number = 100,
			headers: Record<string, string> = {},
		) =>
			await governor.call(lane, async () => {
				state.inFlight += 1;
				state.most = Math.max(state.most, state.inFlight);
				await clock.sleep(ms);
				state.inFlight -= 1;
				return answer(status, {}, headers);
			}),
	};
}

describe('Governor', () => {
	test('the ceiling for requests in flight holds over all kinds of calls together', async () => {
		const { clock, state, call } = openGovernor({ maxConcurrency: 4 });
		const lanes = ['create', 'get', 'list', 'remove'] as Lane[];
		await clock.run(Promise.all(Array.from({ length: 40 }, (_, n) => call(lanes[n % 4]))));
		expect(state.most).toBe(4);
	});

	test('refused submissions never keep status reads from passing', async () => {
		const { clock, call } = openGovernor({ maxConcurrency: 2 });
		let submitting = true;
		const submissions = Promise.all(
			Array.from({ length: 20 }, async () => {
				while (submitting) await call('create', 429, 100, { 'retry-after': '60' });
			}),
		);
		const delays: number[] = [];
		const reads = (async () => {
			for (let count = 0; count < 50; count += 1) {
				await clock.sleep(2000);
				const before = clock.now();
				await call('get');
				delays.push(clock.now() - before);
			}
			submitting = false;
			clock.pressStop();
		})();
		await clock.run(Promise.all([submissions, reads]));
		expect(delays).toHaveLength(50);
		expect(Math.max(...delays)).toBeLessThanOrEqual(300);
	});

	test('refused reads slow down reads only', async () => {
		const { clock, call } = openGovernor();
		await clock.run(call('get', 429, 100, { 'retry-after': '30' }));
		const before = clock.now();
		await clock.run(call('create'));
		expect(clock.now() - before).toBe(100);
		await clock.run(call('get'));
		expect(clock.now() - before).toBeGreaterThanOrEqual(30_000);
	});

	test('a documented rate holds although calls had to wait for a slot after their turn', async () => {
		const { clock, governor, call } = openGovernor({ maxConcurrency: 1, rates: { get: 20 } });
		const slow = call('create', 200, 5000);
		const starts: number[] = [];
		const reads = Array.from({ length: 40 }, async () => {
			await clock.sleep(10);
			await governor.call('get', async () => {
				starts.push(clock.now());
				await clock.sleep(1);
				return answer(200);
			});
		});
		await clock.run(Promise.all([slow, ...reads]));
		const gaps = starts.slice(1).map((start, index) => start - starts[index]);
		expect(starts).toHaveLength(40);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(50);
	});

	test('one refusal sends everybody back who had the turn but not yet a slot', async () => {
		const { clock, governor, state } = openGovernor({ maxConcurrency: 1 });
		let sent = 0;
		const calls = Array.from({ length: 10 }, async () => {
			await governor.call('create', async () => {
				sent += 1;
				state.inFlight += 1;
				await clock.sleep(100);
				return sent === 1 ? answer(429, {}, { 'retry-after': '20' }) : answer(200);
			});
		});
		const all = clock.run(Promise.all(calls));
		const watch = clock.sleep(19_000).then(() => sent);
		await all;
		expect(await watch).toBe(1);
		expect(sent).toBe(10);
	});

	test('only so many tasks of a run are open at once', async () => {
		const { clock, governor } = openGovernor({ maxOpenTasks: 3 });
		let open = 0;
		let most = 0;
		await clock.run(
			Promise.all(
				Array.from({ length: 12 }, async () => {
					await governor.openTask();
					open += 1;
					most = Math.max(most, open);
					await clock.sleep(5000);
					open -= 1;
					governor.closeTask();
				}),
			),
		);
		expect(most).toBe(3);
	});

	test('a stopped run sends nothing more', async () => {
		const { clock, governor, state, call } = openGovernor();
		await clock.run(call('create', 429, 100, { 'retry-after': '60' }));
		const waiting = call('create');
		const before = clock.now();
		clock.pressStop();
		await expect(clock.run(waiting)).resolves.toEqual({ kind: 'stopped' });
		await expect(clock.run(call('get'))).resolves.toEqual({ kind: 'stopped' });
		expect(clock.now()).toBe(before);
		expect(state.inFlight).toBe(0);
		expect(governor).toBeDefined();
	});

	test('a call that throws gives its slot back', async () => {
		const { clock, governor, call } = openGovernor({ maxConcurrency: 1 });
		await expect(
			clock.run(
				governor.call('get', async () => {
					throw new Error('broken');
				}),
			),
		).rejects.toThrow('broken');
		await expect(clock.run(call('get'))).resolves.toMatchObject({ status: 200 });
	});

	test('the end of a task of ours lets the next submission go at once', async () => {
		const { clock, governor, call } = openGovernor();
		await clock.run(call('create'));
		governor.taskTaken();
		for (let count = 0; count < 6; count += 1) await clock.run(call('create', 429));
		governor.taskEnded();
		const before = clock.now();
		await clock.run(call('create'));
		expect(clock.now() - before).toBe(100);
	});
});
