/** EvoLink's create and upload requests. Source: docs/providers.md 2.2, 2.4, 2.8 and 2.11. */

import { z } from 'zod';
import { complain, isPublicHttps, webAddress } from '../engine/validation.mts';
import type { Complaint } from '../engine/validation.mts';
import type { SandboxOptions } from '../engine/options.mts';
import type { EvoLinkModel } from './models.mts';

const mediaUrls = z
	.array(z.string().refine((url) => webAddress(url) !== null, 'must be a public http(s) URL'))
	.optional();

const shared = {
	model: z.string().min(1),
	prompt: z.string().min(1),
	image_urls: mediaUrls,
	video_urls: mediaUrls,
	audio_urls: mediaUrls,
	duration: z.number().int().optional(),
	quality: z.enum(['480p', '720p', '1080p']).optional(),
	aspect_ratio: z.enum(['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', 'adaptive']).optional(),
	generate_audio: z.boolean().optional(),
	callback_url: z.string().max(2048).optional(),
};

/** The single id `seedance-2.0`: fewer fields. */
export const oldSchema = z.object(shared).strict();

export const createSchema = z
	.object({
		...shared,
		content_filter: z.boolean().optional(),
		model_params: z.object({ web_search: z.boolean().optional() }).strict().optional(),
	})
	.strict();

export type EvoLinkRequest = z.infer<typeof createSchema>;

/** What a model of each input kind must get, as [field, least number]. */
const NEEDED: Record<string, ['image_urls' | 'video_urls', number] | null> = {
	text: null,
	image: ['image_urls', 1],
	reference: null,
	edit: ['video_urls', 1],
	extend: ['video_urls', 1],
	any: null,
	count: null,
};

function mediaComplaint(request: EvoLinkRequest, model: EvoLinkModel): Complaint | null {
	const counts = {
		image: request.image_urls,
		video: request.video_urls,
		audio: request.audio_urls,
	};
	for (const kind of ['image', 'video', 'audio'] as const) {
		const urls = counts[kind];
		const limit = model.limits[kind];
		if (urls === undefined) continue;
		if (limit === 0) return complain(`${kind}_urls`, `this model does not accept ${kind} input`);
		if (urls.length > limit) return complain(`${kind}_urls`, `at most ${limit} are supported`);
	}
	const needed = NEEDED[model.input];
	if (needed && (request[needed[0]]?.length ?? 0) < needed[1]) {
		return { ...complain(needed[0], 'is required by this model'), missing: true };
	}
	const images = counts.image?.length ?? 0;
	const videos = counts.video?.length ?? 0;
	const audios = counts.audio?.length ?? 0;
	if (model.input === 'reference' && images + videos + audios === 0) {
		return complain('image_urls', 'reference models need at least one medium');
	}
	if (!model.audioAlone && audios > 0 && images + videos === 0) {
		return complain('audio_urls', 'audio cannot be the only reference');
	}
	return null;
}

/** Everything that depends on the model or the options. */
export function checkCreate(
	request: EvoLinkRequest,
	model: EvoLinkModel,
	options: SandboxOptions,
): Complaint | null {
	const complaint = mediaComplaint(request, model);
	if (complaint) return complaint;
	const { min, max, auto } = model.duration;
	const { duration, quality } = request;
	if (
		duration !== undefined &&
		!(duration >= min && duration <= max) &&
		!(auto && duration === -1)
	) {
		return complain('duration', `must be between ${min} and ${max}`);
	}
	if (quality !== undefined && !model.qualities.includes(quality)) {
		return complain('quality', `must be one of ${model.qualities.join(', ')}`);
	}
	if (request.model_params?.web_search && !model.webSearch) {
		return complain('model_params.web_search', 'is not supported by this model');
	}
	if (request.callback_url !== undefined) {
		const allowed = options.allowPrivateCallbacks
			? webAddress(request.callback_url) !== null
			: isPublicHttps(request.callback_url);
		if (!allowed) return complain('callback_url', 'must be an https URL with a public host');
	}
	if (!options.allowPrivateMedia) {
		const all = [
			...(request.image_urls ?? []),
			...(request.video_urls ?? []),
			...(request.audio_urls ?? []),
		];
		if (!all.every(isPublicHttps)) return complain('image_urls', 'must be publicly accessible');
	}
	return null;
}

export const base64Schema = z
	.object({
		base64_data: z.string().min(1),
		upload_path: z.string().optional(),
		file_name: z.string().optional(),
	})
	.strict();

export const urlSchema = z
	.object({
		file_url: z.string().refine((url) => webAddress(url) !== null, 'must be a URL'),
		upload_path: z.string().optional(),
		file_name: z.string().optional(),
	})
	.strict();
