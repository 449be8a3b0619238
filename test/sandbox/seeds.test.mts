import { clientOf, startSandbox } from './support.mts';
import type { Sandbox } from '../../sandbox/index.mts';

/**
 * The request examples of the five provider documents, in our own words where they are prose:
 * what their authors show must be accepted here.
 */
export type Body = Record<string, unknown>;

const PICTURE = 'https://example.com/photo.jpg';
const CLIP = 'https://example.com/ref.mp4';
const MUSIC = 'https://example.com/music.mp3';

const pictures = (count: number) =>
	Array.from({ length: count }, (_unused, at) => `https://example.com/${at + 1}.jpg`);

const ark = (...items: Body[]) => ({
	model: 'doubao-seedance-2-0-260128',
	content: [{ type: 'text', text: 'a cup' }, ...items],
	generate_audio: true,
	ratio: '16:9',
	duration: 10,
	watermark: true,
});
const image = (role?: string) => ({
	type: 'image_url',
	image_url: { url: PICTURE },
	...(role ? { role } : {}),
});
const video = { type: 'video_url', video_url: { url: CLIP }, role: 'reference_video' };
const audio = { type: 'audio_url', audio_url: { url: MUSIC }, role: 'reference_audio' };

const old = (more: Body) => ({
	model: 'seedance-2.0',
	prompt: 'a cup',
	quality: '1080p',
	aspect_ratio: '16:9',
	...more,
});

const twelve = (more: Body) => ({
	model: 'seedance-2-official',
	prompt: 'a cup',
	duration: 5,
	...more,
	metadata: { ratio: '16:9', ...((more.metadata ?? {}) as Body) },
});

const ink = (more: Body) => ({
	model: 'seedance-2.0',
	prompt: 'a cup',
	aspectRatio: '16:9',
	duration: 5,
	resolution: '720p',
	...more,
});

const EXAMPLES: [string, 'evolink' | 'ark' | 'twelveAi' | 'ink', Body][] = [
	[
		'000 single image',
		'evolink',
		old({ image_urls: [PICTURE], duration: 8, generate_audio: true }),
	],
	['000 first and last frame', 'evolink', old({ image_urls: pictures(2), duration: 10 })],
	[
		'000 five pictures with tags',
		'evolink',
		old({ image_urls: pictures(5), duration: 10, generate_audio: true }),
	],
	[
		'000 silent product',
		'evolink',
		old({ image_urls: [PICTURE], duration: 8, generate_audio: false }),
	],
	[
		'000 batch, square',
		'evolink',
		old({ image_urls: [PICTURE], duration: 8, aspect_ratio: '1:1' }),
	],
	['001 first frame', 'ink', ink({ mediaUrls: [PICTURE] })],
	[
		'001 first and last frame',
		'ink',
		ink({ mediaUrls: pictures(2), duration: 6, resolution: '1080p' }),
	],
	[
		'001 mixed references',
		'ink',
		ink({
			model: 'seedance-2.0-fast',
			mediaUrls: [PICTURE, MUSIC],
			aspectRatio: '9:16',
			duration: 8,
			webhookUrl: 'https://example.com/hooks',
		}),
	],
	['002 quick start', 'twelveAi', twelve({})],
	['002 text to video', 'twelveAi', twelve({ size: '480p' })],
	['002 first frame', 'twelveAi', twelve({ images: [PICTURE] })],
	['002 first and last frame', 'twelveAi', twelve({ images: pictures(2) })],
	[
		'002 references with a video',
		'twelveAi',
		twelve({ images: pictures(3), duration: 6, metadata: { video_urls: [CLIP] } }),
	],
	[
		'002 references with music',
		'twelveAi',
		twelve({ images: pictures(3), duration: 10, metadata: { audio_urls: [MUSIC] } }),
	],
	[
		'002 everything',
		'twelveAi',
		twelve({
			images: pictures(3),
			duration: 6,
			metadata: { video_urls: [CLIP], audio_urls: [MUSIC] },
		}),
	],
	[
		'002 reviewed assets',
		'twelveAi',
		twelve({
			model: 'seedance-2-official2-fast',
			images: ['asset://asset-2026character', 'asset://asset-2026bg', 'asset://asset-2026ref'],
			duration: 6,
			size: '720p',
			metadata: {
				ratio: '3:4',
				video_urls: ['asset://asset-2026pace'],
				audio_urls: ['asset://asset-2026voice'],
			},
		}),
	],
	['003 template', 'ark', ark(image('reference_image'), video, audio)],
	['003 text', 'ark', ark()],
	['003 first frame without role', 'ark', ark(image())],
	['003 first and last frame', 'ark', ark(image('first_frame'), image('last_frame'))],
	[
		'003 three references',
		'ark',
		ark(image('reference_image'), image('reference_image'), image('reference_image')),
	],
	['003 edit', 'ark', ark(image('reference_image'), video)],
	['003 extend', 'ark', ark(video, video, video)],
	[
		'004 text',
		'evolink',
		{
			model: 'seedance-2.0-text-to-video',
			prompt: 'a dog',
			duration: 5,
			quality: '720p',
			aspect_ratio: '16:9',
		},
	],
];

describe('the examples of the provider documents', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ jobMs: 20, fetchMedia: false });
	});
	afterAll(() => sandbox.stop());

	test.each(EXAMPLES)('%s is accepted by %s', async (_title, speaker, body) => {
		const { status, text } = await clientOf(sandbox, speaker).send(body);
		expect({ status, text: status === 200 ? '' : text }).toEqual({ status: 200, text: '' });
	});

	test('the create answers have the fields of the samples', async () => {
		const evolink = await clientOf(sandbox, 'evolink').send(EXAMPLES[EXAMPLES.length - 1][2]);
		expect(Object.keys(evolink.json)).toEqual([
			'id',
			'object',
			'created',
			'model',
			'status',
			'progress',
			'type',
			'task_info',
			'usage',
		]);
		expect(evolink.json).toMatchObject({
			status: 'pending',
			usage: { billing_rule: 'per_second', credits_reserved: 50 },
		});
		expect((await clientOf(sandbox, 'evolink').send(old({}))).json).toEqual({
			task_id: expect.stringMatching(/^task-unified-/),
		});
		expect((await clientOf(sandbox, 'ark').send(ark())).json).toEqual({
			id: expect.stringMatching(/^cgt-\d{14}-\w{5}$/),
		});
		const made = (await clientOf(sandbox, 'twelveAi').send(twelve({}))).json;
		expect(Object.keys(made)).toEqual([
			'id',
			'object',
			'model',
			'status',
			'progress',
			'created_at',
		]);
		expect(
			(await clientOf(sandbox, 'ink').send(ink({ mediaUrls: [PICTURE], duration: 8 }))).json,
		).toEqual({
			success: true,
			requestId: expect.stringMatching(/^req_/),
			status: 'queued',
			creditsCharged: 64,
		});
	});
});
