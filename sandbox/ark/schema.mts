/** The create request of the official video API. Source: docs/providers.md 1.4 and 1.5. */

import { z } from 'zod';
import { complain, webAddress } from '../engine/validation.mts';
import { COMMON_FIELDS } from './models.mts';
import type { Complaint } from '../engine/validation.mts';
import type { ArkModel } from './models.mts';

const ASSET = /^asset:\/\/asset-[A-Za-z0-9_-]+$/;
const IMAGE_DATA = /^data:image\/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=]+$/;
const AUDIO_DATA = /^data:audio\/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=]+$/;

function mediaUrl(dataForm: RegExp | null) {
	return z
		.object({
			url: z
				.string()
				.refine(
					(url) =>
						webAddress(url) !== null ||
						ASSET.test(url) ||
						(dataForm !== null && dataForm.test(url)),
					'not a valid URL',
				),
		})
		.strict();
}

const content = z.discriminatedUnion('type', [
	z.object({ type: z.literal('text'), text: z.string().min(1) }).strict(),
	z
		.object({
			type: z.literal('image_url'),
			image_url: mediaUrl(IMAGE_DATA),
			role: z.enum(['first_frame', 'last_frame', 'reference_image']).optional(),
		})
		.strict(),
	z
		.object({
			type: z.literal('video_url'),
			video_url: mediaUrl(null),
			role: z.literal('reference_video'),
		})
		.strict(),
	z
		.object({
			type: z.literal('audio_url'),
			audio_url: mediaUrl(AUDIO_DATA),
			role: z.literal('reference_audio'),
		})
		.strict(),
	z
		.object({ type: z.literal('draft_task'), draft_task: z.object({ id: z.string() }).strict() })
		.strict(),
]);

export const createSchema = z
	.object({
		model: z.string().min(1),
		content: z.array(content).min(1),
		callback_url: z
			.string()
			.refine((url) => webAddress(url) !== null, 'not a valid URL')
			.optional(),
		return_last_frame: z.boolean().optional(),
		service_tier: z.enum(['default', 'flex']).optional(),
		execution_expires_after: z.number().int().min(3600).max(259200).optional(),
		generate_audio: z.boolean().optional(),
		draft: z.boolean().optional(),
		tools: z
			.array(z.object({ type: z.literal('web_search') }).strict())
			.min(1)
			.max(1)
			.optional(),
		safety_identifier: z.string().max(64).optional(),
		priority: z.number().int().min(0).max(9).optional(),
		resolution: z.enum(['480p', '720p', '1080p', '4k']).optional(),
		ratio: z.enum(['16:9', '4:3', '1:1', '3:4', '9:16', '21:9', 'adaptive']).optional(),
		duration: z.number().int().optional(),
		frames: z.number().int().min(29).max(289).optional(),
		seed: z.number().int().min(-1).max(4294967295).optional(),
		camera_fixed: z.boolean().optional(),
		watermark: z.boolean().optional(),
		output_format: z.enum(['mp4', 'mov']).optional(),
		omni_reference_task_type: z.enum(['auto', 'reference', 'edit', 'extend']).optional(),
	})
	.strict();

export type ArkRequest = z.infer<typeof createSchema>;
export type Scenario = 'text' | 'first' | 'firstLast' | 'reference' | 'draft';

/** Finds the scenario from the roles. */
function scenarioOf(request: ArkRequest): Scenario | Complaint {
	const media = request.content.filter(
		(item) => item.type !== 'text' && item.type !== 'draft_task',
	);
	if (request.content.some((item) => item.type === 'draft_task')) return 'draft';
	if (media.length === 0) return 'text';
	const images = request.content.filter((item) => item.type === 'image_url');
	const roles = images.map((item) => item.role ?? 'none');
	const hasReference = roles.includes('reference_image') || media.length > images.length;
	const hasFrame = roles.some((role) => role === 'first_frame' || role === 'last_frame');
	if (hasReference && hasFrame) {
		return complain(
			'content',
			'first/last frame content cannot be mixed with reference media content',
		);
	}
	if (roles.includes('none')) {
		if (media.length === 1) return 'first';
		return complain('content', 'role must be specified when there is more than one medium');
	}
	if (hasReference) return 'reference';
	if (roles.filter((role) => role === 'first_frame').length !== 1) {
		return complain('content', 'there must be exactly one first_frame image');
	}
	if (roles.filter((role) => role === 'last_frame').length > 1) {
		return complain('content', 'there must be at most one last_frame image');
	}
	return roles.length === 2 ? 'firstLast' : 'first';
}

