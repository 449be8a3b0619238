/** kie.ai's requests. Source: docs/providers.md 11.4 and 11.9. */

import { z } from 'zod';
import { complain, isPublicHttps, webAddress } from '../engine/validation.mts';
import type { Complaint } from '../engine/validation.mts';
import type { SandboxOptions } from '../engine/options.mts';
import type { KieModel } from './models.mts';

const link = z.string().refine((url) => webAddress(url) !== null, 'must be a URL');
const address = link.or(z.string().regex(/^asset:\/\/\S/));
const addresses = z.array(address).optional();

const SIX_RATIOS = ['1:1', '4:3', '3:4', '16:9', '9:16', '21:9'] as const;

/** What `input` of a model takes. */
function inputOf({ generation, resolutions, longestPrompt }: KieModel) {
	const common = {
		prompt: z.string().min(3).max(longestPrompt),
		duration: z.number().int().optional(),
		resolution: z.enum(resolutions as [string, ...string[]]).optional(),
		generate_audio: z.boolean().optional(),
	};
	if (generation === '1.5') {
		return z
			.object({
				...common,
				input_urls: z.array(link).optional(),
				aspect_ratio: z.enum(SIX_RATIOS).optional(),
				fixed_lens: z.boolean().optional(),
			})
			.strict();
	}
	return z
		.object({
			...common,
			first_frame_url: address.optional(),
			last_frame_url: address.optional(),
			reference_image_urls: addresses,
			reference_video_urls: addresses,
			reference_audio_urls: addresses,
			aspect_ratio: z.enum([...SIX_RATIOS, 'adaptive']).optional(),
			return_last_frame: z.boolean().optional(),
			web_search: z.boolean().optional(),
			nsfw_checker: z.boolean().optional(),
			...(generation === '2.5' && { output_format: z.enum(['mp4', 'mov']).optional() }),
		})
		.strict();
}

export function schemaOf(model: KieModel) {
	return z
		.object({ model: z.string(), callBackUrl: z.string().optional(), input: inputOf(model) })
		.strict();
}

/** A request of any model, after its own schema has passed it. */
export interface KieRequest {
	model: string;
	callBackUrl?: string;
	input: {
		prompt: string;
		duration?: number;
		resolution?: string;
		aspect_ratio?: string;
		generate_audio?: boolean;
		first_frame_url?: string;
		last_frame_url?: string;
		reference_image_urls?: string[];
		reference_video_urls?: string[];
		reference_audio_urls?: string[];
		input_urls?: string[];
		return_last_frame?: boolean;
	};
}

/** All media of a request, by kind. */
export function mediaIn({ input }: KieRequest) {
	const frames = [input.first_frame_url, input.last_frame_url].filter((url) => url !== undefined);
	return {
		image: [...frames, ...(input.input_urls ?? []), ...(input.reference_image_urls ?? [])],
		video: input.reference_video_urls ?? [],
		audio: input.reference_audio_urls ?? [],
	};
}

function mediaComplaint(request: KieRequest, { limits, generation }: KieModel): Complaint | null {
	const { input } = request;
	const counts = {
		image: input.reference_image_urls?.length ?? 0,
		video: input.reference_video_urls?.length ?? 0,
		audio: input.reference_audio_urls?.length ?? 0,
	};
	for (const kind of ['image', 'video', 'audio'] as const) {
		if (counts[kind] > limits[kind]) {
			return complain(`reference_${kind}_urls`, `at most ${limits[kind]} items`);
		}
	}
	if ((input.input_urls?.length ?? 0) > limits.image) {
		return complain('input_urls', `at most ${limits.image} items`);
	}
	if (input.last_frame_url !== undefined && input.first_frame_url === undefined) {
		return complain('last_frame_url', 'needs first_frame_url');
	}
	const total = counts.image + counts.video + counts.audio;
	if (input.first_frame_url !== undefined && total > 0) {
		return complain('first_frame_url', 'cannot be used together with references');
	}
	// The rule of those who make the model.
	if (generation === '2.0' && counts.audio > 0 && counts.audio === total) {
		return complain('reference_audio_urls', 'audio needs at least one image or video');
	}
	return null;
}

/** Everything that depends on the model or the options. */
export function checkCreate(
	request: KieRequest,
	model: KieModel,
	options: SandboxOptions,
): Complaint | null {
	const complaint = mediaComplaint(request, model);
	if (complaint) return complaint;
	const { duration } = request.input;
	if (duration !== undefined && !model.durations.includes(duration)) {
		return complain('duration', 'is not within the allowed range');
	}
	const urls = Object.values(mediaIn(request)).flat();
	const isReachable = (url: string) => url.startsWith('asset://') || isPublicHttps(url);
	if (!options.allowPrivateMedia && !urls.every(isReachable)) {
		return complain('input', 'file URLs must be publicly accessible');
	}
	return null;
}

export const renewalSchema = z.object({ url: z.string().min(1) }).strict();

export const base64Schema = z
	.object({
		base64Data: z.string().min(1),
		uploadPath: z.string().min(1),
		fileName: z.string().optional(),
	})
	.strict();

export const urlSchema = z
	.object({
		fileUrl: link,
		uploadPath: z.string().min(1),
		fileName: z.string().optional(),
	})
	.strict();
