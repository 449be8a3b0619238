import type { Task } from '../../shared/domain/task';
import { emptyTask, isEnded } from '../../shared/domain/task';
import type { Clock } from '../../shared/tasks/clock';
import { readLook, seenEnding } from '../../shared/tasks/wait';
import type { Provider } from '../../shared/providers/types';
import type { HttpClient } from '../../shared/net/reply';
import type { Remembered } from './memory';

/** Ark gives a callback 5 seconds (docs/providers.md 1.10), so one read may not take longer. */
const READ_TIMEOUT_SECONDS = 4;

/** The pause before the second and last look at what a callback says has ended. */
const SECOND_LOOK_AFTER_MS = 600;

export interface SettleDependencies {
	provider: Provider;
	client: HttpClient;
	memory: Remembered;
}

/** `open` = still at work; `unreadable` = the provider could not be asked. */
export type Reading = Task | 'open' | 'unreadable';

/** Reads one task, unless this process already knows that it has ended. */
export async function readTask(
	taskId: string,
	{ provider, client, memory }: SettleDependencies,
): Promise<Reading> {
	const known = memory.ended.get(taskId);
	if (known !== undefined) return known;
	const reply = await client.send(provider.get(taskId), READ_TIMEOUT_SECONDS);
	const look = readLook(reply, emptyTask(provider.id, taskId), provider);
	if (look.kind === 'transient') return 'unreadable';
	if (look.kind === 'refused') return 'unreadable';
	if (!isEnded(look.task.status)) return 'open';
	memory.ended.set(taskId, look.task);
	return look.task;
}

/** Reads the task of a callback: its end can be called back a moment before it, or its link, can be read. */
export async function readCalledBack(
	taskId: string,
	claimsEnd: boolean,
	clock: Clock,
	dependencies: SettleDependencies,
): Promise<Reading> {
	const first = await readTask(taskId, dependencies);
	const comesLater =
		typeof first === 'string'
			? first === 'open' && claimsEnd
			: first.status === 'succeeded' && first.videoUrl === null;
	let reading = first;
	if (comesLater) {
		await clock.sleep(SECOND_LOOK_AFTER_MS);
		dependencies.memory.ended.delete(taskId);
		reading = await readTask(taskId, dependencies);
	}
	if (typeof reading === 'string') return reading;
	const task = seenEnding(reading, { ...dependencies, clock });
	dependencies.memory.ended.set(taskId, task);
	return task;
}

/**
 * Finds out whether every task has ended, with as few reads as possible: it stops at the first one
 * that has not. The latest submitted are asked first, because they are the likeliest to be at work.
 * Nothing is believed to be at work still: this may be the last callback, and with several webhook
 * processes each has heard of some tasks only.
 * @returns all tasks by id, or why that cannot be said now
 */
export async function settleAll(
	taskIds: readonly string[],
	dependencies: SettleDependencies,
): Promise<Map<string, Task> | Exclude<Reading, Task>> {
	const { memory } = dependencies;
	for (const taskId of [...taskIds].reverse()) {
		let reading = await readTask(taskId, dependencies);
		// After a restart there may be hundreds to read, and providers do not call again that often.
		if (reading === 'unreadable') reading = await readTask(taskId, dependencies);
		if (typeof reading === 'string') return reading;
	}
	const settled = new Map<string, Task>();
	for (const taskId of taskIds) {
		const task = memory.ended.get(taskId);
		if (task === undefined) return 'open';
		settled.set(taskId, task);
	}
	return settled;
}
