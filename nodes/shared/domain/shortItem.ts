import type { TaskItem } from './item';

/**
 * What the next step or an agent needs of a task: n8n asks for at most ten fields in a simplified output. A suspended
 * execution resumes from them, too, for which it needs `provider`.
 */
export const SHORT_FIELDS = [
	'taskId',
	'provider',
	'status',
	'videoUrl',
	'lastFrameUrl',
	'draftId',
	'cost',
	'metadata',
	'warnings',
	'failure',
] as const satisfies ReadonlyArray<keyof TaskItem>;

export type ShortItem = Pick<TaskItem, (typeof SHORT_FIELDS)[number]>;

/** The item with these fields alone. */
export function shortItem(item: TaskItem): ShortItem {
	return Object.fromEntries(
		SHORT_FIELDS.map((name) => [name, item[name] ?? null]),
	) as unknown as ShortItem;
}
