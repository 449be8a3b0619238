import type { JsonObject } from '../../shared/domain/json';
import type { Task } from '../../shared/domain/task';
import { isEnded } from '../../shared/domain/task';
import type { ProviderId, TaskStatus } from '../../shared/domain/vocabulary';
import type { Clock } from '../../shared/tasks/clock';
import { seenEnding } from '../../shared/tasks/wait';
import type { HttpClient } from '../../shared/net/reply';
import { decide } from '../known/decide';
import type { TriggerMemory } from '../memory';
import { readTask } from '../reading/readTask';
import type { TaskReading } from '../reading/readTask';
import { Seen } from '../known/seen';
import type { TriggerState } from '../known/state';
import { screenCallback } from './screen';
import type { CallbackHint, IncomingCallback, ScreenContext } from './screen';

export interface ReceiveDependencies extends ScreenContext {
	client: HttpClient;
	clock: Clock;
	memory: TriggerMemory;
	/** The end states the user wants to hear of. */
	events: readonly TaskStatus[];
	/** Null for a test call from the editor, which may be repeated and leaves no trace. */
	store: { read(): TriggerState; write(state: TriggerState): void } | null;
}

export interface CallbackAnswer {
	/** 2xx only where the provider need not call again. */
	status: number;
	note: string;
	emit: { task: Task; metadata: JsonObject | null } | null;
	/** For the log of n8n, when somebody should look at it. */
	warning?: string;
}

/**
 * Milliseconds within which the answer is on its way, with room below the provider's own limit:
 * Ark gives 5 s and EvoLink 10 s (docs/providers.md 1.10, 2.8); the others name none and get the shorter.
 */
const ANSWER_WITHIN_MS: Readonly<Record<ProviderId, number>> = {
	ark: 3800,
	evolink: 8000,
	twelveAi: 3800,
	ink: 3800,
};

/** The pause before the second and last look: an end can be called back a moment before it can be read. */
const SECOND_LOOK_AFTER_MS = 600;

/** A look with less time than this left is not begun. */
const SHORTEST_LOOK_MS = 500;

const MOST_WAITING = 200;
const NAP_MS = 50;

/** Waits a little for a free read. @returns false when there is none in time */
async function freeRead(hint: CallbackHint, untilMs: number, deps: ReceiveDependencies) {
	const { clock, memory } = deps;
	const budget = hint.signed ? memory.signed : memory.strangers;
	if (budget.take(clock.now())) return true;
	if (memory.waiting >= MOST_WAITING) return false;
	memory.waiting += 1;
	try {
		while (clock.now() + NAP_MS < untilMs) {
			await clock.sleep(NAP_MS);
			if (budget.take(clock.now())) return true;
		}
		return false;
	} finally {
		memory.waiting -= 1;
	}
}

function isConclusive(reading: TaskReading, claimsEnd: boolean): boolean {
	if (reading.kind !== 'task') return reading.kind !== 'unreadable';
	if (!isEnded(reading.task.status)) return !claimsEnd;
	return reading.task.status !== 'succeeded' || reading.task.videoUrl !== null;
}

/** At most two looks, within the time in which the provider wants its answer. */
async function look(
	hint: CallbackHint,
	claimsEnd: boolean,
	deadlineMs: number,
	deps: ReceiveDependencies,
): Promise<TaskReading> {
	const { clock, memory } = deps;
	const leftSeconds = () => (deadlineMs - clock.now()) / 1000;
	const first = await readTask(hint.taskId, leftSeconds() * 0.7, deps);
	if (isConclusive(first, claimsEnd)) return first;
	if (deadlineMs - clock.now() < SECOND_LOOK_AFTER_MS + SHORTEST_LOOK_MS) return first;
	const budget = hint.signed ? memory.signed : memory.strangers;
	if (!budget.take(clock.now())) return first;
	await clock.sleep(SECOND_LOOK_AFTER_MS);
	const second = await readTask(hint.taskId, leftSeconds(), deps);
	return second.kind === 'unreadable' ? first : second;
}

