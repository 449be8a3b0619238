import { normaliseStatus } from '../../../../nodes/shared/providers/reading/status.ts';
import type { TaskStatus } from '../../../../nodes/shared/domain/vocabulary.ts';

const WORDS: [TaskStatus, string][] = [
	['queued', 'queued pending submitted created waiting queuing not_start IN_QUEUE staged starting'],
	['running', 'running processing in_progress IN_PROGRESS generating'],
	['succeeded', 'succeeded success completed complete COMPLETED finished'],
	['failed', 'failed failure fail error'],
	['cancelled', 'cancelled canceled'],
	['expired', 'expired timeout TIMEOUT'],
];

describe('status words', () => {
	test.each(WORDS)('%s: every documented word is known in any letter case', (status, words) => {
		for (const word of words.split(' ')) {
			for (const spelling of [word, word.toLowerCase(), word.toUpperCase(), ` ${word}\n`]) {
				expect(normaliseStatus(spelling)).toBe(status);
			}
		}
	});

	test('anything else is unknown, above all nothing that only resembles success', () => {
		const others = [
			'',
			'done',
			'ok',
			'succeed',
			'success!',
			'not completed',
			'completed_with_errors',
		];
		for (const word of [
			...others,
			'constructor',
			'__proto__',
			null,
			undefined,
			200,
			true,
			{},
			[],
		]) {
			expect(normaliseStatus(word)).toBe('unknown');
		}
	});
});
