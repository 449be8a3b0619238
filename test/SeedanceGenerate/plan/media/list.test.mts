import { parseMediaJson } from '../../../../nodes/SeedanceGenerate/plan/media/list.ts';
import {
	extensionOf,
	kindFromUrl,
	kindOrImage,
} from '../../../../nodes/SeedanceGenerate/plan/media/kind.ts';
import { findJsonBreak } from '../../../../nodes/SeedanceGenerate/plan/media/jsonPosition.ts';

const A = 'https://example.com/a.jpg';
const B = 'https://example.com/b.mp4';

const urlsOf = (value: unknown) => {
	const list = parseMediaJson(value);
	expect(list.problems).toEqual([]);
	return list.media.map((medium) => medium.url);
};

describe('parseMediaJson', () => {
	test.each([[null], [undefined], [''], ['  \n'], ['null'], [[]], ['[]']])(
		'takes %j as no media',
		(value) => {
			expect(parseMediaJson(value)).toEqual({ media: [], problems: [], warnings: [] });
		},
	);

	test.each([
		['an array of URLs', [A, B]],
		['a JSON text of an array', JSON.stringify([A, B])],
		['objects', [{ url: A }, { url: B, kind: 'video' }]],
		['a JSON text of objects', JSON.stringify([{ url: A }, { url: B }])],
		['comma', `${A},${B}`],
		['comma and space', `${A}, ${B}`],
		['semicolon', `${A}; ${B};`],
		['a line break', `${A}\n${B}\n`],
		['a Windows line break', `${A}\r\n\r\n${B}`],
		['a space', `${A} ${B}`],
		['a full-width comma', `${A}，${B}`],
		['a vertical bar', `${A} | ${B}`],
		['quotes around each', `"${A}", "${B}"`],
		['a list inside one entry of an array', [`${A}, ${B}`]],
	])('reads two media from %s', (_, value) => {
		expect(urlsOf(value)).toEqual([A, B]);
	});

	test('reads a single URL and a single object', () => {
		expect(urlsOf(A)).toEqual([A]);
		expect(urlsOf(` ${A} `)).toEqual([A]);
		expect(urlsOf({ url: A })).toEqual([A]);
		expect(urlsOf(JSON.stringify({ url: A }))).toEqual([A]);
	});

	test('keeps commas and semicolons that belong to a URL', () => {
		const tricky =
			'https://cdn.example.com/w=300,h=200/a.jpg?tags=red,blue;x=1&from=https://example.com/b';
		expect(urlsOf(tricky)).toEqual([tricky]);
		expect(urlsOf(`${tricky},${A}`)).toEqual([tricky, A]);
	});

	test('reads asset ids among URLs, with a warning about the kind', () => {
		const list = parseMediaJson(`asset://asset-2026a,${A}`);
		expect(list.media.map((medium) => medium.url)).toEqual(['asset://asset-2026a', A]);
		expect(list.warnings).toHaveLength(1);
	});

	test('gives kind, name and a label', () => {
		expect(
			parseMediaJson([{ url: 'https://example.com/x', kind: 'Audio', name: ' hero ' }, B]),
		).toEqual({
			media: [
				{ url: 'https://example.com/x', kind: 'audio', name: 'hero', label: 'Media item 1' },
				{ url: B, kind: 'video', label: 'Media item 2' },
			],
			problems: [],
			warnings: [],
		});
	});

	test('takes a medium of unknown kind as an image, with a warning that names it', () => {
		const list = parseMediaJson([A, 'https://example.com/x']);
		expect(list.media[1].kind).toBe('image');
		expect(list.warnings).toEqual([expect.stringContaining('Media item 2')]);
	});

	test('takes null or blank kind and name as not given', () => {
		const list = parseMediaJson([
			{ url: B, kind: null, name: null },
			{ url: B, kind: '', name: '' },
		]);
		expect(list.problems).toEqual([]);
		expect(list.media.map(({ kind, name }) => [kind, name])).toEqual([
			['video', undefined],
			['video', undefined],
		]);
	});

	test('leaves out blank entries and says that the tags move', () => {
		const list = parseMediaJson([A, '', null, { url: '' }, B]);
		expect(list.problems).toEqual([]);
		expect(list.media.map((medium) => medium.label)).toEqual(['Media item 1', 'Media item 5']);
		expect(list.warnings).toHaveLength(3);
	});

	test.each([
		['[https://example.com/a.jpg "x"]', 'character 2 of line 1'],
		['["https://example.com/a.jpg"', 'ends too early'],
		['["a" "b"]', 'character 6 of line 1'],
		['[\n"a",\n]', 'character 1 of line 3'],
		['{"url": }', 'character 9 of line 1'],
		['{url: "a"}', 'character 2 of line 1'],
		["['a']", 'character 2 of line 1'],
		['["a"] x', 'character 7 of line 1'],
		['{"url":"a",}', 'character 12 of line 1'],
	])('refuses the broken JSON %j and says where', (text, where) => {
		const list = parseMediaJson(text);
		expect(list.media).toEqual([]);
		expect(list.problems).toHaveLength(1);
		expect(list.problems[0].message).toContain(where);
		expect(list.problems[0].message).toContain('Check quotes');
	});

	test('does not repeat a signed address of a broken JSON', () => {
		const [problem] = parseMediaJson('[https://example.com/a.jpg?sig=hunter2 "x"]').problems;
		expect(problem.message).not.toContain('hunter2');
	});

	test.each([
		[5, 'a number'],
		[true, 'true or false'],
		['[5]', 'a number'],
		[[true], 'true or false'],
		[[{ adress: A }], 'only “adress”'],
		[[{ URL: A, tpye: 'image' }], '“tpye”'],
		[[{ url: A, nmae: 'hero' }], 'Write “name”'],
		[[{ ulr: A }], 'Write “url”'],
		[[{ url: A, type: 'application/pdf' }], 'application/pdf'],
		[[{ url: A, kind: 'document' }], '"document", which is not known. Use image, video or audio'],
		[[{ url: 5 }], 'no url'],
		[[{}], 'no url'],
		[[{ url: A, name: 5 }], 'not text'],
	])('refuses %j and says %j', (value, words) => {
		const { problems } = parseMediaJson(value);
		expect(problems).toHaveLength(1);
		expect(problems[0].field).toContain('Media List');
		expect(problems[0].message).toContain(words);
		expect(problems[0].message).not.toMatch(/error|problem|failure|mistake|undefined/i);
	});

	test('names every bad entry and keeps the good ones', () => {
		const list = parseMediaJson([A, 5, { url: B, knid: 'x' }]);
		expect(list.media).toHaveLength(1);
		expect(list.problems.map((problem) => problem.field)).toEqual([
			'Media List, Media item 2',
			'Media List, Media item 3',
		]);
	});
});

