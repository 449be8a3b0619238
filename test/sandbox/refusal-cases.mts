/**
 * What each provider is known to refuse. Source: the reference page of each provider, see sandbox/README.md.
 */
export type Body = Record<string, unknown>;

const MANY = (count: number, url: string) => Array.from({ length: count }, () => url);

export const arkBody = (change: Body) => ({
	model: 'doubao-seedance-2-0-260128',
	content: [{ type: 'text', text: 'a cup' }],
	...change,
});
const FAST = { model: 'doubao-seedance-2-0-fast-260128' };
export const NEWEST = { model: 'doubao-seedance-2-5-260628' };
const ADDRESS = 'http://127.0.0.1:1/never-fetched.png';

const item = (kind: string, role?: string, url: string = ADDRESS) => ({
	type: `${kind}_url`,
	[`${kind}_url`]: { url },
	...(role ? { role } : {}),
});
export const TEXT = { type: 'text', text: 'a cup' };

/** Title, body, error code, field. */
export const ARK: [string, Body, string, string][] = [
	['no model', { content: [TEXT] }, 'MissingParameter.model', 'model'],
	['no content', { model: 'doubao-seedance-2-0-260128' }, 'MissingParameter.content', 'content'],
	[
		'an unknown field',
		arkBody({ quality: '720p' }),
		'InvalidParameter.UnsupportedParameter',
		'quality',
	],
	['16 s', arkBody({ duration: 16 }), 'InvalidParameter', 'duration'],
	['3 s', arkBody({ duration: 3 }), 'InvalidParameter', 'duration'],
	['half a second', arkBody({ duration: 4.5 }), 'InvalidParameter', 'duration'],
	['a duration as text', arkBody({ duration: '5' }), 'InvalidParameter', 'duration'],
	['1080p on fast', arkBody({ ...FAST, resolution: '1080p' }), 'InvalidParameter', 'resolution'],
	['4k on fast', arkBody({ ...FAST, resolution: '4k' }), 'InvalidParameter', 'resolution'],
	['31 s on 2.5', arkBody({ ...NEWEST, duration: 31 }), 'InvalidParameter', 'duration'],
	['an unknown ratio', arkBody({ ratio: '2:1' }), 'InvalidParameter', 'ratio'],
	['a seed beyond 32 bits', arkBody({ seed: 2 ** 32 }), 'InvalidParameter', 'seed'],
	['frames on 2.0', arkBody({ frames: 57 }), 'InvalidParameter.UnsupportedParameter', 'frames'],
	[
		'flex on 2.0',
		arkBody({ service_tier: 'flex' }),
		'InvalidParameter.UnsupportedParameter',
		'service_tier',
	],
	[
		'priority on 1.5',
		arkBody({ model: 'doubao-seedance-1-5-pro-251215', priority: 1 }),
		'InvalidParameter.UnsupportedParameter',
		'priority',
	],
	['priority 10', arkBody({ priority: 10 }), 'InvalidParameter', 'priority'],
	[
		'an expiry of a minute',
		arkBody({ execution_expires_after: 60 }),
		'InvalidParameter',
		'execution_expires_after',
	],
	[
		'web search with an image',
		arkBody({ content: [TEXT, item('image')], tools: [{ type: 'web_search' }] }),
		'InvalidParameter',
		'tools',
	],
	[
		'empty text',
		arkBody({ content: [{ type: 'text', text: '' }] }),
		'InvalidParameter',
		'content[0].text',
	],
	[
		'frames mixed with references',
		arkBody({ content: [TEXT, item('image', 'first_frame'), item('image', 'reference_image')] }),
		'InvalidParameter',
		'content',
	],
	[
		'two images without roles',
		arkBody({ content: [TEXT, item('image'), item('image')] }),
		'InvalidParameter',
		'content',
	],
	[
		'a last frame alone',
		arkBody({ content: [TEXT, item('image', 'last_frame')] }),
		'InvalidParameter',
		'content',
	],
	[
		'audio alone',
		arkBody({ content: [TEXT, item('audio', 'reference_audio')] }),
		'InvalidParameter',
		'content',
	],
	[
		'ten reference images',
		arkBody({
			content: [TEXT, ...Array.from({ length: 10 }, () => item('image', 'reference_image'))],
		}),
		'InvalidParameter',
		'content',
	],
	[
		'a video as data URL',
		arkBody({ content: [TEXT, item('video', 'reference_video', 'data:video/mp4;base64,AAAA')] }),
		'InvalidParameter',
		'content[1].video_url.url',
	],
	[
		'a video without its role',
		arkBody({ content: [TEXT, item('video')] }),
		'MissingParameter',
		'content[1].role',
	],
	[
		'a first frame in another ratio on 2.5',
		arkBody({ ...NEWEST, content: [TEXT, item('image', 'first_frame')], ratio: '16:9' }),
		'InvalidParameter',
		'ratio',
	],
	[
		'first and last frame in another ratio on 2.5',
		arkBody({
			...NEWEST,
			content: [TEXT, item('image', 'first_frame'), item('image', 'last_frame')],
			ratio: '9:16',
		}),
		'InvalidParameter',
		'ratio',
	],
	[
		'an edit with a length of its own on 2.5',
		arkBody({
			...NEWEST,
			content: [TEXT, item('video', 'reference_video')],
			omni_reference_task_type: 'edit',
			duration: 5,
		}),
		'InvalidParameter',
		'duration',
	],
	[
		'references on 1.5',
		arkBody({
			model: 'doubao-seedance-1-5-pro-251215',
			content: [TEXT, item('image', 'reference_image')],
		}),
		'InvalidParameter',
		'content',
	],
	[
		'a callback that is no address',
		arkBody({ callback_url: 'hello' }),
		'InvalidParameter',
		'callback_url',
	],
];

