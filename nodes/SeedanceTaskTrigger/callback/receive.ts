import { claimsEnd } from '../../shared/callback/incoming';
import type { IncomingCallback } from '../../shared/callback/incoming';
import { lookAtCalledBack } from '../../shared/callback/look';
import type { ReadBudget } from '../../shared/callback/readBudget';
import { worthlessBecause } from '../../shared/callback/sender';
import type { JsonObject } from '../../shared/domain/json';
import type { Task } from '../../shared/domain/task';
import { isEnded } from '../../shared/domain/task';
import type { TaskStatus } from '../../shared/domain/vocabulary';
import type { Clock } from '../../shared/tasks/clock';
import { seenEnding } from '../../shared/tasks/readTask';
import type { HttpClient } from '../../shared/net/reply';
import { decide } from '../known/decide';
import type { TriggerMemory } from '../memory';
import { Seen } from '../known/seen';
import type { TriggerState } from '../known/state';
import { screenCallback } from './screen';
import type { CallbackHint, ScreenContext } from './screen';

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

function budgetFor(hint: CallbackHint, memory: TriggerMemory): ReadBudget {
	return hint.signed ? memory.signed : memory.strangers;
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
	budgetFor(hint, memory).giveBack();
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
	const { provider, events, memory } = deps;
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

	const worthless = await worthlessBecause(incoming, { ...deps, isSameKey: hint.signed });
	if (worthless !== null) {
		const warning = `A callback for task ${hint.taskId} was turned away, because ${worthless}.`;
		return quiet(403, 'The callback has no valid signature.', warning);
	}

	const { reads } = memory;
	const reading = await lookAtCalledBack(hint, { ...deps, reads, budget: budgetFor(hint, memory) });
	if (reading === null) return quiet(503, 'Too many callbacks at once. Call again later.');
	const name = `${provider.displayName}, task ${hint.taskId}`;
	if (reading.kind === 'refused') {
		if (reading.failure.category !== 'account') return quiet(404, 'There is no such task.');
		const warning = `A callback could not be confirmed (${name}): ${reading.failure.message} ${reading.failure.hint}`;
		return quiet(503, 'The task cannot be read now. Call again later.', warning);
	}
	if (reading.kind === 'unreadable') {
		const warning = `A callback could not be confirmed (${name}): ${reading.reason}. The provider was asked to call again.`;
		return quiet(503, 'The task cannot be read now. Call again later.', warning);
	}
	if (isEnded(reading.task.status)) return settle(seenEnding(reading.task, deps), hint, deps);
	return claimsEnd(hint)
		? quiet(503, 'The task has not ended yet. Call again later.')
		: quiet(200, 'Nothing to do before the task has ended.');
}
