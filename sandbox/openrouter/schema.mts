/** OpenRouter's video request. Source: docs/providers.md 14.4. */

import { z } from 'zod';
import { complain, isPublicHttps, webAddress } from '../engine/validation.mts';
import { RATIOS } from './models.mts';
import type { MediaToCheck } from '../engine/media.mts';
import type { Complaint } from '../engine/validation.mts';
import type { SandboxOptions } from '../engine/options.mts';
import type { OpenRouterModel } from './models.mts';

const link = z.string().refine((url) => webAddress(url) !== null, 'must be a URL');
const picture = link.or(z.string().regex(/^data:image\/[a-z0-9.+-]+;base64,/));

const anything = z.record(z.string(), z.unknown());

const frame = z
	.object({
		type: z.literal('image_url'),
		image_url: z.object({ url: picture }).strict(),
		frame_type: z.enum(['first_frame', 'last_frame']),
	})
	.strict();

const reference = z.discriminatedUnion('type', [
	z
		.object({ type: z.literal('image_url'), image_url: z.object({ url: picture }).strict() })
		.strict(),
	z.object({ type: z.literal('video_url'), video_url: z.object({ url: link }).strict() }).strict(),
	z.object({ type: z.literal('audio_url'), audio_url: z.object({ url: link }).strict() }).strict(),
]);

export function schemaOf({ resolutions, duration }: OpenRouterModel) {
	return z
		.object({
			model: z.string(),
			prompt: z.string(),
			duration: z.number().int().min(duration.min).max(duration.max).optional(),
			resolution: z.enum(resolutions as [string, ...string[]]).optional(),
			aspect_ratio: z.enum(RATIOS).optional(),
			size: z
				.string()
				.regex(/^\d+x\d+$/)
				.optional(),
			frame_images: z.array(frame).optional(),
			input_references: z.array(reference).optional(),
			generate_audio: z.boolean().optional(),
			seed: z.number().int().optional(),
			callback_url: z.string().optional(),
			provider: z
				.object({ options: z.record(z.string(), z.object({ parameters: anything }).strict()) })
				.strict()
				.optional(),
			session_id: z.string().max(256).optional(),
			user: z.string().optional(),
			trace: anything.optional(),
		})
		.strict();
}

export type OpenRouterRequest = z.infer<ReturnType<typeof schemaOf>>;

/** All media of a request. With frames its references are passed over. */
export function mediaIn({ frame_images, input_references }: OpenRouterRequest): MediaToCheck[] {
	if (frame_images !== undefined && frame_images.length > 0) {
		return frame_images.map(({ image_url: { url } }) => ({ kind: 'image', url }));
	}
	return (input_references ?? []).map((item) => {
		if (item.type === 'image_url') return { kind: 'image', url: item.image_url.url };
		if (item.type === 'video_url') return { kind: 'video', url: item.video_url.url };
		return { kind: 'audio', url: item.audio_url.url };
	});
}

function mediaComplaint(request: OpenRouterRequest, model: OpenRouterModel): Complaint | null {
	const frames = (request.frame_images ?? []).map(({ frame_type }) => frame_type);
	if (new Set(frames).size < frames.length) {
		return complain('frame_images', 'at most one frame of each type');
	}
	// Not documented: the rules of those who make the models.
	if (frames.length === 1 && frames[0] === 'last_frame') {
		return complain('frame_images', 'last_frame needs first_frame');
	}
	const references = mediaIn({ ...request, frame_images: [] });
	const countOf = (wanted: string) => references.filter(({ kind }) => kind === wanted).length;
	for (const kind of ['image', 'video', 'audio'] as const) {
		const most = model.limits[kind];
		if (countOf(kind) > most) return complain('input_references', `at most ${most} ${kind}s`);
	}
	const isSoundOnly = references.length > 0 && countOf('audio') === references.length;
	if (model.generation === '2.0' && frames.length === 0 && isSoundOnly) {
		return complain('input_references', 'audio needs at least one image or video');
	}
	return null;
}

/** Everything that depends on more than one field, or on the options. */
export function checkCreate(
	request: OpenRouterRequest,
	model: OpenRouterModel,
	options: SandboxOptions,
): Complaint | null {
	const media = mediaIn(request);
	if (request.prompt.trim() === '' && media.length === 0) return complain('prompt', 'is empty');
	if (request.size !== undefined && (request.resolution ?? request.aspect_ratio) !== undefined) {
		return complain('size', 'stands instead of resolution and aspect_ratio');
	}
	const isReachable = ({ url }: MediaToCheck) => url.startsWith('data:') || isPublicHttps(url);
	if (!options.allowPrivateMedia && !media.every(isReachable)) {
		return complain('input_references', 'a URL could not be fetched');
	}
	const callback = request.callback_url;
	const isAllowed =
		callback === undefined ||
		(options.allowPrivateCallbacks ? webAddress(callback) !== null : isPublicHttps(callback));
	if (!isAllowed) return complain('callback_url', 'must be HTTPS');
	return mediaComplaint(request, model);
}
