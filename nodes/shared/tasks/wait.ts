import type { Failure, Task } from '../domain/task';
import { isEnded } from '../domain/task';
import type { Provider } from '../providers/types';
import type { HttpClient } from '../net/reply';
import type { Clock, StopSignal } from './clock';
import type { Governor } from './governor';
import { isLastLook, nextLookMs } from './pace';
import type { TaskReading } from './readTask';
import { readTask, seenEnding } from './readTask';

/** Seconds to wait for the answer to one status request; it is repeated anyway. */
const LOOK_TIMEOUT_SECONDS = 30;

/** A provider that keeps saying "no such task" or "wrong key" this often, over this long, is believed. */
const BELIEVED_REFUSALS = 4;
const BELIEVED_AFTER_MS = 60_000;

/** Extra looks at a finished task whose link is still missing. */
const LOOKS_FOR_LINK = 3;

export interface WaitDependencies {
	provider: Provider;
	client: HttpClient;
	governor: Governor;
	clock: Clock;
	stop: StopSignal;
	pollIntervalMs: number;
	/** Epoch milliseconds. */
	deadlineMs: number;
}

/** Where the wait begins: what is known of the task. */
export interface WaitStart {
	task: Task;
	/** Epoch milliseconds. */
	sinceMs: number;
	/** True when the task was just submitted or read, so that looking again at once tells nothing new. */
	fresh: boolean;
}

export type WaitEnd =
	| { kind: 'ended'; task: Task }
	/** The deadline came; `task` is what was known last. */
	| { kind: 'timeout'; task: Task }
	| { kind: 'stopped'; task: Task }
	/** The provider keeps refusing to show the task; it may still run and bill. */
	| { kind: 'unreadable'; task: Task; failure: Failure };

/** What the looks so far have shown. */
interface Seen {
	task: Task;
	looks: number;
	/** When the latest look left, and when it and the one before were answered. */
	lastLookMs: number | null;
	answeredMs: number;
	answeredBeforeMs: number;
	/** Looks at a finished task that had no link. */
	withoutLink: number;
	/** Refusals in a row, the latest one, and since when. */
	refusals: number;
	refusal: Failure | null;
	refusedSinceMs: number;
}

/**
 * Waits until a task has ended. Transient trouble (429, 5xx, network, unreadable answers) never ends
 * the wait before its deadline; an undocumented status word is waited on and never counts as success;
 * one last look comes just before the deadline. Never throws for network or provider trouble.
 */
export async function waitForEnd(
	start: WaitStart,
	dependencies: WaitDependencies,
): Promise<WaitEnd> {
	const { clock, stop, governor, deadlineMs } = dependencies;
	let seen = nothingSeen(start);
	for (let isLast = false; ; ) {
		if (isOver(seen, isLast)) {
			const { task, looks } = seen;
			if (task.status === 'succeeded' && start.fresh) governor.jobTook(durationOf(start, seen));
			const sawItEnd = looks > 1 || start.fresh;
			return { kind: 'ended', task: sawItEnd ? seenEnding(task, dependencies) : task };
		}
		if (stop.aborted) return { kind: 'stopped', task: seen.task };
		if (isLast) return { kind: 'timeout', task: seen.task };

		const dueMs = whenToLook(start, seen, dependencies);
		isLast = isLastLook(dueMs, deadlineMs);
		await clock.sleep(Math.max(dueMs - clock.now(), 0));
		if (stop.aborted) return { kind: 'stopped', task: seen.task };

		const { read, sentAtMs } = await look(seen.task, dependencies);
		seen = afterLook(seen, read, { sentAtMs, answeredMs: clock.now() });
		if (seen.refusal !== null && isBelieved(start, seen)) {
			return { kind: 'unreadable', task: seen.task, failure: seen.refusal };
		}
	}
}

function nothingSeen({ task, sinceMs }: WaitStart): Seen {
	return {
		task,
		looks: 0,
		lastLookMs: null,
		answeredMs: sinceMs,
		answeredBeforeMs: sinceMs,
		withoutLink: 0,
		refusals: 0,
		refusal: null,
		refusedSinceMs: 0,
	};
}

function afterLook(
	seen: Seen,
	read: TaskReading,
	{ sentAtMs, answeredMs }: { sentAtMs: number; answeredMs: number },
): Seen {
	const next: Seen = {
		...seen,
		looks: seen.looks + 1,
		lastLookMs: sentAtMs,
		answeredMs,
		answeredBeforeMs: seen.answeredMs,
	};
	if (read.kind === 'task') {
		const { task } = read;
		const withoutLink = seen.withoutLink + (hasNoLink(task) ? 1 : 0);
		return { ...next, task, withoutLink, refusals: 0, refusal: null };
	}
	if (read.failure === undefined) return { ...next, refusal: null };
	const refusedSinceMs = seen.refusals === 0 ? answeredMs : seen.refusedSinceMs;
	return { ...next, refusals: seen.refusals + 1, refusal: read.failure, refusedSinceMs };
}

/** A link can come a moment after the end. */
function isOver({ task, withoutLink }: Seen, wasLastLook: boolean): boolean {
	if (!isEnded(task.status)) return false;
	return wasLastLook || !hasNoLink(task) || withoutLink >= LOOKS_FOR_LINK;
}

function hasNoLink(task: Task): boolean {
	return task.status === 'succeeded' && task.videoUrl === null;
}

/** A task that nobody has seen yet is not there; one that was there must be missed for a while. */
function isBelieved({ fresh }: WaitStart, seen: Seen): boolean {
	if (seen.looks === 1 && !fresh) return true;
	const lastedMs = seen.answeredMs - seen.refusedSinceMs;
	return seen.refusals >= BELIEVED_REFUSALS && lastedMs >= BELIEVED_AFTER_MS;
}

function whenToLook(
	{ task: { estimatedSeconds }, sinceMs, fresh }: WaitStart,
	{ task, lastLookMs }: Seen,
	{ clock, governor, pollIntervalMs, deadlineMs }: WaitDependencies,
): number {
	if (lastLookMs === null && !fresh) return clock.now();
	return nextLookMs({
		sinceMs,
		lastLookMs,
		isQueued: task.status === 'queued',
		estimateMs: estimatedSeconds === null ? null : estimatedSeconds * 1000,
		jobsMs: governor.jobsMs,
		pollIntervalMs,
		deadlineMs,
		spread: clock.random(),
	});
}

/** One look, and when its request left: intervals count from there, not from the answer. */
async function look(
	task: Task,
	{ provider, client, governor, clock, deadlineMs }: WaitDependencies,
): Promise<{ read: TaskReading; sentAtMs: number }> {
	let sentAtMs = clock.now();
	const noting: HttpClient = {
		async send(call, timeoutSeconds) {
			sentAtMs = clock.now();
			return await client.send(call, timeoutSeconds);
		},
	};
	const dependencies = { provider, client: noting, governor, deadlineMs };
	return { read: await readTask(task, LOOK_TIMEOUT_SECONDS, dependencies), sentAtMs };
}

/** The provider's own times are best; otherwise the end lies somewhere between our last two looks. */
function durationOf({ sinceMs }: WaitStart, { task, answeredBeforeMs, answeredMs }: Seen): number {
	const told = Date.parse(task.completedAt ?? '') - Date.parse(task.submittedAt ?? '');
	return told > 0 ? told : (answeredBeforeMs + answeredMs) / 2 - sinceMs;
}
