/** Replicate's requests. Nothing else is allowed at the top level. Source: docs/providers.md 13.4. */

import { z } from 'zod';
import { complain, webAddress } from '../engine/validation.mts';
import type { Complaint } from '../engine/validation.mts';
import type { ReplicateModel } from './models.mts';

const uri = z
	.string()
	.refine((url) => webAddress(url) !== null || url.startsWith('data:'), 'must be a URL');

function inputSchema({ generation, resolutions, duration }: ReplicateModel) {
	const seconds = z.number().int().min(duration.min).max(duration.max);
	const is1 = generation === '1.0' || generation === '1.5';
	return z
		.object({
			prompt: z.string().min(1),
			image: uri.optional(),
			last_frame_image: uri.optional(),
			duration: (is1 ? seconds : z.union([z.literal(-1), seconds])).optional(),
			resolution: z.enum(resolutions as [string, ...string[]]).optional(),
			aspect_ratio: z.enum(['16:9', '4:3', '1:1', '3:4', '9:16', '21:9', 'adaptive']).optional(),
			seed: z.number().int().optional(),
			...(is1 && { fps: z.literal(24).optional(), camera_fixed: z.boolean().optional() }),
			...(!is1 && {
				reference_images: z.array(uri).optional(),
				reference_videos: z.array(uri).optional(),
				reference_audios: z.array(uri).optional(),
				generate_audio: z.boolean().optional(),
			}),
			...(generation === '2.5' && {
				watermark: z.boolean().optional(),
				output_format: z.enum(['mp4', 'mov']).optional(),
			}),
		})
		.strict();
}

/** What a model takes. */
export function schemaOf(model: ReplicateModel) {
	return z
		.object({
			input: inputSchema(model),
			webhook: z.string().optional(),
			webhook_events_filter: z.array(z.enum(['start', 'output', 'logs', 'completed'])).optional(),
			stream: z.boolean().optional(),
		})
		.strict();
}

/** The input of any model, after its own schema has passed it. */
export interface ReplicateInput {
	prompt: string;
	image?: string;
	last_frame_image?: string;
	reference_images?: string[];
	reference_videos?: string[];
	reference_audios?: string[];
	duration?: number;
	resolution?: string;
	aspect_ratio?: string;
	generate_audio?: boolean;
	seed?: number;
}

/** Everything that no single field tells. */
export function inputComplaint(
	input: ReplicateInput,
	{ limits, generation }: ReplicateModel,
): Complaint | null {
	const counts = {
		image: input.reference_images?.length ?? 0,
		video: input.reference_videos?.length ?? 0,
		audio: input.reference_audios?.length ?? 0,
	};
	for (const kind of ['image', 'video', 'audio'] as const) {
		if (counts[kind] > limits[kind]) {
			return complain(`input.reference_${kind}s`, `at most ${limits[kind]} items`);
		}
	}
	const hasFrame = input.image !== undefined || input.last_frame_image !== undefined;
	if (input.last_frame_image !== undefined && input.image === undefined) {
		return complain('input.last_frame_image', 'needs an image');
	}
	if (hasFrame && counts.image + counts.video + counts.audio > 0) {
		return complain('input.reference_images', 'cannot be combined with image or last_frame_image');
	}
	if (counts.audio > 0 && counts.image + counts.video === 0) {
		return complain('input.reference_audios', 'need an image or a video');
	}
	if (generation === '2.5' && hasFrame && input.aspect_ratio !== 'adaptive') {
		return complain('input.aspect_ratio', 'must be adaptive with frames');
	}
	return null;
}
