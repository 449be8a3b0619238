import { resolveMode } from '../../../nodes/SeedanceGenerate/plan/mode.ts';
import type { Medium } from '../../../nodes/shared/domain/request.ts';
import type { ModeChoice } from '../../../nodes/shared/domain/vocabulary.ts';

/** Media by letters: i = image, v = video, a = audio. */
const mediaOf = (letters: string): Medium[] =>
	[...letters].map((letter, index) => ({
		kind: letter === 'i' ? 'image' : letter === 'v' ? 'video' : 'audio',
		url: `https://example.com/${index}`,
		label: `Media item ${index + 1}`,
	}));

const ask = (
	choice: ModeChoice,
	letters: string,
	{ tagged = false, modeByCount = false }: { tagged?: boolean; modeByCount?: boolean } = {},
) =>
	resolveMode({
		choice,
		media: mediaOf(letters),
		hasTaggedImage: tagged,
		modeByCount,
		chooser: modeByCount ? 'seedance2.ink' : undefined,
	});

describe('Auto', () => {
	test.each([
		['', false, 'textToVideo'],
		['i', false, 'firstFrame'],
		['ii', false, 'firstLastFrame'],
		['iii', false, 'reference'],
		['iiiiiiiii', false, 'reference'],
		['i', true, 'reference'],
		['ii', true, 'reference'],
		['', true, 'textToVideo'],
		['v', false, 'reference'],
		['a', false, 'reference'],
		['iv', false, 'reference'],
		['iia', false, 'reference'],
	])('media "%s", tagged image %s: %s', (letters, tagged, expected) => {
		expect(ask('auto', letters, { tagged })).toEqual({
			mode: expected,
			problems: [],
			warnings: [],
		});
	});

	test.each([
		['i', 'firstFrame', 'first frame'],
		['ii', 'firstLastFrame', 'first and last frame'],
	])(
		'with tagged images "%s" falls back to frames and says so where the provider goes by count',
		(letters, expected, words) => {
			const answer = ask('auto', letters, { tagged: true, modeByCount: true });
			expect(answer.mode).toBe(expected);
			expect(answer.problems).toEqual([]);
			expect(answer.warnings).toHaveLength(1);
			expect(answer.warnings[0]).toContain(words);
			expect(answer.warnings[0]).toContain('seedance2.ink');
		},
	);

	test.each(['iii', 'iv', 'ia', 'v', 'a'])(
		'keeps "%s" a reference without a warning where the provider goes by count',
		(letters) => {
			expect(ask('auto', letters, { tagged: true, modeByCount: true })).toEqual({
				mode: 'reference',
				problems: [],
				warnings: [],
			});
		},
	);
});

describe('An explicit mode', () => {
	test.each([
		['textToVideo', ''],
		['firstFrame', 'i'],
		['firstLastFrame', 'ii'],
		['reference', 'i'],
		['reference', 'ii'],
		['reference', 'v'],
		['reference', 'a'],
		['reference', 'iiivva'],
		['videoEdit', 'v'],
		['videoEdit', 'iv'],
		['videoExtend', 'vvv'],
	] as Array<[ModeChoice, string]>)('%s is kept with media "%s", tags or not', (mode, letters) => {
		for (const tagged of [true, false]) {
			expect(ask(mode, letters, { tagged })).toEqual({ mode, problems: [], warnings: [] });
		}
	});

	test.each([
		['textToVideo', 'i', 'takes no media'],
		['textToVideo', 'a', 'takes no media'],
		['firstFrame', '', 'there is none'],
		['firstFrame', 'ii', 'First and Last Frame'],
		['firstFrame', 'iii', 'there are 3'],
		['firstFrame', 'iv', 'Reference'],
		['firstFrame', 'v', 'Remove them'],
		['firstLastFrame', '', 'there is none'],
		['firstLastFrame', 'i', 'First Frame'],
		['firstLastFrame', 'iii', 'there are 3'],
		['firstLastFrame', 'iia', 'Reference'],
		['reference', '', 'at least one'],
		['videoEdit', '', 'Add a video'],
		['videoEdit', 'ii', 'Add a video'],
		['videoExtend', 'ia', 'Add a video'],
	] as Array<[ModeChoice, string, string]>)(
		'%s refuses media "%s" and says "%s"',
		(mode, letters, words) => {
			const answer = ask(mode, letters);
			expect(answer.mode).toBe(mode);
			expect(answer.problems).toHaveLength(1);
			expect(['Mode', 'Media']).toContain(answer.problems[0].field);
			expect(answer.problems[0].message).toContain(words);
		},
	);

	test.each([
		['i', 'First Frame'],
		['ii', 'First and Last Frame'],
	])(
		'reference with only "%s" is refused with the remedy where the provider goes by count',
		(letters, remedy) => {
			const [problem] = ask('reference', letters, { modeByCount: true }).problems;
			expect(problem.field).toBe('Mode');
			expect(problem.message).toContain(remedy);
			expect(problem.message).toContain('seedance2.ink');
			expect(problem.message).toMatch(/third image|until there are three/);
		},
	);

	test.each(['iii', 'iv', 'iia', 'v'])(
		'reference with "%s" passes where the provider goes by count',
		(letters) => {
			expect(ask('reference', letters, { modeByCount: true }).problems).toEqual([]);
		},
	);
});

test('no message uses a word that alarms', () => {
	for (const letters of ['', 'i', 'ii', 'iii', 'iv', 'a']) {
		for (const mode of [
			'textToVideo',
			'firstFrame',
			'firstLastFrame',
			'reference',
			'videoEdit',
		] as ModeChoice[]) {
			for (const { message } of ask(mode, letters, { modeByCount: true }).problems) {
				expect(message).not.toMatch(/error|problem|failure|mistake|undefined/i);
			}
		}
	}
});
