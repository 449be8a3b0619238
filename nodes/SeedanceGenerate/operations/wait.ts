import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { emptyTask } from '../../shared/domain/task';
import { waitForEnd } from '../../shared/tasks/wait';
import { emit } from '../emit';
import type { Sessions } from '../../shared/n8n/session';
import { timeoutWarning } from '../results';
import { forEachTask } from './taskRows';

/** Waits until every task has ended, side by side. A task that ended badly is a failed row. */
export async function waitForTask(
	context: IExecuteFunctions,
	run: Sessions,
): Promise<INodeExecutionData[]> {
	const { provider, clock } = run;
	const startMs = clock.now();
	const results = await forEachTask(
		context,
		run,
		async (taskId, { settings, governor, session }) => {
			const end = await waitForEnd(
				{ task: emptyTask(provider.id, taskId), sinceMs: startMs, fresh: false },
				{
					...session,
					governor,
					pollIntervalMs: settings.pollIntervalMs,
					deadlineMs: startMs + settings.waitTimeoutMs,
				},
			);
			const failure = end.kind === 'unreadable' ? end.failure : end.task.failure;
			const warnings =
				end.kind === 'timeout'
					? [timeoutWarning(provider.displayName, taskId, settings.waitTimeoutMs)]
					: [];
			return { task: end.task, failure, warnings };
		},
	);
	return emit(context, provider.displayName, results);
}
