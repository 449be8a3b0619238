import type { Failure, Task } from '../../shared/domain/task';
import { emptyTask } from '../../shared/domain/task';
import type { Clock } from '../../shared/tasks/clock';
import type { ReadDependencies } from '../../shared/tasks/readTask';
import { readTask } from '../../shared/tasks/readTask';

export interface NamedDependencies extends Required<ReadDependencies> {
	clock: Clock;
	/** Epoch milliseconds after which no further task is asked for. */
	deadlineMs: number;
}

export interface NamedTasks {
	tasks: Task[];
	/** Tasks that the provider does not know, by id. */
	missing: Map<string, Failure>;
	/** Set when the provider refuses the key or the account, or cannot be reached before somebody mends something. */
	refused: Failure | null;
	unreadable: number;
}

const TIMEOUT_SECONDS = 30;

/** Reads side by side; more would not be faster at the pace that providers allow. */
export const READS_AT_ONCE = 5;

/** Splits a list typed by people (commas, line breaks, semicolons), also one pasted as JSON, or an array from an expression. */
export function taskIdsFrom(value: unknown): string[] {
	const parts = Array.isArray(value) ? value : String(value ?? '').split(/[\s,;，；、"'[\]]+/);
	const ids = parts
		.filter((part): part is string | number => ['string', 'number'].includes(typeof part))
		.map((part) => String(part).trim())
		.filter((part) => part !== '');
	return [...new Set(ids)];
}

/** The part of a list whose turn it is, so that a long list is gone through over several polls. */
export function turnOf(ids: readonly string[], start: number, count: number): string[] {
	if (ids.length === 0) return [];
	const from = start % ids.length;
	return [...ids.slice(from), ...ids.slice(0, from)].slice(0, count);
}

/** Reads the tasks with these ids, within the time there is. Never throws for network or provider trouble. */
export async function readNamedTasks(
	ids: readonly string[],
	dependencies: NamedDependencies,
): Promise<NamedTasks> {
	const found: NamedTasks = { tasks: [], missing: new Map(), refused: null, unreadable: 0 };
	const queue = [...ids];
	const worker = async () => {
		for (let taskId = queue.shift(); taskId !== undefined; taskId = queue.shift()) {
			// Nobody with a refused key becomes welcome by asking again.
			if (found.refused !== null || dependencies.clock.now() >= dependencies.deadlineMs) return;
			const known = emptyTask(dependencies.provider.id, taskId);
			const reading = await readTask(known, TIMEOUT_SECONDS, dependencies);
			if (reading.kind === 'task') found.tasks.push(reading.task);
			else if (reading.failure === undefined) found.unreadable += 1;
			else if (reading.kind === 'unreadable' || reading.failure.category === 'account') {
				found.refused = reading.failure;
			} else found.missing.set(taskId, reading.failure);
		}
	};
	await Promise.all(Array.from({ length: READS_AT_ONCE }, worker));
	return found;
}
