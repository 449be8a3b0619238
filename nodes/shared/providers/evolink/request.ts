import type { JsonObject } from '../../domain/json';
import type { VideoRequest } from '../../domain/request';
import { finishBody, urlsOf } from '../body';
import { encodeTaskId } from '../reading/taskId';
import type { HttpCall } from '../types';

/** Only text-to-video models have the field at all (docs/providers.md 2.4). */
function modelParams(request: VideoRequest): JsonObject | undefined {
	const { webSearch } = request.options;
	return webSearch === undefined || request.mode !== 'textToVideo'
		? undefined
		: { web_search: webSearch };
}

/** Builds the paid request (docs/providers.md 2.4). The mode is in the model id. Durations are seconds. */
export function create(request: VideoRequest): HttpCall {
	const body = finishBody(
		{
			model: request.modelId,
			prompt: request.prompt,
			image_urls: urlsOf(request.media, 'image'),
			video_urls: urlsOf(request.media, 'video'),
			audio_urls: urlsOf(request.media, 'audio'),
			duration: request.durationSeconds,
			quality: request.resolution,
			aspect_ratio: request.aspectRatio,
			generate_audio: request.generateAudio,
			model_params: modelParams(request),
			callback_url: request.options.callbackUrl,
		},
		request,
	);
	return { method: 'POST', path: '/v1/videos/generations', body };
}

export function get(taskId: string): HttpCall {
	return { method: 'GET', path: `/v1/tasks/${encodeTaskId(taskId)}` };
}
