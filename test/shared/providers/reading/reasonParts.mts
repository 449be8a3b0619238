/** What the tables of reasons are made of. */

import type { FailureCategory } from '../../../../nodes/shared/domain/vocabulary.ts';

export type Row = [
	what: string,
	body: unknown,
	category: FailureCategory,
	retryable: boolean,
	message: RegExp,
	hint?: RegExp,
	code?: string,
];

export const text = (value: unknown) => JSON.stringify(value);
export const failed = (rest: object) => ({ id: 't', status: 'failed', ...rest });
export const envelope = (rest: object) => ({
	code: 'success',
	message: '',
	data: { task_id: 't', status: 'FAILURE', ...rest },
});

export const PERSON = 'InputImageSensitiveContentDetected.PrivacyInformation';
export const PERSON_TEXT = `${PERSON}: The request failed because the input image may contain real person.`;
export const UPSTREAM = {
	error: { code: PERSON, message: 'The input image may contain real person. Request id: 0217abc' },
};
