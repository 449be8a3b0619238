import { parseMediaJson } from '../../../../nodes/SeedanceGenerate/plan/media/list.ts';

const A = 'https://shop.example.com/mug.jpg';
const B = 'https://shop.example.com/turn.mp4';
/** As databases hand them over: nothing in the address tells what it is. */
const X = 'https://v5.airtableusercontent.com/v3/u/1/x';
const Y = 'https://v5.airtableusercontent.com/v3/u/1/y?sig=a%2Fb&exp=1';

/** Kind, address and name of each medium; nothing may be refused or told. */
const read = (value: unknown) => {
	const { media, problems, warnings } = parseMediaJson(value);
	expect(problems).toEqual([]);
	expect(warnings).toEqual([]);
	return media.map(({ kind, url, name }) => [kind, url, ...(name === undefined ? [] : [name])]);
};

describe('P17 Texts around addresses are taken off', () => {
	test.each<[string, string, unknown]>([
		['Airtable', `mug.jpg (${X})`, [['image', X]]],
		[
			'Airtable, two',
			`mug (1), blue.jpg (${X}), turn.mp4 (${Y})`,
			[
				['image', X],
				['video', Y],
			],
		],
		[
			'Airtable, brackets in the address',
			'mug.jpg (https://e.com/a_(1))',
			[['image', 'https://e.com/a_(1)']],
		],
		['Markdown', `![A mug](${A})`, [['image', A]]],
		[
			'Markdown, two with titles',
			`![A](${A} "Front") and [B](<${B}>)`,
			[
				['image', A],
				['video', B],
			],
		],
		[
			'Markdown, a picture that is a link',
			`[![Mug](${A})](https://shop.example.com/mug)`,
			[['image', A]],
		],
		['HTML', `<img class="a" src="${A}" alt="A mug, blue">`, [['image', A]]],
		[
			'HTML, a link around it',
			`<p><a href='https://shop.example.com/mug'><img src='${A}'/></a></p>`,
			[['image', A]],
		],
		[
			'HTML, a film',
			`<video controls><source src="${B}" type="video/mp4"></video>`,
			[['video', B]],
		],
		['HTML, a link', `<a href="${A}">Mug</a>`, [['image', A]]],
		['=IMAGE', `=IMAGE("${A}"; 4; 100; 100)`, [['image', A]]],
		['=BILD', `=BILD("${A}")`, [['image', A]]],
		['=HYPERLINK', `=HYPERLINK("${A}";"Mug")`, [['image', A]]],
		[
			'=HYPERLINK around =IMAGE',
			`=HYPERLINK("https://shop.example.com/mug"; IMAGE("${A}"))`,
			[['image', A]],
		],
		[
			'Slack',
			`<${A}|mug.jpg> <${B}>`,
			[
				['image', A],
				['video', B],
			],
		],
		['a forum', `[img]${A}[/img]`, [['image', A]]],
		['a style sheet', `url("${A}")`, [['image', A]]],
		['bold', `**${A}**`, [['image', A]]],
		['brackets', `(${A})`, [['image', A]]],
		[
			'brackets of a list without quotes',
			`[${A}, ${B}]`,
			[
				['image', A],
				['video', B],
			],
		],
		[
			'a list of Python',
			`['${A}', '${B}']`,
			[
				['image', A],
				['video', B],
			],
		],
		[
			'rounded quotes',
			`[“${A}”, „${B}“]`,
			[
				['image', A],
				['video', B],
			],
		],
		[
			'a comma after the last',
			`["${A}", "${B}",]`,
			[
				['image', A],
				['video', B],
			],
		],
		[
			'quotes doubled by CSV',
			`"[""${A}"",""${B}""]"`,
			[
				['image', A],
				['video', B],
			],
		],
		[
			'objects one after the other',
			`{"url":"${A}"}\n{"url":"${B}"}`,
			[
				['image', A],
				['video', B],
			],
		],
		[
			'objects with commas only',
			`{"url":"${A}"}, {"url":"${B}"}`,
			[
				['image', A],
				['video', B],
			],
		],
		[
			'JSON in a text of JSON',
			JSON.stringify(JSON.stringify([A, B])),
			[
				['image', A],
				['video', B],
			],
		],
		['JSON with escaped slashes', `["${A.replaceAll('/', '\\/')}"]`, [['image', A]]],
		['escaped slashes alone', A.replaceAll('/', '\\/'), [['image', A]]],
		[
			'escaped line breaks',
			`${A}\\n${B}`,
			[
				['image', A],
				['video', B],
			],
		],
		[
			'<br>',
			`${A}<br/>${B}`,
			[
				['image', A],
				['video', B],
			],
		],
		[
			'no separator',
			`${A}${B}`,
			[
				['image', A],
				['video', B],
			],
		],
		[
			'&amp;',
			'https://e.com/a.jpg?X-Date=1&amp;X-Sig=2&#38;y=3',
			[['image', 'https://e.com/a.jpg?X-Date=1&X-Sig=2&y=3']],
		],
		[
			'capitals',
			'HTTPS://Shop.example.com/MUG.JPG',
			[['image', 'https://Shop.example.com/MUG.JPG']],
		],
		['invisible characters', `\u200b${A}\ufeff`, [['image', A]]],
		[
			'a picture and a data URL',
			`${A}, data:image/png;base64,iVBORw0KGgo=`,
			[
				['image', A],
				['image', 'data:image/png;base64,iVBORw0KGgo='],
			],
		],
		[
			'a data URL in lines',
			'data:image/png;base64,iVBOR\r\nw0KGgo=\n',
			[['image', 'data:image/png;base64,iVBORw0KGgo=']],
		],
	])('%s', (_, value, media) => {
		expect(read(value)).toEqual(media);
	});

	test.each([',', ';', '.', ')', '"', '”', '»', '>', ', ', ' ;', '),', '",', '。', '，', "'"])(
		'%j behind an address',
		(end) => {
			expect(read(`${A}${end}`)).toEqual([['image', A]]);
			expect(read(`${A}${end}\n${B}${end}`)).toEqual([
				['image', A],
				['video', B],
			]);
		},
	);

	test.each(['"', "'", '“', '«', '<', '(', '- ', '• ', '1. ', '2) ', '(3) ', '* ', '① ', '- "'])(
		'%j before an address',
		(start) => {
			expect(read(`${start}${A}`)).toEqual([['image', A]]);
			expect(read(`${start}${A}\n${start}${B}`)).toEqual([
				['image', A],
				['video', B],
			]);
		},
	);

	test('a part that is no address keeps its place, so that it can be named', () => {
		const { media } = parseMediaJson(`${A}, #N/A, ${B}; no image`);
		expect(media.map(({ url, label }) => [label, url])).toEqual([
			['Media item 1', A],
			['Media item 2', '#N/A'],
			['Media item 3', B],
			['Media item 4', 'no image'],
		]);
	});
});
