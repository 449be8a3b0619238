/** How WaveSpeed words a prediction. Source: docs/providers.md 12.6 and 12.8. */

import type { JsonObject, Task, TaskState } from '../engine/types.mts';
import type { Shared } from '../index.mts';

const WORDS: Record<TaskState, string> = {
	queued: 'created',
	running: 'processing',
	succeeded: 'completed',
	failed: 'failed',
	cancelled: 'cancelled',
	expired: 'timeout',
};

export function wordOf({ state, steering }: Task): string {
	return state === 'running' ? (steering.statusWord ?? WORDS.running) : WORDS[state];
}

/** @param origin of the API, with its base path */
export function prediction(task: Task, shared: Shared, origin: string): JsonObject {
	const url = shared.resultUrl(task, 'mp4');
	const { failure } = task;
	return {
		id: task.id,
		model: task.model,
		status: wordOf(task),
		outputs: url === null ? [] : [url],
		urls: { get: `${origin}/predictions/${task.id}/result` },
		has_nsfw_contents: [],
		created_at: new Date(task.createdAtMs).toISOString(),
		error: failure?.message ?? '',
		...(failure !== null && { code: failure.code }),
		timings: { inference: task.endedAtMs === null ? 0 : task.endedAtMs - task.createdAtMs },
	};
}

/** With what was asked for, as in submissions and callbacks. */
export function withInput(task: Task, shared: Shared, origin: string): JsonObject {
	return { ...prediction(task, shared, origin), input: task.request };
}
