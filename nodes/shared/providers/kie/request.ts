import type { VideoRequest } from '../../domain/request';
import { finishBody, urlsOf, withoutUnset } from '../body';
import type { Draft } from '../body';
import { encodeTaskId } from '../reading/taskId';
import type { HttpCall } from '../types';

/** 1.5 has one list for its frames (docs/providers.md 11.4). */
const HAS_ONE_LIST = /seedance-1[.-]5/;

function mediaOf({ mode, media, modelId }: VideoRequest): Draft {
	if (HAS_ONE_LIST.test(modelId)) return { input_urls: urlsOf(media, 'image') };
	// A single start picture among the references silently becomes one of them (docs/providers.md 11.4).
	if (mode === 'firstFrame' || mode === 'firstLastFrame') {
		return { first_frame_url: media[0]?.url, last_frame_url: media[1]?.url };
	}
	return {
		reference_image_urls: urlsOf(media, 'image'),
		// Without the space at the end that an older page has in this name (docs/providers.md 11.4).
		reference_video_urls: urlsOf(media, 'video'),
		reference_audio_urls: urlsOf(media, 'audio'),
	};
}

/** Builds the paid request (docs/providers.md 11.4). Durations are seconds. */
export function create(request: VideoRequest): HttpCall {
	const { options } = request;
	const input = withoutUnset({
		prompt: request.prompt,
		...mediaOf(request),
		duration: request.durationSeconds,
		resolution: request.resolution,
		aspect_ratio: request.aspectRatio,
		generate_audio: request.generateAudio,
		web_search: options.webSearch,
		return_last_frame: options.returnLastFrame,
	});
	const body = finishBody(
		{ model: request.modelId, callBackUrl: options.callbackUrl, input },
		request,
	);
	return { method: 'POST', path: '/api/v1/jobs/createTask', body };
}

export function get(taskId: string): HttpCall {
	return { method: 'GET', path: `/api/v1/jobs/recordInfo?taskId=${encodeTaskId(taskId)}` };
}
