import type { VideoRequest } from '../../domain/request';
import type { Mode } from '../../domain/vocabulary';
import { finishBody, unlessEmpty, urlsOf, withoutUnset } from '../body';
import { encodeTaskId } from '../reading/taskId';
import type { HttpCall } from '../types';

const VIDEOS_PATH = '/v1/videos';

/** The provider's words for the modes (docs/providers.md 3.3). */
const ACTIONS: Readonly<Record<Mode, string>> = {
	textToVideo: 'text_to_video',
	firstFrame: 'image_to_video',
	firstLastFrame: 'first_last_frame',
	reference: 'multi_ref',
	videoEdit: 'multi_ref',
	videoExtend: 'multi_ref',
};

/** What the provider chooses by itself from the number of images, whatever else is there (docs/providers.md 3.3). */
function actionByCount(images: number): string {
	return ['text_to_video', 'image_to_video', 'first_last_frame'][images] ?? 'multi_ref';
}

/** Named only where the count would choose another mode than the wanted one. */
function actionOf(request: VideoRequest): string | undefined {
	const images = request.media.filter((medium) => medium.kind === 'image').length;
	const wanted = ACTIONS[request.mode];
	return actionByCount(images) === wanted ? undefined : wanted;
}

/** Builds the paid request (docs/providers.md 3.3). Durations are seconds. */
export function create(request: VideoRequest): HttpCall {
	const { options } = request;
	const metadata = withoutUnset({
		action: actionOf(request),
		ratio: request.aspectRatio,
		generate_audio: request.generateAudio,
		web_search: options.webSearch,
		watermark: options.watermark,
		webhook_url: options.callbackUrl,
		video_urls: urlsOf(request.media, 'video'),
		audio_urls: urlsOf(request.media, 'audio'),
	});
	const body = finishBody(
		{
			model: request.modelId,
			prompt: request.prompt,
			duration: request.durationSeconds,
			size: request.resolution,
			images: urlsOf(request.media, 'image'),
			metadata: unlessEmpty(metadata),
		},
		request,
	);
	return { method: 'POST', path: VIDEOS_PATH, body };
}

export function get(taskId: string): HttpCall {
	return { method: 'GET', path: `${VIDEOS_PATH}/${encodeTaskId(taskId)}` };
}

/**
 * From the general video page; not stated for Seedance, so callers treat it as experimental. Whether it
 * stops a running job is not stated either, so it cancels nothing.
 */
export function remove(taskId: string): HttpCall {
	return { method: 'DELETE', path: `${VIDEOS_PATH}/${encodeTaskId(taskId)}` };
}
