import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { emptyTask } from '../../shared/domain/task';
import { Forecast } from '../../shared/tasks/forecast';
import { waitForEnd } from '../../shared/tasks/wait';
import { emit } from '../emit';
import type { Session } from '../../shared/n8n/session';
import { timeoutWarning } from '../results';
import { forEachTask } from './taskRows';

/** Waits until every task has ended, side by side. A task that ended badly is a failed row. */
export async function waitForTask(
	context: IExecuteFunctions,
	session: Session,
): Promise<INodeExecutionData[]> {
	const { provider, clock } = session;
	const forecast = new Forecast();
	const startMs = clock.now();
	const results = await forEachTask(context, session, async (taskId, { settings, governor }) => {
		const end = await waitForEnd(
			{ task: emptyTask(provider.id, taskId), rank: 0, sinceMs: startMs, fresh: false },
			{
				...session,
				governor,
				forecast,
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
	});
	return emit(context, provider.displayName, results);
}
