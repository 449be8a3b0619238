import { readCell } from '../../../nodes/shared/cells/cell.ts';
import type { TextUse } from '../../../nodes/shared/cells/cell.ts';
import { cleanText, cleanWord, unquote } from '../../../nodes/shared/cells/invisible.ts';

const USES: readonly TextUse[] = ['prompt', 'name', 'key', 'word'];

describe('What nobody sees', () => {
	const UNSEEN = [
		'\u200B',
		'\uFEFF',
		'\u00A0',
		'\u200E',
		'\u200F',
		'\u2066',
		'\u2069',
		'\u2060',
		'\u00AD',
		'\u3164',
		'\u115F',
		'\u180E',
		'\uFE0F',
		'\u2800',
		'\u0000',
		'\u3000',
		'\u200D',
		'\r\n',
	];

	test.each(UNSEEN)('%j is gone at both ends of any text, and makes no text alone', (unseen) => {
		for (const use of USES) {
			expect(readCell(`${unseen}720p${unseen}`, use)).toEqual({ text: '720p' });
			expect(readCell(`${unseen} ${unseen}`, use)).toEqual({ text: '' });
		}
	});

	test.each([
		['an emoji of several', '👩‍👩‍👧 waves'],
		['an emoji with a variant at the end', 'A red ❤️'],
		['a flag at the end', 'Wave the 🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
		['Persian with its joiner', 'می‌خواهم قایق'],
		['a half form of Hindi', 'क्‍ष नाव'],
		['a half form at the end', 'नाव क्‍'],
		['a keycap', 'Press 1️⃣ now'],
		['a variant of a Chinese sign', '葛󠄀'],
		['Thai with its line breaks', 'เรือ​กระดาษ'],
		['lines', 'One\n\nTwo\tthree'],
	])('stays inside a prompt where it belongs to a sign: %s', (_, text) => {
		expect(cleanText(text)).toBe(text);
		expect(cleanText(`\u200B ${text}\u200B \uFEFF`)).toBe(text);
	});

	test('is gone inside a prompt where it never means anything', () => {
		expect(cleanText('won\u00ADder\uFEFFful \u2060boat')).toBe('wonderful boat');
	});

	test('is gone inside words, numbers and ids', () => {
		expect(cleanWord('16\u200B:\u2066 9\u00A0')).toBe('16: 9');
	});
});

describe('Quotes around a whole short value', () => {
	test.each([
		'"720p"',
		"'720p'",
		'“720p”',
		'„720p“',
		'«720p»',
		'»720p«',
		'「720p」',
		'""720p""',
		'"""720p"""',
		'` 720p `',
		'＂720p＂',
	])('%s are no part of it', (text) => {
		expect(unquote(text)).toBe('720p');
	});

	test.each(['"Hello," she says', '27" monitor', 'the "best" mug', '"A" and "B"', "the dogs'"])(
		'%s keeps its own',
		(text) => expect(unquote(text)).toBe(text),
	);

	test('stay around a prompt, where they can be speech', () => {
		expect(readCell('"Hello, world!"', 'prompt')).toEqual({ text: '"Hello, world!"' });
		expect(readCell('""', 'prompt')).toEqual({ text: '' });
	});
});
