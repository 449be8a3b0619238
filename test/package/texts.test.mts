import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../support/providers.mts';
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
