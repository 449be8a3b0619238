import type { ProviderCapabilities } from '../domain/capabilities';
import type { Reply } from '../net/reply';
import { askedPauseMs, retryAfterMs } from '../net/retryAfter';
import type { Clock, StopSignal } from './clock';
import { typicalMs } from './pace';
import { Slots } from './slots';
import { Throttle } from './throttle';

/** Kinds of calls that are paced separately, because providers limit them separately. */
export type Lane = 'create' | 'get' | 'list' | 'remove' | 'upload';

export interface GovernorSettings {
	clock: Clock;
	stop: StopSignal;
	/** Requests in flight at once, over all kinds. */
	maxConcurrency: number;
	/** Tasks of this run open at the provider at once; 0 = no limit of our own. */
	maxOpenTasks: number;
	rates: ProviderCapabilities['ratePerSecond'];
	/** The governor of another account in the same run: requests and open tasks count together. */
	beside?: Governor;
}

/** Enough of the past to be right, little enough to follow a provider that slows down. */
const REMEMBERED_JOBS = 100;

/** Bounds for the pause before a refused submission is tried again, in milliseconds. */
const SLOWEST_SUBMIT_GAP_MS = 5000;
const FASTEST_SUBMIT_GAP_MS = 250;

/** The same while nothing has ended yet, so that quick jobs do not leave the provider idle for long. */
const UNINFORMED_SUBMIT_GAP_MS = 1000;

/** With no task of ours running, others hold the places, and only they know for how long. */
const OTHERS_SUBMIT_GAP_MS = 5000;

/** A place is free a moment after the task that held it has ended. */
const AFTER_END_MS = 50;

/** Why a call did not start although nobody pressed Stop. @param leftMs milliseconds */
function noTimeLeft(leftMs: number): string {
	const seconds = Math.ceil(leftMs / 1000);
	return seconds > 0
		? `it wants nothing to be sent for another ${seconds} s`
		: 'it asked to wait longer than there is time';
}

/** Refused status reads never slow down further than this. */
const SLOWEST_READ_GAP_MS = 10_000;

/**
 * The shared budget of one run towards one account: how many requests are in flight, how many tasks are open, and how
 * fast each kind of call may go. A "too many" of one row slows all rows of the account. Requests in flight and open
 * tasks are counted over all accounts of the run.
 */
export class Governor {
	private readonly inFlight: Slots;

	private readonly openTasks: Slots;

	private readonly carriers: Slots;

	/** When the provider took each task of this run that may still hold a place there. */
	private takenAtMs: number[] = [];

	/** How long the latest jobs of this run took, in milliseconds. */
	jobsMs: readonly number[] = [];

	/** Until when the provider wants nothing of a kind; longer than any pause that is sat out at once. */
	private readonly askedUntilMs: Partial<Record<Lane, number>> = {};

	private readonly throttles: Record<Lane, Throttle>;

	constructor(private readonly settings: GovernorSettings) {
		const { clock, stop, rates, beside } = settings;
		this.inFlight = beside?.inFlight ?? new Slots(settings.maxConcurrency);
		this.openTasks = beside?.openTasks ?? new Slots(settings.maxOpenTasks);
		this.carriers = beside?.carriers ?? new Slots(settings.maxConcurrency);
		const readLane = (perSecond?: number) =>
			new Throttle({ clock, stop, perSecond, slowestGapMs: () => SLOWEST_READ_GAP_MS });
		this.throttles = {
			create: new Throttle({
				clock,
				stop,
				slowestGapMs: () => this.slowestSubmitGapMs(),
				nextChanceMs: () => this.nextEndMs(),
			}),
			get: readLane(rates.get),
			list: readLane(rates.list),
			remove: readLane(rates.remove),
			upload: readLane(),
		};
	}

