import { z } from 'zod';
import type { TaskItem } from '../../shared/domain/item';
import { isOpenEndedNote } from '../../shared/domain/status';
import type { Task } from '../../shared/domain/task';
import { END_STATUSES } from '../../shared/domain/task';
import { PROVIDER_IDS, TASK_STATUSES } from '../../shared/domain/vocabulary';

const taskItem = z
	.object({
		taskId: z.string().nullable(),
		provider: z.enum(PROVIDER_IDS),
		status: z.enum(TASK_STATUSES),
		warnings: z.array(z.string()),
	})
	.passthrough();

/** The items as they were parked with the execution; they come back through n8n's own storage. */
const parked = z.array(
	z
		.object({
			// A failed row is parked in the form for the error output, with the item under `details`.
			json: z.union([taskItem, z.object({ error: z.string(), details: taskItem }).passthrough()]),
			pairedItem: z.object({ item: z.number() }).passthrough(),
		})
		.passthrough(),
);

export interface ParkedRow {
	itemIndex: number;
	item: TaskItem;
}

/** In workflows with combined binary data n8n shows nothing of an item but its json; rows are parked in order. */
function wholeRow(row: unknown, place: number): unknown {
	const isWhole = typeof row === 'object' && row !== null && 'json' in row;
	return isWhole ? row : { json: row, pairedItem: { item: place } };
}

/** Reads the parked items; null when they are not ours (an edited workflow, another node's data). */
export function readParkedItems(value: unknown): ParkedRow[] | null {
	const result = parked.safeParse(Array.isArray(value) ? value.map(wholeRow) : value);
	if (!result.success) return null;
	return result.data.map(({ json, pairedItem }) => {
		const item: unknown = 'details' in json && 'error' in json ? json.details : json;
		return { itemIndex: pairedItem.item, item: item as TaskItem };
	});
}

/** True while the provider still works on the item's task. */
export function isPending(item: TaskItem): boolean {
	return item.taskId !== null && !END_STATUSES.includes(item.status);
}

const DEADLINE_NOTE = 'No callback told the end of this task';

/** What an item says when the deadline comes before the callback. */
export function deadlineNote(taskId: string | null, minutes: number): string {
	return `${DEADLINE_NOTE} within ${minutes} minutes. It may be done all the same: give task ID ${taskId} to Task: Wait or to Seedance Download.`;
}

/** The item as it comes out when a callback was in time after all. */
export function withoutDeadlineNote(item: TaskItem): TaskItem {
	return { ...item, warnings: item.warnings.filter((note) => !note.startsWith(DEADLINE_NOTE)) };
}

/** The item with what the provider tells of its task, which has ended; a warning that it has not goes. */
export function withTask(item: TaskItem, task: Task): TaskItem {
	return {
		...item,
		status: task.status,
		videoUrl: task.videoUrl,
		lastFrameUrl: task.lastFrameUrl,
		urlExpiresAt: task.urlExpiresAt,
		durationSeconds: task.durationSeconds ?? item.durationSeconds,
		resolution: task.resolution ?? item.resolution,
		aspectRatio: task.aspectRatio ?? item.aspectRatio,
		generateAudio: task.generateAudio ?? item.generateAudio,
		submittedAt: task.submittedAt ?? item.submittedAt,
		completedAt: task.completedAt,
		progress: task.progress,
		usage: { ...item.usage, ...task.usage },
		warnings: [
			...new Set([...item.warnings.filter((note) => !isOpenEndedNote(note)), ...task.warnings]),
		],
		failure: task.failure,
		...(item.raw === undefined ? {} : { raw: task.raw }),
	};
}
