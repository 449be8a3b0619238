import {
	findTags,
	hasTaggedImage,
	translateTags,
} from '../../../../nodes/SeedanceGenerate/plan/prompt/tags.ts';
import type { Medium } from '../../../../nodes/shared/domain/request.ts';
import { SPELLINGS } from './spellings.mts';
import type { TagStyle } from './spellings.mts';

/** A list from letters: i = image, v = video, a = audio; names by position. */
function mediaOf(letters: string, names: Record<number, string> = {}): Medium[] {
	const kinds = { i: 'image', v: 'video', a: 'audio' };
	return [...letters].map((letter, index) => ({
		kind: kinds[letter as 'i'] as Medium['kind'],
		url: `https://example.com/${index}`,
		label: `Media item ${index + 1}`,
		...(names[index] ? { name: names[index] } : {}),
	}));
}

const translate = (prompt: string, media: Medium[], style: TagStyle) =>
	translateTags(prompt, media, SPELLINGS[style], { enabled: true });

const NAMED = mediaOf('iiva', { 0: 'hero', 1: '主角', 2: 'pace-2', 3: 'música' });

/** Prompt, media, style, expected prompt. */
const TRANSLATED = [
	// Canonical tags in every provider's spelling.
	['@Image1 walks', mediaOf('i'), 'atLower', '@image1 walks'],
	['@Image1 walks', mediaOf('i'), 'atTitle', '@Image1 walks'],
	['@Image1 walks', mediaOf('i'), 'imageFile', '@image_file_1 walks'],
	['@Image1 walks', mediaOf('i'), 'ark', '[Image 1] walks'],
	['@Image1 walks', mediaOf('i'), 'plainWords', 'image 1 walks'],
	['@Image1走路', mediaOf('i'), 'ark', '图片1走路'],
	['使用@Image1作为主角', mediaOf('i'), 'atLower', '使用@image1作为主角'],
	['使用@Image1作为主角', mediaOf('i'), 'plainWords', '使用image 1作为主角'],
	['@Video1 and @Audio1', mediaOf('va'), 'atLower', '@video1 and @audio1'],
	['@Video1 and @Audio1', mediaOf('va'), 'imageFile', '@video_file_1 and @audio_file_1'],
	['@Video1 and @Audio1', mediaOf('va'), 'ark', '[Video 1] and [Audio 1]'],
	['按@Video1的节奏，配@Audio1', mediaOf('va'), 'ark', '按视频1的节奏，配音频1'],
	['@Video1 and @Audio1', mediaOf('va'), 'plainWords', 'video 1 and audio 1'],
	// Tags count per kind, in list order.
	['@Image2 after @Video1', mediaOf('ivi'), 'imageFile', '@image_file_2 after @video_file_1'],
	// Any letter case.
	['@IMAGE1 and @iMaGe2', mediaOf('ii'), 'atLower', '@image1 and @image2'],
	['@image1', mediaOf('i'), 'atTitle', '@Image1'],
	// Punctuation, brackets and neighbours.
	['(@Image1), "@Image2".', mediaOf('ii'), 'atLower', '(@image1), "@image2".'],
	["@Image1's coat", mediaOf('i'), 'ark', "[Image 1]'s coat"],
	['@Image1-style light', mediaOf('i'), 'atLower', '@image1-style light'],
	['end of line.@Image1 runs', mediaOf('i'), 'atLower', 'end of line.@image1 runs'],
	['@Image1@Image2', mediaOf('ii'), 'plainWords', 'image 1 image 2'],
	['@Image1@Image2', mediaOf('ii'), 'atLower', '@image1@image2'],
	['@Image1/@Image2', mediaOf('ii'), 'atLower', '@image1/@image2'],
	['-@Image1 is the hero', mediaOf('i'), 'atLower', '-@image1 is the hero'],
	['@Image1\n@Image2', mediaOf('ii'), 'atLower', '@image1\n@image2'],
	['＠Image1 walks', mediaOf('i'), 'atLower', '@image1 walks'],
	['@Image1이 달린다', mediaOf('i'), 'atLower', '@image1이 달린다'],
	['これは@Image1です', mediaOf('i'), 'ark', 'これは[Image 1]です'],
	// Ten is ten, not one and a zero.
	['@Image10 and @Image1', mediaOf('iiiiiiiiii'), 'atLower', '@image10 and @image1'],
	// Spellings of other providers.
	['@image_file_1 walks', mediaOf('i'), 'atLower', '@image1 walks'],
	['@video_file_1', mediaOf('v'), 'ark', '[Video 1]'],
	[
		'将视频1礼盒替换成图片1中的面霜',
		mediaOf('iv'),
		'atLower',
		'将@video1礼盒替换成@image1中的面霜',
	],
	['[图1]和[图2]', mediaOf('ii'), 'imageFile', '@image_file_1和@image_file_2'],
	['[Image 1] and [Video 1]', mediaOf('iv'), 'atTitle', '@Image1 and @Video1'],
	['[Image1] walks', mediaOf('i'), 'ark', '[Image 1] walks'],
	['@图片1走路', mediaOf('i'), 'ark', '图片1走路'],
	['@图片1走路', mediaOf('i'), 'atLower', '@image1走路'],
	['音频1的鼓点', mediaOf('a'), 'imageFile', '@audio_file_1的鼓点'],
	// Names.
	['@hero walks', NAMED, 'atLower', '@image1 walks'],
	['@Hero walks', NAMED, 'imageFile', '@image_file_1 walks'],
	['@主角走进房间', NAMED, 'ark', '图片2走进房间'],
	['the beat of @música, please', NAMED, 'ark', 'the beat of [Audio 1], please'],
	['pace of @pace-2.', NAMED, 'atLower', 'pace of @video1.'],
	['@hero-2 runs', mediaOf('ii', { 0: 'hero', 1: 'hero-2' }), 'atLower', '@image2 runs'],
	['@hero walks', mediaOf('i', { 0: '@hero' }), 'atLower', '@image1 walks'],
	['@主角 walks', mediaOf('i', { 0: '主角' }), 'ark', '[Image 1] walks'],
	['@cafe\u0301 opens', mediaOf('i', { 0: 'caf\u00e9' }), 'atLower', '@image1 opens'],
	['@caf\u00e9 opens', mediaOf('i', { 0: 'cafe\u0301' }), 'atLower', '@image1 opens'],
	// A number or a word that stands directly beside a tag never becomes a part of it.
	['@主角3秒后转身', NAMED, 'atLower', '@image2 3秒后转身'],
	['@主角3秒后转身', NAMED, 'ark', '图片2 3秒后转身'],
	['@主角in a forest', NAMED, 'atTitle', '@Image2 in a forest'],
	['[Image 1]2 times', mediaOf('i'), 'imageFile', '@image_file_1 2 times'],
	['[图1]3秒', mediaOf('i'), 'plainWords', 'image 1 3秒'],
	['Nike图片1旋转', mediaOf('i'), 'atLower', 'Nike @image1旋转'],
] as Array<[string, Medium[], TagStyle, string]>;

