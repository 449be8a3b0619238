import type { Task } from '../../shared/domain/task';

/**
 * What this process has read of the tasks of suspended executions, so that each callback costs one
 * read and not one per row. Losing it (restart, another process) costs reads, never videos.
 */
interface Remembered {
	ended: Map<string, Task>;
	/** When a task was last seen still at work, epoch milliseconds. */
	openAtMs: Map<string, number>;
	touchedMs: number;
}

const MOST_EXECUTIONS = 500;

/** A task that was seen at work this recently is believed to be so still. */
const BELIEVED_OPEN_MS = 10_000;

const executions = new Map<string, Remembered>();

/** The memory of one suspended execution; the longest untouched ones are forgotten. */
export function memoryOf(executionId: string, nowMs: number): Remembered {
	const known = executions.get(executionId);
	const memory = known ?? { ended: new Map(), openAtMs: new Map(), touchedMs: nowMs };
	memory.touchedMs = nowMs;
	executions.delete(executionId);
	executions.set(executionId, memory);
	for (const oldest of executions.keys()) {
		if (executions.size <= MOST_EXECUTIONS) break;
		executions.delete(oldest);
	}
	return memory;
}

export function forget(executionId: string): void {
	executions.delete(executionId);
}

export function isBelievedOpen(memory: Remembered, taskId: string, nowMs: number): boolean {
	const seenMs = memory.openAtMs.get(taskId);
	return seenMs !== undefined && nowMs - seenMs < BELIEVED_OPEN_MS;
}

export type { Remembered };
