import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { mediaOf, requestFor } from '../../contract/requests.mts';
import type { JsonObject } from '../../../nodes/shared/domain/json.ts';
import type { Mode, MediaKind } from '../../../nodes/shared/domain/vocabulary.ts';

/** The fields of a request that tests look into. */
type Body = JsonObject & {
	content: Array<{ type: string; role?: string }>;
	metadata?: { action?: string };
};

function bodyOf({ provider, request }: ReturnType<typeof requestFor>) {
	return provider.create(request).body as Body;
}

const EVERYTHING = {
	durationSeconds: 7,
	resolution: '720p',
	aspectRatio: '9:16',
	generateAudio: false,
} as const;
const CALLBACK = 'https://n8n.example.com/webhook/x';

describe('Volcengine Ark', () => {
	const ark = 'ark';

	test('sends every setting under its own name', () => {
		const options = {
			watermark: true,
			seed: 0,
			webSearch: true,
			returnLastFrame: true,
			serviceTier: 'flex',
			callbackUrl: CALLBACK,
		};
		expect(bodyOf(requestFor(ark, { ...EVERYTHING, options }))).toEqual({
			model: 'doubao-seedance-2-0-260128',
			content: [{ type: 'text', text: 'A paper boat sails across a puddle in the rain' }],
			duration: 7,
			resolution: '720p',
			ratio: '9:16',
			generate_audio: false,
			watermark: true,
			seed: 0,
			tools: [{ type: 'web_search' }],
			return_last_frame: true,
			service_tier: 'flex',
			callback_url: CALLBACK,
		});
	});

	test('a length is always sent to 2.5, which would choose 30 seconds by itself', () => {
		const model = 'seedance-2.5' as const;
		expect(bodyOf(requestFor(ark, { model }))).toMatchObject({ duration: -1 });
		expect(bodyOf(requestFor(ark, { model, durationSeconds: 5 }))).toMatchObject({ duration: 5 });
		const typed = { model: 'custom', customModel: 'dreamina-seedance-2-5-260628' } as const;
		expect(bodyOf(requestFor(ark, typed))).toMatchObject({ duration: -1 });
		expect(bodyOf(requestFor(ark))).not.toHaveProperty('duration');
		const endpoint = { model: 'custom', customModel: 'ep-2026-abc' } as const;
		expect(bodyOf(requestFor(ark, endpoint))).not.toHaveProperty('duration');
		const framed = { model, options: { extraBody: { frames: 57 } } };
		expect(bodyOf(requestFor(ark, framed))).not.toHaveProperty('duration');
	});

	test('web search that is off is not sent: there is no field for it', () => {
		expect(bodyOf(requestFor(ark, { options: { webSearch: false } }))).not.toHaveProperty('tools');
	});

	test('roles are explicit, but for the single frame of automatic mode', () => {
		const roles = ({ content }: Body) => content.slice(1).map(({ role }) => role);
		expect(roles(bodyOf(requestFor(ark, { mode: 'firstFrame' })))).toEqual(['first_frame']);
		expect(roles(bodyOf(requestFor(ark, { mode: 'firstFrame', modeIsAutomatic: true })))).toEqual([
			undefined,
		]);
		expect(
			roles(bodyOf(requestFor(ark, { mode: 'firstLastFrame', modeIsAutomatic: true }))),
		).toEqual(['first_frame', 'last_frame']);
		const media = mediaOf(['audio', 'video', 'image']);
		expect(roles(bodyOf(requestFor(ark, { mode: 'reference', media })))).toEqual([
			'reference_audio',
			'reference_video',
			'reference_image',
		]);
	});

	test('an empty prompt leaves no empty text behind', () => {
		const { content } = bodyOf(requestFor(ark, { mode: 'firstFrame', prompt: '' }));
		expect(content).toHaveLength(1);
		expect(content[0].type).toBe('image_url');
	});

	test('2.5 is told to edit or extend, also by its id, and 2.0 is not', () => {
		const name = 'omni_reference_task_type';
		const model = 'seedance-2.5' as const;
		expect(bodyOf(requestFor(ark, { model, mode: 'videoEdit' }))[name]).toBe('edit');
		expect(bodyOf(requestFor(ark, { model, mode: 'videoExtend' }))[name]).toBe('extend');
		expect(bodyOf(requestFor(ark, { model, mode: 'reference' }))).not.toHaveProperty(name);
		const customModel = 'doubao-seedance-2-5-260628';
		expect(bodyOf(requestFor(ark, { model: 'custom', customModel, mode: 'videoEdit' }))[name]).toBe(
			'edit',
		);
		expect(bodyOf(requestFor(ark, { mode: 'videoEdit' }))).not.toHaveProperty(name);
	});

	test('the length -1 is passed on', () => {
		expect(bodyOf(requestFor(ark, { durationSeconds: -1 })).duration).toBe(-1);
	});

	test('lists page by page with the filters that are set', () => {
		expect(PROVIDERS.ark.list?.({ page: 2, pageSize: 50 })).toEqual({
			method: 'GET',
			path: '/contents/generations/tasks',
			query: { page_num: 2, page_size: 50 },
		});
		expect(
			PROVIDERS.ark.list?.({
				page: 0,
				pageSize: 9999,
				status: 'succeeded',
				model: 'm',
				taskIds: ['a', 'b'],
				serviceTier: 'flex',
			}).query,
		).toEqual({
			page_num: 1,
			page_size: 500,
			'filter.status': 'succeeded',
			'filter.model': 'm',
			'filter.task_ids': ['a', 'b'],
			'filter.service_tier': 'flex',
		});
	});

	test('cancelling and deleting are the same call', () => {
		const call = { method: 'DELETE', path: '/contents/generations/tasks/cgt-1' };
		expect(PROVIDERS.ark.cancel?.('cgt-1')).toEqual(call);
		expect(PROVIDERS.ark.remove?.('cgt-1')).toEqual(call);
	});
});

