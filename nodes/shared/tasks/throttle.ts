import type { Clock, StopSignal } from './clock';

export interface ThrottleSettings {
	clock: Clock;
	stop: StopSignal;
	/** Documented ceiling in calls per second; undefined = none known. */
	perSecond?: number;
	/** The longest gap a refusal without Retry-After can lead to, in milliseconds. */
	slowestGapMs: () => number;
	/** Milliseconds until a place can be expected to become free; null when nobody knows. */
	nextChanceMs?: () => number | null;
}

/** The first gap after a refusal without Retry-After. */
const FIRST_GAP_MS = 250;

/** By how much every call that gets through shortens the gap: places often become free together. */
const SPEED_UP = 4;

/** A gap shorter than this is none. */
const SHORTEST_GAP_MS = 50;

/**
 * Spaces the calls of one kind. Starts without a gap (or at the documented rate), doubles the gap
 * when the provider says "too many", and shortens it again with every call that gets through. Random spread keeps several workers that
 * share a key without knowing of each other from knocking in step.
 */
export class Throttle {
	/** True while the latest answer was "too many". */
	isTurnedAway = false;

	private readonly floorGapMs: number;

	private gapMs: number;

	private nextTurnMs = 0;

	private pausedUntilMs = 0;

	/** The part of the pause that the provider asked for, which nothing shortens. */
	private askedUntilMs = 0;

	private startedMs = Number.NEGATIVE_INFINITY;

	private slowedAtMs = 0;

	constructor(private readonly settings: ThrottleSettings) {
		this.floorGapMs = settings.perSecond === undefined ? 0 : 1000 / settings.perSecond;
		this.gapMs = this.floorGapMs;
	}

	/**
	 * Resolves when the next call may start; early when the run is stopped.
	 * @param deadlineMs epoch milliseconds beyond which the provider may keep nobody waiting that it
	 *   turns away; the documented pace is kept all the same
	 * @returns false when the deadline came first: no turn was given
	 */
	async turn(deadlineMs = Number.POSITIVE_INFINITY): Promise<boolean> {
		const { clock, stop } = this.settings;
		while (!stop.aborted) {
			const startMs = Math.max(this.nextTurnMs, this.pausedUntilMs);
			const waitMs = startMs - clock.now();
			if (waitMs <= 0) {
				this.nextTurnMs = clock.now() + this.gapMs;
				return true;
			}
			const leftMs = deadlineMs - clock.now();
			if (leftMs <= 0 && (this.isTurnedAway || this.isPaused())) return false;
			await clock.sleep(leftMs > 0 ? Math.min(waitMs, leftMs) : waitMs);
		}
		return true;
	}

	/**
	 * The provider said "too many". Slows every later call of this kind down.
	 * @param retryAfterMs what the provider asked for; null when it did not say
	 * @param sentAtMs when the refused call left: calls that left together are one event, not many
	 */
	tooMany(retryAfterMs: number | null, sentAtMs: number): void {
		const { clock } = this.settings;
		this.isTurnedAway = true;
		const sameEvent = sentAtMs < this.slowedAtMs;
		if (sameEvent && retryAfterMs === null) return;
		if (!sameEvent) {
			const slowest = Math.max(this.settings.slowestGapMs(), this.floorGapMs);
			this.gapMs = Math.min(Math.max(this.gapMs * 2, FIRST_GAP_MS), slowest);
			this.slowedAtMs = clock.now();
		}
		const chanceMs = this.settings.nextChanceMs?.() ?? Number.POSITIVE_INFINITY;
		const pauseMs = retryAfterMs ?? Math.min(this.gapMs * (0.5 + clock.random()), chanceMs);
		// A little later than asked is polite; earlier would be refused again.
		const spreadMs =
			retryAfterMs === null ? 0 : clock.random() * Math.min(retryAfterMs * 0.1, 1000);
		const untilMs = clock.now() + pauseMs + spreadMs;
		if (retryAfterMs !== null) this.askedUntilMs = Math.max(this.askedUntilMs, untilMs);
		this.pausedUntilMs = Math.max(this.pausedUntilMs, untilMs);
	}

	/** A call got through: the next ones may follow faster. */
	gotThrough(): void {
		this.isTurnedAway = false;
		if (this.gapMs <= this.floorGapMs) return;
		const gap = this.gapMs / SPEED_UP;
		this.gapMs = gap < SHORTEST_GAP_MS ? this.floorGapMs : Math.max(gap, this.floorGapMs);
		this.nextTurnMs = Math.min(this.nextTurnMs, this.settings.clock.now() + this.gapMs);
	}

	/** True while nothing of this kind may start. */
	isPaused(): boolean {
		return this.pauseLeftMs() > 0;
	}

	/** Milliseconds for which nothing of this kind may start. */
	pauseLeftMs(): number {
		return Math.max(0, this.pausedUntilMs - this.settings.clock.now());
	}

	/**
	 * Asked in the instant before a call starts, because it may have waited elsewhere since its turn.
	 * @returns false when it would break a pause or the documented pace: it needs a new turn
	 */
	mayStart(): boolean {
		const now = this.settings.clock.now();
		if (this.isPaused() || now < this.startedMs + this.floorGapMs) return false;
		this.startedMs = now;
		return true;
	}

	/**
	 * Something happened that makes a place likely (one of our tasks ended): try again at once, but
	 * not before the provider allows it.
	 */
	wake(): void {
		const { clock } = this.settings;
		this.pausedUntilMs = Math.min(this.pausedUntilMs, Math.max(clock.now(), this.askedUntilMs));
		this.nextTurnMs = Math.min(this.nextTurnMs, clock.now() + this.floorGapMs);
	}
}
