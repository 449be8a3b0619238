import type { Clock, StopSignal } from './clock';

export interface ThrottleSettings {
	clock: Clock;
	stop: StopSignal;
	/** Documented ceiling in calls per second; undefined = none known. */
	perSecond?: number;
	/** The longest gap a refusal without Retry-After can lead to, in milliseconds. */
	slowestGapMs: () => number;
}

/** The first gap after a refusal without Retry-After. */
const FIRST_GAP_MS = 250;

/**
 * Spaces the calls of one kind. Starts without a gap (or at the documented rate), doubles the gap
 * when the provider says "too many", and shortens it again with every call that gets through:
 * additive increase of the rate, multiplicative decrease. Random spread keeps several workers that
 * share a key without knowing of each other from knocking in step.
 */
export class Throttle {
	private readonly floorGapMs: number;

	private gapMs: number;

	private nextTurnMs = 0;

	private pausedUntilMs = 0;

	constructor(private readonly settings: ThrottleSettings) {
		this.floorGapMs = settings.perSecond === undefined ? 0 : 1000 / settings.perSecond;
		this.gapMs = this.floorGapMs;
	}

	/** Resolves when the next call may start; early when the run is stopped. */
	async turn(): Promise<void> {
		const { clock, stop } = this.settings;
		while (!stop.aborted) {
			const startMs = Math.max(this.nextTurnMs, this.pausedUntilMs);
			const waitMs = startMs - clock.now();
			if (waitMs <= 0) {
				this.nextTurnMs = clock.now() + this.gapMs;
				return;
			}
			await clock.sleep(waitMs);
		}
	}

	/**
	 * The provider said "too many". Slows every later call of this kind down.
	 * @param retryAfterMs what the provider asked for; null when it did not say
	 */
	tooMany(retryAfterMs: number | null): void {
		const { clock } = this.settings;
		const slowest = Math.max(this.settings.slowestGapMs(), this.floorGapMs);
		this.gapMs = Math.min(Math.max(this.gapMs * 2, FIRST_GAP_MS), slowest);
		const pauseMs = retryAfterMs ?? this.gapMs * (0.5 + clock.random());
		// A little later than asked is polite; earlier would be refused again.
		const spreadMs =
			retryAfterMs === null ? 0 : clock.random() * Math.min(retryAfterMs * 0.1, 1000);
		this.pausedUntilMs = Math.max(this.pausedUntilMs, clock.now() + pauseMs + spreadMs);
	}

	/** A call got through: the rate may grow again. */
	gotThrough(): void {
		if (this.gapMs <= this.floorGapMs) return;
		const perSecond = 1000 / this.gapMs + 1;
		const gap = 1000 / perSecond;
		this.gapMs = gap < 50 ? this.floorGapMs : Math.max(gap, this.floorGapMs);
	}

	/** Something happened that makes a place likely (one of our tasks ended): try again at once. */
	wake(): void {
		const { clock } = this.settings;
		this.pausedUntilMs = Math.min(this.pausedUntilMs, clock.now());
		this.nextTurnMs = Math.min(this.nextTurnMs, clock.now() + this.floorGapMs);
	}
}
