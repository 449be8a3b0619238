import {
	findTags,
	hasTaggedImage,
	translateTags,
} from '../../../../nodes/SeedanceGenerate/plan/prompt/tags.ts';
import type { Medium } from '../../../../nodes/shared/domain/request.ts';
import type { MediaKind } from '../../../../nodes/shared/domain/vocabulary.ts';
import { SPELLINGS } from './spellings.mts';

const media = (...kinds: MediaKind[]): Medium[] =>
	kinds.map((kind, index) => ({
		kind,
		url: `https://example.com/${index}`,
		label: `Media item ${index + 1}`,
	}));

const translate = (prompt: string, list: Medium[]) =>
	translateTags(prompt, list, SPELLINGS.atTitle, { enabled: true });

/** Ways in which people write the tag of the first image, video or audio. */
const READ: Record<MediaKind, string[]> = {
	image: [
		...['@image 1', '@Image_1', '@IMAGE-1', '@image#1', '@Image #1', '@image:1', '@Image: 1'],
		...['@Image no. 1', '@Image Nr. 1', '@image01', '@Image\u00a01', '@ Image1', '@ image 1'],
		...['@[Image 1]', '@[image1]', '@(image1)', '@( Image 1 )', '@{image1}', '@<image 1>'],
		...['[@Image1]', '[@image 1]', '@"Image 1"', '@“Image 1”', '@【图片1】', '@「画像1」'],
		...['＠Image１', '＠ｉｍａｇｅ１', '@Image１', '＠画像１', '@图片①', '@图一', '@图片 一'],
		...['@第1张图片', '@第一张图', '@图片第1', '@Image one', '@image_one', '@images 1'],
		...['@img1', '@IMG_1', '@img 1', '@img-1', '@pic1', '@picture 1', '@photo1', '@Photo #1'],
		...[
			'@photo_1',
			'@frame 1',
			'@reference image 1',
			'@ref_image_1',
			'@RefImage1',
			'@product image 1',
		],
		...['@Bild1', '@Bild 1', '@Foto_1', '@imagen1', '@imágenes 1', '@imagem 1', '@fotografía 1'],
		...[
			'@immagine 1',
			'@圖片1',
			'@圖片 1',
			'@圖1',
			'@图像1',
			'@圖像1',
			'@照片1',
			'@相片1',
			'@影像1',
		],
		...[
			'@参考图1',
			'@參考圖片1',
			'@画像1',
			'@写真1',
			'@イメージ1',
			'@이미지1',
			'@이미지 1',
			'@사진1',
		],
		...['@картинка 1', '@zdjęcie 1', '@görsel 1', '@صورة 1', '@صورة١', '@תמונה 1', '@छवि १'],
		...['@รูปภาพ1', '@hình ảnh 1', '@εικόνα 1', '@obrázek 1', '@kuva1', '@рисунок 1', '@截图1'],
		...['@Image(1)', '@Image [1]', '@Image{1}', '@image number 1', '@image n°1', '@Image\t1'],
		...['@\u200bImage1', '@Image\u200b1', '@\u200eImage 1', '﹫Image1'],
	],
	video: [
		...['@video 1', '@Video_1', '@video-1', '@vídeo1', '@vidéo 1', '@vide\u0301o 1', '@clip1'],
		...['@Clip 1', '@movie1', '@film 1', '@vid_1', '@視頻1', '@影片1', '@短片 1', '@動画1'],
		...['@ビデオ1', '@映像1', '@영상1', '@동영상 1', '@видео1', '@[Video 1]'],
	],
	audio: [
		...['@audio 1', '@Audio_1', '@áudio1', '@sound1', '@Sound 1', '@music1', '@song 1', '@Ton 1'],
		...['@musique 1', '@sonido1', '@som 1', '@音頻1', '@音訊1', '@音讯1', '@声音1', '@聲音1'],
		...['@音乐1', '@音声1', '@オーディオ1', '@오디오1', '@음악1', '@bgm1', '@(audio1)'],
	],
};

const TITLE = { image: 'Image', video: 'Video', audio: 'Audio' };