/** Simultaneous callbacks for one task share one read. */
async function sharedLook(
	hint: CallbackHint,
	claimsEnd: boolean,
	deadlineMs: number,
	deps: ReceiveDependencies,
): Promise<TaskReading | null> {
	const { reads } = deps.memory;
	const underWay = reads.get(hint.taskId);
	if (underWay !== undefined) return await underWay;
	if (!(await freeRead(hint, deadlineMs - SHORTEST_LOOK_MS, deps))) return null;
	const begunMeanwhile = reads.get(hint.taskId);
	if (begunMeanwhile !== undefined) return await begunMeanwhile;
	const reading = look(hint, claimsEnd, deadlineMs, deps);
	reads.set(hint.taskId, reading);
	try {
		return await reading;
	} finally {
		reads.delete(hint.taskId);
	}
}

function quiet(status: number, note: string, warning?: string): CallbackAnswer {
	return { status, note, emit: null, ...(warning === undefined ? {} : { warning }) };
}

/** Decides and notes in one go, without a pause in which another callback could slip in between. */
function settle(task: Task, hint: CallbackHint, deps: ReceiveDependencies): CallbackAnswer {
	const { memory, store, events, clock } = deps;
	if (store === null) {
		const emit = events.includes(task.status) ? { task, metadata: hint.metadata } : null;
		return { status: 200, note: 'Received.', emit };
	}
	const decision = decide(store.read(), [task], clock.now(), { events, alsoSeen: memory.seen });
	if (!decision.changed) return quiet(200, 'Already received.');
	memory.seen.add(task.taskId, task.status, clock.now());
	store.write(decision.state);
	(hint.signed ? memory.signed : memory.strangers).giveBack();
	if (decision.emit.length === 0) return quiet(200, 'Received.');
	return { status: 200, note: 'Received.', emit: { task, metadata: hint.metadata } };
}

function isKnown(hint: CallbackHint, { memory, store }: ReceiveDependencies): boolean {
	if (store === null || !isEnded(hint.status)) return false;
	return (
		memory.seen.has(hint.taskId, hint.status) ||
		Seen.from(store.read().seen).has(hint.taskId, hint.status)
	);
}

/**
 * Answers one callback. The body is a hint only: what is emitted is what the provider itself says of
 * the task, once per task and end state. Never throws for anything a caller, the network or the
 * provider does.
 */
export async function receiveCallback(
	incoming: IncomingCallback,
	deps: ReceiveDependencies,
): Promise<CallbackAnswer> {
	const { provider, clock, events } = deps;
	const deadlineMs = clock.now() + ANSWER_WITHIN_MS[provider.id];
	const screened = screenCallback(incoming, deps);
	if ('refusal' in screened) {
		const { status, note, warning } = screened.refusal;
		return quiet(status, note, warning);
	}
	const { hint } = screened;
	if (hint.status === 'queued' || hint.status === 'running') {
		return quiet(200, 'Nothing to do before the task has ended.');
	}
	if (isEnded(hint.status) && !events.includes(hint.status)) return quiet(200, 'Received.');
	if (isKnown(hint, deps)) return quiet(200, 'Already received.');

	const claimsEnd = isEnded(hint.status) || !hint.namesStatus;
	const reading = await sharedLook(hint, claimsEnd, deadlineMs, deps);
	if (reading === null) return quiet(503, 'Too many callbacks at once. Call again later.');
	if (reading.kind === 'missing') return quiet(404, 'There is no such task.');
	const name = `${provider.displayName}, task ${hint.taskId}`;
	if (reading.kind === 'refused') {
		const warning = `A callback could not be confirmed (${name}): ${reading.failure.message} ${reading.failure.hint}`;
		return quiet(503, 'The task cannot be read now. Call again later.', warning);
	}
	if (reading.kind === 'unreadable') {
		const warning = `A callback could not be confirmed (${name}): ${reading.reason}. The provider was asked to call again.`;
		return quiet(503, 'The task cannot be read now. Call again later.', warning);
	}
	if (isEnded(reading.task.status)) return settle(seenEnding(reading.task, deps), hint, deps);
	return claimsEnd
		? quiet(503, 'The task has not ended yet. Call again later.')
		: quiet(200, 'Nothing to do before the task has ended.');
}
