import { z } from 'zod';
import { complain, isPublicHttps, webAddress } from '../engine/validation.mts';
import type { Complaint } from '../engine/validation.mts';
import type { SandboxOptions } from '../engine/options.mts';

/** 12AI's create request. Source: docs/providers.md 3.3. */
export type Action = 'text_to_video' | 'image_to_video' | 'first_last_frame' | 'multi_ref';

/** The models and the size each makes when none is asked for. */
export const MODELS: Record<string, { size: string; assets: boolean }> = {
	'seedance-2-official': { size: '480p', assets: false },
	'seedance-2-official2-fast': { size: '720p', assets: true },
};

const ASSET = /^asset:\/\/[A-Za-z0-9_-]+$/;

const mediaUrl = z
	.string()
	.refine((url) => webAddress(url) !== null || ASSET.test(url), 'must be a public URL');
const prompt = z.string().min(1).max(2500);
const duration = z.number().min(4).max(15);
const size = z.enum(['480p', '720p']);
const images = z.array(mediaUrl).max(9);
const callback = z.string().refine((url) => webAddress(url) !== null, 'must be a URL');

export const createSchema = z
	.object({
		model: z.string().min(1),
		prompt,
		duration: duration.optional(),
		size: size.optional(),
		images: images.optional(),
		callback_url: callback.optional(),
		metadata: z
			.object({
				ratio: z.enum(['21:9', '16:9', '4:3', '1:1', '3:4', '9:16']).optional(),
				generate_audio: z.boolean().optional(),
				web_search: z.boolean().optional(),
				watermark: z.boolean().optional(),
				webhook_url: callback.optional(),
				video_urls: z.array(mediaUrl).max(3).optional(),
				audio_urls: z.array(mediaUrl).max(3).optional(),
				action: z
					.enum(['text_to_video', 'image_to_video', 'first_last_frame', 'multi_ref'])
					.optional(),
				// The general page: a field inside metadata overrides the outer one of the same name.
				prompt: prompt.optional(),
				duration: duration.optional(),
				size: size.optional(),
				images: images.optional(),
			})
			.strict()
			.optional(),
	})
	.strict();

export type TwelveAiRequest = z.infer<typeof createSchema>;

/** By number of images. */
const ACTION_BY_COUNT: Action[] = ['text_to_video', 'image_to_video', 'first_last_frame'];

/** How many images each action takes. */
const IMAGES: Record<Action, { min: number; max: number }> = {
	text_to_video: { min: 0, max: 0 },
	image_to_video: { min: 1, max: 1 },
	first_last_frame: { min: 2, max: 2 },
	multi_ref: { min: 0, max: 9 },
};

export function actionOf(request: TwelveAiRequest): Action {
	const count = (request.metadata?.images ?? request.images ?? []).length;
	return request.metadata?.action ?? ACTION_BY_COUNT[count] ?? 'multi_ref';
}

export function checkCreate(request: TwelveAiRequest, options: SandboxOptions): Complaint | null {
	if (!Object.hasOwn(MODELS, request.model))
		return complain('model', `${request.model} is not available`);
	const { metadata = {} } = request;
	const action = actionOf(request);
	const pictures = metadata.images ?? request.images ?? [];
	const videos = metadata.video_urls ?? [];
	const audios = metadata.audio_urls ?? [];
	const { min, max } = IMAGES[action];
	if (pictures.length < min || pictures.length > max) {
		return complain('images', `${action} takes ${min === max ? min : `${min} to ${max}`} images`);
	}
	if (action !== 'multi_ref' && videos.length > 0)
		return complain('metadata.video_urls', 'only with multi_ref');
	if (action !== 'multi_ref' && audios.length > 0)
		return complain('metadata.audio_urls', 'only with multi_ref');
	if (action === 'multi_ref' && pictures.length + videos.length + audios.length === 0) {
		return complain('images', 'multi_ref needs at least one image, video or audio');
	}
	if (metadata.web_search && action !== 'text_to_video') {
		return complain('metadata.web_search', 'only with text_to_video');
	}
	const urls = [...pictures, ...videos, ...audios];
	if (!MODELS[request.model].assets && urls.some((url) => url.startsWith('asset://'))) {
		return complain('images', `asset:// is not supported by ${request.model}`);
	}
	if (
		!options.allowPrivateMedia &&
		urls.some((url) => !url.startsWith('asset://') && !isPublicHttps(url))
	) {
		return complain('images', 'must be publicly accessible');
	}
	return null;
}
