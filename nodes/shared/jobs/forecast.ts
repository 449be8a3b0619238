/**
 * Guesses when a task will be done, from what the provider says and from what earlier tasks of this
 * run took. Good guesses save status requests and notice finished videos early.
 */

/** Nothing documented finishes sooner (seed 000: 60 to 180 s; providers.md 1.8: 1 to 5 min). */
const TYPICAL_EARLIEST_MS = 60_000;

/** Enough of the past to be right, little enough to follow a provider that slows down. */
const REMEMBERED = 200;

interface Finished {
	/** 0-based place in the order of submission. */
	rank: number;
	durationMs: number;
	/** The provider's own estimate for that task, where it gave one. */
	estimateMs: number | null;
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
		const sorted = this.finished.map((task) => task.durationMs).sort((a, b) => a - b);
		return sorted[Math.floor(sorted.length / 2)];
	}

	/** True when there is more than the general expectation to go by. */
	knows(estimateMs: number | null): boolean {
		return estimateMs !== null || this.finished.length > 0;
	}

	/**
	 * The age, in milliseconds since submission, from which a task is likely to be done.
	 * @param rank its 0-based place in the order of submission: where jobs queue, later ones take longer
	 * @param estimateMs the provider's own estimate, or null
	 */
	likelyFromMs(rank: number, estimateMs: number | null): number {
		if (estimateMs !== null) return estimateMs * this.estimateRatio();
		if (this.finished.length === 0) return TYPICAL_EARLIEST_MS;
		const { base, perRank } = this.trend();
		const early = this.finished.map((task) => task.durationMs - (base + perRank * task.rank));
		// The earliest deviation seen, so that quick ones are not noticed late.
		return Math.max(0, base + perRank * rank + Math.min(...early));
	}

	/** What the provider's estimates were worth so far: 1 until something has ended. */
	private estimateRatio(): number {
		const ratios = this.finished
			.filter((task) => task.estimateMs !== null && task.estimateMs > 0)
			.map((task) => task.durationMs / (task.estimateMs ?? 1));
		return ratios.length === 0 ? 1 : Math.min(...ratios);
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
		const perRank = count < 3 || variance === 0 ? 0 : Math.max(0, covariance / variance);
		return { base: meanDuration - perRank * meanRank, perRank };
	}
}

export interface LookPlan {
	/** Milliseconds since the task was submitted (or since the wait began, for a task read by id). */
	ageMs: number;
	/** True while the task has not been looked at yet. */
	first: boolean;
	pollIntervalMs: number;
	likelyFromMs: number;
	/** The provider itself said when; only then may the first look come later than three intervals. */
	estimated: boolean;
	/** False while only the general expectation is known: then the first look is an early one. */
	informed: boolean;
	/** 0 to 1; spreads looks so that many tasks are not looked at in the same instant. */
	random: number;
}

/**
 * How long to wait before the next look at a task, in milliseconds: never less than the poll
 * interval, never more than three times that, except a first look that the provider's own estimate
 * puts later.
 */
export function nextLookInMs(plan: LookPlan): number {
	const shortest = plan.pollIntervalMs;
	const longest = plan.pollIntervalMs * 3;
	const untilLikely = plan.likelyFromMs - plan.ageMs;
	let wait: number;
	if (plan.first && !plan.informed) wait = shortest;
	else if (plan.first && plan.estimated) wait = Math.max(shortest, untilLikely);
	else wait = Math.min(Math.max(untilLikely, shortest), longest);
	const ceiling = plan.first && plan.estimated ? Number.POSITIVE_INFINITY : longest;
	return Math.min(wait * (1 + 0.1 * plan.random), ceiling);
}
