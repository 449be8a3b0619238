import type { Cost } from '../../shared/domain/cost';
import type { TaskItem } from '../../shared/domain/item';
import { findProvider } from '../../shared/providers';
import { costOf } from '../../shared/providers/cost';
import type { Connection } from '../../shared/providers/types';
import { isOpenEndedNote } from '../../shared/providers/reading/status';
import type { Task } from '../../shared/domain/task';
import { END_STATUSES } from '../../shared/domain/task';
import { TASK_STATUSES } from '../../shared/domain/vocabulary';
import { mergeTold } from '../../shared/domain/told';
import type { Reading } from '../../shared/providers/reading/reading';
import { asReading, readWord } from '../../shared/providers/reading/reading';

export interface ParkedRow {
	itemIndex: number;
	item: TaskItem;
}

function isTaskItem(value: unknown): value is TaskItem {
	const item = asReading(value);
	return (
		item !== null &&
		(item.taskId === null || typeof item.taskId === 'string') &&
		findProvider(item.provider) !== undefined &&
		readWord(item.status, TASK_STATUSES) !== null &&
		Array.isArray(item.warnings) &&
		item.warnings.every((warning) => typeof warning === 'string')
	);
}

/** In workflows with combined binary data n8n shows nothing of an item but its json; rows are parked in order. */
function wholeRow(value: unknown, place: number): Reading | null {
	const row = asReading(value);
	return row === null || 'json' in row ? row : { json: row, pairedItem: { item: place } };
}

function readParkedRow(value: unknown, place: number): ParkedRow | null {
	const row = wholeRow(value, place);
	const json = asReading(row?.json);
	const itemIndex = asReading(row?.pairedItem)?.item;
	// A failed row is parked in the form for the error output, with the item under `details`.
	const item = typeof json?.error === 'string' ? json.details : json;
	return typeof itemIndex === 'number' && isTaskItem(item) ? { itemIndex, item } : null;
}

/**
 * Reads the items as they were parked with the execution and came back through n8n's own storage.
 * @returns null when they are not ours (an edited workflow, another node's data)
 */
export function readParkedItems(value: unknown): ParkedRow[] | null {
	if (!Array.isArray(value)) return null;
	const rows = value.map(readParkedRow);
	return rows.every((row) => row !== null) ? rows : null;
}

/** True while the provider still works on the item's task. */
export function isPending(item: TaskItem): boolean {
	return item.taskId !== null && !END_STATUSES.includes(item.status);
}

const DEADLINE_NOTE = 'The callback of this task is waited for until';

/** How version 0.1 began it; executions that it has suspended may still come back. */
const OLD_DEADLINE_NOTE = 'No callback told the end of this task';

/**
 * What an item says while its execution is suspended, and still says when the deadline came before the callback. A
 * webhook that answers "When Last Node Finishes" shows it at once, so it is true at both moments.
 * @param untilMs epoch milliseconds
 */
export function deadlineNote(taskId: string | null, minutes: number, untilMs: number): string {
	const until = new Date(untilMs)
		.toISOString()
		.replace(/:\d\d\.\d+Z$/, ' UTC')
		.replace('T', ' ');
	return `${DEADLINE_NOTE} ${until} (${minutes} minutes); without one the row goes on then as it is here. To see how the task stands, or to fetch its video, give task ID ${taskId} to Task: Wait or to Seedance Download.`;
}

function isDeadlineNote(note: string): boolean {
	return note.startsWith(DEADLINE_NOTE) || note.startsWith(OLD_DEADLINE_NOTE);
}

/** The item as it comes out when a callback was in time after all. */
export function withoutDeadlineNote(item: TaskItem): TaskItem {
	return { ...item, warnings: item.warnings.filter((note) => !isDeadlineNote(note)) };
}

/** A row that was parked at no cost shares the video of another one. */
function costWith(
	{ provider: id, cost: estimated = null }: TaskItem,
	task: Task,
	region: Connection['region'],
): Cost | null {
	const provider = findProvider(id);
	if (provider === undefined) return null;
	const cost = costOf(task, { provider, region, estimated });
	return cost !== null && estimated?.amount === 0 ? { ...cost, amount: 0 } : cost;
}

/** The item with what the provider tells of its task, which has ended; a warning that it has not goes. */
export function withTask(item: TaskItem, task: Task, region?: Connection['region']): TaskItem {
	return {
		...item,
		status: task.status,
		...mergeTold(item, task),
		prompt: item.prompt,
		usage: { ...item.usage, ...task.usage },
		cost: costWith(item, task, region),
		warnings: [
			...new Set([...item.warnings.filter((note) => !isOpenEndedNote(note)), ...task.warnings]),
		],
		failure: task.failure,
		...(item.raw === undefined ? {} : { raw: task.raw }),
	};
}
