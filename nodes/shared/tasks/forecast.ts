/**
 * Guesses when a task will be done, from what the provider says and from what earlier tasks of this
 * run took. Good guesses save status requests and notice finished videos early.
 */

/** Nothing documented finishes sooner (docs/providers.md 2.11: 60 to 180 s; 1.8: 1 to 5 min). */
const TYPICAL_EARLIEST_MS = 60_000;

/** Enough of the past to be right, little enough to follow a provider that slows down. */
const REMEMBERED = 100;

/** Estimates are rough: some tasks are done a good deal sooner, some later. */
const EARLY_SHARE = 0.8;
const LATE_SHARE = 1.2;

/** With fewer ends than this nothing is said about how late jobs further back in a queue finish. */
const TREND_FROM = 3;

interface Finished {
	/** 0-based place in the order of submission. */
	rank: number;
	durationMs: number;
	/** The provider's own estimate for that task, where it gave one. */
	estimateMs: number | null;
}

/** Ages in milliseconds since submission between which a task can be expected to end. */
export interface ExpectedEnd {
	fromMs: number;
	toMs: number;
	/** What it rests on: experience of this run, the provider's word, or general expectation. */
	basis: 'experience' | 'estimate' | 'general';
}

function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export class Forecast {
	private finished: Finished[] = [];

	/** Reports a task that succeeded; quick refusals would teach the wrong thing. */
	ended(task: Finished): void {
		this.finished = [...this.finished, task].slice(-REMEMBERED);
	}

	/** How long the tasks of this run typically take; null while none has ended. */
	typicalMs(): number | null {
		if (this.finished.length === 0) return null;
		return quantile(
			this.finished.map((task) => task.durationMs),
			0.5,
		);
	}

	/**
	 * When a task can be expected to end.
	 * @param rank its 0-based place in the order of submission: where jobs queue, later ones take longer
	 * @param estimateMs the provider's own estimate, or null
	 */
	expectedEnd(rank: number, estimateMs: number | null): ExpectedEnd {
		const guess = this.guessFor(rank, estimateMs);
		if (guess === null) {
			return estimateMs === null
				? { fromMs: TYPICAL_EARLIEST_MS, toMs: Number.POSITIVE_INFINITY, basis: 'general' }
				: { fromMs: estimateMs * EARLY_SHARE, toMs: estimateMs * LATE_SHARE, basis: 'estimate' };
		}
		// A few per cent of the extremes are left out, so that one odd job does not spoil the guess.
		return {
			fromMs: Math.max(0, guess.centreMs + quantile(guess.errors, 0.05)),
			toMs: Math.max(0, guess.centreMs + quantile(guess.errors, 0.95)),
			basis: 'experience',
		};
	}

	/** The centre of the expectation and how far off it was for the tasks that have ended. */
	private guessFor(
		rank: number,
		estimateMs: number | null,
	): { centreMs: number; errors: number[] } | null {
		const estimated = this.finished.filter((task) => task.estimateMs !== null);
		if (estimateMs !== null && estimated.length > 0) {
			const ratio = quantile(
				estimated.map((task) => task.durationMs / (task.estimateMs ?? 1)),
				0.5,
			);
			return {
				centreMs: estimateMs * ratio,
				errors: estimated.map((task) => task.durationMs - (task.estimateMs ?? 0) * ratio),
			};
		}
		if (this.finished.length === 0 || estimateMs !== null) return null;
		const { base, perRank } = this.trend();
		return {
			centreMs: base + perRank * rank,
			errors: this.finished.map((task) => task.durationMs - (base + perRank * task.rank)),
		};
	}

	/** Least squares of duration over rank: flat where jobs run side by side, rising where they queue. */
	private trend(): { base: number; perRank: number } {
		const count = this.finished.length;
		const meanRank = this.finished.reduce((sum, task) => sum + task.rank, 0) / count;
		const meanDuration = this.finished.reduce((sum, task) => sum + task.durationMs, 0) / count;
		let covariance = 0;
		let variance = 0;
		for (const task of this.finished) {
			covariance += (task.rank - meanRank) * (task.durationMs - meanDuration);
			variance += (task.rank - meanRank) ** 2;
		}
		const perRank = count < TREND_FROM || variance === 0 ? 0 : Math.max(0, covariance / variance);
		return { base: meanDuration - perRank * meanRank, perRank };
	}
}

export interface LookPlan {
	/** The task's age at the look before, in milliseconds; 0 = none yet, counted from submission. */
	lastLookAgeMs: number;
	/** True while the task has not been looked at yet. */
	first: boolean;
	pollIntervalMs: number;
	expected: ExpectedEnd;
	/** 0 to 1, drawn once per look; keeps many tasks from being looked at in the same instant. */
	spread: number;
}

/** No first look comes sooner than this after the submission. */
const SOONEST_FIRST_LOOK_MS = 1000;

/** The longest time between two looks, in poll intervals (docs/promises.md P4). */
export const LONGEST_GAP_INTERVALS = 3;

/** Jitter as a share of the poll interval. */
const SPREAD_SHARE = 0.02;

/**
 * The age at which to look at a task next, in milliseconds since submission: two looks are never
 * closer than the poll interval, and none comes later than three times that after the one before,
 * except a first look that the provider's own estimate puts later.
 */
export function nextLookAtAgeMs(plan: LookPlan): number {
	const { expected, pollIntervalMs, lastLookAgeMs, first } = plan;
	const soonest = lastLookAgeMs + pollIntervalMs;
	const latest = lastLookAgeMs + pollIntervalMs * LONGEST_GAP_INTERVALS;
	// Quick refusals come within seconds, so an uninformed first look is an early one.
	if (first && expected.basis === 'general') return soonest + jitter(plan);
	// Within one interval one look at its end is best; a wider expectation is searched from its start.
	const narrow = expected.toMs - expected.fromMs <= pollIntervalMs;
	const target = (narrow ? expected.toMs : expected.fromMs) + jitter(plan);
	if (first && expected.basis === 'estimate') return Math.max(target, soonest);
	// Experience may put a first look sooner than the interval: it is one look, not a faster pace.
	if (first) return Math.min(Math.max(target, SOONEST_FIRST_LOOK_MS), latest);
	return Math.min(Math.max(target, soonest + jitter(plan)), latest);
}

function jitter({ spread, pollIntervalMs }: LookPlan): number {
	return spread * SPREAD_SHARE * pollIntervalMs;
}
