import type { ProviderCapabilities } from '../domain/capabilities';
import type { Reply } from '../transport/reply';
import { retryAfterMs } from '../transport/retryAfter';
import type { Clock, StopSignal } from './clock';
import { Slots } from './slots';
import { Throttle } from './throttle';

/** Kinds of calls that are paced separately, because providers limit them separately. */
export type Lane = 'create' | 'get' | 'list' | 'remove';

export interface GovernorSettings {
	clock: Clock;
	stop: StopSignal;
	/** Requests in flight at once, over all kinds. */
	maxConcurrency: number;
	/** Tasks of this run open at the provider at once; 0 = no limit of our own. */
	maxOpenTasks: number;
	rates: ProviderCapabilities['ratePerSecond'];
	/** How long a refused submission may have to wait for the next try, in milliseconds. */
	slowestSubmitGapMs: () => number;
}

/** Refused status reads never slow down further than this. */
const SLOWEST_READ_GAP_MS = 10_000;

/**
 * The shared budget of one run towards one credential: how many requests are in flight, how many
 * tasks are open, and how fast each kind of call may go. A "too many" of one row slows all rows.
 */
export class Governor {
	private readonly inFlight: Slots;

	private readonly openTasks: Slots;

	private readonly throttles: Record<Lane, Throttle>;

	constructor(private readonly settings: GovernorSettings) {
		const { clock, stop, rates } = settings;
		this.inFlight = new Slots(settings.maxConcurrency);
		this.openTasks = new Slots(settings.maxOpenTasks);
		const readLane = (perSecond?: number) =>
			new Throttle({ clock, stop, perSecond, slowestGapMs: () => SLOWEST_READ_GAP_MS });
		this.throttles = {
			create: new Throttle({ clock, stop, slowestGapMs: settings.slowestSubmitGapMs }),
			get: readLane(rates.get),
			list: readLane(rates.list),
			remove: readLane(rates.remove),
		};
	}

	/**
	 * Runs one call when its lane and a request slot are free, and learns from the answer.
	 * A stopped run lets nothing more start.
	 */
	async call(lane: Lane, send: () => Promise<Reply>): Promise<Reply> {
		const throttle = this.throttles[lane];
		return await this.inFlight.hold(async () => {
			await throttle.turn();
			if (this.settings.stop.aborted) return { kind: 'stopped' };
			const reply = await send();
			if (reply.kind === 'answer') {
				if (reply.status === 429) {
					throttle.tooMany(retryAfterMs(reply.headers['retry-after'], this.settings.clock.now()));
				} else {
					throttle.gotThrough();
				}
			}
			return reply;
		});
	}

	async openTask(): Promise<void> {
		await this.openTasks.take();
	}

	/** One of our tasks is no longer open: the place it had is likely free. */
	closeTask(): void {
		this.openTasks.give();
		this.throttles.create.wake();
	}
}
