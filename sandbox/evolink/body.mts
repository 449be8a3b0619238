/** How EvoLink words a task, in the present dialect and in the older one. Source: docs/providers.md 2.5, 2.6, 2.11. */

import type { Task, JsonObject, TaskState } from '../engine/types.mts';
import type { Shared } from '../index.mts';

const WORDS: Record<TaskState, string> = {
	queued: 'pending',
	running: 'processing',
	succeeded: 'completed',
	failed: 'failed',
	cancelled: 'cancelled',
	expired: 'failed',
};

function progressOf(task: Task) {
	if (task.state === 'succeeded') return 100;
	if (task.startedAtMs === null) return 0;
	const share = ((task.endedAtMs ?? Date.now()) - task.startedAtMs) / Math.max(1, task.runMs);
	return Math.max(1, Math.min(99, Math.floor(share * 100)));
}

function errorOf(task: Task) {
	if (task.state === 'expired')
		return { code: 'generation_timeout', message: 'The generation took too long.' };
	if (task.state === 'cancelled')
		return { code: 'request_cancelled', message: 'The request was cancelled.' };
	return task.failure;
}

export function evolinkBody(task: Task, shared: Shared): JsonObject {
	const status =
		task.state === 'running' ? (task.steering.statusWord ?? 'processing') : WORDS[task.state];
	const url = shared.resultUrl(task, 'mp4');
	const error = errorOf(task);
	if (task.notes.oldDialect) {
		const body: JsonObject = { task_id: task.id, status };
		if (url !== null) body.output = { video_url: url };
		if (error) body.error = error.message;
		return body;
	}
	const body: JsonObject = {
		id: task.id,
		object: 'video.generation.task',
		created: Math.floor(task.createdAtMs / 1000),
		model: task.model,
		status,
		progress: progressOf(task),
		type: 'video',
		task_info: {
			can_cancel: task.state === 'queued',
			estimated_time: task.notes.estimatedSeconds,
			video_duration: task.spec.durationSeconds,
		},
		usage: {
			billing_rule: 'per_second',
			credits_reserved: task.units,
			user_group: 'default',
		},
	};
	if (task.state === 'succeeded') body.results = url === null ? [] : [url];
	if (error) body.error = { code: error.code, message: error.message, type: 'task_error' };
	return body;
}
