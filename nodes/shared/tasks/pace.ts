/**
 * When to look at a task next: often enough to notice its end early, seldom enough not to be a burden.
 * Times are epoch milliseconds, lengths of time milliseconds.
 */

/** Estimates are rough: some tasks are done a good deal sooner. */
const EARLY_SHARE = 0.8;

/** Nothing documented finishes sooner (docs/providers.md 2.11: 60 to 180 s; 1.8: 1 to 5 min). */
const SOONEST_END_MS = 60_000;

/** No first look comes sooner than this after the submission, however quick the jobs of the run are. */
const SOONEST_FIRST_LOOK_MS = 1000;

/** A few of the quickest and slowest jobs are left out, so that an odd one does not spoil what is learned. */
const FEW = 0.05;

/** The longest time between two looks, in poll intervals (docs/promises.md P4). */
const LONGEST_GAP_INTERVALS = 3;

/** Jitter as a share of the poll interval. */
const SPREAD_SHARE = 0.02;

/** The last look starts this long before the deadline, so that its answer still counts. */
export const LAST_LOOK_LEAD_MS = 2000;

export interface Pace {
	/** When the task was submitted, or when the wait for it began. */
	sinceMs: number;
	/** When the look before left; null = none yet. */
	lastLookMs: number | null;
	/** True while the provider says that the job has not begun. */
	isQueued: boolean;
	/** How long the provider itself expects the job to take; null when it does not say. */
	estimateMs: number | null;
	/** How long the latest jobs of this run took. */
	jobsMs: readonly number[];
	pollIntervalMs: number;
	deadlineMs: number;
	/** 0 to 1, drawn anew for every look; keeps many tasks from being looked at in the same instant. */
	spread: number;
}

/**
 * When the next look is due. The first comes after one poll interval, sooner where nearly all jobs of
 * this run are quicker than that, later where the provider's own estimate says so. Later ones are never
 * closer than one interval and never further apart than three: wide while the job cannot be done yet,
 * because it is queued or young, and one interval from then on. The last one comes just before the
 * deadline.
 */
export function nextLookMs(pace: Pace): number {
	const { sinceMs, lastLookMs, pollIntervalMs, estimateMs } = pace;
	const jitterMs = pace.spread * SPREAD_SHARE * pollIntervalMs;
	if (lastLookMs === null) {
		const firstMs = Math.max(firstLookAfterMs(pace), EARLY_SHARE * (estimateMs ?? 0));
		return roomForLast(sinceMs + firstMs + jitterMs, pace);
	}
	const ageMs = pace.isQueued ? 0 : lastLookMs - sinceMs;
	const gapMs = Math.max(soonestEndMs(pace.jobsMs) - ageMs, pollIntervalMs) + jitterMs;
	return roomForLast(lastLookMs + Math.min(gapMs, longestGapMs(pace)), pace);
}

/** One look is no pace: it may come sooner than the interval where nearly all jobs are done by then. */
function firstLookAfterMs({ jobsMs, pollIntervalMs }: Pace): number {
	if (jobsMs.length === 0) return pollIntervalMs;
	return Math.min(Math.max(quantile(jobsMs, 1 - FEW), SOONEST_FIRST_LOOK_MS), pollIntervalMs);
}

/** True when a look that is due then is the last one before the deadline. */
export function isLastLook(dueMs: number, deadlineMs: number): boolean {
	return dueMs >= deadlineMs - LAST_LOOK_LEAD_MS;
}

/**
 * Moves a look that would leave less than one interval before the last one: onto the last one where
 * that keeps the longest gap, otherwise forward.
 */
function roomForLast(dueMs: number, pace: Pace): number {
	const lastMs = pace.deadlineMs - LAST_LOOK_LEAD_MS;
	const beforeLastMs = lastMs - pace.pollIntervalMs;
	if (dueMs <= beforeLastMs || dueMs >= lastMs) return Math.min(dueMs, lastMs);
	const onTheLast = lastMs - (pace.lastLookMs ?? pace.sinceMs) <= longestGapMs(pace);
	return onTheLast ? lastMs : beforeLastMs;
}

function longestGapMs({ pollIntervalMs }: Pace): number {
	return pollIntervalMs * LONGEST_GAP_INTERVALS;
}

/** How long the jobs of a run typically take; null while none has ended. */
export function typicalMs(durationsMs: readonly number[]): number | null {
	return durationsMs.length === 0 ? null : quantile(durationsMs, 0.5);
}

/** How long a job takes at least: what is documented, or less where jobs of this run took less. */
export function soonestEndMs(durationsMs: readonly number[]): number {
	if (durationsMs.length === 0) return SOONEST_END_MS;
	return Math.min(quantile(durationsMs, FEW), SOONEST_END_MS);
}

function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length * share)];
}