describe('P17 A tag that is spelled otherwise', () => {
	const all = (Object.keys(READ) as MediaKind[]).flatMap((kind) =>
		READ[kind].map((text) => ({ kind, text })),
	);

	test.each(all)('is read: $text is the first $kind', ({ kind, text }) => {
		const list = media('image', 'image', 'video', 'audio').filter(
			(medium) => kind === 'image' || medium.kind !== 'image',
		);
		const { prompt, problems, warnings, used } = translate(`Let ${text} spin slowly.`, list);
		expect(prompt).toBe(`Let @${TITLE[kind]}1 spin slowly.`);
		expect(problems).toEqual([]);
		// 影像 is a picture here and a film there.
		expect(warnings).toHaveLength(text.includes('影像') ? 1 : 0);
		expect(used).toEqual([list.findIndex((medium) => medium.kind === kind)]);
	});

	test.each(READ.image.map((text) => ({ text })))(
		'makes Auto choose Reference: $text',
		({ text }) => {
			expect(hasTaggedImage(`${text} spins on a table`, media('image'))).toBe(true);
		},
	);

	test('is read where the next word follows without a space', () => {
		const { prompt } = translateTags(
			'@影像1在桌上慢慢旋轉，@圖片2放在旁邊',
			media('image', 'image'),
			SPELLINGS.ark,
			{ enabled: true },
		);
		expect(prompt).toBe('图片1在桌上慢慢旋轉，图片2放在旁邊');
	});

	test.each(['圖片1在桌上旋轉', '[圖1]在桌上旋轉'])(
		'is read without the sign, too: %s',
		(prompt) => {
			expect(hasTaggedImage(prompt, media('image'))).toBe(true);
			expect(translate(prompt, media('image')).prompt).toBe('@Image1在桌上旋轉');
		},
	);

	test('is a name first, where the user has given one', () => {
		const [first, second] = media('image', 'image');
		const list = [first, { ...second, name: 'img1' }];
		expect(translate('@img1 spins', list).prompt).toBe('@Image2 spins');
		expect(translate('@photo 1 spins', [{ ...first, name: 'photo' }]).prompt).toBe(
			'@Image1 1 spins',
		);
	});

	test('that can mean two media is read with a warning that names both', () => {
		const { prompt, warnings } = translate('@影像1 旋轉', media('video', 'image'));
		expect(prompt).toBe('@Image1 旋轉');
		expect(warnings).toEqual([expect.stringContaining('Write @Image1 or @Video1')]);
	});

	test.each(['@Image 3', '@image_3', '@[Image 3]', '@圖片3', '@图片 3', '＠Image３', '@Image 0'])(
		'and points at nothing is refused: %s',
		(text) => {
			const { problems } = translate(`${text} spins`, media('image', 'image'));
			expect(problems).toEqual([
				{
					field: 'Prompt',
					message: expect.stringMatching(/points at nothing.*@Image1 to @Image2/),
				},
			]);
		},
	);

	test.each([
		['@img3', '@Image3'],
		['@photo 3', '@Image3'],
		['@clip2', '@Video2'],
		['@Ton 1', '@Audio1'],
		['@ref1', '@Image1'],
		['@media 1', '@Image1'],
		['@素材1', '@Image1'],
		['@参考1', '@Image1'],
	])('and may be a handle is told, with the spelling: %s', (text, spelling) => {
		const { prompt, problems, warnings } = translate(`${text} spins`, media('image'));
		expect(prompt).toBe(`${text} spins`);
		expect(problems).toEqual([]);
		expect(warnings).toEqual([expect.stringContaining(`write ${spelling}`)]);
		expect(warnings[0]).toContain(text);
	});

	test('and lacks its number is told, where there is such a medium', () => {
		const told = (prompt: string) => translate(prompt, media('image')).warnings;
		expect(told('@Image spins')).toEqual([
			'@Image in the prompt has no number, so it is sent as plain text. If it is to be a tag, write @Image1.',
		]);
		expect(told('Spin @image.')).toHaveLength(1);
		for (const text of ['@images spin', '@image.shop', '@image_shop', 'a@image', '@video spins'])
			expect(told(text)).toEqual([]);
	});

	test('is told where tags are sent as they are written', () => {
		const { prompt, warnings } = translateTags('@img 1 spins', media('image'), SPELLINGS.atTitle, {
			enabled: false,
		});
		expect(prompt).toBe('@img 1 spins');
		expect(warnings).toEqual([expect.stringContaining('@img 1')]);
	});
});

/** Honest text that only looks a little like a tag. */
const HONEST = [
	...['@image1studio', '@img_lover', '@imagine1', '@image_lover', '@photo1.official', '@img1_shop'],
	...['@photography1', '@clipper2', '@tone1', '@songbird 1', '@imgur1', '@picnic1', '@picasso 1'],
	...['mail name@img1.com', 'hello@photo1.de', 'first.last@image 1', '@photo2024', '@img_9999'],
	...['@video 5 seconds long', '@video 16:9', '@image 1.5x', '@圖片1張', '@影片1分鐘', '@video 4k'],
	...[
		'@photo1@mastodon.social',
		'@clip1.com',
		'https://example.com/@img1',
		'@video 1080p',
		'@video 2024',
	],
	...['@audio 100%', '@media', '@reference', '@foto_anna', '@music24', '@sound2go'],
	...['image one of many', 'clip 1 of 3', '5 @ 2', '@1', '@', '@pics', 'photo@1', '@son_of_anna'],
];

describe('Honest text is left alone', () => {
	test.each(HONEST)('%s', (text) => {
		const list = media('image', 'image', 'video', 'audio');
		const { prompt, problems, warnings } = translate(`See ${text}, please`, list);
		expect(prompt).toBe(`See ${text}, please`);
		expect(problems).toEqual([]);
		expect(warnings).toEqual([]);
	});

	test('and a long prompt full of signs is read quickly', () => {
		const prompt = '@Image 1 @img_2 @ 圖片 @[Image 1 name@x.com @第一 '.repeat(2000);
		const before = process.cpuUsage();
		findTags(prompt, media('image'));
		// Time of the processor, in microseconds: what else the machine does makes no difference.
		expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
	});
});
