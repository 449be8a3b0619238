import type { TaskHint } from '../../shared/callback/incoming';
import { lookAtCalledBack } from '../../shared/callback/look';
import type { Task } from '../../shared/domain/task';
import { emptyTask, isEnded } from '../../shared/domain/task';
import type { Clock } from '../../shared/tasks/clock';
import { readTask, seenEnding } from '../../shared/tasks/readTask';
import type { TaskReading } from '../../shared/tasks/readTask';
import type { Provider } from '../../shared/providers/types';
import type { HttpClient } from '../../shared/net/reply';
import type { Remembered } from './memory';

/** A callback may have 5 seconds (docs/providers.md 1.10), so one read may not take longer. */
const READ_TIMEOUT_SECONDS = 4;

/** How long a read of another task waits for its place. */
const LONGEST_TURN_MS = 2000;

export interface SettleDependencies {
	provider: Provider;
	client: HttpClient;
	clock: Clock;
	memory: Remembered;
}

/** `open` = still at work; `unreadable` = the provider could not be asked. */
export type Reading = Task | 'open' | 'unreadable';

/** Keeps what has ended. A refusal is no end: the task may still run and bill. */
function noted(read: TaskReading | null, { memory }: SettleDependencies): Reading {
	if (read?.kind !== 'task') return 'unreadable';
	const { task } = read;
	if (!isEnded(task.status)) return 'open';
	if (!memory.ended.has(task.taskId)) memory.budget.giveBack();
	memory.ended.set(task.taskId, task);
	return task;
}

/** Reads the task of a callback, unless all there is to know of it is known. */
export async function readCalledBack(
	hint: TaskHint,
	dependencies: SettleDependencies,
): Promise<Reading> {
	const { provider, client, clock, memory } = dependencies;
	const known = memory.ended.get(hint.taskId);
	if (known !== undefined && !lacksLink(known)) return known;
	const { budget, called: reads } = memory;
	const read = await lookAtCalledBack(hint, { provider, client, clock, budget, reads });
	const reading = noted(read, dependencies);
	if (typeof reading === 'string') return reading;
	const task = seenEnding(reading, dependencies);
	memory.ended.set(hint.taskId, task);
	return task;
}

function lacksLink(task: Task): boolean {
	return task.status === 'succeeded' && task.videoUrl === null;
}

/** Reads one of the other tasks, unless this process already knows that it has ended. */
async function readOther(taskId: string, dependencies: SettleDependencies): Promise<Reading> {
	const { provider, client, clock, memory } = dependencies;
	const ended = memory.ended.get(taskId);
	if (ended !== undefined) return ended;
	const look = async () =>
		await readTask(emptyTask(provider.id, taskId), READ_TIMEOUT_SECONDS, { provider, client });
	const untilMs = clock.now() + LONGEST_TURN_MS;
	const read = await memory.others.read(taskId, look, { budget: memory.budget, clock, untilMs });
	return noted(read, dependencies);
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
		let reading = await readOther(taskId, dependencies);
		// After a restart there may be hundreds to read, and providers do not call again that often.
		if (reading === 'unreadable') reading = await readOther(taskId, dependencies);
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
