import type { JsonObject } from '../../domain/json';
import type { Medium, VideoRequest } from '../../domain/request';
import { finishBody } from '../body';
import type { Draft } from '../body';
import { encodeTaskId } from '../reading/taskId';
import type { HttpCall } from '../types';

const FRAME_TYPES = ['first_frame', 'last_frame'] as const;

/** Plain texts are refused: each address says what it leads to (docs/providers.md 14.4). */
function typed({ kind, url }: Medium): JsonObject {
	const type = `${kind}_url`;
	return { type, [type]: { url } };
}

function mediaOf({ mode, media }: VideoRequest): Draft {
	if (media.length === 0) return {};
	if (mode === 'firstFrame' || mode === 'firstLastFrame') {
		const frames = media.map((medium, index) => ({
			...typed(medium),
			frame_type: FRAME_TYPES[Math.min(index, 1)],
		}));
		return { frame_images: frames };
	}
	return { input_references: media.map(typed) };
}

/** Builds the paid request (docs/providers.md 14.4). Durations are seconds. */
export function create(request: VideoRequest): HttpCall {
	const { aspectRatio, resolution, options } = request;
	const body = finishBody(
		{
			model: request.modelId,
			prompt: request.prompt,
			...mediaOf(request),
			duration: request.durationSeconds,
			resolution: resolution === '4k' ? '4K' : resolution,
			aspect_ratio: aspectRatio === 'adaptive' ? undefined : aspectRatio,
			generate_audio: request.generateAudio,
			seed: options.seed,
			callback_url: options.callbackUrl,
		},
		request,
	);
	return { method: 'POST', path: '/videos', body };
}

export function get(taskId: string): HttpCall {
	return { method: 'GET', path: `/videos/${encodeTaskId(taskId)}` };
}
