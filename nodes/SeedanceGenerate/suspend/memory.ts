import type { Task } from '../../shared/domain/task';

/**
 * What this process has read of the tasks of suspended executions, so that each callback costs one
 * read and not one per row. Losing it (restart, another process) costs reads, never videos.
 */
interface Remembered {
	ended: Map<string, Task>;
}

const MOST_EXECUTIONS = 500;

const executions = new Map<string, Remembered>();

/** The memory of one suspended execution; the longest untouched ones are forgotten. */
export function memoryOf(executionId: string): Remembered {
	const memory = executions.get(executionId) ?? { ended: new Map() };
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

export type { Remembered };
