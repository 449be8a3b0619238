import type { JsonValue } from '../../domain/json';
import type { VideoRequest } from '../../domain/request';
import type { Mode } from '../../domain/vocabulary';
import { finishBody, urlsOf } from '../body';
import type { Draft } from '../body';
import type { HttpCall } from '../types';
import { SENT_SECONDS } from './capabilities';
import { modelPath, requestPath } from './taskId';

/** What a reference model of 2.5 is to do with its videos (docs/providers.md 10.4). */
const TASKS: Readonly<Partial<Record<Mode, string>>> = {
	videoEdit: 'editing',
	videoExtend: 'extension',
};

/** Lengths are texts at fal.ai, also those that come by Extra Body. */
function lengthText(seconds: JsonValue | undefined): JsonValue | undefined {
	if (seconds === -1) return 'auto';
	return typeof seconds === 'number' ? String(seconds) : seconds;
}

function mediaOf({ mode, media }: VideoRequest): Draft {
	if (mode === 'firstFrame' || mode === 'firstLastFrame') {
		return { image_url: media[0]?.url, end_image_url: media[1]?.url };
	}
	return {
		image_urls: urlsOf(media, 'image'),
		video_urls: urlsOf(media, 'video'),
		audio_urls: urlsOf(media, 'audio'),
	};
}

/** Builds the paid request (docs/providers.md 10.4). The model is the path. Durations are seconds. */
export function create(request: VideoRequest): HttpCall {
	const { modelId, mode, durationSeconds, aspectRatio, options } = request;
	const task = modelId.includes('seedance-2.5') ? TASKS[mode] : undefined;
	const body = finishBody(
		{
			prompt: request.prompt,
			...mediaOf(request),
			task,
			// An edit has the length of its video; nobody names one for a custom model.
			duration: durationSeconds ?? (task === 'editing' ? -1 : SENT_SECONDS),
			resolution: request.resolution,
			aspect_ratio: aspectRatio === 'adaptive' ? 'auto' : aspectRatio,
			generate_audio: request.generateAudio,
			seed: options.seed,
		},
		request,
	);
	const duration = lengthText(body.duration);
	return {
		method: 'POST',
		path: modelPath(modelId),
		...(options.callbackUrl !== undefined && { query: { fal_webhook: options.callbackUrl } }),
		body: duration === undefined ? body : { ...body, duration },
	};
}

/** Reads the status only (docs/providers.md 10.2). */
export function get(taskId: string): HttpCall {
	return { method: 'GET', path: `${requestPath(taskId)}/status` };
}

export function getResult(taskId: string): HttpCall {
	return { method: 'GET', path: requestPath(taskId) };
}

/** A queued request leaves the queue; a running one may finish all the same (docs/providers.md 10.2). */
export function cancel(taskId: string): HttpCall {
	return { method: 'PUT', path: `${requestPath(taskId)}/cancel` };
}