/** Prompt, media, style: nothing changes and nothing is refused. */
const UNTOUCHED = [
	// The provider's own spelling.
	['@image1 walks', mediaOf('i'), 'atLower'],
	['@Image1 walks', mediaOf('i'), 'atTitle'],
	['使用 @image_file_1 作为主角，@video_file_1 控制节奏', mediaOf('iv'), 'imageFile'],
	['将视频1礼盒中的香水替换成图片1中的面霜，运镜不变', mediaOf('iv'), 'ark'],
	['[图1]戴着眼镜的男生和[图2]的柯基小狗', mediaOf('ii'), 'ark'],
	['[Image 1] in the style of [Image 2]', mediaOf('ii'), 'ark'],
	['中文里的 [Image 1]', mediaOf('i'), 'ark'],
	['image 1 walks to image 2', mediaOf('ii'), 'plainWords'],
	// E-mail, handles and unknown words.
	['write to name@image1.com', mediaOf('i'), 'atTitle'],
	['write to name@Image1.com today', mediaOf('i'), 'atLower'],
	['first.last+x@Image1', mediaOf('i'), 'atLower'],
	['follow @Image1@mastodon.social', mediaOf('i'), 'atLower'],
	['see @Image1.com', mediaOf('i'), 'atLower'],
	['@imagery of @ImageStudio', mediaOf('i'), 'atLower'],
	['the @Image is blue', mediaOf('i'), 'atLower'],
	['@Image1st place', mediaOf('i'), 'atLower'],
	['@Image1_final', mediaOf('i'), 'atLower'],
	['@image_file_1x', mediaOf('i'), 'atLower'],
	['@video1game', mediaOf('v'), 'atTitle'],
	['thanks @nobody and @acme_shop', mediaOf('i'), 'atLower'],
	['@heroine and @hero2 and @hero-official', NAMED, 'atLower'],
	['someone@hero.com', NAMED, 'atLower'],
	['@hero.com', NAMED, 'atLower'],
	['Ж@Image1', mediaOf('i'), 'atLower'],
	// Web addresses.
	['like https://example.com/@Image1/x', mediaOf('i'), 'atLower'],
	['like www.example.com/@Image1', mediaOf('i'), 'atLower'],
	['like example.com/@Image1 here', mediaOf('i'), 'atLower'],
	['https://example.com/?tag=@Image4', mediaOf('i'), 'atLower'],
	// Ordinary words that point at nothing, or count something.
	['图片4很好看', mediaOf('iii'), 'atLower'],
	['图片10很好看', mediaOf('i'), 'atLower'],
	['image 4 is nice', mediaOf('iii'), 'plainWords'],
	['image 4 is nice', mediaOf('iii'), 'atLower'],
	['视频16:9', mediaOf('v'), 'atLower'],
	['视频1:1比例', mediaOf('v'), 'atLower'],
	['使用图片1张', mediaOf('i'), 'atLower'],
	['视频1分钟', mediaOf('v'), 'atLower'],
	['a video 1 minute long', mediaOf('v'), 'atLower'],
	['[Shot 1] [1] [image] []', mediaOf('i'), 'atLower'],
	['', mediaOf('i'), 'ark'],
	['@', mediaOf('i'), 'ark'],
	['日落时的海面🌊', mediaOf(''), 'ark'],
] as Array<[string, Medium[], TagStyle]>;

