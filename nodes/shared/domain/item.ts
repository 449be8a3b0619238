import type { JsonObject, JsonValue } from './json';
import type { VideoRequest } from './request';
import type { Failure, Task, Usage } from './task';
import type { ProviderId, TaskStatus } from './vocabulary';

/** The output item: the same fields in the same order on every provider and every operation on one task. */
export interface TaskItem {
	taskId: string | null;
	provider: ProviderId;
	model: string | null;
	mode: string | null;
	status: TaskStatus;
	videoUrl: string | null;
	lastFrameUrl: string | null;
	urlExpiresAt: string | null;
	prompt: string | null;
	durationSeconds: number | null;
	resolution: string | null;
	aspectRatio: string | null;
	generateAudio: boolean | null;
	submittedAt: string | null;
	completedAt: string | null;
	progress: number | null;
	usage: Usage;
	metadata: JsonValue;
	warnings: string[];
	failure: Failure | null;
	raw?: unknown;
}

export interface ItemParts {
	provider: ProviderId;
	/** Null for a row that was never submitted. */
	task: Task | null;
	/** Null for a task read by id. */
	request: VideoRequest | null;
	failure: Failure | null;
	/** For rows without a task. */
	statusWithoutTask: TaskStatus;
	metadata: JsonObject | null;
	warnings: readonly string[];
	estimate: Pick<Usage, 'estimatedTokens' | 'estimatedCost'>;
	includeRaw: boolean;
}

/** What the provider tells of a task goes first, then what was asked for; the sent model, prompt and mode always count. */
export function buildItem(parts: ItemParts): TaskItem {
	const { task, request } = parts;
	const item: TaskItem = {
		taskId: task?.taskId ?? null,
		provider: parts.provider,
		model: request?.modelId ?? task?.model ?? null,
		mode: request?.mode ?? null,
		status: task?.status ?? parts.statusWithoutTask,
		videoUrl: task?.videoUrl ?? null,
		lastFrameUrl: task?.lastFrameUrl ?? null,
		urlExpiresAt: task?.urlExpiresAt ?? null,
		prompt: request?.prompt ?? task?.prompt ?? null,
		durationSeconds: task?.durationSeconds ?? knownDuration(request),
		resolution: task?.resolution ?? request?.resolution ?? null,
		aspectRatio: task?.aspectRatio ?? request?.aspectRatio ?? null,
		generateAudio: task?.generateAudio ?? request?.generateAudio ?? null,
		submittedAt: task?.submittedAt ?? null,
		completedAt: task?.completedAt ?? null,
		progress: task?.progress ?? null,
		usage: { ...parts.estimate, ...task?.usage },
		metadata: parts.metadata,
		warnings: [...new Set([...parts.warnings, ...(task?.warnings ?? [])])],
		failure: parts.failure,
	};
	if (parts.includeRaw) item.raw = task?.raw ?? null;
	return item;
}

/** The item of a row on which our own code broke: plain values only, so that it cannot break again. */
export function bareItem(provider: ProviderId, task: Task | null, failure: Failure): TaskItem {
	return {
		taskId: task?.taskId ?? null,
		provider,
		model: null,
		mode: null,
		status: task?.status ?? 'unknown',
		videoUrl: task?.videoUrl ?? null,
		lastFrameUrl: null,
		urlExpiresAt: null,
		prompt: null,
		durationSeconds: null,
		resolution: null,
		aspectRatio: null,
		generateAudio: null,
		submittedAt: null,
		completedAt: null,
		progress: null,
		usage: {},
		metadata: null,
		warnings: [],
		failure,
	};
}

/** -1 asks the model to choose, so the length is not known before the provider tells it. */
function knownDuration(request: VideoRequest | null): number | null {
	const seconds = request?.durationSeconds;
	return seconds === undefined || seconds < 0 ? null : seconds;
}
