import type { VideoRequest } from '../../domain/request';
import type { TaskStatus } from '../../domain/vocabulary';
import { finishBody, urlsOf } from '../body';
import type { Draft } from '../body';
import { encodeTaskId } from '../reading/taskId';
import type { HttpCall, ListQuery } from '../types';

const PREDICTIONS = '/predictions';

/** docs/providers.md 12.2 */
const LARGEST_PAGE = 100;

/** Its own words for our statuses (docs/providers.md 12.6). */
const OWN_WORDS: Readonly<Partial<Record<TaskStatus, string>>> = {
	queued: 'created',
	running: 'processing',
	succeeded: 'completed',
	expired: 'timeout',
};

function mediaOf({ mode, media }: VideoRequest): Draft {
	if (mode === 'firstFrame' || mode === 'firstLastFrame') {
		return { image: media[0]?.url, last_image: media[1]?.url };
	}
	const videos = urlsOf(media, 'video') ?? [];
	const main = mode === 'videoEdit' || mode === 'videoExtend' ? videos.slice(0, 1) : [];
	const others = videos.slice(main.length);
	// What a model has no field for goes out all the same: it is refused, where leaving it out would make another video.
	return {
		video: main[0],
		reference_images: urlsOf(media, 'image'),
		reference_videos: others.length === 0 ? undefined : others,
		reference_audios: urlsOf(media, 'audio'),
	};
}

/** No part of the path of a model can leave its place. */
function modelPath(modelId: string): string {
	const parts = modelId.replace(/^\/+|\/+$/g, '').split('/');
	return `/${parts.map(encodeTaskId).join('/')}`;
}

/** Builds the paid request (docs/providers.md 12.4). The model is the path. Durations are seconds. */
export function create(request: VideoRequest): HttpCall {
	const { aspectRatio, options } = request;
	const body = finishBody(
		{
			prompt: request.prompt === '' ? undefined : request.prompt,
			...mediaOf(request),
			aspect_ratio: aspectRatio === 'adaptive' ? undefined : aspectRatio,
			resolution: request.resolution,
			duration: request.durationSeconds,
			generate_audio: request.generateAudio,
			enable_web_search: options.webSearch,
			seed: options.seed,
		},
		request,
	);
	return {
		method: 'POST',
		path: modelPath(request.modelId),
		...(options.callbackUrl !== undefined && { query: { webhook: options.callbackUrl } }),
		body,
	};
}

/** The result call tells the status as well (docs/providers.md 12.2). */
export function get(taskId: string): HttpCall {
	return { method: 'GET', path: `${PREDICTIONS}/${encodeTaskId(taskId)}/result` };
}

/** Lists the tasks of the last 7 days, newest first, by a POST that only reads (docs/providers.md 12.2). */
export function list({ page, pageSize, status, model }: ListQuery): HttpCall {
	return {
		method: 'POST',
		path: PREDICTIONS,
		body: {
			page: Math.max(1, Math.trunc(page)),
			page_size: Math.min(LARGEST_PAGE, Math.max(1, Math.trunc(pageSize))),
			...(model !== undefined && { model }),
			...(status !== undefined && { status: OWN_WORDS[status as TaskStatus] ?? status }),
		},
	};
}

/** Deletes a finished record for good (docs/providers.md 12.2). */
export function remove(taskId: string): HttpCall {
	return { method: 'POST', path: `${PREDICTIONS}/delete`, body: { ids: [taskId.trim()] } };
}
