import { asReading, bodyOf, readAt, readText } from '../reading/reading';
import type { Reading } from '../reading/reading';
import { encodeTaskId } from '../reading/taskId';
import type { TaskPlace } from '../types';

/**
 * A request is read below the first two parts of its model's path, and its own id does not tell them
 * (docs/providers.md 10.2). So a task id is `owner--app--request id`: without a slash, because ids become parts of file names.
 */
const SEPARATOR = '--';
const OURS = /^([\w.-]{1,80}?)--([\w.-]{1,80}?)--([\w-]{1,80})$/;

/** The address of a request, or its path, as fal.ai gives it and as people paste it. */
const ADDRESS = /([\w.-]{1,80})\/([\w.-]{1,80})\/requests\/([\w-]{1,80})/;

/** What stands beside the id in its answers about a request; elsewhere a request may be a mere call. */
const BESIDE_ID: readonly string[] = [
	'response_url',
	'status_url',
	'queue_position',
	'logs',
	'gateway_request_id',
	'payload',
];

const PLACE = /^([\w.-]+)\/([\w.-]+)$/;

/** Where a bare request id is looked for. */
const USUAL_PLACE = 'bytedance/seedance-2.0';

function withoutOuterSlashes(path: string): string {
	return path.replace(/^\/+|\/+$/g, '');
}

export const place: TaskPlace = {
	of: (modelId) => withoutOuterSlashes(modelId).split('/').slice(0, 2).join('/'),
	idAt(where, ownId) {
		const match = OURS.test(ownId) ? null : PLACE.exec(where);
		return match === null ? ownId : [match[1], match[2], ownId].join(SEPARATOR);
	},
};

/** The path of a request. An id without its place is looked for where most are. */
export function requestPath(taskId: string): string {
	const [, owner, app, ownId] = OURS.exec(taskId.trim()) ?? ADDRESS.exec(taskId) ?? [];
	const parts = ownId === undefined ? [...USUAL_PLACE.split('/'), taskId] : [owner, app, ownId];
	const [first, second, id] = parts.map(encodeTaskId);
	return `/${first}/${second}/requests/${id}`;
}

/** Envelopes of relays that are looked into. */
const MOST_ENVELOPES = 8;

/** A copy without the fields that break when they are read: a fault there must not hide the id beside them. */
function readableCopy(body: Reading): Reading {
	return Object.fromEntries(Object.keys(body).map((name) => [name, readAt(body, [name])]));
}

/** An answer about a request, with its id under the name that everybody reads; everything else as it is. */
export function withTaskId(answer: unknown, envelopes = MOST_ENVELOPES): unknown {
	const found = bodyOf(answer);
	if (found === null || envelopes === 0) return answer;
	const body = readableCopy(found);
	const inner = asReading(body.data);
	if (inner !== null) return { ...body, data: withTaskId(inner, envelopes - 1) };
	const ownId = readText(body.request_id);
	if (ownId === null || !BESIDE_ID.some((name) => name in body)) return body;
	const match = ADDRESS.exec(readText(body.response_url) ?? readText(body.status_url) ?? '');
	const id = match === null ? ownId : place.idAt(`${match[1]}/${match[2]}`, ownId);
	return { ...body, task_id: id };
}

/** The path of a model, whose id it is; no part of it can leave its place. */
export function modelPath(modelId: string): string {
	return `/${withoutOuterSlashes(modelId).split('/').map(encodeTaskId).join('/')}`;
}
