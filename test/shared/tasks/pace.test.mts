import {
	LAST_LOOK_LEAD_MS,
	isLastLook,
	nextLookMs,
	soonestEndMs,
	typicalMs,
} from '../../../nodes/shared/tasks/pace.ts';
import { Governor } from '../../../nodes/shared/tasks/governor.ts';
import { newClock } from '../../support/jobs.mts';
import type { Pace } from '../../../nodes/shared/tasks/pace.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When the next look comes, counted from the submission, which is at time 0. */
const next = (pace: Partial<Pace>) =>
	nextLookMs({
		sinceMs: 0,
		lastLookMs: null,
		isQueued: false,
		estimateMs: null,
		jobsMs: [],
		pollIntervalMs: 10_000,
		deadlineMs: HOUR,
		spread: 0,
		...pace,
	});

const steady = (count: number, durationMs: number) =>
	Array.from({ length: count }, () => durationMs);

describe('What a run knows of its jobs', () => {
	test('is nothing at first: then a job takes at least as long as documented', () => {
		expect(typicalMs([])).toBeNull();
		expect(soonestEndMs([])).toBe(MINUTE);
	});

	test('is the middle for the typical one, and the quickest for the least', () => {
		expect(typicalMs([90_000, 20_000, 40_000])).toBe(40_000);
		expect(soonestEndMs([90_000, 20_000, 40_000])).toBe(20_000);
	});

	test('never lets slow jobs put a look off beyond what is documented', () => {
		expect(soonestEndMs([240_000, 300_000])).toBe(MINUTE);
	});

	test('is not spoilt by one odd job, and follows a provider that slows down', () => {
		expect(typicalMs([...steady(60, 60_000), 600_000])).toBe(60_000);
		expect(soonestEndMs([...steady(60, 50_000), 3000])).toBe(50_000);
		const clock = newClock();
		const settings = { clock, stop: clock.stop, maxConcurrency: 1, maxOpenTasks: 0, rates: {} };
		const governor = new Governor(settings);
		steady(60, 60_000).forEach((tookMs) => governor.jobTook(tookMs));
		expect(typicalMs(governor.jobsMs)).toBe(60_000);
		steady(100, 120_000).forEach((tookMs) => governor.jobTook(tookMs));
		expect(typicalMs(governor.jobsMs)).toBe(120_000);
		expect(governor.jobsMs).toHaveLength(100);
	});
});

describe('The first look', () => {
	test('comes after one interval while nobody knows, because quick refusals come early', () => {
		expect(next({})).toBe(10_000);
		expect(next({ isQueued: true })).toBe(10_000);
	});

	test('comes when the provider makes an end likely, however late that is, and never sooner than the interval', () => {
		expect(next({ estimateMs: 300_000 })).toBe(240_000);
		expect(next({ estimateMs: 5000 })).toBe(10_000);
	});

	test('may come before the interval is over when jobs of this run are that quick', () => {
		expect(next({ jobsMs: [5000, 5100, 4900] })).toBe(5100);
		expect(next({ jobsMs: [60, 60] })).toBe(1000);
		expect(next({ jobsMs: [60, 60], pollIntervalMs: 1000 })).toBe(1000);
		expect(next({ jobsMs: [5000, 25_000] })).toBe(10_000);
	});

	test('that the estimate puts behind the deadline comes just before it', () => {
		expect(next({ estimateMs: 2 * HOUR })).toBe(HOUR - LAST_LOOK_LEAD_MS);
	});
});

describe('A later look', () => {
	test.each([
		['the job is queued, however long', { lastLookMs: 20 * MINUTE, isQueued: true }, 30_000],
		['the job is young', { lastLookMs: 10_000 }, 30_000],
		['the job can soon be done', { lastLookMs: 40_000 }, 20_000],
		['the job may be done any moment', { lastLookMs: MINUTE }, 10_000],
		['jobs of this run are quick', { lastLookMs: 10_000, jobsMs: [12_000, 14_000] }, 10_000],
		[
			'one is queued and jobs are quick',
			{ lastLookMs: 40_000, isQueued: true, jobsMs: [15_000] },
			15_000,
		],
		['it was estimated and is due', { lastLookMs: 240_000, estimateMs: 300_000 }, 10_000],
	])('when %s', (_, pace, gapMs) => {
		expect(next(pace)).toBe(pace.lastLookMs + gapMs);
	});

	test('is spread a little, so that many tasks are not looked at in the same instant', () => {
		for (const lastLookMs of [null, 2 * MINUTE]) {
			expect(next({ lastLookMs, spread: 0.9 })).toBeGreaterThan(next({ lastLookMs, spread: 0.1 }));
		}
	});

	test('leaves a full interval before the last one, or becomes it', () => {
		const deadlineMs = 10 * MINUTE;
		const lastMs = deadlineMs - LAST_LOOK_LEAD_MS;
		expect(next({ deadlineMs, lastLookMs: lastMs - 15_000 })).toBe(lastMs);
		expect(next({ deadlineMs, lastLookMs: lastMs - 35_000, isQueued: true })).toBe(lastMs - 10_000);
		expect(next({ deadlineMs, lastLookMs: lastMs - 3000 })).toBe(lastMs);
		expect(isLastLook(lastMs, deadlineMs)).toBe(true);
		expect(isLastLook(lastMs - 1, deadlineMs)).toBe(false);
	});

	test('never comes closer than the interval nor later than three, whatever is known', () => {
		const { random } = newClock({ seed: 7 });
		const broken: object[] = [];
		for (let count = 0; count < 5000; count += 1) {
			const pollIntervalMs = 1000 + random() * 30_000;
			const jobsMs = Array.from({ length: Math.floor(random() * 8) }, () => random() * 5 * MINUTE);
			const estimateMs = random() < 0.3 ? random() * 10 * MINUTE : null;
			const known = { pollIntervalMs, jobsMs, estimateMs, isQueued: random() < 0.5 };
			const lastLookMs = random() * 5 * MINUTE;
			const gapMs = next({ ...known, lastLookMs, spread: random() }) - lastLookMs;
			const first = next({ ...known, spread: random() });
			const holds = [
				gapMs >= pollIntervalMs,
				gapMs <= pollIntervalMs * 3,
				first >= (jobsMs.length > 0 ? 1000 : pollIntervalMs),
				first >= 0.8 * (estimateMs ?? 0),
				estimateMs !== null || first <= pollIntervalMs * 1.02,
			];
			if (holds.includes(false)) broken.push({ ...known, gapMs, first });
		}
		expect(broken).toEqual([]);
	});
});