/** Prompt, media, the tag named, and what the message must say. */
const DANGLING = [
	['@Image4', mediaOf('iii'), '@Image4', 'there are 3 images'],
	['@image2', mediaOf('i'), '@image2', 'there is 1 image'],
	['@Image1', mediaOf(''), '@Image1', 'there is no image'],
	['@Image0', mediaOf('i'), '@Image0', 'there is 1 image'],
	['@Image10', mediaOf('i'), '@Image10', 'there is 1 image'],
	['@Video1', mediaOf('iii'), '@Video1', 'there is no video'],
	['@Audio2', mediaOf('a'), '@Audio2', 'there is 1 audio file'],
	['@image_file_3', mediaOf('ii'), '@image_file_3', 'there are 2 images'],
	['[Image 3]', mediaOf('ii'), '[Image 3]', 'there are 2 images'],
	['[图3]的草坪', mediaOf('ii'), '[图3]', 'there are 2 images'],
	['@图片3', mediaOf('ii'), '@图片3', 'there are 2 images'],
	['@Image99999999999999999999', mediaOf('i'), '@Image9999', 'there is 1 image'],
] as Array<[string, Medium[], string, string]>;

describe('translateTags', () => {
	test.each(
		TRANSLATED.map(([prompt, media, style, expected]) => ({ prompt, media, style, expected })),
	)('writes $prompt for the spelling $style as $expected', ({ prompt, media, style, expected }) => {
		const result = translate(prompt, media, style);
		expect(result.prompt).toBe(expected);
		expect(result.problems).toEqual([]);
	});

	test.each(UNTOUCHED.map(([prompt, media, style]) => ({ prompt, media, style })))(
		'leaves $prompt alone for the spelling $style',
		({ prompt, media, style }) => {
			const result = translate(prompt, media, style);
			expect(result.prompt).toBe(prompt);
			expect(result.problems).toEqual([]);
		},
	);

	test.each(DANGLING.map(([prompt, media, tag, count]) => ({ prompt, media, tag, count })))(
		'refuses $prompt and says that $count',
		({ prompt, media, tag, count }) => {
			for (const enabled of [true, false]) {
				const result = translateTags(prompt, media, SPELLINGS.atLower, { enabled });
				expect(result.problems).toHaveLength(1);
				expect(result.problems[0].field).toBe('Prompt');
				expect(result.problems[0].message).toContain(tag);
				expect(result.problems[0].message).toContain(count);
				expect(result.prompt).toBe(prompt);
			}
		},
	);

	test('names a dangling tag once, however often it is written', () => {
		expect(translate('@Image2 @Image2 @Image3', mediaOf('i'), 'atLower').problems).toHaveLength(2);
	});

	test('rewrites nothing when it is switched off', () => {
		const prompt = '@Image1 and 图片2 in [Image 1]';
		const result = translateTags(prompt, mediaOf('ii'), SPELLINGS.imageFile, { enabled: false });
		expect(result).toEqual({ prompt, used: [0, 1], problems: [], warnings: [] });
	});

	test('warns when it is switched off and a name would go out as typed', () => {
		const result = translateTags('@hero walks', NAMED, SPELLINGS.atLower, { enabled: false });
		expect(result.prompt).toBe('@hero walks');
		expect(result.warnings[0]).toContain('@hero');
	});

	test('says which media a prompt uses, in list order and once each', () => {
		expect(translate('@Audio1 @Image2 @Image2', mediaOf('iva' + 'i'), 'atLower').used).toEqual([
			2, 3,
		]);
		expect(translate('video 1 is the base', mediaOf('v'), 'atLower').used).toEqual([0]);
	});

	test.each([
		['two words', 'letters'],
		['a.b', 'letters'],
		['image1', '@Image1'],
		['Video2', '@Image1'],
		['audio_file_3', '@Image1'],
		['图片1', '@Image1'],
	])('refuses the name %j with the field and a remedy', (name, remedy) => {
		const { problems } = translate('hello', mediaOf('i', { 0: name }), 'atLower');
		expect(problems).toHaveLength(1);
		expect(problems[0].field).toBe('Media item 1, Name');
		expect(problems[0].message).toContain(name);
		expect(problems[0].message).toContain(remedy);
	});

	test('refuses a name that two media share, in any letter case', () => {
		const { problems } = translate('x', mediaOf('iv', { 0: 'Hero', 1: 'hero' }), 'atLower');
		expect(problems).toHaveLength(1);
		expect(problems[0].field).toBe('Media item 2, Name');
		expect(problems[0].message).toContain('Media item 1');
	});

	test.each(['hero', 'Müller_2', '主角', 'герой', 'a-b', 'नायक', 'Image'])(
		'accepts the name %j',
		(name) => {
			const result = translate(`@${name} walks`, mediaOf('i', { 0: name }), 'atLower');
			expect(result.problems).toEqual([]);
			expect(result.prompt).toBe('@image1 walks');
		},
	);
});

