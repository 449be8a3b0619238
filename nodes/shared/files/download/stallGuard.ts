import type { Clock } from '../../tasks/clock';

/** How often the guard looks at its watch, at most. */
const LONGEST_LOOK_MS = 500;

/** A host that sends less than this in the time counts as silent: a byte now and then would go on for ever. */
const LEAST_BYTES = 1024;

/**
 * Ends a request whose host says nothing for too long, and when the user presses Stop.
 * A request can only be ended by its abort signal: destroying a body that is being read would wait for the very bytes
 * that do not come.
 */
export class StallGuard {
	private readonly controller = new AbortController();

	private waitingSinceMs: number | null = null;

	/** Waited for the host since the last time it had sent enough. */
	private waitedMs = 0;

	private sentBytes = 0;

	private closed = false;

	private stalledNow = false;

	private readonly stop = (): void => this.controller.abort();

	/** @param stopSignal fires when the user presses Stop */
	constructor(
		private readonly clock: Clock,
		private readonly stallMs: number,
		private readonly stopSignal: AbortSignal | undefined,
	) {
		if (stopSignal?.aborted) this.controller.abort();
		else stopSignal?.addEventListener('abort', this.stop, { once: true });
		void this.watch();
	}

	get abortSignal(): AbortSignal {
		return this.controller.signal;
	}

	/** True when the guard itself ended the request. */
	get stalled(): boolean {
		return this.stalledNow;
	}

	/** Why, in words that continue "…: ". */
	get silence(): string {
		return `no data came for ${Math.round(this.stallMs / 1000)} seconds`;
	}

	/** Awaits something of the host. Time in which the store is slow, not the host, is not counted. */
	async during<T>(host: Promise<T>): Promise<T> {
		this.waitingSinceMs = this.clock.now();
		try {
			return await host;
		} finally {
			this.waitedMs += this.clock.now() - this.waitingSinceMs;
			this.waitingSinceMs = null;
		}
	}

	/** The host has sent something. */
	sent(bytes: number): void {
		this.sentBytes += bytes;
		if (this.sentBytes < LEAST_BYTES) return;
		this.sentBytes = 0;
		this.waitedMs = 0;
	}

	/** Ends the request if it is still open. Must be called for every guard. */
	close(): void {
		this.closed = true;
		this.stopSignal?.removeEventListener('abort', this.stop);
		this.controller.abort();
	}

	private async watch(): Promise<void> {
		while (!this.closed && !this.controller.signal.aborted) {
			await this.clock.sleep(Math.min(LONGEST_LOOK_MS, this.stallMs / 4));
			const since = this.waitingSinceMs;
			if (since !== null && this.waitedMs + this.clock.now() - since >= this.stallMs) {
				this.stalledNow = true;
				this.controller.abort();
			}
		}
	}
}
