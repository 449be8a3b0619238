import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Failure, Task } from '../../shared/domain/task';
import { emptyTask } from '../../shared/domain/task';
import { unreadableNow } from '../../shared/domain/failures';
import { emit } from '../emit';
import type { Sessions } from '../../shared/n8n/session';
import type { Reply } from '../../shared/net/reply';
import type { HttpCall } from '../../shared/providers/types';
import { PATIENCE_MS } from '../../shared/tasks/walkList';
import { readOnce } from './get';
import type { TaskAnswer, TaskRun } from './taskRows';
import { forEachTask } from './taskRows';

const TIMEOUT_SECONDS = 30;

/** A status older than this is read again before the change, because tasks move on. */
const STATUS_IS_FRESH_MS = 3000;
const STATUS_READS = 3;

export interface TaskChange {
	call: ((taskId: string) => HttpCall) | undefined;
	/** What the output calls it. */
	done: 'cancelled' | 'deleted';
	/** Why providers without such a call are refused. */
	unsupported: Failure;
	/** What stands against changing a task in this state; `alreadyDone` = nothing left to do. */
	obstacle: (task: Task) => Failure | 'alreadyDone' | null;
}

/** Reads each task first and changes it only in a state in which the call does what was asked for. */
export async function changeTasks(
	context: IExecuteFunctions,
	run: Sessions,
	change: TaskChange,
): Promise<INodeExecutionData[]> {
	const { provider } = run;
	const results = await forEachTask(context, run, async (taskId, task) =>
		change.call === undefined
			? { task: emptyTask(provider.id, taskId), failure: change.unsupported, warnings: [] }
			: await changeOne(taskId, task, { ...change, call: change.call }),
	);
	const items = emit(context, provider.displayName, results, false);
	return items.map((item, index) => {
		const { failure, item: row } = results[index];
		if (failure !== null) return item;
		const json: IDataObject = {
			taskId: row.taskId,
			provider: row.provider,
			status: change.done === 'cancelled' ? 'cancelled' : row.status,
			[change.done]: true,
		};
		return { ...item, json };
	});
}

async function changeOne(
	taskId: string,
	run: TaskRun,
	change: TaskChange & { call: (taskId: string) => HttpCall },
): Promise<TaskAnswer> {
	const { provider, client, clock } = run.session;
	let answer: TaskAnswer = { task: null, failure: null, warnings: [] };
	for (let reads = 0; reads < STATUS_READS; reads += 1) {
		const askedMs = clock.now();
		answer = await readOnce(taskId, run);
		if (answer.task === null || answer.failure !== null) return answer;
		const obstacle = change.obstacle(answer.task);
		// The task's own failure is information here; only an obstacle makes the row fail.
		const task = { ...answer.task, failure: null };
		if (obstacle === 'alreadyDone') return { ...answer, task };
		if (obstacle !== null) return { ...answer, task, failure: obstacle };
		const send = async (): Promise<Reply> =>
			clock.now() - askedMs > STATUS_IS_FRESH_MS
				? { kind: 'noAnswer', reason: 'the status was too old' }
				: await client.send(change.call(taskId), TIMEOUT_SECONDS);
		const reply = await run.governor.call('remove', send, clock.now() + PATIENCE_MS);
		if (reply.kind === 'notSent' && run.governor.pauseLeftMs('remove') > 0) {
			return { ...answer, failure: unreadableNow(provider.displayName, reply.reason) };
		}
		// Without an answer the status tells whether it was done all the same.
		if (reply.kind === 'answer') {
			return { ...answer, task, failure: provider.failureOf(reply.status, reply.body) };
		}
	}
	return { ...answer, failure: unreadableNow(provider.displayName) };
}
