/** How fal.ai words the state, the result and the callback of a request. Source: docs/providers.md 10.6 and 10.8. */

import { appOf } from './models.mts';
import { detailList, problem, statusOfType } from './problems.mts';
import type { JsonObject, Reply, Task } from '../engine/types.mts';
import type { Shared } from '../index.mts';

/** The three addresses of a request. @param origin of the API, with its base path */
export function addressesOf(task: Task, origin: string) {
	const response = `${origin}/${appOf(task.model)}/requests/${task.id}`;
	return {
		response_url: response,
		status_url: `${response}/status`,
		cancel_url: `${response}/cancel`,
	};
}

/** What went wrong with the request itself rather than with its input: the status tells it as well. */
function troubleOf(task: Task): { error: string; error_type: string } | null {
	if (task.state !== 'cancelled') return null;
	return { error: 'The request was cancelled by the client', error_type: 'client_cancelled' };
}

export function statusReply(task: Task, origin: string): Reply {
	const { response_url } = addressesOf(task, origin);
	const head = { request_id: task.id, response_url };
	if (task.state === 'queued') {
		return { status: 202, json: { status: 'IN_QUEUE', ...head, queue_position: 0 } };
	}
	if (task.state === 'running') {
		const status = task.steering.statusWord ?? 'IN_PROGRESS';
		return { status: 202, json: { status, ...head, logs: [] } };
	}
	const metrics = { inference_time: ((task.endedAtMs ?? 0) - task.createdAtMs) / 1000 };
	// A request that failed is complete, too.
	const json = { status: 'COMPLETED', ...head, logs: [], metrics, ...troubleOf(task) };
	return { status: 200, json };
}

/** The result, or the error with a status of its own. */
export function resultReply(task: Task, shared: Shared): Reply {
	if (task.state === 'queued' || task.state === 'running') {
		return { status: 400, json: { detail: 'Request is still in progress' } };
	}
	if (task.state === 'cancelled') return problem({ status: 499 });
	if (task.state === 'expired') {
		const json = detailList('generation_timeout', 'The generation took too long');
		return { status: 504, json };
	}
	if (task.failure !== null) {
		const { code, message } = task.failure;
		return { status: statusOfType(code), json: detailList(code, message, { field: 'prompt' }) };
	}
	const url = shared.resultUrl(task, 'mp4');
	const video =
		url === null
			? null
			: { url, content_type: 'video/mp4', file_name: 'video.mp4', file_size: 3145728 };
	return { status: 200, json: { video, seed: 42, draft_id: task.notes.draftId ?? null } };
}

export function callbackBody(task: Task, shared: Shared): JsonObject {
	const { status, json } = resultReply(task, shared);
	const head = { request_id: task.id, gateway_request_id: task.id };
	if (status === 200) return { ...head, status: 'OK', payload: json };
	const error = `Invalid status code: ${status}`;
	return { ...head, status: 'ERROR', error, payload: json };
}
