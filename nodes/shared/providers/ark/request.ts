import type { ModelCapability } from '../../domain/capabilities';
import type { JsonObject, JsonValue } from '../../domain/json';
import type { Medium, VideoRequest } from '../../domain/request';
import type { Mode } from '../../domain/vocabulary';
import { finishBody } from '../body';
import { encodeTaskId } from '../reading/taskId';
import type { HttpCall, ListQuery } from '../types';
import { ARK_CAPABILITIES } from './capabilities';

const TASKS_PATH = '/contents/generations/tasks';

/** The endpoint answers pages 1 to 500 of 1 to 500 tasks (docs/providers.md 1.2). */
const PAGE_LIMIT = 500;

/** How 2.5 is told that a reference video is to be edited or continued (docs/providers.md 1.4). */
const OMNI_TASK_TYPES: Readonly<Partial<Record<Mode, string>>> = {
	videoEdit: 'edit',
	videoExtend: 'extend',
};

/**
 * Always explicit, but for the one first-frame image of a request in automatic mode: there the
 * provider's own sample leaves the role out (docs/providers.md 1.5).
 */
function roleOf(request: VideoRequest, medium: Medium, imageIndex: number): string | undefined {
	if (request.mode === 'firstFrame') {
		const alone = request.media.length === 1;
		return alone && request.modeIsAutomatic ? undefined : 'first_frame';
	}
	if (request.mode === 'firstLastFrame') return imageIndex === 0 ? 'first_frame' : 'last_frame';
	return `reference_${medium.kind}`;
}

function contentOf(request: VideoRequest): JsonValue[] {
	const content: JsonValue[] = [];
	if (request.prompt !== '') content.push({ type: 'text', text: request.prompt });
	let imageIndex = 0;
	for (const medium of request.media) {
		const type = `${medium.kind}_url`;
		const item: JsonObject = { type, [type]: { url: medium.url } };
		const role = roleOf(request, medium, imageIndex);
		if (role !== undefined) item.role = role;
		if (medium.kind === 'image') imageIndex += 1;
		content.push(item);
	}
	return content;
}

/** Undefined for an endpoint id, behind which any model can be. */
function capabilityOf({ modelId }: VideoRequest): ModelCapability | undefined {
	const { knownCustomModels } = ARK_CAPABILITIES;
	const isKnown = Object.prototype.hasOwnProperty.call(knownCustomModels, modelId);
	return isKnown ? knownCustomModels[modelId] : undefined;
}

function isSeedance25(request: VideoRequest): boolean {
	return capabilityOf(request)?.family?.startsWith('seedance-2.5') ?? false;
}

/** What 2.5 would do by itself is said in so many words, because defaults change (docs/providers.md 1.4). */
function ownSeconds(request: VideoRequest): number | undefined {
	const { frames } = request.options.extraBody ?? {};
	return frames === undefined ? capabilityOf(request)?.ownSeconds : undefined;
}

/** The full video of a draft takes over everything that makes the picture (docs/providers.md 1.4, 1.5). */
function finish(request: VideoRequest, draftId: string): HttpCall {
	const { options } = request;
	const body = finishBody(
		{
			model: request.modelId,
			content: [{ type: 'draft_task', draft_task: { id: draftId } }],
			resolution: request.resolution,
			watermark: options.watermark,
			return_last_frame: options.returnLastFrame,
			callback_url: options.callbackUrl,
			safety_identifier: options.mark,
		},
		request,
	);
	return { method: 'POST', path: TASKS_PATH, body };
}

/** Builds the paid request (docs/providers.md 1.4, 1.5). Durations are seconds. */
export function create(request: VideoRequest): HttpCall {
	const { options, draftId } = request;
	if (draftId !== undefined) return finish(request, draftId);
	const body = finishBody(
		{
			model: request.modelId,
			content: contentOf(request),
			resolution: request.resolution,
			ratio: request.aspectRatio,
			duration: request.durationSeconds ?? ownSeconds(request),
			generate_audio: request.generateAudio,
			watermark: options.watermark,
			seed: options.seed,
			return_last_frame: options.returnLastFrame,
			draft: options.draft === true ? true : undefined,
			service_tier: options.serviceTier,
			tools: options.webSearch === true ? [{ type: 'web_search' }] : undefined,
			callback_url: options.callbackUrl,
			// Echoed by get and list, so a task whose answer was lost can be found again.
			safety_identifier: options.mark,
			omni_reference_task_type: isSeedance25(request) ? OMNI_TASK_TYPES[request.mode] : undefined,
		},
		request,
	);
	return { method: 'POST', path: TASKS_PATH, body };
}

export function get(taskId: string): HttpCall {
	return { method: 'GET', path: `${TASKS_PATH}/${encodeTaskId(taskId)}` };
}

/** Cancels a queued task or deletes a finished record: the state decides, so read it first. */
export function remove(taskId: string): HttpCall {
	return { method: 'DELETE', path: `${TASKS_PATH}/${encodeTaskId(taskId)}` };
}

function withinPages(value: number): number {
	return Math.min(PAGE_LIMIT, Math.max(1, Math.trunc(value)));
}

/** Lists the tasks of the last 7 days, newest first. */
export function list(query: ListQuery): HttpCall {
	const parameters: NonNullable<HttpCall['query']> = {
		page_num: withinPages(query.page),
		page_size: withinPages(query.pageSize),
	};
	if (query.status !== undefined) parameters['filter.status'] = query.status;
	if (query.model !== undefined) parameters['filter.model'] = query.model;
	if (query.taskIds !== undefined) parameters['filter.task_ids'] = query.taskIds;
	if (query.serviceTier !== undefined) parameters['filter.service_tier'] = query.serviceTier;
	return { method: 'GET', path: TASKS_PATH, query: parameters };
}
