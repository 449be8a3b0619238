/** OpenRouter's errors: `{ error: { code, message, metadata? }, user_id }`. Source: docs/providers.md 14.7. */

import type { ProblemInput, Reply } from '../engine/types.mts';
import type { Complaint } from '../engine/validation.mts';

/** The words are the sandbox's own, as no page lists them. */
const USUAL: Record<number, string> = {
	400: 'The request is not valid',
	401: 'No auth credentials found',
	402: 'Insufficient credits. Add more credits to your account.',
	403: 'This key may not do that',
	404: 'The job was not found',
	409: 'The job is not completed yet',
	410: 'The content is gone',
	413: 'The request is too large',
	429: 'Rate limit exceeded',
	500: 'Internal trouble',
	502: 'The upstream service did not answer properly',
};

export function problem({ status, code, message }: ProblemInput): Reply {
	const text = message ?? USUAL[status] ?? USUAL[status >= 500 ? 500 : 400];
	const metadata = code === undefined ? {} : { metadata: { code } };
	return {
		status,
		json: { error: { code: status, message: text, ...metadata }, user_id: 'user_sandbox' },
	};
}

export function refuse({ param, message, missing }: Complaint): Reply {
	return problem({ status: 400, message: `${param}: ${missing ? 'Required' : message}` });
}