describe('EvoLink', () => {
	test('sends every setting under its own name, media by kind', () => {
		const media = mediaOf(['audio', 'image', 'video', 'image']);
		const options = { callbackUrl: CALLBACK };
		expect(
			bodyOf(requestFor('evolink', { ...EVERYTHING, mode: 'reference', media, options })),
		).toEqual({
			model: 'seedance-2.0-reference-to-video',
			prompt: 'A paper boat sails across a puddle in the rain',
			image_urls: ['https://example.com/image1.png', 'https://example.com/image3.png'],
			video_urls: ['https://example.com/video2.mp4'],
			audio_urls: ['https://example.com/audio0.mp3'],
			duration: 7,
			quality: '720p',
			aspect_ratio: '9:16',
			generate_audio: false,
			callback_url: CALLBACK,
		});
	});

	test('web search is a model parameter of text to video only', () => {
		const on = { options: { webSearch: true } };
		expect(bodyOf(requestFor('evolink', on)).model_params).toEqual({ web_search: true });
		const off = { options: { webSearch: false } };
		expect(bodyOf(requestFor('evolink', off)).model_params).toEqual({ web_search: false });
		const framed = bodyOf(requestFor('evolink', { ...off, mode: 'firstFrame' }));
		expect(framed).not.toHaveProperty('model_params');
	});
});

describe('12AI', () => {
	test('sends every setting under its own name', () => {
		const options = { watermark: false, webSearch: true, callbackUrl: CALLBACK };
		expect(bodyOf(requestFor('twelveAi', { ...EVERYTHING, options }))).toEqual({
			model: 'seedance-2-official',
			prompt: 'A paper boat sails across a puddle in the rain',
			duration: 7,
			size: '720p',
			metadata: {
				ratio: '9:16',
				generate_audio: false,
				web_search: true,
				watermark: false,
				webhook_url: CALLBACK,
			},
		});
	});

	const ACTIONS: [Mode, MediaKind[], string | undefined][] = [
		['textToVideo', [], undefined],
		['firstFrame', ['image'], undefined],
		['firstLastFrame', ['image', 'image'], undefined],
		['reference', ['image', 'image', 'image'], undefined],
		['reference', ['image', 'image', 'image', 'video'], undefined],
		['reference', ['image'], 'multi_ref'],
		['reference', ['image', 'image'], 'multi_ref'],
		['reference', ['video'], 'multi_ref'],
		['reference', ['audio'], 'multi_ref'],
		['reference', ['image', 'audio'], 'multi_ref'],
	];

	test.each(ACTIONS)('%s with %j names the action %s', (mode, kinds, action) => {
		const { metadata } = bodyOf(requestFor('twelveAi', { mode, media: mediaOf(kinds) }));
		expect(metadata?.action).toBe(action);
	});

	test('deleting is a DELETE of the video', () => {
		expect(PROVIDERS.twelveAi.remove?.('t1')).toEqual({ method: 'DELETE', path: '/v1/videos/t1' });
		expect(PROVIDERS.twelveAi.cancel).toBeUndefined();
	});
});

describe('seedance2.ink', () => {
	test('puts images first, then video, then audio, and keeps the order inside a kind', () => {
		const media = mediaOf(['audio', 'image', 'video', 'image']);
		const body = bodyOf(
			requestFor('ink', {
				...EVERYTHING,
				mode: 'reference',
				media,
				options: { callbackUrl: CALLBACK },
			}),
		);
		expect(body).toEqual({
			model: 'seedance-2.0',
			prompt: 'A paper boat sails across a puddle in the rain',
			mediaUrls: [
				'https://example.com/image1.png',
				'https://example.com/image3.png',
				'https://example.com/video2.mp4',
				'https://example.com/audio0.mp3',
			],
			aspectRatio: '9:16',
			duration: 7,
			resolution: '720p',
			webhookUrl: CALLBACK,
		});
	});

	test('text to video has no media list', () => {
		expect(bodyOf(requestFor('ink'))).not.toHaveProperty('mediaUrls');
	});
});
