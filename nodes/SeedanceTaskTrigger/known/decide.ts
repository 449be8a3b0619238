import type { Task } from '../../shared/domain/task';
import { isEnded } from '../../shared/domain/task';
import type { TaskStatus } from '../../shared/domain/vocabulary';
import { MOST_FINGERPRINTS, Seen } from './seen';
import { keepDays } from './state';
import type { TriggerState } from './state';

export interface DecideSettings {
	/** The end states the user wants to hear of. */
	events: readonly TaskStatus[];
	/** True for the first look after activation: what has ended by then is noted, not emitted. */
	asKnown?: boolean;
	/** What this process knows beyond the state (webhooks, whose states are copies). */
	alsoSeen?: Seen;
	/** True when a later look can be expected, so that a finished task whose link is missing may wait for it. */
	canWaitForLink?: boolean;
}

export interface Decision {
	/** Tasks to hand to the workflow now, in the order in which they ended. */
	emit: Task[];
	state: TriggerState;
	/** False when nothing new was learned, so nothing needs to be saved. */
	changed: boolean;
}

/** A finished task can come a moment before its link; after this long it comes without one. */
const LINK_WAIT_MS = 5 * 60_000;

function waitsForLink(task: Task, nowMs: number): boolean {
	if (task.status !== 'succeeded' || task.videoUrl !== null || task.completedAt === null) {
		return false;
	}
	// Both ways, because the provider's clock may be ahead of ours.
	return Math.abs(nowMs - Date.parse(task.completedAt)) < LINK_WAIT_MS;
}

function endedAt(task: Task): number {
	const time = Date.parse(task.completedAt ?? '');
	return Number.isFinite(time) ? time : Number.POSITIVE_INFINITY;
}

/** Those who do not say count as new. */
function submittedMs({ submittedAt }: Task): number {
	return submittedAt === null ? Number.POSITIVE_INFINITY : Date.parse(submittedAt);
}

/**
 * The heart of the trigger: given what is known and what was just read, which tasks are news? Each
 * end state of each task is news once. Pure: the same input gives the same answer, and the state
 * that was given is not changed. An end state that the user did not choose is noted too, so that
 * choosing it later does not bring up the past.
 */
export function decide(
	state: TriggerState,
	observations: readonly Task[],
	nowMs: number,
	settings: DecideSettings,
): Decision {
	const seen = Seen.from(state.seen);
	if (settings.alsoSeen !== undefined) seen.addAll(settings.alsoSeen);
	const news: Task[] = [];
	let changed = false;
	const ended = observations
		.filter((task) => isEnded(task.status) && submittedMs(task) >= (state.ignoreBeforeMs ?? 0))
		// The newest last: what is noted last is remembered longest.
		.sort((a, b) => submittedMs(a) - submittedMs(b) || 0);
	for (const task of ended) {
		if (settings.canWaitForLink === true && waitsForLink(task, nowMs)) continue;
		if (!seen.add(task.taskId, task.status, nowMs)) continue;
		changed = true;
		if (settings.asKnown !== true && settings.events.includes(task.status)) news.push(task);
	}
	if (!changed) return { emit: [], state, changed };
	const emit = news
		.map((task, index) => ({ task, index }))
		// Equal times, and the unknown ones at the end, keep the order in which they were read.
		.sort((a, b) => {
			const [first, second] = [endedAt(a.task), endedAt(b.task)];
			return first === second ? a.index - b.index : first < second ? -1 : 1;
		})
		.map(({ task }) => task);
	// What cannot be remembered must not be looked at again, or it would be news at every look.
	const forgotten = ended[ended.length - 1 - MOST_FINGERPRINTS];
	const reach = forgotten === undefined ? {} : { ignoreBeforeMs: submittedMs(forgotten) + 1 };
	const saved = seen.toDays(nowMs, keepDays(state.provider));
	return { emit, state: { ...state, ...reach, seen: saved }, changed };
}
