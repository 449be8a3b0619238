import { emptyTask } from '../../../nodes/shared/domain/task.ts';
import type { Task } from '../../../nodes/shared/domain/task.ts';

/** A task of which only some things are known. */
export function task(taskId: string, status: Task['status'], rest: Partial<Task> = {}): Task {
	return { ...emptyTask('ark', taskId), status, rawStatus: status, ...rest };
}