/** What is wrong with numbers and kinds of reference media. */
function referenceComplaint(request: ArkRequest, model: ArkModel): Complaint | null {
	const counts: Record<string, number> = { image_url: 0, video_url: 0, audio_url: 0 };
	for (const item of request.content) if (item.type in counts) counts[item.type] += 1;
	const { image, video, audio, total } = model.references;
	if (counts.image_url > image)
		return complain('content', `at most ${image} reference images are supported`);
	if (counts.video_url > video)
		return complain('content', `at most ${video} reference videos are supported`);
	if (counts.audio_url > audio)
		return complain('content', `at most ${audio} reference audios are supported`);
	if (counts.image_url + counts.video_url + counts.audio_url > total) {
		return complain('content', `at most ${total} reference media are supported`);
	}
	if (!model.audioAlone && counts.audio_url > 0 && counts.image_url + counts.video_url === 0) {
		return complain('content', 'audio cannot be the only reference, add an image or a video');
	}
	const task = request.omni_reference_task_type;
	if ((task === 'edit' || task === 'extend') && counts.video_url === 0) {
		return complain('omni_reference_task_type', `${task} needs a reference video`);
	}
	return null;
}

/** What is wrong with duration, frames, resolution and ratio. */
function pictureComplaint(request: ArkRequest, model: ArkModel): Complaint | null {
	const { min, max, auto } = model.duration;
	const { duration, frames, resolution } = request;
	if (
		duration !== undefined &&
		!(duration >= min && duration <= max) &&
		!(auto && duration === -1)
	) {
		return complain('duration', `must be between ${min} and ${max}${auto ? ', or -1' : ''}`);
	}
	if (frames !== undefined && (frames - 25) % 4 !== 0)
		return complain('frames', 'must have the form 25+4n');
	if (resolution !== undefined && !model.resolutions.includes(resolution)) {
		return complain('resolution', `must be one of ${model.resolutions.join(', ')}`);
	}
	return null;
}

/** What the full video of a draft takes over; source: docs/providers.md 1.4. */
const TAKEN_OVER = [
	'ratio',
	'duration',
	'frames',
	'generate_audio',
	'seed',
	'camera_fixed',
	'tools',
];

/** What is wrong with an order of the full video of a draft. */
function draftComplaint(request: ArkRequest, model: ArkModel): Complaint | null {
	if (model.finals === undefined)
		return complain('content', 'draft_task is not supported by this model');
	if (request.content.length > 1)
		return complain('content', 'draft_task cannot be mixed with other content');
	if (request.draft) return complain('draft', 'the full video of a draft is no draft');
	const given = Object.keys(request);
	const repeated = TAKEN_OVER.find((field) => given.includes(field));
	if (repeated) return complain(repeated, 'is taken over from the draft and must be empty');
	if (request.resolution !== undefined && !model.finals.includes(request.resolution)) {
		return complain('resolution', `must be one of ${model.finals.join(', ')} for a draft`);
	}
	return null;
}

/** Everything that depends on the model or on several fields together. */
export function checkCreate(
	request: ArkRequest,
	model: ArkModel,
	region: 'china' | 'international' | null,
): { scenario: Scenario } | Complaint {
	const allowed = [...COMMON_FIELDS, ...model.fields];
	const foreign = Object.keys(request).find((field) => !allowed.includes(field));
	if (foreign) return { ...complain(foreign, 'not supported by this model'), unknown: true };
	if (request.content.filter((item) => item.type === 'text').length > 1) {
		return complain('content', 'there must be at most one text');
	}
	const scenario = scenarioOf(request);
	if (typeof scenario !== 'string') return scenario;
	if (scenario === 'draft') return draftComplaint(request, model) ?? { scenario };
	if (!model.scenarios.includes(scenario)) {
		return complain('content', 'this kind of input is not supported by this model');
	}
	const complaint =
		(scenario === 'reference' ? referenceComplaint(request, model) : null) ??
		pictureComplaint(request, model);
	if (complaint) return complaint;
	if (request.tools && (scenario !== 'text' || region === 'international')) {
		return complain('tools', 'web_search is supported for text input only, and not in this region');
	}
	const task = request.omni_reference_task_type ?? 'auto';
	if (task !== 'auto' && scenario !== 'reference') {
		return complain('omni_reference_task_type', 'needs reference media');
	}
	const mustAdapt =
		model.generation === '2.5' &&
		(scenario === 'first' || scenario === 'firstLast' || task === 'edit' || task === 'extend');
	if (mustAdapt && request.ratio !== undefined && request.ratio !== 'adaptive') {
		return complain('ratio', 'must be adaptive for this kind of input');
	}
	if (task === 'edit' && (request.duration ?? -1) !== -1) {
		return complain('duration', 'must be -1 for this kind of input');
	}
	if (request.draft && ((request.resolution ?? '480p') !== '480p' || request.return_last_frame)) {
		return complain('draft', 'a draft is 480p and has no last frame');
	}
	if (request.draft && request.service_tier === 'flex') return complain('draft', 'not with flex');
	if (request.camera_fixed && scenario === 'reference') {
		return complain('camera_fixed', 'not with reference images');
	}
	return { scenario };
}
