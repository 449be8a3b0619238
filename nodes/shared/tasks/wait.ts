import type { Failure, Task } from '../domain/task';
import { isEnded } from '../domain/task';
import type { Provider } from '../providers/types';
import type { HttpClient, Reply } from '../net/reply';
import type { Clock, StopSignal } from './clock';
import type { Forecast } from './forecast';
import { LONGEST_GAP_INTERVALS, nextLookAtAgeMs } from './forecast';
import type { Governor } from './governor';

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

		const { reply, sentAtMs } = await look(task.taskId, dependencies);
		looks += 1;
		lastLookMs = sentAtMs;
		beforeAnsweredMs = answeredMs;
		answeredMs = clock.now();
		const read = readLook(reply, task, dependencies.provider);
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

/** One status request, and when it left: intervals count from there, not from the answer. */
async function look(
	taskId: string,
	{ provider, client, governor, clock }: WaitDependencies,
): Promise<{ reply: Reply; sentAtMs: number }> {
	let sentAtMs = clock.now();
	const reply = await governor.call('get', async () => {
		sentAtMs = clock.now();
		return await client.send(provider.get(taskId), LOOK_TIMEOUT_SECONDS);
	});
	return { reply, sentAtMs };
}

type Look =
	| { kind: 'task'; task: Task }
	/** The provider says that there is no such task, or that we may not see it. */
	| { kind: 'refused'; failure: Failure }
	/** Worth nothing: look again later. */
	| { kind: 'transient' };

/**
 * Reads one status answer. Refusals are only what the provider means for this task or this key:
 * 400, 401, 402, 403, 404, 410. Never throws: an answer on which a reader of ours breaks is worth nothing.
 */
export function readLook(reply: Reply, known: Task, provider: Provider): Look {
	try {
		return judgeLook(reply, known, provider);
	} catch {
		return { kind: 'transient' };
	}
}

function judgeLook(reply: Reply, known: Task, provider: Provider): Look {
	if (reply.kind !== 'answer') return { kind: 'transient' };
	const failure = provider.failureOf(reply.status, reply.body);
	if (failure !== null) {
		const meant = [200, 400, 401, 402, 403, 404, 410].includes(reply.status);
		return meant && failure.category !== 'rateLimit'
			? { kind: 'refused', failure }
			: { kind: 'transient' };
	}
	const task = provider.readTask(reply.body);
	return task === null ? { kind: 'transient' } : { kind: 'task', task: mergeTask(known, task) };
}

/** Keeps what an earlier answer told where the newer one is silent. */
export function mergeTask(known: Task, next: Task): Task {
	return {
		...next,
		taskId: known.taskId === '' ? next.taskId : known.taskId,
		model: next.model ?? known.model,
		prompt: next.prompt ?? known.prompt,
		durationSeconds: next.durationSeconds ?? known.durationSeconds,
		resolution: next.resolution ?? known.resolution,
		aspectRatio: next.aspectRatio ?? known.aspectRatio,
		generateAudio: next.generateAudio ?? known.generateAudio,
		submittedAt: next.submittedAt ?? known.submittedAt,
		usage: { ...known.usage, ...next.usage },
		estimatedSeconds: next.estimatedSeconds ?? known.estimatedSeconds,
		mark: next.mark ?? known.mark,
	};
}

/** Where the provider does not tell when a task ended, the moment we saw it end is close enough. */
export function seenEnding(
	task: Task,
	{ clock, provider }: Pick<WaitDependencies, 'clock' | 'provider'>,
): Task {
	if (task.completedAt !== null) return task;
	const endMs = clock.now();
	const hours = provider.capabilities.resultLifetimeHours;
	const expires = task.videoUrl !== null && hours !== null;
	return {
		...task,
		completedAt: new Date(endMs).toISOString(),
		urlExpiresAt: expires ? new Date(endMs + hours * 3_600_000).toISOString() : task.urlExpiresAt,
	};
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
