/**
 * Real time, because this is about the clock that keeps it.
 *
 * @jest-environment node
 */

import { createClock } from '../../../nodes/shared/tasks/clock.ts';

const HOUR = 3_600_000;

describe('The clock of a run', () => {
	afterEach(() => jest.restoreAllMocks());

	async function sleepOverJump(jumpMs: number) {
		const clock = createClock({ aborted: false });
		const startMs = clock.now();
		const began = performance.now();
		const systemNow = Date.now;
		setTimeout(() => {
			jest.spyOn(Date, 'now').mockImplementation(() => systemNow() + jumpMs);
		}, 100);
		await clock.sleep(600);
		return { tookMs: performance.now() - began, toldMs: clock.now() - startMs };
	}

	test('tells the time of the system', () => {
		expect(Math.abs(createClock({ aborted: false }).now() - Date.now())).toBeLessThanOrEqual(1);
	});

	test.each([
		['back', -HOUR],
		['forward', HOUR],
	])('does not care when the system sets its time %s', async (_, jumpMs) => {
		const { tookMs, toldMs } = await sleepOverJump(jumpMs);
		for (const ms of [tookMs, toldMs]) {
			expect(ms).toBeGreaterThanOrEqual(599);
			expect(ms).toBeLessThan(3000);
		}
	});

	test('wakes soon after Stop', async () => {
		const stop = { aborted: false };
		setTimeout(() => {
			stop.aborted = true;
		}, 50);
		const began = performance.now();
		await createClock(stop).sleep(60_000);
		expect(performance.now() - began).toBeLessThan(1000);
	});
});
