import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { rowLeftBehind, rowNotReady } from '../shared/domain/failures';
import { bareItem } from '../shared/domain/item';
import type { Task } from '../shared/domain/task';
import { isEnded } from '../shared/domain/task';
import type { RowResult } from './emit';
import { asItems, handoverOf } from './emit';
import { operationError } from '../shared/n8n/operationError';
import { reasonOf } from '../shared/providers/reading/message';
import type { Provider } from '../shared/providers/types';
import type { RowOutcome } from './pay/row';

/** A row of which only the essentials come out, its task id first of all, because our own code broke on the rest. */
export function bareResult(
	provider: Provider,
	itemIndex: number,
	outcome: RowOutcome | null,
	thrown: unknown,
): RowResult {
	const reason = reasonOf(thrown);
	const task = outcome?.task ?? null;
	const failure =
		task === null
			? (outcome?.failure ?? rowNotReady(reason))
			: rowLeftBehind(provider.displayName, task.taskId, reason);
	return { itemIndex, item: bareItem(provider.id, task, failure), failure };
}

/**
 * The last door between the outcomes of a run and n8n: whatever of ours breaks on the way, every task that is paid for
 * comes out with its row.
 * @param handOver makes items of the outcomes
 * @throws what `handOver` throws on purpose, which names every task, or an error that names them
 */
export async function withoutLoss(
	context: IExecuteFunctions,
	provider: Provider,
	outcomes: readonly RowOutcome[],
	handOver: () => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	return await handOver().catch((thrown) => rescue(context, provider, outcomes, thrown));
}

function rescue(
	context: IExecuteFunctions,
	provider: Provider,
	outcomes: readonly RowOutcome[],
	thrown: unknown,
): INodeExecutionData[] {
	const paid = outcomes.flatMap(({ itemIndex, task }) =>
		task !== null && isPaid(task) ? [{ itemIndex, taskId: task.taskId }] : [],
	);
	const named = namesIn(thrown);
	if (paid.every(({ taskId }) => named.has(taskId))) throw thrown;
	const list = paid.map(({ itemIndex, taskId }) => `row ${itemIndex + 1} (task ${taskId})`);
	const error = operationError(
		context,
		`n8n could not hand over the rows of this run: ${reasonOf(thrown)}. ${provider.displayName} has taken these, which are billed: ${list.join(', ')}.`,
		'Do not order these rows again: give their task IDs to this node with Resource "Task", Operation "Wait", or to Seedance Download.',
	);
	if (!context.continueOnFail()) throw error;
	try {
		return bareItems(context, provider, outcomes, thrown);
	} catch {
		throw error;
	}
}

function bareItems(
	context: IExecuteFunctions,
	provider: Provider,
	outcomes: readonly RowOutcome[],
	thrown: unknown,
): INodeExecutionData[] {
	const results = context.getInputData().map((_, itemIndex) => {
		const outcome = outcomes.find((candidate) => candidate.itemIndex === itemIndex) ?? null;
		return bareResult(provider, itemIndex, outcome, thrown);
	});
	return asItems(provider.displayName, results, handoverOf(context));
}

/** Ended without a video, a task is nothing to lose. */
function isPaid({ status }: Task): boolean {
	return status === 'succeeded' || !isEnded(status);
}

/** The words of an error that may be task ids; `task-1` is not named by a text about `task-12`. */
function namesIn(thrown: unknown): Set<string> {
	const { message, description } = Object(thrown) as { message?: unknown; description?: unknown };
	const words = `${String(message)} ${String(description)}`.split(/[^\w.:-]+/);
	return new Set(words.map((word) => word.replace(/[.:]+$/, '')));
}

/** Does what is only a courtesy, such as a line in a log: no row that is paid for may be lost over it. */
export function quietly(courtesy: () => void): void {
	try {
		courtesy();
	} catch {
		return;
	}
}
