import { evenClock } from './harness.mts';
import { downloadBench } from './downloadBench.mts';
import type { ServerResponse } from 'node:http';

const bench = downloadBench();

/** A clock that notes its longer sleeps; the short ones are looks at a silent line. */
function notingClock() {
	const clock = evenClock();
	const sleeps: number[] = [];
	return {
		...clock,
		sleeps,
		sleep: async (ms: number) => {
			if (ms > 900) sleeps.push(ms);
			await clock.sleep(ms);
		},
	};
}

/** A host that is busy once. */
const busyOnce = (status: number, headers: Record<string, string>) => ({
	instead: (call: number, _request: unknown, response: ServerResponse) => {
		if (call > 1) return false;
		response.writeHead(status, headers).end();
		return true;
	},
});

describe('P18 A file host that says when to come back', () => {
	test.each([429, 408, 425, 500, 503])(
		'is left alone until then, with status %i',
		async (status) => {
			const clock = notingClock();
			const file = await bench.expectFile(
				bench.download(busyOnce(status, { 'retry-after': '40' }), { clock }),
			);
			expect(file.attempts).toBe(2);
			expect(clock.sleeps).toEqual([40_000]);
		},
	);

	test('may say it as a date', async () => {
		const clock = notingClock();
		const date = new Date(Date.now() + 42_000).toUTCString();
		await bench.expectFile(bench.download(busyOnce(503, { 'retry-after': date }), { clock }));
		expect(clock.sleeps).toHaveLength(1);
		expect(clock.sleeps[0]).toBeGreaterThan(38_000);
		expect(clock.sleeps[0]).toBeLessThanOrEqual(42_000);
	});

	test('does not park the row for a day', async () => {
		const clock = notingClock();
		await bench.expectFile(bench.download(busyOnce(503, { 'retry-after': '86400' }), { clock }));
		expect(clock.sleeps).toEqual([300_000]);
	});

	test.each([[{}], [{ 'retry-after': 'soon' }]])(
		'is asked again after a moment where it says nothing of use: %j',
		async (headers) => {
			const clock = notingClock();
			await bench.expectFile(bench.download(busyOnce(503, headers), { clock }));
			expect(clock.sleeps.every((ms) => ms <= 1000)).toBe(true);
		},
	);
});
