import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RowResult } from '../emit';
import { asItems, handoverOf } from '../emit';
import type { Run, Session } from '../../shared/n8n/session';
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
	{ provider, clock }: Run,
	results: readonly RowResult[],
	untilMs: number,
): Promise<INodeExecutionData[]> {
	const handover = handoverOf(context);
	const copies = () => asItems(provider.displayName, results, handover);
	const latestMs = clock.now() + LONGEST_WAIT_MS;
	const parked = copies();
	const handedOver = copies();
	context.getExecuteData().data.main[0] = parked;
	// The last step: an execution that waits cannot be told of trouble any more.
	await context.putExecutionToWait(new Date(Math.min(untilMs, latestMs)));
	return handedOver;
}

/** How a run ends: with the items of an execution that is suspended, or with results that are ready. */
export type Ending = { suspended: INodeExecutionData[] } | { results: readonly RowResult[] };

/** Suspends until every task has ended. When all have ended already it does not suspend. */
export async function suspendForCallbacks(
	context: IExecuteFunctions,
	session: Session,
	results: readonly RowResult[],
	waitTimeoutMs: number,
): Promise<Ending> {
	const { provider, client, clock } = session;
	const { region } = session.connection;
	const taskIds = results.flatMap(({ item }) => (isPending(item) ? [String(item.taskId)] : []));
	const memory = memoryOf(context.getExecutionId());
	const settled = await settleAll(taskIds, { provider, client, clock, memory });
	if (typeof settled !== 'string') {
		return {
			results: results.map((result) => {
				const task = isPending(result.item) ? settled.get(String(result.item.taskId)) : undefined;
				if (task === undefined) return result;
				return { ...result, item: withTask(result.item, task, region), failure: task.failure };
			}),
		};
	}
	const waitMs = Math.min(waitTimeoutMs, LONGEST_WAIT_MS);
	const minutes = Math.round(waitMs / 60_000);
	const untilMs = clock.now() + waitMs;
	// A callback replaces these items.
	const noted = results.map((result) => {
		const { item } = result;
		if (!isPending(item)) return result;
		const warnings = [...item.warnings, deadlineNote(item.taskId, minutes, untilMs)];
		return { ...result, item: { ...item, warnings } };
	});
	return { suspended: await park(context, session, noted, untilMs) };
}

/**
 * Suspends for the time the tasks can be expected to take; the next node finishes the wait. A short
 * time is slept in the node.
 */
export async function suspendForSleep(
	context: IExecuteFunctions,
	run: Run,
	results: readonly RowResult[],
	sleepMs: number,
): Promise<Ending> {
	if (!results.some(({ item }) => isPending(item))) return { results };
	if (sleepMs < SHORT_WAIT_MS) {
		await run.clock.sleep(sleepMs);
		return { results };
	}
	return { suspended: await park(context, run, results, run.clock.now() + sleepMs) };
}
