import type { VideoRequest } from '../../domain/request';
import { finishBody, urlsOf } from '../body';
import { encodeTaskId } from '../reading/taskId';
import type { HttpCall } from '../types';

const GENERATIONS_PATH = '/api/open/v1/video/generations';

/**
 * One list for all kinds, images first: the provider takes the first image as first frame and the
 * second as last frame (docs/providers.md 9 no. 24).
 */
function mediaUrls(request: VideoRequest): string[] | undefined {
	const { media } = request;
	const urls = [
		...(urlsOf(media, 'image') ?? []),
		...(urlsOf(media, 'video') ?? []),
		...(urlsOf(media, 'audio') ?? []),
	];
	return urls.length === 0 ? undefined : urls;
}

/** Builds the paid request (docs/providers.md 4.3). Durations are seconds. */
export function create(request: VideoRequest): HttpCall {
	const body = finishBody(
		{
			model: request.modelId,
			prompt: request.prompt,
			mediaUrls: mediaUrls(request),
			aspectRatio: request.aspectRatio,
			duration: request.durationSeconds,
			resolution: request.resolution,
			webhookUrl: request.options.callbackUrl,
		},
		request,
	);
	return { method: 'POST', path: GENERATIONS_PATH, body };
}

export function get(taskId: string): HttpCall {
	return { method: 'GET', path: `${GENERATIONS_PATH}/${encodeTaskId(taskId)}` };
}

/** Cancels a queued or running task. */
export function cancel(taskId: string): HttpCall {
	return { method: 'POST', path: `${GENERATIONS_PATH}/${encodeTaskId(taskId)}/cancel` };
}
