import type { Cost } from './cost';
import type { JsonObject, JsonValue } from './json';
import type { VideoRequest } from './request';
import type { Failure, Task, Usage } from './task';
import { toldOf, UNTOLD } from './told';
import type { Told } from './told';
import type { ProviderId, TaskStatus } from './vocabulary';

/** The output item: the same fields in the same order on every provider and every operation on one task. */
export interface TaskItem extends Told {
	taskId: string | null;
	provider: ProviderId;
	model: string | null;
	mode: string | null;
	status: TaskStatus;
	usage: Usage;
	/** Null when nobody knows. */
	cost: Cost | null;
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
	cost?: Cost | null;
	includeRaw: boolean;
}

/** What the provider tells of a task goes first, then what was asked for; the sent model, prompt and mode always count. */
export function buildItem(parts: ItemParts): TaskItem {
	const { task, request } = parts;
	const told = toldOf(task ?? UNTOLD);
	// The full video of a draft has the draft's mode and prompt, which nobody repeats.
	const isFinish = request?.draftId !== undefined;
	const item: TaskItem = {
		taskId: task?.taskId ?? null,
		provider: parts.provider,
		model: request?.modelId ?? task?.model ?? null,
		mode: isFinish ? null : (request?.mode ?? null),
		status: task?.status ?? parts.statusWithoutTask,
		...told,
		prompt: isFinish ? told.prompt : (request?.prompt ?? told.prompt),
		durationSeconds: told.durationSeconds ?? knownDuration(request),
		resolution: told.resolution ?? request?.resolution ?? null,
		aspectRatio: told.aspectRatio ?? request?.aspectRatio ?? null,
		generateAudio: told.generateAudio ?? request?.generateAudio ?? null,
		draftId: told.draftId ?? (isDraft(request, told) ? (task?.taskId ?? null) : null),
		usage: { ...parts.estimate, ...task?.usage },
		cost: parts.cost ?? null,
		metadata: parts.metadata,
		warnings: [...new Set([...parts.warnings, ...(task?.warnings ?? [])])],
		failure: parts.failure,
	};
	if (parts.includeRaw) item.raw = task?.raw ?? null;
	return item;
}

/** What was ordered as a draft is one, unless its provider tells of another size. */
export function isDraft(
	request: VideoRequest | null,
	{ resolution }: Pick<Told, 'resolution'>,
): boolean {
	if (request?.options.draft !== true) return false;
	return resolution === null || resolution.toLowerCase() === request.resolution;
}

/** The item of a task that was read by its id, or could not be. */
export function itemOfRead(
	provider: ProviderId,
	task: Task | null,
	rest: Pick<ItemParts, 'includeRaw'> &
		Partial<Pick<ItemParts, 'failure' | 'metadata' | 'warnings' | 'cost'>>,
): TaskItem {
	return buildItem({
		provider,
		task,
		request: null,
		failure: rest.failure ?? task?.failure ?? null,
		statusWithoutTask: 'unknown',
		metadata: rest.metadata ?? null,
		warnings: rest.warnings ?? [],
		estimate: {},
		cost: rest.cost,
		includeRaw: rest.includeRaw,
	});
}

/** The item of a row on which our own code broke: plain values only, so that it cannot break again. */
export function bareItem(provider: ProviderId, task: Task | null, failure: Failure): TaskItem {
	return {
		taskId: task?.taskId ?? null,
		provider,
		model: null,
		mode: null,
		status: task?.status ?? 'unknown',
		...UNTOLD,
		videoUrl: task?.videoUrl ?? null,
		usage: {},
		cost: null,
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