describe('kind', () => {
	test.each([
		['https://e.com/a.JPG', 'image'],
		['https://e.com/a.webp?x=.mp4', 'image'],
		['https://e.com/o/folder%2Fclip.MP4?alt=media', 'video'],
		['https://e.com/clip%2Emov', 'video'],
		['https://e.com/a.b/c.m4v#t=1', 'video'],
		['https://e.com/a.wav', 'audio'],
		['https://e.com/100%/a.mp3', 'audio'],
		['data:audio/mpeg;base64,AAAA', 'audio'],
		['n8n-binary:photo.png', 'image'],
		['https://e.com/a', null],
		['https://e.mp4', null],
		['https://e.com/?file=a.mp4', null],
		['https://e.com/a.mp4/', null],
		['https://e.com/a.pdf', null],
		['asset://asset-1', null],
		['asset://clip.mp4', null],
	])('of %s is %s', (url, kind) => {
		expect(kindFromUrl(url)).toBe(kind);
	});

	test('falls back to image with a warning that names the medium', () => {
		expect(kindOrImage('https://e.com/a', 'Media item 7')).toEqual({
			kind: 'image',
			warning: expect.stringContaining('Media item 7'),
		});
		expect(kindOrImage('https://e.com/a.mp4', 'Media item 7')).toEqual({ kind: 'video' });
	});

	test('has no ending in a data URL', () => {
		expect(extensionOf('data:image/png;base64,AA/b.mp4')).toBeNull();
	});
});

describe('findJsonBreak', () => {
	test.each(['{}', '[]', ' [1, -2.5e3, "a\\u00e9\\"", null, true, {"a": [ ]}] ', '"x"'])(
		'finds nothing in %s',
		(text) => {
			expect(JSON.parse(text)).toBeDefined();
			expect(findJsonBreak(text)).toBeNull();
		},
	);

	test('finds every place where one character was taken out', () => {
		const text = '[{"url":"https://a.b/c","name":"x"},"d"]';
		for (let index = 0; index < text.length; index++) {
			const broken = text.slice(0, index) + text.slice(index + 1);
			let valid = true;
			try {
				JSON.parse(broken);
			} catch {
				valid = false;
			}
			expect(findJsonBreak(broken) === null).toBe(valid);
		}
	});

	test('survives a cell full of brackets', () => {
		expect(findJsonBreak('['.repeat(100000))).not.toBeNull();
		expect(parseMediaJson('['.repeat(100000)).problems).toHaveLength(1);
	});
});