export const evolinkBody = (change: Body) => ({
	model: 'seedance-2.0-text-to-video',
	prompt: 'a cup',
	...change,
});
const I2V = { model: 'seedance-2.0-image-to-video', image_urls: [ADDRESS] };
const R2V = { model: 'seedance-2.0-reference-to-video' };

/** Title, body, param. */
export const EVOLINK: [string, Body, string][] = [
	['no model', { prompt: 'x' }, 'model'],
	['no prompt', { model: 'seedance-2.0-text-to-video' }, 'prompt'],
	['an empty prompt', evolinkBody({ prompt: '' }), 'prompt'],
	['an unknown model', evolinkBody({ model: 'fast-seedance-2.0-text-to-video' }), 'model'],
	['an unknown field', evolinkBody({ watermark: true }), 'watermark'],
	['seed', evolinkBody({ seed: 5 }), 'seed'],
	['16 s', evolinkBody({ duration: 16 }), 'duration'],
	['-1 s on 2.0', evolinkBody({ duration: -1 }), 'duration'],
	[
		'1080p on fast',
		evolinkBody({ model: 'seedance-2.0-fast-text-to-video', quality: '1080p' }),
		'quality',
	],
	['4k', evolinkBody({ quality: '4k' }), 'quality'],
	['an unknown ratio', evolinkBody({ aspect_ratio: '2:1' }), 'aspect_ratio'],
	['images for text to video', evolinkBody({ image_urls: [ADDRESS] }), 'image_urls'],
	['image to video without images', evolinkBody({ model: I2V.model }), 'image_urls'],
	['three frames', evolinkBody({ ...I2V, image_urls: MANY(3, ADDRESS) }), 'image_urls'],
	['video for image to video', evolinkBody({ ...I2V, video_urls: [ADDRESS] }), 'video_urls'],
	['ten reference images', evolinkBody({ ...R2V, image_urls: MANY(10, ADDRESS) }), 'image_urls'],
	['four reference videos', evolinkBody({ ...R2V, video_urls: MANY(4, ADDRESS) }), 'video_urls'],
	['audio alone', evolinkBody({ ...R2V, audio_urls: [ADDRESS] }), 'audio_urls'],
	[
		'a data URL',
		evolinkBody({ ...I2V, image_urls: ['data:image/png;base64,AAAA'] }),
		'image_urls[0]',
	],
	['an asset id', evolinkBody({ ...I2V, image_urls: ['asset://asset-1'] }), 'image_urls[0]'],
	[
		'web search on mini',
		evolinkBody({ model: 'seedance-2.0-mini-text-to-video', model_params: { web_search: true } }),
		'model_params.web_search',
	],
	[
		'web search with images',
		evolinkBody({ ...I2V, model_params: { web_search: true } }),
		'model_params.web_search',
	],
	['an unknown model parameter', evolinkBody({ model_params: { seed: 1 } }), 'model_params.seed'],
	[
		'a callback of 3000 characters',
		evolinkBody({ callback_url: `https://example.com/${'a'.repeat(3000)}` }),
		'callback_url',
	],
	[
		'a new field in the old dialect',
		{ model: 'seedance-2.0', prompt: 'x', content_filter: false },
		'content_filter',
	],
];

