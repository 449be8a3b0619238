import { describeFailure, sentence } from '../../../nodes/shared/n8n/emitRows.ts';
import type { Failure } from '../../../nodes/shared/domain/task.ts';

describe('A sentence', () => {
	test.each(['Done.', 'Really!', 'Why?', '好。', '好！', '好？', 'And so on…'])(
		'%s is one',
		(text) => expect(sentence(text)).toBe(text),
	);

	test.each(['Done', 'Done:', '', 'The end. '])('%j is none yet', (text) =>
		expect(sentence(text)).toBe(`${text}.`),
	);
});

describe('P3 A failure', () => {
	const failure: Failure = {
		category: 'input',
		code: 'invalidInput',
		message: 'Duration is 99. Use 4 to 15',
		hint: 'Change Duration.',
		retryable: false,
	};

	test('names the provider, and the task where there is one, whatever its own words are', () => {
		expect(describeFailure('Ark', null, failure)).toBe('Ark: Duration is 99. Use 4 to 15.');
		expect(describeFailure('Ark', 'task task-1', failure)).toBe(
			'Ark, task task-1: Duration is 99. Use 4 to 15.',
		);
		const named = { ...failure, message: 'Ark is closed.' };
		expect(describeFailure('Ark', null, named)).toBe('Ark: Ark is closed.');
	});
});
