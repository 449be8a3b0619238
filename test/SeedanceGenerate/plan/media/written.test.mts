/** Lists as people and programs write them: the addresses, and nothing else. */

import { checkMediaUrl } from '../../../../nodes/SeedanceGenerate/plan/media/url.ts';
import { parseMediaJson } from '../../../../nodes/SeedanceGenerate/plan/media/list.ts';

const A = 'https://shop.example.com/mug.jpg';
const B = 'https://shop.example.com/cup.png';
const V = 'https://shop.example.com/clip.mp4';

const urls = (value: unknown) => {
	const { media, problems } = parseMediaJson(value);
	expect(problems).toEqual([]);
	return media.map(({ url }) => url);
};

describe('P17 Two pictures are two pictures', () => {
	test.each([
		...[`${A}&${B}`, `${A}+${B}`, `${A}##${B}`, `${A} // ${B}`, `${A} or ${B}`, `${A}! ${B}!`],
		...[`Image 1: ${A}\nImage 2: ${B}`, `image1=${A}\nimage2=${B}`, `front: ${A}, back: ${B}`],
		...[`Front - ${A}\nBack - ${B}`, `${A} (front), ${B} (back)`, `${A} - front\n${B} - back`],
		...[`Here are the images:\n${A}\n${B}`, `Images: ${A}, ${B}`, `{${A},${B}}`],
		...[
			`\u0060\u0060\u0060json\n["${A}", "${B}"]\n\u0060\u0060\u0060`,
			`json ["${A}","${B}"]`,
			`["${A}" "${B}"]`,
		],
		...[`<p>${A}</p><p>${B}</p>`, `<ul><li>${A}</li><li>${B}</li></ul>`, `《${A}》, 《${B}》`],
		...[`[{url:"${A}"},{url:"${B}"}]`, `[{'url': '${A}', 'ok': True}, {'url': '${B}', 'x': None}]`],
		...[`[\\"${A}\\", \\"${B}\\"]`],
	])('in the cell %j', (cell) => {
		expect(urls(cell)).toEqual([A, B]);
	});

	test.each([
		[{ images: { edges: [{ node: { url: A } }, { node: { url: B } }] } }],
		[{ media: { nodes: [{ image: { url: A } }, { image: { url: B } }] } }],
		[{ image1: A, image2: B }],
		[{ featured_image: A, gallery: [B] }],
		[{ image: { src: A }, images: [{ src: A }, { src: B }] }],
		[[{ attachment: A }, { '@microsoft.graph.downloadUrl': B, webUrl: 'https://x.example.com' }]],
	])('in the object %j', (value) => {
		expect(urls(value)).toEqual([A, B]);
	});

	test('and a picture and a video under their names are both taken', () => {
		expect(parseMediaJson({ image: A, video: V }).media.map(({ kind }) => kind)).toEqual([
			'image',
			'video',
		]);
	});
});

describe('P17 What belongs to an address stays in it', () => {
	test.each([
		'https://shop.example.com/a;b.jpg',
		'https://shop.example.com/mug.jpg?',
		'https://shop.example.com/wow!',
		'https://shop.example.com/cdn-cgi/image/width=80,quality=75/https://other.example.com/a.jpg',
		'https://images.example.com/?w=1&url=https://shop.example.com/mug.jpg',
		'https://shop.example.com/a_(b)_c.jpg',
	])('%s', (address) => {
		expect(urls(`${address} - ${B}`)).toEqual([address, B]);
		expect(urls(`Front: ${address}`)).toEqual([address]);
	});

	test('a word for no value in front of an address is shown, not dropped', () => {
		expect(urls(`none: ${A}`)).toHaveLength(2);
	});

	test('a kind that is none is shown', () => {
		const { problems } = parseMediaJson([{ url: A, kind: '#N/A' }]);
		expect(problems[0].message).toContain('has the kind "#N/A", which is not known');
	});
});

const FLOODS = [
	'}}',
	')',
	'(',
	'[',
	'![',
	' ',
	'\n',
	',',
	';',
	'|',
	'<',
	'<a ',
	'x:',
	'\u3000',
	'-',
	'!',
	'"',
];

test('a list of 100 kB of one sign is read in no time and never throws', () => {
	const before = performance.now();
	for (const sign of FLOODS)
		for (const begin of ['', A, '{', '[', '<img ']) {
			const text = `${begin}${sign.repeat(50_000 / sign.length)}x`;
			for (const { url } of parseMediaJson(text).media.slice(0, 3))
				checkMediaUrl(url, { httpsOnly: true, privateAllowed: false });
		}
	// Reading that grew with the square took minutes.
	expect(performance.now() - before).toBeLessThan(30_000);
});
