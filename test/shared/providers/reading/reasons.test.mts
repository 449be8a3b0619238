/** Reasons as relays hand them through, errors inside errors, and what to do about them; alike on every provider. */

import { PROVIDERS } from '../../../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../../../support/providers.mts';
import type { Failure } from '../../../../nodes/shared/domain/task.ts';
import { ANSWERS } from './callReasons.mts';
import { FIELD_ANSWERS } from './fieldReasons.mts';
import { failed } from './reasonParts.mts';
import type { Row } from './reasonParts.mts';
import { TASKS } from './taskReasons.mts';

function expectSaid(failure: Failure | null | undefined, row: Row) {
	const [, , category, retryable, message, hint, code] = row;
	expect(failure).toMatchObject({ category, retryable });
	expect(failure?.message).toMatch(message);
	expect(failure?.message).not.toMatch(/[{}]/);
	if (hint !== undefined) expect(failure?.hint).toMatch(hint);
	if (code !== undefined) expect(failure?.code).toBe(code);
}

describe.each(PROVIDER_IDS)('P16 %s behind a relay', (id) => {
	test.each(TASKS.map((row) => ({ row, what: row[0] })))('why a task failed: $what', ({ row }) => {
		const task = PROVIDERS[id].readTask(row[1]);
		expect(task).toMatchObject({ taskId: 't', status: 'failed', videoUrl: null });
		expectSaid(task?.failure, row);
	});

	test.each(
		[...ANSWERS, ...FIELD_ANSWERS].map(([status, ...row]) => ({ status, row, what: row[0] })),
	)('why a call was refused ($status): $what', ({ status, row }) =>
		expectSaid(PROVIDERS[id].failureOf(status, row[1]), row),
	);

	test.each([
		['The content moderation service is unavailable', 'provider'],
		['The policy of this model allows 15 seconds', 'input'],
		['The prompt is longer than 2500 points of text', 'input'],
		['Not a valid person field', 'input'],
		['Invalid value: the moderation field is not known', 'input'],
		['The model is not available in your region', 'input'],
	])('words in passing decide nothing: %s', (message, category) => {
		expect(PROVIDERS[id].failureOf(400, { error: { message } })?.category).toBe(category);
	});

	test('a failed task that only says so gives no reason', () => {
		for (const rest of [
			{ message: 'failed' },
			{ fail_reason: 'FAILURE' },
			{ msg: 'Query success' },
		]) {
			expect(PROVIDERS[id].readTask(failed(rest))?.failure?.message).toContain('gives no reason');
		}
	});
});
