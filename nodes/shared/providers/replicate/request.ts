import type { VideoRequest } from '../../domain/request';
import { finishBody, urlsOf, withoutUnset } from '../body';
import type { Draft } from '../body';
import { encodeTaskId } from '../reading/taskId';
import type { HttpCall, ListQuery } from '../types';
import { capabilityOf } from './capabilities';
import { SEEDANCE, seedOf } from './mark';

function mediaOf({ mode, media }: VideoRequest): Draft {
	if (mode === 'firstFrame' || mode === 'firstLastFrame') {
		return { image: media[0]?.url, last_frame_image: media[1]?.url };
	}
	return {
		reference_images: urlsOf(media, 'image'),
		reference_videos: urlsOf(media, 'video'),
		reference_audios: urlsOf(media, 'audio'),
	};
}

/** The user's seed, else the one that is our mark: every Seedance model has one (docs/providers.md 13.4). */
function seedFor({ modelId, options: { seed, mark } }: VideoRequest): number | undefined {
	if (seed !== undefined && seed !== -1) return seed;
	return mark === undefined || !SEEDANCE.test(modelId) ? undefined : seedOf(mark);
}

/** Owner and name are steps of the path; nothing that is typed can leave them. */
function modelPath(modelId: string): string {
	return `/models/${modelId.split('/').map(encodeTaskId).join('/')}/predictions`;
}

/**
 * Builds the paid request (docs/providers.md 13.4). Durations are seconds. It does not wait for the video (no header
 * Prefer): a held connection that breaks would leave open whether there is a prediction.
 */
export function create(request: VideoRequest): HttpCall {
	const { mode, modelId, options } = request;
	const model = capabilityOf(modelId);
	const mustFollow = model?.adaptiveOnlyModes?.includes(mode) === true;
	const hasOwnLength = model?.sourceLengthModes?.includes(mode) === true;
	const hasWatermark = model === undefined || model.features.includes('watermark');
	const input = withoutUnset({
		prompt: request.prompt,
		...mediaOf(request),
		duration: hasOwnLength ? -1 : request.durationSeconds,
		resolution: request.resolution,
		aspect_ratio: request.aspectRatio ?? (mustFollow ? 'adaptive' : undefined),
		generate_audio: request.generateAudio,
		watermark: hasWatermark ? options.watermark : undefined,
		seed: seedFor(request),
	});
	const webhook = options.callbackUrl;
	const filter = webhook === undefined ? undefined : ['completed'];
	const body = finishBody({ input, webhook, webhook_events_filter: filter }, request);
	return { method: 'POST', path: modelPath(modelId), body };
}

export function get(taskId: string): HttpCall {
	return { method: 'GET', path: `/predictions/${encodeTaskId(taskId)}` };
}

/** Cancels a prediction that has not ended. */
export function cancel(taskId: string): HttpCall {
	return { method: 'POST', path: `${get(taskId).path}/cancel` };
}

/** A page of the predictions of the account, newest first, a hundred each; it knows no other filter (docs/providers.md 13.2). */
export function list({ cursor, sinceMs }: ListQuery): HttpCall {
	const path = '/predictions';
	if (cursor !== undefined) {
		return { method: 'GET', path, query: Object.fromEntries(new URLSearchParams(cursor)) };
	}
	if (sinceMs === undefined) return { method: 'GET', path };
	return { method: 'GET', path, query: { created_after: new Date(sinceMs).toISOString() } };
}
