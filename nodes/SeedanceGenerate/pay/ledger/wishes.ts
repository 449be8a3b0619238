import type { Failure } from '../../../shared/domain/task';
import { alreadyOrdering } from '../../../shared/domain/failures';
import type { Clock, StopSignal } from '../../../shared/tasks/clock';
import type { RowEnd, RowOutcome } from '../row';

/**
 * After this long whoever called a tool may have given up, so that nobody has heard of the result: clients of MCP do
 * after 60 s unless told otherwise.
 */
const CALLER_WAITS_MS = 50_000;

/** How long a result that perhaps nobody has heard of is kept for the one who asks again. */
const KEPT_MS = 30 * 60_000;

/** The same for a task that was still at work; asking for it again costs one read. */
const OPEN_KEPT_MS = 24 * 3_600_000;

const MOST_WISHES = 1000;

/** With these there is nothing more to come. */
const LAST_ENDS: readonly RowEnd[] = ['ended', 'unknown'];

/** With these the task goes on. */
const OPEN_ENDS: readonly RowEnd[] = ['submitted', 'timeout', 'stopped'];

const SAME_WISH =
	'The same video had been asked for before, and this is it: it was not ordered again. For another one change the prompt.';

/** Between two looks whether another call has got its task. */
const NAP_MS = 100;

/** What has become of a wish: a task, or a request of which nobody knows whether it was taken. */
export type WishResult = { taskId: string; sentAtMs: number } | { failure: Failure };

interface Wish {
	/** Null while the call that orders has neither. */
	result: WishResult | null;
	/** Calls under way. */
	calls: number;
	/** Epoch milliseconds; counts when no call is under way. */
	keptUntilMs: number;
	/** The execution whose call was the last to see the end of it; its agent has heard of that. */
	endedIn?: string;
}

/** What counts for one call. */
export interface WishCallSettings {
	clock: Clock;
	stop: StopSignal;
	/** Some calls come before n8n has given the execution its id. */
	executionId?: string;
	/** Epoch milliseconds at which the call began. */
	startMs: number;
	deadlineMs: number;
}

/**
 * What agents have asked for, over executions: each call through an MCP Server Trigger is one of its own. The same wish
 * gets the same task while that is in the making, and its result until somebody has surely heard of it. Kept by this
 * process only: another worker of n8n, or a restart, knows nothing of it.
 */
export class Wishes {
	private readonly wishes = new Map<string, Wish>();

	/** Begins a call. While another one is ordering the same, it waits for what that comes to. */
	async begin(name: string, settings: WishCallSettings): Promise<WishCall> {
		for (;;) {
			const wish = this.current(name, settings);
			if (wish === null) return this.open(name, settings);
			await this.whileOrdering(wish, settings);
			if (wish.result !== null) {
				wish.calls += 1;
				return new WishCall(this, name, wish, wish.result, settings);
			}
			// Refused without a bill, it is free for the next one.
			if (wish.calls === 0) continue;
			return new WishCall(this, name, null, { failure: alreadyOrdering() }, settings);
		}
	}

	private async whileOrdering(
		wish: Wish,
		{ clock, stop, deadlineMs }: WishCallSettings,
	): Promise<void> {
		const isOrdering = () => wish.result === null && wish.calls > 0;
		while (isOrdering() && !stop.aborted && clock.now() < deadlineMs) await clock.sleep(NAP_MS);
	}

	/** Lets the next one who asks for the same order anew. */
	forget(name: string, wish: Wish): void {
		if (this.wishes.get(name) === wish) this.wishes.delete(name);
	}

	private open(name: string, settings: WishCallSettings): WishCall {
		const wish: Wish = { result: null, calls: 1, keptUntilMs: 0 };
		this.wishes.set(name, wish);
		for (const [oldest, { calls }] of this.wishes) {
			if (this.wishes.size <= MOST_WISHES) break;
			if (calls === 0) this.wishes.delete(oldest);
		}
		return new WishCall(this, name, wish, null, settings);
	}

	private current(name: string, { clock, executionId }: WishCallSettings): Wish | null {
		const wish = this.wishes.get(name);
		if (wish === undefined) return null;
		const isHeard = wish.endedIn !== undefined && wish.endedIn === executionId;
		if (wish.calls > 0 || (!isHeard && clock.now() < wish.keptUntilMs)) return wish;
		this.wishes.delete(name);
		return null;
	}
}

/** One call of a tool, from its wish to its answer. */
export class WishCall {
	constructor(
		private readonly wishes: Wishes,
		private readonly name: string,
		/** Null where the call has no part in it. */
		private readonly wish: Wish | null,
		/** What was known of the wish when the call began; null = this call has to order. */
		readonly found: WishResult | null,
		private readonly settings: WishCallSettings,
	) {}

	/** What the caller is told beside the result. */
	get warnings(): string[] {
		return this.found !== null && 'taskId' in this.found ? [SAME_WISH] : [];
	}

	/** The provider has taken the wish as this task. */
	taken(taskId: string): void {
		const { wish, settings } = this;
		if (wish !== null && wish.result === null) {
			wish.result = { taskId, sentAtMs: settings.clock.now() };
		}
	}

	/** @param outcome what the caller is told; undefined when nothing was ordered */
	end(outcome: RowOutcome | undefined): void {
		const { wish, wishes, name } = this;
		if (wish === null) return;
		const nowMs = this.settings.clock.now();
		wish.calls -= 1;
		if (outcome?.end === 'unknown' && outcome.failure !== null) {
			wish.result ??= { failure: outcome.failure };
		}
		if (wish.result === null) {
			wishes.forget(name, wish);
			return;
		}
		const { executionId, startMs } = this.settings;
		const isOver = outcome !== undefined && LAST_ENDS.includes(outcome.end);
		const isOpen = outcome !== undefined && OPEN_ENDS.includes(outcome.end);
		if (isOver) wish.endedIn = executionId;
		wish.keptUntilMs = nowMs + (isOpen ? OPEN_KEPT_MS : KEPT_MS);
		if (isOver && nowMs - startMs < CALLER_WAITS_MS) wishes.forget(name, wish);
	}
}

/** What this process knows. */
export const WISHES = new Wishes();
