import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { taskRefusal } from '../../shared/domain/failures';
import type { Failure, Task } from '../../shared/domain/task';
import type { Run, Sessions } from '../../shared/n8n/session';
import { changeTasks } from './changeTasks';

/** Deletes the records of finished tasks. A task that still waits or runs is left alone. */
export async function deleteTask(
	context: IExecuteFunctions,
	run: Sessions,
): Promise<INodeExecutionData[]> {
	const { provider } = run;
	return await changeTasks(context, run, {
		call: provider.remove,
		done: 'deleted',
		unsupported: taskRefusal(
			'cannotDelete',
			`${provider.displayName} offers no way to delete the record of a task.`,
			'Records disappear there by themselves.',
		),
		obstacle: (task) => obstacle(task, run),
	});
}

function obstacle(task: Task, { provider }: Run): Failure | null {
	if (task.status === 'succeeded' || task.status === 'failed' || task.status === 'expired')
		return null;
	if (task.status === 'cancelled') {
		return taskRefusal(
			'cannotDelete',
			`${provider.displayName} does not delete cancelled tasks on request; they disappear by themselves within a day.`,
			'There is nothing to do.',
		);
	}
	return taskRefusal(
		'notEnded',
		`The task has not ended yet (status "${task.rawStatus || task.status}"), and deleting it now could cancel it.`,
		'Wait until it has ended, or use Operation "Cancel".',
	);
}
