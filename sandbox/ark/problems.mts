/** Errors of the official video API: `{ error: { code, message, param, type } }`. Source: docs/providers.md 1.9. */

import { randomWord } from '../engine/ids.mts';
import type { ProblemInput, Reply } from '../engine/types.mts';
import type { Complaint } from '../engine/validation.mts';

/** As Ark numbers its requests. */
export const requestId = () => `0217${Date.now()}${randomWord(12)}`;

const USUAL: Record<number, { code: string; message: string; type: string }> = {
	400: {
		code: 'InvalidParameter',
		message: 'A parameter specified in the request is not valid.',
		type: 'BadRequest',
	},
	401: {
		code: 'AuthenticationError',
		message: 'The API key or AK/SK in the request is missing or invalid.',
		type: 'Unauthorized',
	},
	402: {
		code: 'AccountOverdueError',
		message: 'The request failed because your account has an overdue balance.',
		type: 'Forbidden',
	},
	403: {
		code: 'AccessDenied',
		message: 'You do not have access to this resource.',
		type: 'Forbidden',
	},
	404: { code: 'NotFound', message: 'The specified resource is not found.', type: 'NotFound' },
	409: {
		code: 'OperationDenied.InvalidState',
		message: 'The state does not allow this.',
		type: 'Conflict',
	},
	413: {
		code: 'InvalidParameter',
		message: 'The request body is larger than 64 MB.',
		type: 'BadRequest',
	},
	429: {
		code: 'InflightBatchsizeExceeded',
		message: 'The number of running tasks has reached the limit of your account.',
		type: 'TooManyRequests',
	},
	500: {
		code: 'InternalServiceError',
		message: 'The service encountered an unexpected internal error.',
		type: 'InternalServerError',
	},
};

/** The API answers lack of money and oversized bodies with these statuses. */
const SENT_AS: Record<number, number> = { 402: 403, 409: 403, 413: 400 };

export function problem({ status, code, message, param }: ProblemInput): Reply {
	const usual = USUAL[status] ?? (status >= 500 ? USUAL[500] : USUAL[400]);
	return {
		status: SENT_AS[status] ?? status,
		json: {
			error: {
				code: code ?? usual.code,
				message: `${message ?? usual.message} Request id: ${requestId()}`,
				param: param ?? '',
				type: usual.type,
			},
		},
	};
}

export function refuse(complaint: Complaint): Reply {
	if (complaint.missing) {
		return problem({
			status: 400,
			code: /^\w+$/.test(complaint.param)
				? `MissingParameter.${complaint.param}`
				: 'MissingParameter',
			message: `The request is missing the required parameter \`${complaint.param}\`.`,
			param: complaint.param,
		});
	}
	return problem({
		status: 400,
		code: complaint.unknown ? 'InvalidParameter.UnsupportedParameter' : 'InvalidParameter',
		message: `The parameter \`${complaint.param}\` specified in the request is not valid: ${complaint.message}.`,
		param: complaint.param,
	});
}
