/** How Replicate words a prediction. Source: docs/providers.md 13.6 and 13.7. */

import type { JsonObject, Task, TaskState } from '../engine/types.mts';
import type { Shared } from '../index.mts';

/** Of predictions that were made by the API, output, input and logs go after this time. */
export const KEPT_MS = 3_600_000;

const WORDS: Record<TaskState, string> = {
	queued: 'starting',
	running: 'processing',
	succeeded: 'succeeded',
	failed: 'failed',
	cancelled: 'canceled',
	// Ended by a deadline before the model ran.
	expired: 'aborted',
};

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

function errorOf({ failure }: Task): string | null {
	return failure === null ? null : `${failure.message} (${failure.code})`;
}

const isRemoved = (task: Task) =>
	task.endedAtMs !== null && Date.now() - task.endedAtMs > KEPT_MS;

/** @param origin of the API, with its base path */
export function predictionOf(task: Task, shared: Shared, origin: string): JsonObject {
	const removed = isRemoved(task);
	const url = removed ? null : shared.resultUrl(task, 'mp4');
	const get = `${origin}/predictions/${task.id}`;
	const ranMs = (task.endedAtMs ?? 0) - (task.startedAtMs ?? task.createdAtMs);
	const isOpen = task.state === 'queued' || task.state === 'running';
	const steered = isOpen ? task.steering.statusWord : null;
	return {
		id: task.id,
		model: task.model,
		version: 'affbecc3d1e64a0fb6a6e2b4a8d4a3ea24c3a6a7c3f0c6f3f5b7a8d9e0f1a2b3',
		status: steered ?? WORDS[task.state],
		input: removed ? {} : task.request.input,
		output: url,
		error: removed ? null : errorOf(task),
		logs: '',
		metrics: isOpen ? {} : { predict_time: ranMs / 1000, total_time: ranMs / 1000 },
		data_removed: removed,
		source: 'api',
		created_at: iso(task.createdAtMs),
		started_at: iso(task.startedAtMs),
		completed_at: iso(task.endedAtMs),
		urls: { get, cancel: `${get}/cancel`, web: `https://replicate.com/p/${task.id}` },
	};
}
