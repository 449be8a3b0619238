/** fal.ai's requests. Fields that nobody documents are dropped silently, as there. Source: docs/providers.md 10.4 and 10.9. */

import { z } from 'zod';
import { complain, webAddress } from '../engine/validation.mts';
import type { Complaint } from '../engine/validation.mts';
import type { FalModel } from './models.mts';

const address = z
	.string()
	.refine((url) => webAddress(url) !== null || url.startsWith('data:'), 'must be a URL');
const addresses = z.array(address).optional();

/** Lengths are texts; a number is refused. */
function lengthsOf({ duration: { min, max } }: FalModel): [string, ...string[]] {
	const seconds = Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
	return ['auto', ...seconds];
}

/** What a model takes. */
export function schemaOf(model: FalModel) {
	const is25 = model.generation === '2.5';
	const prompt = z.string().min(1);
	const mayLackPrompt = is25 && model.input !== 'text';
	return z.object({
		prompt: mayLackPrompt ? prompt.nullish() : prompt,
		...(model.input === 'image' && { image_url: address, end_image_url: address.nullish() }),
		...(model.input === 'reference' && {
			image_urls: addresses,
			video_urls: addresses,
			audio_urls: addresses,
		}),
		duration: z.enum(lengthsOf(model)).optional(),
		resolution: z.enum(model.resolutions as [string, ...string[]]).optional(),
		aspect_ratio: z.enum(['auto', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16']).optional(),
		generate_audio: z.boolean().optional(),
		end_user_id: z.string().optional(),
		...(is25 && {
			bitrate_mode: z.enum(['standard', 'high']).optional(),
			codec: z.enum(['auto', 'H264', 'H265']).optional(),
			draft: z.boolean().optional(),
		}),
		...(is25 &&
			model.input === 'reference' && {
				task: z.enum(['reference', 'editing', 'extension']).optional(),
			}),
		...(((is25 && model.input === 'reference') || model.generation === '1.5') && {
			seed: z.number().int().optional(),
		}),
	});
}

/** A request of any model, after its own schema has passed it. */
export interface FalRequest {
	prompt?: string | null;
	image_url?: string;
	end_image_url?: string | null;
	image_urls?: string[];
	video_urls?: string[];
	audio_urls?: string[];
	duration?: string;
	resolution?: string;
	aspect_ratio?: string;
	generate_audio?: boolean;
	draft?: boolean;
	task?: string;
	seed?: number;
}

/** Everything about the number of files. */
export function mediaComplaint(
	request: FalRequest,
	{ limits, generation }: FalModel,
): Complaint | null {
	const counts = {
		image: request.image_urls?.length ?? 0,
		video: request.video_urls?.length ?? 0,
		audio: request.audio_urls?.length ?? 0,
	};
	for (const kind of ['image', 'video', 'audio'] as const) {
		if (counts[kind] > limits[kind]) {
			return complain(`${kind}_urls`, `at most ${limits[kind]} items`);
		}
	}
	const total = counts.image + counts.video + counts.audio;
	if (total > limits.total) return complain('image_urls', `at most ${limits.total} files in all`);
	if (generation === '2.0' && counts.audio > 0 && counts.audio === total) {
		return complain('audio_urls', 'audio needs at least one image or video');
	}
	if (request.task !== undefined && request.task !== 'reference' && counts.video === 0) {
		return complain('video_urls', `the task ${request.task} needs a video`);
	}
	return null;
}

export const initiateSchema = z.object({
	content_type: z.string().min(1),
	file_name: z.string().min(1),
});
