import {
	keyNotStored,
	neverItsTurn,
	notConnected,
	rowNotReady,
	stillTooBusy,
	stoppedBeforeSending,
} from '../../nodes/shared/domain/failures.ts';
import { PROVIDERS, findModel } from '../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../support/providers.mts';
import type { ModelChoice } from '../../nodes/shared/domain/vocabulary.ts';
import { isOpenEndedNote, openEndedNote } from '../../nodes/shared/providers/reading/status.ts';
import { listFiles, read } from './files.mts';

/** Texts are for people. What the nodes do may not hang on how one of them is worded. */

const SOURCES = [...listFiles('nodes', /\.ts$/), ...listFiles('credentials', /\.ts$/)];

/** A search for two words or more, written out at the place where they are looked for. */
const SEARCH_FOR_WORDS = /\.(startsWith|endsWith|includes|indexOf)\(\s*(['"`])[^'"`]*\w \w/;

/** A search for the name by which people know a provider. */
const SEARCH_FOR_NAME = /\.(startsWith|endsWith|includes|indexOf)\([^)]*(displayName|providerName)/;

test('No source looks for a sentence, nor for the name of a provider, in a text', () => {
	expect(SEARCH_FOR_WORDS.test("note.endsWith(' counts as not finished.')")).toBe(true);
	expect(SEARCH_FOR_NAME.test('message.startsWith(`${providerName} `)')).toBe(true);
	const found = SOURCES.flatMap((file) =>
		read(file)
			.split('\n')
			.flatMap((line, index) =>
				SEARCH_FOR_WORDS.test(line) || SEARCH_FOR_NAME.test(line) ? [`${file}:${index + 1}`] : [],
			),
	);
	expect(found).toEqual([]);
});

describe.each(PROVIDER_IDS)('The note that a status of %s cannot be understood', (id) => {
	const { displayName, readTask } = PROVIDERS[id];

	test.each(['', 'polishing', 'a status. It counts'])('is known again, for the word %j', (word) => {
		expect(isOpenEndedNote(openEndedNote(displayName, word))).toBe(true);
	});

	test('is the one that its tasks come with, and no other is taken for it', () => {
		const task = readTask({ id: 'task_ab12', task_id: 'task_ab12', status: 'polishing' });
		expect(task?.warnings.filter(isOpenEndedNote)).toEqual([
			openEndedNote(displayName, 'polishing'),
		]);
		const done = readTask({ id: 'task_ab12', task_id: 'task_ab12', status: 'succeeded' });
		expect(done?.warnings.length).toBeGreaterThan(0);
		expect(done?.warnings.filter(isOpenEndedNote)).toEqual([]);
	});
});

describe.each(PROVIDER_IDS)('A row that %s has no task for', (id) => {
	const provider = PROVIDERS[id];
	const statuses = [301, 400, 401, 402, 403, 404, 405, 408, 409, 413, 422, 429, 500, 503, 504];
	const texts = [
		notConnected('nothing is listening at that address').message,
		stillTooBusy(5000).message,
		stoppedBeforeSending().message,
		neverItsTurn().message,
		keyNotStored().message,
		rowNotReady('no file').message,
		findModel(provider, 'seedance-9' as ModelChoice, '').problem?.message,
		...statuses.flatMap((status) => [
			provider.failureOf(status, {})?.message,
			provider.failureOf(status, '<html>')?.message,
		]),
	];

	test('has a failure that does not begin with its name: whoever shows it puts the name in front', () => {
		for (const text of texts) {
			expect(text).toMatch(/^[A-Z]|^n8n /);
			expect(text?.startsWith(provider.displayName)).toBe(false);
		}
	});
});
