import type { Failure, Task } from '../domain/task';
import { isEnded } from '../domain/task';
import type { Provider } from '../providers/types';
import type { HttpClient } from '../net/reply';
import type { Clock, StopSignal } from './clock';
import type { Forecast } from './forecast';
import { LONGEST_GAP_INTERVALS, nextLookAtAgeMs } from './forecast';
import type { Governor } from './governor';
import type { TaskReading } from './readTask';
import { readTask, seenEnding } from './readTask';

/** Seconds to wait for the answer to one status request; it is repeated anyway. */
const LOOK_TIMEOUT_SECONDS = 30;

/** The last look starts this long before the deadline, so that its answer still counts. */
export const LAST_LOOK_LEAD_MS = 2000;

/** How often a planned look is thought over. */
const REPLAN_MS = 2000;

/** A provider that keeps saying "no such task" or "wrong key" this often, over this long, is believed. */
const BELIEVED_REFUSALS = 4;
const BELIEVED_AFTER_MS = 60_000;

/** Extra looks at a finished task whose link is still missing. */
const LOOKS_FOR_LINK = 3;

export interface WaitDependencies {
	provider: Provider;
	client: HttpClient;
	governor: Governor;
	forecast: Forecast;
	clock: Clock;
	stop: StopSignal;
	pollIntervalMs: number;
	/** Epoch milliseconds. */
	deadlineMs: number;
}

/** Where the wait begins: what is known of the task. */
export interface WaitStart {
	task: Task;
	/** 0-based place in the order of submission. */
	rank: number;
	/** Epoch milliseconds. */
	sinceMs: number;
	/** True when the task was just read, so that looking again at once tells nothing new. */
	fresh: boolean;
}

export type WaitEnd =
	| { kind: 'ended'; task: Task }
	/** The deadline came; `task` is what was known last. */
	| { kind: 'timeout'; task: Task }
	| { kind: 'stopped'; task: Task }
	/** The provider keeps refusing to show the task; it may still run and bill. */
	| { kind: 'unreadable'; task: Task; failure: Failure };

/**
 * Waits until a task has ended. Transient trouble (429, 5xx, network, unreadable answers) never ends
 * the wait before its deadline; an undocumented status word is waited on and never counts as success;
 * one last look comes just before the deadline. Never throws for network or provider trouble.
 */
export async function waitForEnd(
	start: WaitStart,
	dependencies: WaitDependencies,
): Promise<WaitEnd> {
	const { clock, stop, forecast } = dependencies;
	let task = start.task;
	let looks = 0;
	let lastLookMs = start.sinceMs;
	let answeredMs = start.sinceMs;
	let beforeAnsweredMs = start.sinceMs;
	let missingLink = 0;
	let refusals = 0;
	let refusedSinceMs = 0;
	let lastLookDone = false;

	while (true) {
		if (isEnded(task.status) && (lastLookDone || !lacksLink(task, missingLink))) {
			if (task.status === 'succeeded') {
				forecast.ended({
					rank: start.rank,
					durationMs: durationOf(task, (beforeAnsweredMs + answeredMs) / 2 - start.sinceMs),
					estimateMs: estimateOf(start.task),
				});
			}
			return {
				kind: 'ended',
				task: looks > 1 || start.fresh ? seenEnding(task, dependencies) : task,
			};
		}
		if (stop.aborted) return { kind: 'stopped', task };
		if (lastLookDone) return { kind: 'timeout', task };

		lastLookDone = await sleepUntilLook(start, { looks, lastLookMs }, dependencies);
		if (stop.aborted) return { kind: 'stopped', task };

		const { read, sentAtMs } = await look(task, dependencies);
		looks += 1;
		lastLookMs = sentAtMs;
		beforeAnsweredMs = answeredMs;
		answeredMs = clock.now();
		if (read.kind === 'task') {
			refusals = 0;
			task = read.task;
			if (task.status === 'succeeded' && task.videoUrl === null) missingLink += 1;
		} else if (read.kind === 'refused') {
			if (refusals === 0) refusedSinceMs = clock.now();
			refusals += 1;
			const long = clock.now() - refusedSinceMs >= BELIEVED_AFTER_MS;
			if ((refusals >= BELIEVED_REFUSALS && long) || (looks === 1 && !start.fresh)) {
				return { kind: 'unreadable', task, failure: read.failure };
			}
		}
	}
}

/**
 * Sleeps until the next look is due. The plan is made anew every few seconds, because other tasks of
 * the run end meanwhile and teach when this one will.
 * @returns true when the look that follows is the last one before the deadline
 */
async function sleepUntilLook(
	start: WaitStart,
	{ looks, lastLookMs }: { looks: number; lastLookMs: number },
	{ clock, stop, forecast, deadlineMs, pollIntervalMs }: WaitDependencies,
): Promise<boolean> {
	const lastMs = deadlineMs - LAST_LOOK_LEAD_MS;
	if (looks === 0 && !start.fresh) return clock.now() >= lastMs;
	const spread = clock.random();
	while (!stop.aborted) {
		const ageMs = nextLookAtAgeMs({
			lastLookAgeMs: lastLookMs - start.sinceMs,
			first: looks === 0,
			pollIntervalMs,
			expected: forecast.expectedEnd(start.rank, estimateOf(start.task)),
			spread,
		});
		const dueMs = roomForLast(start.sinceMs + ageMs, { lastLookMs, lastMs, pollIntervalMs });
		const leftMs = dueMs - clock.now();
		if (leftMs <= 0) return dueMs >= lastMs;
		await clock.sleep(Math.min(leftMs, REPLAN_MS));
	}
	return false;
}

/**
 * Moves a look that would leave less than one interval before the last one: onto the last one where
 * that keeps the longest gap, otherwise forward.
 */
function roomForLast(
	dueMs: number,
	{
		lastLookMs,
		lastMs,
		pollIntervalMs,
	}: Record<'lastLookMs' | 'lastMs' | 'pollIntervalMs', number>,
): number {
	if (dueMs <= lastMs - pollIntervalMs || dueMs >= lastMs) return Math.min(dueMs, lastMs);
	const onTheLast = lastMs - lastLookMs <= pollIntervalMs * LONGEST_GAP_INTERVALS;
	return onTheLast ? lastMs : lastMs - pollIntervalMs;
}

/** One look, and when its request left: intervals count from there, not from the answer. */
async function look(
	task: Task,
	{ provider, client, governor, clock }: WaitDependencies,
): Promise<{ read: TaskReading; sentAtMs: number }> {
	let sentAtMs = clock.now();
	const noting: HttpClient = {
		async send(call, timeoutSeconds) {
			sentAtMs = clock.now();
			return await client.send(call, timeoutSeconds);
		},
	};
	const dependencies = { provider, client: noting, governor };
	return { read: await readTask(task, LOOK_TIMEOUT_SECONDS, dependencies), sentAtMs };
}

/** A link can come a moment after the end. */
function lacksLink(task: Task, timesMissing: number): boolean {
	return task.status === 'succeeded' && task.videoUrl === null && timesMissing < LOOKS_FOR_LINK;
}

function estimateOf(task: Task): number | null {
	return task.estimatedSeconds === null ? null : task.estimatedSeconds * 1000;
}

/** The provider's own times are best; otherwise the end lies somewhere between our last two looks. */
function durationOf(task: Task, betweenLooksMs: number): number {
	if (task.submittedAt === null || task.completedAt === null) return betweenLooksMs;
	const told = Date.parse(task.completedAt) - Date.parse(task.submittedAt);
	return Number.isFinite(told) && told > 0 ? told : betweenLooksMs;
}