const twelveBody = (change: Body) => ({ model: 'seedance-2-official', prompt: 'a cup', ...change });

/** Title, body, what the message names. */
export const TWELVE: [string, Body, string][] = [
	['no model', { prompt: 'x' }, 'model'],
	['an unknown model', twelveBody({ model: 'seedance-2.0' }), 'model'],
	['no prompt', { model: 'seedance-2-official' }, 'prompt'],
	['a prompt of 2501 characters', twelveBody({ prompt: 'x'.repeat(2501) }), 'prompt'],
	['an unknown field', twelveBody({ resolution: '480p' }), 'resolution'],
	['an unknown field in metadata', twelveBody({ metadata: { seed: 1 } }), 'metadata.seed'],
	['16 s', twelveBody({ duration: 16 }), 'duration'],
	['3 s', twelveBody({ duration: 3 }), 'duration'],
	['1080p', twelveBody({ size: '1080p' }), 'size'],
	['adaptive', twelveBody({ metadata: { ratio: 'adaptive' } }), 'metadata.ratio'],
	['ten images', twelveBody({ images: MANY(10, ADDRESS) }), 'images'],
	['an asset on the standard model', twelveBody({ images: ['asset://asset-1'] }), 'asset://'],
	['a data URL', twelveBody({ images: ['data:image/png;base64,AAAA'] }), 'images[0]'],
	[
		'a video beside one image',
		twelveBody({ images: [ADDRESS], metadata: { video_urls: [ADDRESS] } }),
		'metadata.video_urls',
	],
	[
		'a video without action',
		twelveBody({ metadata: { video_urls: [ADDRESS] } }),
		'metadata.video_urls',
	],
	[
		'four videos',
		twelveBody({ metadata: { action: 'multi_ref', video_urls: MANY(4, ADDRESS) } }),
		'metadata.video_urls',
	],
	['references without media', twelveBody({ metadata: { action: 'multi_ref' } }), 'multi_ref'],
	['a first frame without image', twelveBody({ metadata: { action: 'image_to_video' } }), 'images'],
	[
		'web search with an image',
		twelveBody({ images: [ADDRESS], metadata: { web_search: true } }),
		'metadata.web_search',
	],
];

export const inkBody = (change: Body) => ({ model: 'seedance-2.0', prompt: 'a cup', ...change });

export const INK: [string, Body, string][] = [
	['no model', { prompt: 'x' }, 'model'],
	['an unknown model', inkBody({ model: 'seedance-2.0-mini' }), 'model'],
	['no prompt', { model: 'seedance-2.0' }, 'prompt'],
	['an empty prompt', inkBody({ prompt: '' }), 'prompt'],
	['an unknown field', inkBody({ generateAudio: false }), 'generateAudio'],
	['16 s', inkBody({ duration: 16 }), 'duration'],
	['6 s on 1.5', inkBody({ model: 'seedance-1.5-pro', duration: 6 }), 'duration'],
	['half seconds', inkBody({ duration: 4.5 }), 'duration'],
	['21:9', inkBody({ aspectRatio: '21:9' }), 'aspectRatio'],
	['adaptive', inkBody({ aspectRatio: 'adaptive' }), 'aspectRatio'],
	['4k', inkBody({ resolution: '4k' }), 'resolution'],
	['six media', inkBody({ mediaUrls: MANY(6, ADDRESS) }), 'mediaUrls'],
	['an empty media list', inkBody({ mediaUrls: [] }), 'mediaUrls'],
	['a data URL', inkBody({ mediaUrls: ['data:image/png;base64,AAAA'] }), 'mediaUrls[0]'],
	['an asset id', inkBody({ mediaUrls: ['asset://asset-1'] }), 'mediaUrls[0]'],
	['a HEIC picture', inkBody({ mediaUrls: ['http://127.0.0.1:1/a.heic'] }), 'mediaUrls[0]'],
	['metadata that is no object', inkBody({ metadata: 'x' }), 'metadata'],
];
