import type { Failure, Task } from '../../../shared/domain/task';
import { openFollowing } from '../../../shared/files/redirect';
import type { FileHost } from '../../../shared/files/types';
import { isPrivateConnection } from '../../../shared/net/connection';
import type { Connection } from '../../../shared/providers/types';
import { freshLink, RENEWAL_MS } from '../../../shared/tasks/freshLink';
import { readTask } from '../../../shared/tasks/readTask';
import type { WaitDependencies } from '../../../shared/tasks/wait';
import type { RowOutcome } from '../row';
import { frameGone } from './failures';

/** Seconds to wait for the answer to one status read. */
const READ_SECONDS = 30;

/** Milliseconds for one look at a link. */
const LOOK_TIMEOUT_MS = 20_000;

/** What hosts answer for a link that has ended; anything else may pass by itself. */
const GONE: readonly number[] = [401, 403, 404, 410];

/** A link to a task that ended in this run and this short a time ago opens. */
const SURELY_OPEN_MS = 5 * 60_000;

export interface FrameDependencies
	extends Pick<WaitDependencies, 'provider' | 'client' | 'governor' | 'clock'> {
	connection: Connection;
	host: FileHost;
	/** Stop was pressed; left out where n8n has no Stop. */
	stopSignal?: AbortSignal;
}

/**
 * The link to the last frame of a shot, as the next one is to be given it; looked at where it is not quite new. Costs
 * nothing.
 * @param outcome of a shot with a last frame
 * @returns what stops the story when no link to it opens any more
 */
export async function frameOf(
	outcome: RowOutcome,
	dependencies: FrameDependencies,
): Promise<{ url: string } | { failure: Failure }> {
	const { task, adopted } = outcome;
	const { provider, clock } = dependencies;
	const ageMs = clock.now() - Date.parse(task?.completedAt ?? '');
	const isNew = !adopted && ageMs < SURELY_OPEN_MS;
	const url = task === null || isNew ? task?.lastFrameUrl : await linkThatOpens(task, dependencies);
	if (typeof url === 'string') return { url };
	return { failure: frameGone(outcome, provider.capabilities.resultLifetimeHours) };
}

/** That of the task, the one that it has when it is read again, or a renewed one; null when none opens any more. */
async function linkThatOpens(task: Task, dependencies: FrameDependencies): Promise<string | null> {
	const { lastFrameUrl } = task;
	if (lastFrameUrl === null) return null;
	if (!(await isGone(lastFrameUrl, dependencies))) return lastFrameUrl;
	const deadlineMs = dependencies.clock.now() + RENEWAL_MS;
	const read = await readTask(task, READ_SECONDS, { ...dependencies, deadlineMs });
	const again = (read.kind === 'task' ? read.task.lastFrameUrl : null) ?? lastFrameUrl;
	if (again !== lastFrameUrl && !(await isGone(again, dependencies))) return again;
	const fresh = await freshLink(again, dependencies);
	return fresh === null || fresh === again || (await isGone(fresh, dependencies)) ? null : fresh;
}

/** True when the host says that there is nothing (any more); a host that n8n does not reach may be open to the provider. */
async function isGone(
	url: string,
	{ host, connection, stopSignal }: FrameDependencies,
): Promise<boolean> {
	const ender = new AbortController();
	// Without a listener of its own Node sweeps the timeout away before it fires.
	const timeout = AbortSignal.timeout(LOOK_TIMEOUT_MS);
	const end = () => ender.abort();
	timeout.addEventListener('abort', end);
	stopSignal?.addEventListener('abort', end, { once: true });
	try {
		const privateAllowed = isPrivateConnection(connection);
		const settings = { host, privateAllowed, abortSignal: ender.signal };
		const reply = await openFollowing(url, { Range: 'bytes=0-0' }, settings);
		return reply.kind === 'answer' && GONE.includes(reply.status);
	} catch {
		return false;
	} finally {
		stopSignal?.removeEventListener('abort', end);
		timeout.removeEventListener('abort', end);
		ender.abort();
	}
}