describe('findTags', () => {
	test('gives place, kind, number and medium of every tag', () => {
		expect(findTags('a @hero, [图2]', mediaOf('ii', { 0: 'hero' }))).toEqual([
			{ start: 2, end: 7, text: '@hero', form: 'alias', kind: 'image', number: 1, mediaIndex: 0 },
			{
				start: 9,
				end: 13,
				text: '[图2]',
				form: 'bracket',
				kind: 'image',
				number: 2,
				mediaIndex: 1,
			},
		]);
	});

	test('stays quick on a long prompt full of tags', () => {
		const prompt = '@Image1 图片1 name@x.com https://a.example/@Image1 '.repeat(2000);
		const before = process.cpuUsage();
		expect(findTags(prompt, mediaOf('i'))).toHaveLength(4000);
		// Time of the processor, in microseconds: what else the machine does makes no difference.
		expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
	});
});

describe('hasTaggedImage', () => {
	test.each([
		['@Image1 walks', 'i', true],
		['图片1走路', 'i', true],
		['[图1]走路', 'i', true],
		['image 1 walks', 'i', false],
		['@Video1 walks', 'iv', false],
		['@Image2 walks', 'i', false],
		['a cat walks', 'i', false],
	])('%j with %j: %s', (prompt, letters, expected) => {
		expect(hasTaggedImage(prompt, mediaOf(letters))).toBe(expected);
	});
});
