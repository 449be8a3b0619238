import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { unreadableNow } from '../../shared/domain/failures';
import { emptyTask } from '../../shared/domain/task';
import { readTask } from '../../shared/tasks/readTask';
import { PATIENCE_MS } from '../../shared/tasks/walkList';
import { emit } from '../emit';
import type { Sessions } from '../../shared/n8n/session';
import { forEachTask } from './taskRows';
import type { TaskAnswer, TaskRun } from './taskRows';

/** Reading costs nothing, so unlucky answers are simply asked for again. */
const TRIES = 4;
const FIRST_PAUSE_MS = 1000;
const TIMEOUT_SECONDS = 30;

/** Reads each task once. A task that ended badly is information here, not a failed row. */
export async function getTask(
	context: IExecuteFunctions,
	run: Sessions,
): Promise<INodeExecutionData[]> {
	const results = await forEachTask(context, run, readOnce);
	return emit(context, run.provider.displayName, results, false);
}

/** One look that rides out a few bad answers; the answer always carries the task id. */
export async function readOnce(
	taskId: string,
	{ governor, session }: TaskRun,
): Promise<TaskAnswer> {
	const { provider, client, clock, stop } = session;
	const known = emptyTask(provider.id, taskId);
	const deadlineMs = clock.now() + PATIENCE_MS;
	let reason = '';
	for (let tries = 1; tries <= TRIES && !stop.aborted; tries += 1) {
		const dependencies = { provider, client, governor, deadlineMs };
		const read = await readTask(known, TIMEOUT_SECONDS, dependencies);
		if (read.kind === 'task') return { task: read.task, failure: null, warnings: [] };
		const { failure = null } = read;
		if (read.kind === 'refused' || failure !== null) return { task: known, failure, warnings: [] };
		({ reason } = read);
		if (clock.now() >= deadlineMs) break;
		if (tries < TRIES) await clock.sleep(FIRST_PAUSE_MS * 2 ** (tries - 1));
	}
	return { task: known, failure: unreadableNow(provider.displayName, reason), warnings: [] };
}
