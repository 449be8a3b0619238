import { CallbackReads } from '../../shared/callback/look';
import { ReadBudget } from '../../shared/callback/readBudget';
import type { Task } from '../../shared/domain/task';

/**
 * What this process has read of the tasks of one suspended execution, so that each callback costs one
 * read and not one per row. Losing it (restart, another process) costs reads, never videos.
 */
export class Remembered {
	readonly ended = new Map<string, Task>();

	/** Looks at tasks that were called back. */
	readonly called = new CallbackReads();

	/** Reads of the other tasks, to find out whether all have ended. */
	readonly others = new CallbackReads();

	/**
	 * How often those who know the address may make us ask the provider. A read that finds an end gives its place
	 * back, so only looks at tasks that are still at work count: about one for each callback.
	 */
	readonly budget = new ReadBudget({ burst: 200, perSecond: 5 });
}

const MOST_EXECUTIONS = 500;

const executions = new Map<string, Remembered>();

/** The memory of one suspended execution; the longest untouched ones are forgotten. */
export function memoryOf(executionId: string): Remembered {
	const memory = executions.get(executionId) ?? new Remembered();
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