	/**
	 * Runs one call when its lane and a request slot are free, and learns from the answer.
	 * A stopped run lets nothing more start.
	 * @param deadlineMs epoch milliseconds at which a pause that the provider asks for ends (P18): then
	 *   the call does not start, and the reply is `notSent`
	 */
	async call(lane: Lane, send: () => Promise<Reply>, deadlineMs?: number): Promise<Reply> {
		const { clock, stop } = this.settings;
		const throttle = this.throttles[lane];
		if (!(await this.enter(throttle, deadlineMs))) {
			return { kind: 'notSent', reason: noTimeLeft(this.pauseLeftMs(lane)) };
		}
		try {
			if (stop.aborted) return { kind: 'stopped' };
			const sentAtMs = clock.now();
			const reply = await send();
			if (reply.kind === 'answer') {
				const header = reply.headers['retry-after'];
				const askedMs = retryAfterMs(header, clock.now());
				// Whoever says no may say for how long, whatever the status (RFC 9110, 10.2.3).
				const isPauseAsked = askedMs !== null && reply.status >= 400;
				if (isPauseAsked) {
					this.askedUntilMs[lane] = clock.now() + (askedPauseMs(header, clock.now()) ?? 0);
				}
				if (reply.status === 429 || isPauseAsked) throttle.tooMany(askedMs, sentAtMs);
				else throttle.gotThrough();
			}
			return reply;
		} finally {
			this.inFlight.give();
		}
	}

	/**
	 * Waits for a turn first and for a request slot second, so that submissions that have to wait do
	 * not keep status reads from passing. A refusal meanwhile sends everybody back to wait, and so does
	 * a slot that came too late for the turn.
	 * @returns false, without a slot, when the deadline came first
	 */
	private async enter(throttle: Throttle, deadlineMs?: number): Promise<boolean> {
		for (;;) {
			if (!(await throttle.turn(deadlineMs))) return false;
			await this.inFlight.take();
			if (this.settings.stop.aborted || throttle.mayStart()) return true;
			this.inFlight.give();
		}
	}

	/** Runs the submission of a row that carries files: only so many are held in memory at once. */
	async carry<T>(submission: () => Promise<T>): Promise<T> {
		return await this.carriers.hold(submission);
	}

	/** Milliseconds for which the provider wants no call of a kind; 0 = none. */
	pauseLeftMs(lane: Lane): number {
		const askedMs = (this.askedUntilMs[lane] ?? 0) - this.settings.clock.now();
		return Math.max(this.throttles[lane].pauseLeftMs(), askedMs);
	}

	/** Waits for one of the `maxOpenTasks` places and takes it. @returns true when none was free at once */
	async openTask(): Promise<boolean> {
		return await this.openTasks.take();
	}

	/** The provider has taken a task. */
	taskTaken(): void {
		this.takenAtMs = [...this.stillRunning(), this.settings.clock.now()];
	}

	/** A job of this run has succeeded; quick refusals would teach the wrong thing. @param tookMs milliseconds */
	jobTook(tookMs: number): void {
		this.jobsMs = [...this.jobsMs, tookMs].slice(-REMEMBERED_JOBS);
	}

	/** A task was seen to have ended: the place it had at the provider is free. */
	taskEnded(): void {
		this.throttles.create.wake();
	}

	/** True while the latest answer to a submission was "too many". */
	isTurnedAway(): boolean {
		return this.throttles.create.isTurnedAway;
	}

	/** Gives the place of `openTask` back. */
	closeTask(): void {
		this.openTasks.give();
	}

	/** Start times of the tasks that have not lasted longer than is typical. */
	private stillRunning(): number[] {
		const typical = typicalMs(this.jobsMs);
		if (typical === null) return this.takenAtMs;
		const now = this.settings.clock.now();
		return this.takenAtMs.filter((takenMs) => takenMs + typical + AFTER_END_MS > now);
	}

	/** Milliseconds until the next of our tasks can be expected to end; null when nobody knows. */
	private nextEndMs(): number | null {
		const typical = typicalMs(this.jobsMs);
		const running = this.stillRunning();
		if (typical === null || running.length === 0) return null;
		return Math.min(...running) + typical + AFTER_END_MS - this.settings.clock.now();
	}

	/** With n tasks running, one makes room every n-th part of a job; half of that loses little. */
	private slowestSubmitGapMs(): number {
		const typical = typicalMs(this.jobsMs);
		const running = this.stillRunning().length;
		if (running === 0) return OTHERS_SUBMIT_GAP_MS;
		if (typical === null) return UNINFORMED_SUBMIT_GAP_MS;
		const gap = typical / 2 / running;
		return Math.min(Math.max(gap, FASTEST_SUBMIT_GAP_MS), SLOWEST_SUBMIT_GAP_MS);
	}
}
