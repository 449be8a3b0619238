/** WaveSpeed's errors: `{ code, message, error_code? }`. Source: docs/providers.md 12.7. */

import type { ProblemInput, Reply } from '../engine/types.mts';
import type { Complaint } from '../engine/validation.mts';

const USUAL: Record<number, string> = {
	400: 'The request is not valid',
	401: 'Invalid or missing API key. Send it as: Authorization: Bearer <key>',
	402: 'Insufficient credits. Please top up.',
	403: 'The role of this key does not allow this operation',
	404: 'The prediction is not found',
	413: 'The request is too large',
	429: 'Too many requests',
	500: 'Internal trouble',
	502: 'The upstream service did not answer properly',
	503: 'The service is unavailable',
	504: 'The upstream service took too long',
};

export function problem({ status, code, message }: ProblemInput): Reply {
	const text = message ?? USUAL[status] ?? USUAL[status >= 500 ? 500 : 400];
	const json = { code: status, message: text, ...(code !== undefined && { error_code: code }) };
	return { status, json };
}

export function refuse({ param, message, missing }: Complaint): Reply {
	const text = missing ? `property "${param}" is missing` : `property "${param}": ${message}`;
	return problem({ status: 400, code: missing ? '1400' : '1401', message: text });
}

export const fine = (data: unknown): Reply => {
	return { status: 200, json: { code: 200, message: 'success', data } };
};
