/** How the official video API words a task. Source: docs/providers.md 1.7. */

import type { Task, JsonObject } from '../engine/types.mts';
import type { Shared } from '../index.mts';

const seconds = (ms: number) => Math.floor(ms / 1000);

function contentOf(task: Task, shared: Shared): JsonObject {
	const kept = Date.now() - (task.endedAtMs ?? 0) < shared.options.resultKeptMs;
	const url = kept ? shared.resultUrl(task, 'mp4') : null;
	if (url === null) return {};
	const content: JsonObject = { video_url: url };
	if (task.request.return_last_frame) content.last_frame_url = shared.resultUrl(task, 'png');
	return content;
}

export function arkBody(task: Task, shared: Shared): JsonObject {
	const { request, spec, notes } = task;
	const word = task.state === 'running' ? (task.steering.statusWord ?? 'running') : task.state;
	const body: JsonObject = { id: task.id, model: task.model, status: word };
	if (task.failure) {
		body.error = {
			code: task.failure.code,
			message: `${task.failure.message} Request id: ${notes.requestId}`,
		};
	} else if (task.state === 'succeeded') body.error = null;
	if (task.state === 'succeeded') {
		body.content = contentOf(task, shared);
		body.usage = {
			completion_tokens: task.units,
			total_tokens: task.units,
			...(request.tools ? { tool_usage: { web_search: 1 } } : {}),
		};
		body.seed = notes.seed;
		body.resolution = spec.resolution;
		body.ratio = spec.ratio;
		if (request.frames === undefined) body.duration = spec.durationSeconds;
		else body.frames = request.frames;
		body.framespersecond = 24;
	}
	body.created_at = seconds(task.createdAtMs);
	body.updated_at = seconds(task.updatedAtMs);
	if (notes.echoesAudio) body.generate_audio = spec.audio;
	body.service_tier = request.service_tier ?? 'default';
	body.execution_expires_after = request.execution_expires_after ?? 172800;
	if (notes.hasPriority) body.priority = task.priority;
	if (notes.draftOf !== undefined) body.draft_task_id = notes.draftOf;
	for (const field of ['safety_identifier', 'tools', 'draft']) {
		if (request[field] !== undefined) body[field] = request[field];
	}
	return body;
}

/** What the list leaves out in the other of its two described forms. */
const NOT_LISTED = ['error', 'resolution', 'ratio', 'duration'];

/** The list's other form, as one of the two sources describes it. */
export function bareListItem(body: JsonObject): JsonObject {
	const item = Object.fromEntries(
		Object.entries(body).filter(([name]) => !NOT_LISTED.includes(name)),
	);
	return body.error ? { ...item, failure_reason: body.error } : item;
}
