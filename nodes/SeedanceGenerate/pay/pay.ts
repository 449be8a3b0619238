import { neverItsTurn, rowLeftBehind, rowNotReady } from '../../shared/domain/failures';
import type { Task } from '../../shared/domain/task';
import { reasonOf } from '../../shared/providers/reading/message';
import type { WaitDependencies } from '../../shared/tasks/wait';
import { LAST_LOOK_LEAD_MS, waitForEnd } from '../../shared/tasks/wait';
import type { Decided, Order } from './decide';
import { isPaid, stoppedFollowing } from './decide';
import type { ObtainDependencies } from './obtain';
import { obtain } from './obtain';
import { quietly } from '../withoutLoss';
import type { Row, RowOutcome } from './row';
import { outcomeOf } from './row';

export interface PayDependencies extends Omit<ObtainDependencies, 'know'>, WaitDependencies {
	/**
	 * `submit` returns as soon as there is a task id; `callback` too, but waits for tasks of earlier
	 * executions, whose callbacks go there.
	 */
	completion: 'wait' | 'submit' | 'callback';
	/** Called as soon as a row has a task id, so that it is written down before anything else can happen. */
	taskKnown?: (itemIndex: number, taskId: string) => void;
	/** Called whenever a row reaches its end, for logs and progress. */
	rowEnded?: (outcome: RowOutcome) => void;
}

/**
 * Gets a task for every order and, unless told otherwise, waits for all of them side by side. One bad row never
 * hurts the others; the result has one outcome per row, twins included, in the order of the rows.
 */
export async function payOrders(
	orders: readonly Order[],
	dependencies: PayDependencies,
): Promise<RowOutcome[]> {
	let submitted = 0;
	const nextRank = () => submitted++;
	const tell = (outcome: RowOutcome) => quietly(() => dependencies.rowEnded?.(outcome));
	const outcomes = await Promise.all(
		orders.map(async (order) => {
			const outcome = await payOrder(order, nextRank, dependencies);
			const shared = order.twins.map(
				({ itemIndex }): RowOutcome => ({
					...outcome,
					itemIndex,
					adopted: true,
					twinOf: outcome.itemIndex,
				}),
			);
			const all = [outcome, ...shared];
			all.forEach(tell);
			return all;
		}),
	);
	return outcomes.flat().sort((a, b) => a.itemIndex - b.itemIndex);
}

/** The door behind which nothing of ours or of n8n's can lose a task, neither that of the row nor those of the others. */
async function payOrder(
	order: Decided,
	nextRank: () => number,
	dependencies: PayDependencies,
): Promise<RowOutcome> {
	const { row } = order;
	const { governor, clock, deadlineMs, taskKnown } = dependencies;
	let known: Task | null = null;
	const know = (task: Task) => {
		known = task;
		quietly(() => taskKnown?.(row.itemIndex, task.taskId));
	};
	const hadToQueue = await governor.openTask();
	try {
		const isOver = clock.now() >= deadlineMs - LAST_LOOK_LEAD_MS;
		// Submitting now would open more tasks than allowed, for which nobody waits any more.
		if (hadToQueue && isOver && isPaid(order)) {
			return outcomeOf(row, 'refused', null, neverItsTurn(), false);
		}
		const obtained = await obtain(order, { ...dependencies, know });
		return await follow(row, obtained, nextRank, dependencies);
	} catch (thrown) {
		return surprised(row, known, thrown, dependencies);
	} finally {
		governor.closeTask();
	}
}

/** Waits for the task of a row, where somebody does. */
async function follow(
	row: Row,
	obtained: RowOutcome,
	nextRank: () => number,
	dependencies: PayDependencies,
): Promise<RowOutcome> {
	const { governor, clock, completion, ledger } = dependencies;
	const { task, adopted } = obtained;
	if (task === null || obtained.end !== 'submitted') return obtained;
	governor.taskTaken();
	if (completion !== 'wait' && !adopted) return obtained;
	const rank = nextRank();
	const end = await waitForEnd(
		{ task, rank, sinceMs: clock.now(), fresh: !adopted },
		completion === 'submit' ? { ...dependencies, deadlineMs: clock.now() } : dependencies,
	);
	governor.taskEnded();
	ledger.ended(row, end.task.failure);
	return {
		...obtained,
		end: end.kind === 'timeout' && completion === 'submit' ? 'submitted' : end.kind,
		task: end.task,
		failure: end.kind === 'unreadable' ? end.failure : end.task.failure,
	};
}

/** @param known the task of the row as soon as there is one */
function surprised(
	row: Row,
	known: Task | null,
	thrown: unknown,
	{ ledger, provider: { displayName } }: PayDependencies,
): RowOutcome {
	const reason = reasonOf(thrown);
	if (known !== null) {
		const failure = rowLeftBehind(displayName, known.taskId, reason);
		return outcomeOf(row, 'unreadable', known, failure, false);
	}
	if (ledger.mayHaveLeft(row)) {
		return outcomeOf(row, 'unknown', null, stoppedFollowing(displayName, reason), false);
	}
	return outcomeOf(row, 'refused', null, rowNotReady(reason), false);
}
