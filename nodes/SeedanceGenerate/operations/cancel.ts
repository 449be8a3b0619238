import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { taskRefusal } from '../../shared/domain/failures';
import type { Failure, Task } from '../../shared/domain/task';
import type { Run, Sessions } from '../../shared/n8n/session';
import { changeTasks } from './changeTasks';

/**
 * Cancels tasks. Never destroys the record of a finished video: the status is read first, and only a
 * task that can still be cancelled is touched.
 */
export async function cancelTask(
	context: IExecuteFunctions,
	run: Sessions,
): Promise<INodeExecutionData[]> {
	const { provider } = run;
	return await changeTasks(context, run, {
		call: provider.cancel,
		done: 'cancelled',
		unsupported: taskRefusal(
			'cannotCancel',
			`${provider.displayName} offers no way to cancel a task, so it goes on and is billed when it finishes.`,
			'Let it finish, or ask the support of the provider.',
		),
		obstacle: (task) => obstacle(task, run),
	});
}

/** Some cancel queued tasks only, and the same call would delete a finished record. */
function obstacle(task: Task, { provider }: Run): Failure | 'alreadyDone' | null {
	if (task.status === 'cancelled') return 'alreadyDone';
	if (task.status === 'queued') return null;
	if (task.status === 'running' && provider.cancelsRunning === true) return null;
	if (task.status === 'running') {
		return taskRefusal(
			'alreadyRunning',
			`The task is already running, and ${provider.displayName} can only cancel tasks that still wait. It is billed when it finishes.`,
			'Let it finish and use the video.',
		);
	}
	return taskRefusal(
		'alreadyEnded',
		`The task can no longer be cancelled: its status is "${task.rawStatus || task.status}".`,
		'Use Task: Get to see its result.',
	);
}
