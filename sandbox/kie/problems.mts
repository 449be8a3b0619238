/** kie.ai's errors: HTTP 200 with the status as `code`. Source: docs/providers.md 11.7. */

import type { ProblemInput, Reply } from '../engine/types.mts';
import type { Complaint } from '../engine/validation.mts';

const USUAL: Record<number, string> = {
	400: 'The request is not valid',
	401: 'You do not have access permissions',
	402: 'Your credits are insufficient, please top up',
	404: 'Task not found',
	413: 'The request is too large',
	422: 'The request parameters are not valid',
	429: 'Your call frequency is too high, please try again later',
	433: 'The key has reached its spending limit',
	455: 'The service is under maintenance',
	500: 'Server exception, please try again later or contact customer service',
	501: 'Generation failed',
	505: 'This feature is disabled',
};

/** What a gateway in front of it answers with a status of its own. */
const FROM_GATEWAY = 500;

export function problem({ status, code, message, param }: ProblemInput): Reply {
	const said = message ?? USUAL[status] ?? (status >= 500 ? USUAL[500] : USUAL[400]);
	const about = param ?? code;
	const msg = about === undefined ? said : `${about}: ${said}`;
	return {
		status: status >= FROM_GATEWAY ? status : 200,
		json: { code: status, msg, data: null },
	};
}

export function refuse({ param, message, missing }: Complaint): Reply {
	return problem({ status: 422, message: missing ? 'is required' : message, param });
}

/** The file service's own shape. */
export function fileProblem({ status, message }: ProblemInput): Reply {
	return {
		status: status >= FROM_GATEWAY ? status : 200,
		json: { success: false, code: status, msg: message ?? USUAL[status] ?? USUAL[400], data: null },
	};
}
