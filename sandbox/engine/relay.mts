/**
 * How gateways in front of a provider pass its answers on. The task has an id of the relay's, the provider's own is
 * further in; the status is told in the relay's words.
 */

import type { JsonObject, Reply, Task, TaskState } from './types.mts';

export const RELAY_SHAPES = [
	'envelope',
	'envelopeText',
	'bareUrl',
	'dataUrl',
	'dataList',
	'text',
	'echo',
	'doubtful',
] as const;

export type RelayShape = (typeof RELAY_SHAPES)[number];

/** What is passed on. */
export interface Passed {
	task: Task;
	/** The provider's own answer to a status read. */
	body: JsonObject;
	/** Null while there is none. */
	url: string | null;
}

const GATEWAY_WORDS: Record<TaskState, string> = {
	queued: 'NOT_START',
	running: 'IN_PROGRESS',
	succeeded: 'SUCCESS',
	failed: 'FAILURE',
	cancelled: 'FAILURE',
	expired: 'FAILURE',
};

const PLAIN_WORDS: Record<TaskState, string> = {
	queued: 'queued',
	running: 'processing',
	succeeded: 'completed',
	failed: 'failed',
	cancelled: 'cancelled',
	expired: 'expired',
};

const seconds = (ms: number | null) => (ms === null ? 0 : Math.floor(ms / 1000));

const hasEnded = ({ endedAtMs }: Task) => endedAtMs !== null;

/** The provider's answer with the provider's id, which the relay's customers cannot use. */
function inner({ task, body }: Passed): JsonObject {
	const id = `upstream-${task.id}`;
	return 'requestId' in body ? { ...body, requestId: id } : { ...body, id };
}

function gatewayTask(passed: Passed, packed: boolean): JsonObject {
	const { task } = passed;
	const { failure } = task;
	const reason = failure === null ? '' : `${failure.code}: ${failure.message}`;
	const data = inner(passed);
	return {
		task_id: task.id,
		action: 'generate',
		status: GATEWAY_WORDS[task.state],
		fail_reason: packed && failure !== null ? JSON.stringify({ error: failure }) : reason,
		submit_time: seconds(task.createdAtMs),
		start_time: seconds(task.startedAtMs),
		finish_time: seconds(task.endedAtMs),
		progress: hasEnded(task) ? '100%' : '30%',
		data: packed ? JSON.stringify(data) : data,
	};
}

const enveloped = (data: unknown): JsonObject => ({ code: 'success', message: '', data });

/** Flat answers in which the reason is a sentence. */
function plainTask({ task }: Passed, told: JsonObject): JsonObject {
	const message = task.failure === null ? {} : { message: task.failure.message };
	return { id: task.id, status: PLAIN_WORDS[task.state], ...message, ...told };
}

function echoed(passed: Passed): JsonObject {
	const { task, url } = passed;
	const shown = url === null ? {} : { cover_url: `${url}&cover=1`, video: { url } };
	return {
		request_id: `call-${task.id}`,
		...plainTask(passed, shown),
		input: task.request,
		callback_url: task.callbackUrl,
		docs: 'https://docs.example.com/videos.mp4',
	};
}

const READS: Record<RelayShape, (passed: Passed) => JsonObject> = {
	envelope: (passed) => enveloped(gatewayTask(passed, false)),
	envelopeText: (passed) => enveloped(gatewayTask(passed, true)),
	bareUrl: (passed) => plainTask(passed, passed.url === null ? {} : { url: passed.url }),
	dataUrl: (passed) => plainTask(passed, passed.url === null ? {} : { data: { url: passed.url } }),
	dataList: (passed) => ({
		code: 200,
		msg: 'success',
		...plainTask(passed, passed.url === null ? {} : { data: [{ url: passed.url }] }),
	}),
	text: (passed) => enveloped(gatewayTask(passed, true)),
	echo: echoed,
	doubtful: (passed) => {
		const other = passed.url?.replace('.mp4', '-b.mp4');
		const links = passed.url === null ? {} : { first: { url: passed.url }, second: { url: other } };
		return plainTask(passed, links);
	},
};

const CREATED: Record<RelayShape, (taskId: string) => JsonObject> = {
	envelope: (task_id) => enveloped({ task_id }),
	envelopeText: (task_id) => enveloped(JSON.stringify({ task_id })),
	bareUrl: (id) => ({ id, object: 'video', status: 'success' }),
	dataUrl: (id) => ({ code: 0, msg: 'ok', request_id: `call-${id}`, data: { id } }),
	dataList: (task_id) => ({ code: 200, msg: 'success', data: [{ task_id, status: 'submitted' }] }),
	text: (task_id) => enveloped({ task_id }),
	echo: (task_id) => ({ request_id: `call-${task_id}`, user: { id: 'u-1' }, task: { task_id } }),
	doubtful: (id) => ({ id }),
};

/** What a callback of the relay holds. */
export function relayedBody(shape: RelayShape, passed: Passed): JsonObject {
	return READS[shape](passed);
}

/** The answer to `create` or `get` as the relay gives it. */
export function relayedReply(shape: RelayShape, operation: string, passed: Passed): Reply {
	const json = operation === 'create' ? CREATED[shape](passed.task.id) : READS[shape](passed);
	if (shape !== 'text') return { status: 200, json };
	return { status: 200, text: JSON.stringify(json), contentType: 'text/plain; charset=utf-8' };
}
