/** fal.ai's errors, in their three shapes. Source: docs/providers.md 10.7. */

import type { JsonObject, ProblemInput, Reply } from '../engine/types.mts';
import type { Complaint } from '../engine/validation.mts';

const LOCKED =
	'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.';

const USUAL: Record<number, { type: string; detail: string }> = {
	400: { type: 'bad_request', detail: 'The request could not be understood' },
	413: { type: 'bad_request', detail: 'The request is too large' },
	429: {
		type: 'concurrent_requests_limit',
		detail: 'Reached concurrent requests limit of this user',
	},
	499: { type: 'client_cancelled', detail: 'The request was cancelled by the client' },
	500: { type: 'internal_error', detail: 'Internal trouble' },
	502: { type: 'runner_connection_error', detail: 'The runner could not be reached' },
	503: { type: 'runner_scheduling_failure', detail: 'No runner could be scheduled' },
	504: { type: 'request_timeout', detail: 'The request did not start in time' },
};

/** Errors about a model's input or made by the model come as a list, with these statuses; 422 where none is named. */
const STATUS_OF_TYPE: Record<string, number> = {
	downstream_service_error: 400,
	downstream_service_unavailable: 500,
	internal_server_error: 500,
	generation_timeout: 504,
};

export const statusOfType = (type: string) => STATUS_OF_TYPE[type] ?? 422;

/** The list form. */
export function detailList(
	type: string,
	message: string,
	{ field, input = null }: { field?: string; input?: unknown } = {},
): JsonObject {
	const loc = ['body', ...(field === undefined ? [] : field.split(/[.[\]]+/).filter(Boolean))];
	const url = `https://docs.fal.ai/errors/#${type}`;
	return { detail: [{ loc, msg: message, type, url, input }] };
}

export function problem({ status, code, message, param }: ProblemInput): Reply {
	if (status === 401) return { status, json: { detail: 'invalid key credentials' } };
	if (status === 402 || status === 403) return { status: 403, json: { detail: message ?? LOCKED } };
	if (status === 404) {
		return { status, json: message === undefined ? { status: 'NOT_FOUND' } : { detail: message } };
	}
	if (param !== undefined || status === 422 || code !== undefined) {
		const type = code ?? 'value_error';
		return {
			status,
			json: detailList(type, message ?? 'The value is not valid', { field: param }),
		};
	}
	const usual = USUAL[status] ?? (status >= 500 ? USUAL[500] : USUAL[400]);
	return { status, json: { detail: message ?? usual.detail, error_type: code ?? usual.type } };
}

export function refuse({ param, message, missing }: Complaint): Reply {
	const type = missing ? 'missing' : 'literal_error';
	const text = missing ? 'Field required' : `Input should be valid: ${message}`;
	return { status: 422, json: detailList(type, text, { field: param }) };
}
