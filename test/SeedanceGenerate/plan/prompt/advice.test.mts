import {
	promptAdvice,
	unmentionedMedia,
} from '../../../../nodes/SeedanceGenerate/plan/prompt/advice.ts';
import { SPELLINGS } from './spellings.mts';
import { resolveMode } from '../../../../nodes/SeedanceGenerate/plan/mode.ts';
import {
	hasTaggedImage,
	translateTags,
} from '../../../../nodes/SeedanceGenerate/plan/prompt/tags.ts';
import { STRONG, SAMPLES, WEAK } from './seedPrompts.mts';
import type { Medium } from '../../../../nodes/shared/domain/request.ts';
import type { AdviceQuestion } from '../../../../nodes/SeedanceGenerate/plan/prompt/advice.ts';
import type { Sample } from './seedPrompts.mts';

function several(kind: Medium['kind'], count: number): Medium[] {
	return Array.from({ length: count }, (_, index) => ({
		kind,
		url: `https://example.com/${kind}${index}`,
		label: `Media item ${index + 1}`,
	}));
}

function questionOf({ prompt, images, videos = 0, audios = 0, seconds }: Sample): AdviceQuestion {
	const media = [
		...several('image', images),
		...several('video', videos),
		...several('audio', audios),
	];
	const { mode } = resolveMode({
		choice: 'auto',
		media,
		hasTaggedImage: hasTaggedImage(prompt, media),
		modeByCount: false,
	});
	return { prompt, media, mode, durationSeconds: seconds, spelling: SPELLINGS.atLower };
}

const ask = (prompt: string, more: Partial<AdviceQuestion> = {}) =>
	promptAdvice({ prompt, media: [], mode: 'textToVideo', spelling: SPELLINGS.atLower, ...more });

describe('promptAdvice', () => {
	test.each(STRONG)('says nothing about the strong prompt "$prompt"', (sample) => {
		expect(promptAdvice(questionOf(sample))).toEqual([]);
	});

	test.each(SAMPLES)('says nothing about the working sample "$prompt"', (sample) => {
		expect(promptAdvice(questionOf(sample))).toEqual([]);
	});

	test.each([...STRONG, ...SAMPLES])('lets "$prompt" through as a plain prompt', (sample) => {
		const { prompt, media } = questionOf(sample);
		expect(translateTags(prompt, media, SPELLINGS.atTitle, { enabled: true }).problems).toEqual([]);
	});

	test.each([
		...WEAK,
		'Red running shoes on a white table',
		'A luxury watch on a clean white background, warm light',
		'A woman in a dress holding a drink bottle in an open field',
		'Product photo of a perfume bottle with studio lighting, close-up, 4k',
		'写实风格，一瓶香水放在白色桌面上，柔和的光线',
		'一个穿着蓝色衣服的卡通动物坐在草坪上',
	])('warns that "%s" only describes a still picture', (prompt) => {
		const advice = ask(prompt, { durationSeconds: 5 });
		expect(advice).toHaveLength(1);
		expect(advice[0]).toContain('hardly move');
	});

	test.each([
		'The bottle rotates',
		'slow pan left over the table',
		'Two kids run on the beach',
		'Leaves fall on the grass',
		'The lid opens',
		'Steam rising from a cup of tea',
		'A dancer moonwalking on the street',
		'香水瓶缓缓旋转',
		'镜头推进',
		'',
		'Une bouteille de parfum sur une table à côté du lit',
		'Флакон духов на столе',
		'テーブルの上の香水',
	])('does not call "%s" still', (prompt) => {
		expect(ask(prompt, { durationSeconds: 5 })).toEqual([]);
	});

	test('does not ask for movement where a reference video or sound brings it', () => {
		expect(ask('A cat on a windowsill', { media: several('video', 1), mode: 'reference' })).toEqual(
			[],
		);
	});

	test('warns about many actions in a short video, and only then', () => {
		const prompt =
			'She opens the box, picks up the watch, walks to the window, waves and jumps on the sofa.';
		expect(ask(prompt, { durationSeconds: 4 })[0]).toContain('rushed');
		expect(ask(prompt, { durationSeconds: 10 })).toEqual([]);
		expect(ask(prompt, { durationSeconds: -1 })).toEqual([]);
		expect(ask(prompt)).toEqual([]);
		const chinese = '她先打开盒子，然后拿起手表，接着走到窗边，随后挥手，最后跳上沙发';
		expect(ask(chinese, { durationSeconds: 5 })[0]).toContain('rushed');
		expect(ask(chinese, { durationSeconds: 10 })).toEqual([]);
	});

	test('warns about one small movement in a long video, and only then', () => {
		expect(ask('The bottle rotates on a table', { durationSeconds: 15 })[0]).toContain('stretched');
		expect(ask('The bottle rotates on a table', { durationSeconds: 8 })).toEqual([]);
		expect(ask('香水瓶旋转', { durationSeconds: 15 })[0]).toContain('stretched');
	});

	test('asks for tags when several reference images have none', () => {
		const media = several('image', 3);
		const prompt = 'A character walks through a forest in watercolor style';
		expect(ask(prompt, { media, mode: 'reference' })[0]).toContain('@Image1 is');
		expect(ask(prompt, { media: several('image', 2), mode: 'firstLastFrame' })).toEqual([]);
		expect(ask(`@Image1 is the hero. ${prompt}`, { media, mode: 'reference' })).toEqual([]);
		const plain = `image 1 is the hero. ${prompt}`;
		expect(ask(plain, { media, mode: 'reference', spelling: SPELLINGS.plainWords })).toEqual([]);
		expect(ask(plain, { media, mode: 'reference', spelling: SPELLINGS.ark })).toHaveLength(1);
	});

	test('warns above 500 Chinese characters and above 1000 words', () => {
		expect(ask('走'.repeat(501))[0]).toContain('501');
		expect(ask('走'.repeat(500))).toEqual([]);
		expect(ask('walks '.repeat(1001))[0]).toContain('1001');
		expect(ask('walks '.repeat(1000))).toEqual([]);
	});
});

describe('unmentionedMedia', () => {
	const media = [...several('image', 2), ...several('video', 1)];

	test('lists in one warning what a reference prompt leaves out', () => {
		const warnings = unmentionedMedia({ prompt: '@Image2 walks', media, mode: 'reference' });
		expect(warnings).toHaveLength(1);
		expect(warnings[0]).toContain('@Image1, @Video1');
	});

	test('is silent when everything is mentioned, in whichever spelling', () => {
		const prompt = '@Image1 and image 2 like 视频1';
		expect(unmentionedMedia({ prompt, media, mode: 'reference' })).toEqual([]);
	});

	test('is silent in the other modes', () => {
		expect(unmentionedMedia({ prompt: 'x', media, mode: 'firstLastFrame' })).toEqual([]);
	});
});
