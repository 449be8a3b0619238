import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RowResult } from '../../shared/n8n/errorItems';
import { asItems } from '../../shared/n8n/errorItems';
import type { Session } from '../../shared/n8n/session';
import { memoryOf } from './memory';
import { deadlineNote, isPending, withTask } from './pendingItems';
import { settleAll } from './settle';

/** Below this n8n itself waits in the process: its timers may be a minute late (docs/n8n-behaviour.md 3.2). */
const SHORT_WAIT_MS = 65_000;

/** Nobody means more, and beyond what a date can hold the execution would never come back. */
const LONGEST_WAIT_MS = 30 * 24 * 3_600_000;

/**
 * Parks the rows with the execution, so that they come back on a callback (`webhook`) or flow on when
 * the deadline comes, and suspends it. The items are new objects: n8n empties the ones a node returns.
 */
async function park(
	context: IExecuteFunctions,
	session: Session,
	results: readonly RowResult[],
	untilMs: number,
): Promise<INodeExecutionData[]> {
	const { onError } = context.getNode();
	const copies = () => asItems(session.provider.displayName, results, onError);
	const latestMs = session.clock.now() + LONGEST_WAIT_MS;
	const parked = copies();
	const handedOver = copies();
	context.getExecuteData().data.main[0] = parked;
	// The last step: an execution that waits cannot be told of trouble any more.
	await context.putExecutionToWait(new Date(Math.min(untilMs, latestMs)));
	return handedOver;
}

/**
 * Suspends until every task has ended. When all have ended already it does not suspend.
 * @returns null when there is nothing to wait for; `results` then hold what is known
 */
export async function suspendForCallbacks(
	context: IExecuteFunctions,
	session: Session,
	results: RowResult[],
	waitTimeoutMs: number,
): Promise<INodeExecutionData[] | null> {
	const { provider, client, clock } = session;
	const pending = results.filter(({ item }) => isPending(item));
	const memory = memoryOf(context.getExecutionId());
	const settled = await settleAll(
		pending.map(({ item }) => String(item.taskId)),
		{ provider, client, memory },
	);
	if (typeof settled !== 'string') {
		for (const result of pending) {
			const task = settled.get(String(result.item.taskId));
			if (task === undefined) continue;
			result.item = withTask(result.item, task);
			result.failure = task.failure;
		}
		return null;
	}
	const minutes = Math.round(waitTimeoutMs / 60_000);
	// Only seen when the deadline comes first: a callback replaces these items.
	for (const { item } of pending) {
		item.warnings = [...item.warnings, deadlineNote(item.taskId, minutes)];
	}
	return await park(context, session, results, clock.now() + waitTimeoutMs);
}

/**
 * Suspends for the time the tasks can be expected to take; the next node finishes the wait. A short
 * time is slept in the node.
 */
export async function suspendForSleep(
	context: IExecuteFunctions,
	session: Session,
	results: readonly RowResult[],
	sleepMs: number,
): Promise<INodeExecutionData[] | null> {
	if (!results.some(({ item }) => isPending(item))) return null;
	if (sleepMs < SHORT_WAIT_MS) {
		await session.clock.sleep(sleepMs);
		return null;
	}
	return await park(context, session, results, session.clock.now() + sleepMs);
}
