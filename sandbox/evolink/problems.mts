/** EvoLink's errors: `{ error: { code, message, type, param? } }`. Source: docs/providers.md 2.7. */

import type { ProblemInput, Reply } from '../engine/types.mts';
import type { Complaint } from '../engine/validation.mts';

const USUAL: Record<number, { code: string; message: string; type: string }> = {
	400: {
		code: 'invalid_request',
		message: 'The request is not valid.',
		type: 'invalid_request_error',
	},
	401: { code: 'unauthorized', message: 'Invalid or expired token.', type: 'authentication_error' },
	402: {
		code: 'insufficient_quota',
		message: 'Insufficient credits, please top up your account.',
		type: 'insufficient_quota_error',
	},
	403: {
		code: 'model_access_denied',
		message: 'Your token cannot use this model.',
		type: 'permission_error',
	},
	404: { code: 'task_not_found', message: 'The task does not exist.', type: 'not_found_error' },
	413: {
		code: 'request_too_large',
		message: 'The request body is too large.',
		type: 'request_too_large_error',
	},
	429: {
		code: 'rate_limit_exceeded',
		message: 'Too many requests, please slow down.',
		type: 'rate_limit_error',
	},
	500: { code: 'internal_error', message: 'Internal server trouble.', type: 'api_error' },
	502: {
		code: 'upstream_error',
		message: 'The upstream service did not answer properly.',
		type: 'api_error',
	},
	503: { code: 'service_unavailable', message: 'The service is unavailable.', type: 'api_error' },
};

export function problem({ status, code, message, param }: ProblemInput): Reply {
	const usual = USUAL[status] ?? (status >= 500 ? USUAL[500] : USUAL[400]);
	const error: Record<string, unknown> = {
		code: code ?? usual.code,
		message: message ?? usual.message,
		type: usual.type,
	};
	if (param !== undefined) error.param = param;
	return { status, json: { error } };
}

/** The file service's own shape, as far as its answers show it. */
export function fileProblem({ status, message }: ProblemInput): Reply {
	const usual = USUAL[status] ?? USUAL[500];
	return {
		status,
		json: { success: false, code: status, msg: message ?? usual.message, data: null },
	};
}

export function refuse({ param, message, missing }: Complaint): Reply {
	return problem({
		status: 400,
		message: missing
			? `Missing required parameter: ${param}`
			: `Invalid parameter ${param}: ${message}`,
		param,
	});
}
