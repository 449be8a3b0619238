/** How OpenRouter words a video job and a callback. Source: docs/providers.md 14.6 and 14.8. */

import type { JsonObject, Task, TaskState } from '../engine/types.mts';
import type { Shared } from '../index.mts';

const WORDS: Record<TaskState, string> = {
	queued: 'pending',
	running: 'in_progress',
	succeeded: 'completed',
	failed: 'failed',
	cancelled: 'cancelled',
	expired: 'expired',
};

const REASONS: Partial<Record<TaskState, string>> = {
	cancelled: 'Job was cancelled',
	expired: 'Job exceeded maximum time to live',
};

/** A sentence; a code of those who make the model stands before it. */
function reasonOf({ state, failure }: Task): string | undefined {
	if (failure === null) return REASONS[state];
	return failure.code === '' ? failure.message : `${failure.code}: ${failure.message}`;
}

/** @param origin of the API, with its base path */
function stateOf(task: Task, { options, resultUrl }: Shared, origin: string): JsonObject {
	const { id, state, steering, startedAtMs } = task;
	const stored = resultUrl(task, 'mp4');
	const reason = reasonOf(task);
	return {
		id,
		status: state === 'running' ? (steering.statusWord ?? WORDS.running) : WORDS[state],
		...(startedAtMs !== null && { generation_id: `gen-${startedAtMs}-${id.slice(-8)}` }),
		...(stored !== null && { unsigned_urls: [`${origin}/videos/${id}/content?index=0`] }),
		...(stored !== null && options.openRouterLinks === 'signed' && { urls: [stored] }),
		...(reason !== undefined && { error: reason }),
		...(state === 'succeeded' && { usage: { cost: task.units, is_byok: false } }),
	};
}

/** Every other job names its address without the host. */
function pollingUrl(id: string, origin: string): string {
	const isRelative = id.charCodeAt(id.length - 1) % 2 === 0;
	const full = `${origin}/videos/${id}`;
	return isRelative ? new URL(full).pathname : full;
}

export function createdBody({ id }: Task, origin: string): JsonObject {
	return { id, polling_url: pollingUrl(id, origin), status: WORDS.queued };
}

export function jobBody(task: Task, shared: Shared, origin: string): JsonObject {
	return { ...stateOf(task, shared, origin), polling_url: pollingUrl(task.id, origin) };
}

export function callbackBody(task: Task, shared: Shared, origin: string): JsonObject {
	return {
		type: `video.generation.${WORDS[task.state]}`,
		created_at: new Date().toISOString(),
		data: { generation_id: null, model: task.model, ...stateOf(task, shared, origin) },
	};
}
