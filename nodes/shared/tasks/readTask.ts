import { unreachable } from '../domain/failures';
import type { Failure, Task } from '../domain/task';
import { mergeTold } from '../domain/told';
import type { HttpClient, Reply } from '../net/reply';
import { askedPauseMs } from '../net/retryAfter';
import { aboutAddress } from '../net/wrongAddress';
import { saidIn } from '../providers/reading/beforeWork';
import type { HttpCall, Provider } from '../providers/types';
import type { Clock } from './clock';
import type { Governor } from './governor';

/** What became of one look at one task. */
export type TaskReading =
	| { kind: 'task'; task: Task }
	/** The provider says that there is no such task, or that this key or account may not see it. */
	| { kind: 'refused'; failure: Failure }
	/**
	 * Nothing was learned; a later look may tell. `reason` goes after the provider's name or a colon; `failure` says why
	 * asking again does not help by itself.
	 */
	| { kind: 'unreadable'; reason: string; failure?: Failure };

export interface ReadDependencies {
	provider: Provider;
	client: HttpClient;
	/** Paces the request among others of the run; left out, it goes at once. */
	governor?: Governor;
	/** Epoch milliseconds after which the request is no longer begun; none unless told. */
	deadlineMs?: number;
}

/** What providers answer when they mean this task or this key (200: relays refuse inside the body). */
const MEANT_STATUSES: readonly number[] = [200, 400, 401, 402, 403, 404, 410];

/**
 * Reads one task once. Never throws for network or provider trouble; an answer on which a reader of ours breaks
 * counts as none.
 * @param known what an earlier answer told, which stays where the new one is silent
 * @param timeoutSeconds how long to wait for the answer; fractions count
 */
export async function readTask(
	known: Task,
	timeoutSeconds: number,
	{ provider, client, governor, deadlineMs }: ReadDependencies,
): Promise<TaskReading> {
	const ask = async (call: HttpCall): Promise<Reply> => {
		const send = async () => await client.send(call, timeoutSeconds);
		return await (governor === undefined ? send() : governor.call('get', send, deadlineMs));
	};
	const reply = await ask(provider.get(known.taskId));
	try {
		const status = judge(reply, known, provider);
		const call = status.kind === 'task' ? (provider.result?.call(status.task) ?? null) : null;
		if (status.kind !== 'task' || call === null) return status;
		return judgeResult(await ask(call), status.task, provider);
	} catch {
		return { kind: 'unreadable', reason: 'its answer could not be read' };
	}
}

/** The end of a task whose result did not come is left for a later look, unless it is told to have failed. */
function judgeResult(reply: Reply, ended: Task, provider: Provider): TaskReading {
	const task =
		reply.kind === 'answer'
			? (provider.result?.read(ended, reply.status, reply.body) ?? null)
			: null;
	if (task !== null) return { kind: 'task', task: mergeTask(ended, task) };
	if (ended.status !== 'succeeded') return { kind: 'task', task: ended };
	const reading = judge(reply, ended, provider);
	return reading.kind === 'task'
		? { kind: 'unreadable', reason: 'its answer holds no result' }
		: reading;
}

function judge(reply: Reply, known: Task, provider: Provider): TaskReading {
	if (reply.kind === 'stopped') return { kind: 'unreadable', reason: 'the look was stopped' };
	if (reply.kind === 'noAnswer') return { kind: 'unreadable', reason: reply.reason };
	if (reply.kind === 'notSent') {
		const { reason, remedy } = reply;
		if (remedy === undefined) return { kind: 'unreadable', reason };
		const failure = unreachable(provider.displayName, reason, remedy);
		return { kind: 'unreadable', reason, failure };
	}
	const failure = provider.failureOf(reply.status, reply.body);
	// What passes by itself ("the upstream is saturated" with 403) says nothing about the task.
	const isMeant = failure !== null && failure.category !== 'rateLimit' && !failure.retryable;
	if (isMeant && MEANT_STATUSES.includes(reply.status)) {
		return { kind: 'refused', failure: aboutAddress(failure, reply, true) };
	}
	const task = failure === null ? provider.readTask(reply.body) : null;
	if (task !== null) return { kind: 'task', task: mergeTask(known, task) };
	const words = saidIn(reply.body, reply.headers);
	const quoted = failure === null || words === '' ? '' : ` ("${words}")`;
	const pauseMs = askedPauseMs(reply.headers['retry-after'], Date.parse(reply.headers.date)) ?? 0;
	const asked = pauseMs > 0 ? ` and asks for a pause of ${Math.ceil(pauseMs / 1000)} s` : '';
	return { kind: 'unreadable', reason: `it answered with status ${reply.status}${quoted}${asked}` };
}

/** Keeps what an earlier answer told where the newer one is silent. */
function mergeTask(known: Task, next: Task): Task {
	return {
		...next,
		...mergeTold(known, next),
		taskId: known.taskId === '' ? next.taskId : known.taskId,
		model: next.model ?? known.model,
		usage: { ...known.usage, ...next.usage },
		estimatedSeconds: next.estimatedSeconds ?? known.estimatedSeconds,
		mark: next.mark ?? known.mark,
	};
}

/** Where the provider does not tell when a task ended, the moment we saw it end is close enough. */
export function seenEnding(
	task: Task,
	{ clock, provider }: { clock: Clock; provider: Provider },
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
