import { Forecast, nextLookAtAgeMs } from '../../../nodes/shared/tasks/forecast.ts';
import { newClock } from '../../support/jobs.mts';
import type { LookPlan } from '../../../nodes/shared/tasks/forecast.ts';

const MINUTE = 60_000;

/** What was learned from tasks, by rank; durations in milliseconds. */
function forecastOf(durations: number[], estimates: (number | null)[] = []) {
	const forecast = new Forecast();
	durations.forEach((durationMs, rank) =>
		forecast.ended({ rank, durationMs, estimateMs: estimates[rank] ?? null }),
	);
	return forecast;
}

describe('The expectation', () => {
	test('knows nothing at first, and says so', () => {
		const forecast = new Forecast();
		expect(forecast.typicalMs()).toBeNull();
		expect(forecast.expectedEnd(0, null)).toEqual({
			fromMs: MINUTE,
			toMs: Number.POSITIVE_INFINITY,
			basis: 'general',
		});
	});

	test('takes the word of the provider, give or take', () => {
		const { fromMs, toMs, basis } = new Forecast().expectedEnd(0, 100_000);
		expect(basis).toBe('estimate');
		expect(fromMs).toBeLessThan(100_000);
		expect(toMs).toBeGreaterThan(100_000);
	});

	test('learns by how much the provider is off', () => {
		const forecast = forecastOf([60_000, 120_000, 90_000], [30_000, 60_000, 45_000]);
		const { fromMs, toMs, basis } = forecast.expectedEnd(3, 50_000);
		expect(basis).toBe('experience');
		expect(fromMs).toBeCloseTo(100_000, -2);
		expect(toMs).toBeCloseTo(100_000, -2);
	});

	test('learns from tasks that ended how long the next will take', () => {
		const { fromMs, toMs, basis } = forecastOf([90_000, 91_000, 89_000, 90_500]).expectedEnd(
			4,
			null,
		);
		expect(basis).toBe('experience');
		expect(fromMs).toBeGreaterThanOrEqual(88_000);
		expect(toMs).toBeLessThanOrEqual(93_000);
	});

	test('sees that jobs queue: the further back, the later', () => {
		const forecast = forecastOf([10_000, 20_000, 30_000, 40_000]);
		expect(forecast.expectedEnd(9, null).fromMs).toBeCloseTo(100_000, -2);
	});

	test('never expects later rows to be faster', () => {
		const forecast = forecastOf([40_000, 30_000, 20_000, 10_000]);
		expect(forecast.expectedEnd(30, null).toMs).toBeGreaterThan(20_000);
	});

	test('is not spoilt by one odd job, and follows a provider that slows down', () => {
		const steady = Array.from({ length: 60 }, () => 60_000);
		expect(forecastOf([...steady, 600_000]).typicalMs()).toBe(60_000);
		const slower = Array.from({ length: 100 }, () => 120_000);
		expect(forecastOf([...steady, ...slower]).typicalMs()).toBe(120_000);
	});
});

describe('The next look', () => {
	const next = (plan: Partial<LookPlan>) =>
		nextLookAtAgeMs({
			lastLookAgeMs: 0,
			first: true,
			pollIntervalMs: 10_000,
			expected: { fromMs: MINUTE, toMs: Number.POSITIVE_INFINITY, basis: 'general' },
			spread: 0,
			...plan,
		});

	test('comes after one interval while nobody knows, because quick refusals come early', () => {
		expect(next({})).toBe(10_000);
	});

	test('comes first when the provider expects the end, however late that is', () => {
		const expected = { fromMs: 240_000, toMs: 360_000, basis: 'estimate' as const };
		expect(next({ expected })).toBe(240_000);
	});

	test('meets a narrow expectation at its end and a wide one at its start', () => {
		const basis = 'experience' as const;
		expect(next({ expected: { fromMs: 20_000, toMs: 29_000, basis } })).toBe(29_000);
		expect(next({ expected: { fromMs: 20_000, toMs: 31_000, basis } })).toBe(20_000);
	});

	test('may come first before the interval is over when jobs of this run are that quick', () => {
		const basis = 'experience' as const;
		expect(next({ expected: { fromMs: 5000, toMs: 5100, basis } })).toBe(5100);
		expect(next({ expected: { fromMs: 0, toMs: 0, basis } })).toBe(1000);
	});

	test('never comes closer than the interval nor later than three, whatever is expected', () => {
		const { random } = newClock({ seed: 7 });
		const broken: object[] = [];
		const bases = ['experience', 'estimate', 'general'] as const;
		for (let count = 0; count < 5000; count += 1) {
			const fromMs = random() * 10 * MINUTE;
			const basis = bases[count % 3];
			const toMs = basis === 'general' ? Number.POSITIVE_INFINITY : fromMs + random() * MINUTE;
			const pollIntervalMs = 1000 + random() * 30_000;
			const lastLookAgeMs = random() * 5 * MINUTE;
			const spread = random();
			const at = next({
				first: false,
				lastLookAgeMs,
				pollIntervalMs,
				spread,
				expected: { fromMs, toMs, basis },
			});
			const gapMs = at - lastLookAgeMs;
			const first = next({ pollIntervalMs, spread, expected: { fromMs, toMs, basis } });
			const holds = [
				gapMs >= pollIntervalMs,
				gapMs <= pollIntervalMs * 3,
				first >= (basis === 'experience' ? 1000 : pollIntervalMs),
				basis === 'estimate' || first <= pollIntervalMs * 3,
			];
			if (holds.includes(false)) broken.push({ basis, fromMs, toMs, pollIntervalMs, gapMs, first });
		}
		expect(broken).toEqual([]);
	});

	test('is spread a little, so that many tasks are not looked at in the same instant', () => {
		expect(next({ spread: 0.9 })).toBeGreaterThan(next({ spread: 0.1 }));
	});
});
