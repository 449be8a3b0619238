/** WaveSpeed's requests. Fields that a model does not name are refused. Source: docs/providers.md 12.2, 12.4 and 12.9. */

import { z } from 'zod';
import { complain, webAddress } from '../engine/validation.mts';
import type { Complaint } from '../engine/validation.mts';
import type { WaveSpeedModel } from './models.mts';

const address = z.string().refine((url) => webAddress(url) !== null, 'must be a URL');

function mediaFields({ work, generation, limits }: WaveSpeedModel): z.ZodRawShape {
	const references = {
		reference_images: z.array(address).max(limits.image).optional(),
		reference_videos: z.array(address).max(limits.video).optional(),
		reference_audios: z.array(address).max(limits.audio).optional(),
	};
	if (work === 'image-to-video') return { image: address, last_image: address.optional() };
	if (work === 'video-extend') {
		return { video: address, ...(generation === '2.0' && { last_image: address.optional() }) };
	}
	if (work === 'video-edit') {
		const { reference_images, reference_audios } = references;
		return { video: address, reference_images, reference_audios };
	}
	return generation === '1.5' ? {} : references;
}

/** Works whose result has the shape of what went in. */
function hasRatio({ work, generation }: WaveSpeedModel): boolean {
	if (work === 'video-extend') return false;
	return generation !== '2.5' || work === 'text-to-video' || work === 'reference-to-video';
}

/** What a model takes. */
export function schemaOf(model: WaveSpeedModel) {
	const { work, generation, duration, resolutions } = model;
	const prompt = z.string().min(1);
	const mayLackPrompt = work === 'image-to-video';
	const seconds = z.number().int().min(duration.min).max(duration.max);
	return z
		.object({
			prompt: mayLackPrompt ? prompt.optional() : prompt,
			...mediaFields(model),
			resolution: z.enum(resolutions as [string, ...string[]]).optional(),
			generate_audio: z.boolean().optional(),
			enable_sync_mode: z.literal(false).optional(),
			...(hasRatio(model) && {
				aspect_ratio: z.enum(['16:9', '9:16', '4:3', '3:4', '1:1', '21:9']).optional(),
			}),
			...(!(work === 'video-edit' && generation === '2.5') && {
				duration: (generation === '1.5' ? seconds.or(z.literal(-1)) : seconds).optional(),
			}),
			...(generation === '2.0' && { enable_web_search: z.boolean().optional() }),
			...(generation === '1.5' && {
				seed: z.number().int().min(-1).max(4294967295).optional(),
				camera_fixed: z.boolean().optional(),
			}),
		})
		.strict();
}

/** A request of any model, after its own schema has passed it. */
export interface WaveSpeedRequest {
	prompt?: string;
	image?: string;
	last_image?: string;
	video?: string;
	reference_images?: string[];
	reference_videos?: string[];
	reference_audios?: string[];
	resolution?: string;
	aspect_ratio?: string;
	duration?: number;
	generate_audio?: boolean;
}

/** 2.0 takes no sound without a picture or a video. */
export function mediaComplaint(
	request: WaveSpeedRequest,
	{ work, generation }: WaveSpeedModel,
): Complaint | null {
	const images = request.reference_images?.length ?? 0;
	const videos = request.reference_videos?.length ?? 0;
	const audios = request.reference_audios?.length ?? 0;
	const isAlone = work === 'text-to-video' && audios > 0 && images + videos === 0;
	return generation === '2.0' && isAlone
		? complain('reference_audios', 'audio needs at least one image or video')
		: null;
}

export const listSchema = z
	.object({
		page: z.number().int().min(1),
		page_size: z.number().int().min(1).max(100),
		model: z.string().optional(),
		status: z
			.enum(['created', 'processing', 'completed', 'failed', 'cancelled', 'timeout', 'deleted'])
			.optional(),
		created_after: z.string().datetime().optional(),
		created_before: z.string().datetime().optional(),
		include_inputs: z.boolean().optional(),
	})
	.strict();

export const deleteSchema = z.object({ ids: z.array(z.string().min(1)).min(1) }).strict();

export const uploadSchema = z
	.object({
		filename: z.string().min(1),
		size: z.number().int().min(1),
		content_type: z.string().min(1).optional(),
	})
	.strict();
