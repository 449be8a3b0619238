import { Throttle } from '../../../nodes/shared/tasks/throttle.ts';
import { newClock } from '../../support/jobs.mts';
import type { ThrottleSettings } from '../../../nodes/shared/tasks/throttle.ts';

function openThrottle(settings: Partial<ThrottleSettings> = {}, seed: number = 1) {
	const clock = newClock({ seed });
	const throttle = new Throttle({
		clock,
		stop: clock.stop,
		slowestGapMs: () => 10_000,
		...settings,
	});
	return { clock, throttle };
}

/** How long the next turn lets wait. */
async function waitForTurn({ clock, throttle }: ReturnType<typeof openThrottle>) {
	const before = clock.now();
	await clock.run(throttle.turn());
	return clock.now() - before;
}

describe('Throttle', () => {
	test('without a known limit nothing waits', async () => {
		const opened = openThrottle();
		for (let turn = 0; turn < 5; turn += 1) expect(await waitForTurn(opened)).toBe(0);
	});

	test('a documented rate is a ceiling, also for many who ask at once', async () => {
		const { clock, throttle } = openThrottle({ perSecond: 4 });
		const starts: number[] = [];
		await clock.run(
			Promise.all(
				Array.from({ length: 12 }, async () => {
					await throttle.turn();
					starts.push(clock.now());
				}),
			),
		);
		const gaps = starts.slice(1).map((start, index) => start - starts[index]);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250);
		expect(starts[11] - starts[0]).toBe(11 * 250);
	});

	test('successes never push a lane above its documented rate', async () => {
		const opened = openThrottle({ perSecond: 2 });
		await waitForTurn(opened);
		opened.throttle.tooMany(null, opened.clock.now());
		for (let count = 0; count < 10; count += 1) opened.throttle.gotThrough();
		await waitForTurn(opened);
		opened.throttle.wake();
		expect(await waitForTurn(opened)).toBeGreaterThanOrEqual(500);
	});

	test('calls that left together and are all refused slow down once, not once each', async () => {
		const once = openThrottle();
		const burst = openThrottle();
		const sentAtMs = once.clock.now();
		await once.clock.run(once.clock.sleep(100));
		await burst.clock.run(burst.clock.sleep(100));
		once.throttle.tooMany(null, sentAtMs);
		for (let count = 0; count < 10; count += 1) burst.throttle.tooMany(null, sentAtMs);
		const wait = await waitForTurn(once);
		expect(wait).toBeGreaterThan(0);
		expect(await waitForTurn(burst)).toBe(wait);
	});

	test('refusals one after the other make the gap grow, up to its ceiling', async () => {
		const opened = openThrottle({ slowestGapMs: () => 4000 });
		const waits: number[] = [];
		for (let count = 0; count < 12; count += 1) {
			opened.throttle.tooMany(null, opened.clock.now());
			waits.push(await waitForTurn(opened));
		}
		expect(waits[0]).toBeLessThanOrEqual(375);
		expect(Math.max(...waits.slice(6))).toBeGreaterThan(2000);
		// A pause is the gap give or take half of it.
		expect(Math.max(...waits)).toBeLessThanOrEqual(6000);
	});

	test('Retry-After is kept: never earlier than asked, and at most a second or a tenth later', async () => {
		for (let seed = 1; seed <= 50; seed += 1) {
			for (const askedMs of [0, 1000, 7000, 120_000]) {
				const opened = openThrottle({}, seed);
				opened.throttle.tooMany(askedMs, opened.clock.now());
				const wait = await waitForTurn(opened);
				expect(wait).toBeGreaterThanOrEqual(askedMs);
				expect(wait).toBeLessThanOrEqual(askedMs + Math.min(askedMs / 10, 1000));
			}
		}
	});

	test('Retry-After counts for a late answer of the same burst as well', async () => {
		const opened = openThrottle();
		const sentAtMs = opened.clock.now();
		await opened.clock.run(opened.clock.sleep(100));
		opened.throttle.tooMany(null, sentAtMs);
		opened.throttle.tooMany(9000, sentAtMs);
		expect(await waitForTurn(opened)).toBeGreaterThanOrEqual(9000);
	});

	test('several who were refused at the same moment do not come back in step', async () => {
		const waits = new Set();
		for (let seed = 1; seed <= 20; seed += 1) {
			const opened = openThrottle({}, seed);
			opened.throttle.tooMany(null, opened.clock.now());
			waits.add(Math.round(await waitForTurn(opened)));
		}
		expect(waits.size).toBeGreaterThan(15);
	});

	test('a task that ends cuts our own pause short, but not the one the provider asked for', async () => {
		const own = openThrottle();
		for (let count = 0; count < 8; count += 1) {
			own.throttle.tooMany(null, own.clock.now());
			await own.clock.run(own.clock.sleep(1));
		}
		own.throttle.wake();
		expect(await waitForTurn(own)).toBe(0);

		const asked = openThrottle();
		asked.throttle.tooMany(5000, asked.clock.now());
		asked.throttle.wake();
		expect(await waitForTurn(asked)).toBeGreaterThanOrEqual(5000);
	});

	test('after trouble the pace comes back with every call that gets through', async () => {
		const opened = openThrottle();
		for (let count = 0; count < 8; count += 1) {
			opened.throttle.tooMany(null, opened.clock.now());
			await waitForTurn(opened);
		}
		const waits: number[] = [];
		for (let count = 0; count < 10; count += 1) {
			opened.throttle.gotThrough();
			waits.push(await waitForTurn(opened));
		}
		expect(waits.slice(-3)).toEqual([0, 0, 0]);
		expect(waits[0]).toBeGreaterThan(waits[5]);
	});

	test('knows a pause from a free lane, and lets nothing start within one', async () => {
		const { clock, throttle } = openThrottle();
		expect(throttle.isPaused()).toBe(false);
		expect(throttle.mayStart()).toBe(true);
		throttle.tooMany(3000, clock.now());
		expect(throttle.isPaused()).toBe(true);
		expect(throttle.mayStart()).toBe(false);
	});

	test('a place that is about to become free is tried as soon as it is', async () => {
		const opened = openThrottle({ nextChanceMs: () => 80 });
		opened.throttle.tooMany(null, opened.clock.now());
		expect(await waitForTurn(opened)).toBe(80);
	});

	test('Stop ends the wait for a turn at once', async () => {
		const { clock, throttle } = openThrottle();
		throttle.tooMany(60_000, clock.now());
		const before = clock.now();
		const turn = throttle.turn();
		clock.pressStop();
		await clock.run(turn);
		expect(clock.now()).toBe(before);
	});
});
