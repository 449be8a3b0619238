/** Replicate's HTTP errors. Source: docs/providers.md 13.7. */

import type { ProblemInput, Reply } from '../engine/types.mts';
import type { Complaint } from '../engine/validation.mts';

const USUAL: Record<number, { title: string; detail: string }> = {
	401: { title: 'Unauthenticated', detail: 'You did not pass a valid authentication token' },
	402: {
		title: 'Insufficient credit',
		detail:
			'You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit. Once you purchase credit, please wait a few minutes before trying again.',
	},
	404: { title: 'Not found', detail: 'The requested resource could not be found.' },
	413: { title: 'Payload too large', detail: 'The request body is too large.' },
	422: { title: 'Input validation failed', detail: 'Invalid input' },
	429: {
		title: 'Too many requests',
		detail: 'Request was throttled. Your rate limit resets in ~30s.',
	},
	500: { title: 'Internal server error', detail: 'Internal trouble' },
};

/** A code, where the sandbox is asked for one, stands at the end of the sentence as it does in predictions. */
export function problem({ status, code, message }: ProblemInput): Reply {
	const usual = USUAL[status] ?? (status >= 500 ? USUAL[500] : USUAL[422]);
	const tail = code === undefined ? '' : ` (${code})`;
	const detail = `${message ?? usual.detail}${tail}`;
	return { status, json: { title: usual.title, detail, status } };
}

export function refuse({ param, message, missing }: Complaint): Reply {
	const what = missing ? `${param} is required` : `${param}: ${message}`;
	return problem({ status: 422, message: `Invalid input: ${what}` });
}
