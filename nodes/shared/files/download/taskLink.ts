import type { Task } from '../../domain/task';
import { emptyTask } from '../../domain/task';
import { freshLink, RENEWAL_MS } from '../../tasks/freshLink';
import type { WaitDependencies, WaitEnd } from '../../tasks/wait';
import { waitForEnd } from '../../tasks/wait';
import { DownloadTrouble, linkExpired, noLink, stillRunning, stopped } from '../failures';
import type { LinkSource } from '../types';

const HOUR_MS = 3_600_000;

/** Which of a task's files is meant. */
export type TaskFile = 'videoUrl' | 'lastFrameUrl';

function completedAtMs(task: Task): number | null {
	const at = task.completedAt === null ? Number.NaN : Date.parse(task.completedAt);
	return Number.isFinite(at) ? at : null;
}

/** The hours that results are kept, when this task is older than that; null otherwise or when unknown. */
function expiredAfterHours(task: Task, lifetimeHours: number | null, nowMs: number): number | null {
	const endedMs = completedAtMs(task);
	if (lifetimeHours === null || endedMs === null) return null;
	return nowMs - endedMs > lifetimeHours * HOUR_MS ? lifetimeHours : null;
}

/**
 * Reads a task, waits while it runs, and returns it with its video link.
 * @throws DownloadTrouble: the task's own failure when it ended badly
 */
export async function waitForVideo(taskId: string, dependencies: WaitDependencies): Promise<Task> {
	const { provider, clock, deadlineMs } = dependencies;
	const startMs = clock.now();
	const end = await lookThenWait(taskId, startMs, dependencies);
	const { task } = end;
	const failure = failureOf(end);
	if (failure !== null) throw failure;
	if (end.kind === 'timeout' && task.status !== 'succeeded') {
		throw stillRunning(provider.displayName, Math.round((deadlineMs - startMs) / 60_000));
	}
	if (task.videoUrl === null) {
		const { resultLifetimeHours } = provider.capabilities;
		const hours = expiredAfterHours(task, resultLifetimeHours, clock.now());
		throw hours === null ? noLink(provider.displayName, task.failure?.message) : linkExpired(hours);
	}
	return task;
}

/**
 * One look first: most tasks are done by the time their file is wanted, and a finished one without a link is waited for
 * only while there can be one.
 */
async function lookThenWait(
	taskId: string,
	sinceMs: number,
	dependencies: WaitDependencies,
): Promise<WaitEnd> {
	const { provider, clock } = dependencies;
	const first = await waitForEnd(
		{ sinceMs, task: emptyTask(provider.id, taskId), fresh: false },
		{ ...dependencies, deadlineMs: clock.now() },
	);
	const { resultLifetimeHours } = provider.capabilities;
	const gone = expiredAfterHours(first.task, resultLifetimeHours, clock.now()) !== null;
	const lacksLink = first.task.status === 'succeeded' && first.task.videoUrl === null;
	const undecided = first.kind === 'timeout' || (first.kind === 'ended' && lacksLink);
	if (!undecided || gone) return first;
	return await waitForEnd({ sinceMs, task: first.task, fresh: true }, dependencies);
}

function failureOf(end: WaitEnd): DownloadTrouble | null {
	if (end.kind === 'stopped') return stopped();
	if (end.kind === 'unreadable') return new DownloadTrouble(end.failure);
	if (end.kind === 'timeout' || end.task.status === 'succeeded') return null;
	const { status, failure } = end.task;
	return new DownloadTrouble(
		failure ?? {
			category: 'unknown',
			code: status,
			message: `The task ended as "${status}" without a reason, so there is no video.`,
			hint: 'Generate the video again.',
			retryable: true,
		},
	);
}

/** The link of a finished task's file; a refused one is renewed by reading the task again. */
export function taskLink(task: Task, file: TaskFile, dependencies: WaitDependencies): LinkSource {
	const { clock, provider } = dependencies;
	let latest = task;
	return {
		url: task[file] ?? '',
		async renew() {
			latest = await waitForVideo(task.taskId, {
				...dependencies,
				deadlineMs: clock.now() + RENEWAL_MS,
			});
			return await freshLink(latest[file], dependencies);
		},
		expiredAfterHours: (nowMs) =>
			expiredAfterHours(latest, provider.capabilities.resultLifetimeHours, nowMs),
	};
}

/** A link that the user gave: there is nobody to ask for a fresh one. */
export function plainLink(url: string): LinkSource {
	return { url, renew: async () => null, expiredAfterHours: () => null };
}
