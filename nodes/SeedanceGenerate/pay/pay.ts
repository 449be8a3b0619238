import {
	claimedElsewhere,
	keyNotStored,
	neverItsTurn,
	outcomeUnknown,
	rowLeftBehind,
	rowNotReady,
} from '../../shared/domain/failures';
import type { VideoRequest } from '../../shared/domain/request';
import type { Task } from '../../shared/domain/task';
import { emptyTask } from '../../shared/domain/task';
import { reasonOf } from '../../shared/providers/reading/message';
import type { WaitDependencies } from '../../shared/tasks/wait';
import { LAST_LOOK_LEAD_MS, waitForEnd } from '../../shared/tasks/wait';
import type { Decided, Decision, Order } from './decide';
import { decide, decideByKey, isPaid, stoppedFollowing } from './decide';
import type { LookUpDependencies } from './findLost';
import { lookUpLostTask } from './findLost';
import type { Claim } from './ledger/claim';
import type { JournalEntry } from './ledger/journal';
import type { Ledger } from './ledger/ledger';
import { quietly } from './quietly';
import type { Row, RowOutcome } from './row';
import { outcomeOf } from './row';
import type { SubmitDependencies } from './submit';
import { submit } from './submit';

/** How far back the provider's list goes (Ark: 7 days, docs/providers.md 1.2). */
const LIST_REACHES_BACK_MS = 7 * 24 * 3_600_000;

export interface PayDependencies extends Omit<SubmitDependencies, 'record'>, WaitDependencies {
	ledger: Ledger;
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

interface RowDependencies extends PayDependencies {
	/** Told of the row's task before anything else is done with it, so that nothing that breaks can lose it. */
	know: (task: Task) => void;
	/** The next 0-based place in the order of submission. */
	nextRank: () => number;
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
			const outcome = await payOrder(order, dependencies, nextRank);
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
	dependencies: PayDependencies,
	nextRank: () => number,
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
		const obtained = await obtain(order, { ...dependencies, know, nextRank });
		return await follow(row, obtained, { ...dependencies, know, nextRank });
	} catch (thrown) {
		return surprised(row, known, thrown, dependencies);
	} finally {
		governor.closeTask();
	}
}

/** Does what was decided: the outcome has a task, or says why there is none. */
async function obtain(
	{ row, decision }: Decided,
	dependencies: RowDependencies,
): Promise<RowOutcome> {
	switch (decision.kind) {
		case 'refuse':
			return outcomeOf(row, decision.end, null, decision.failure, true);
		case 'adopt':
		case 'adoptKey':
			return adopt(row, decision, dependencies);
		case 'find':
			return await findDoubtful(row, decision.entry, dependencies);
		case 'submit': {
			const submission = async () => await submitRow(row, decision, dependencies);
			return await (row.carriesFiles ? dependencies.governor.carry(submission) : submission());
		}
	}
}

function adopt(
	row: Row,
	decision: Extract<Decision, { kind: 'adopt' | 'adoptKey' }>,
	{ ledger, know }: RowDependencies,
): RowOutcome {
	const isByKey = decision.kind === 'adoptKey';
	const { taskId } = isByKey ? decision.record : decision;
	const task = emptyTask(row.request.provider, taskId);
	know(task);
	if (!isByKey) {
		ledger.adopted(row, decision.entry, taskId);
		return outcomeOf(row, 'submitted', task, null, true);
	}
	ledger.adoptedByKey(row, decision.record);
	const request = decision.record.fingerprint === row.fingerprint ? row.request : null;
	return { ...outcomeOf(row, 'submitted', task, null, true), request };
}

async function submitRow(
	row: Row,
	{ submissions, before }: Extract<Decision, { kind: 'submit' }>,
	dependencies: RowDependencies,
): Promise<RowOutcome> {
	const { ledger } = dependencies;
	const prepared = await row.prepare();
	if ('failure' in prepared) return outcomeOf(row, 'refused', null, prepared.failure, false);
	const { request } = prepared;
	const sentRow = { ...row, request };
	const claim = ledger.claim(row, submissions, before);
	const marked: VideoRequest = {
		...request,
		options: { ...request.options, mark: claim.entry.mark },
	};
	const submission = await submit(marked, { ...dependencies, record: claim });
	switch (submission.kind) {
		case 'accepted':
			return accepted(sentRow, claim.entry, submission.task, false, dependencies);
		case 'refused':
			await claim.release();
			return outcomeOf(sentRow, 'refused', null, submission.failure, false);
		case 'unknown':
			claim.doubt(submission.failure);
			return outcomeOf(sentRow, 'unknown', null, submission.failure, false);
		case 'held':
			if (submission.hold === 'notStored') {
				return outcomeOf(sentRow, 'refused', null, keyNotStored(), false);
			}
			if (submission.hold === 'claimed') return await findClaimed(sentRow, claim, dependencies);
			return await decideAgain(row, dependencies);
	}
}

/** The records on which the decision to submit rested have changed, so it no longer holds. */
async function decideAgain(row: Row, dependencies: RowDependencies): Promise<RowOutcome> {
	const decision = decide(row, dependencies.ledger.recordsOf(row));
	return decision.kind === 'submit'
		? await submitRow(row, decision, dependencies)
		: await obtain({ row, decision }, dependencies);
}

function accepted(
	row: Row,
	entry: JournalEntry,
	task: Task,
	adopted: boolean,
	{ ledger, know }: RowDependencies,
): RowOutcome {
	know(task);
	ledger.taken(row, entry, task);
	return outcomeOf(row, 'submitted', task, null, adopted);
}

/** A request may have left and nobody knows what became of it: look, never send again. */
async function findDoubtful(
	row: Row,
	entry: JournalEntry,
	dependencies: RowDependencies,
): Promise<RowOutcome> {
	const { displayName } = dependencies.provider;
	const search = searchFor(row, dependencies);
	const found = await lookUpLostTask(entry.mark, entry.sentAtMs, search, [0]);
	if (found.kind === 'found') return accepted(row, entry, found.task, true, dependencies);
	// What the provider said then may name the task; it says nothing new now.
	const failure =
		entry.failure ??
		outcomeUnknown(
			displayName,
			'no clear answer to an earlier try is on record',
			found.kind === 'absent',
		);
	return outcomeOf(row, 'unknown', null, failure, true);
}

/** Another execution began to submit this key and left no task id: it crashed, or is still at it. */
async function findClaimed(
	row: Row,
	{ entry }: Claim,
	dependencies: RowDependencies,
): Promise<RowOutcome> {
	const { provider, clock, ledger } = dependencies;
	const record = ledger.recordOfKey(row.key);
	if (record !== null && (record.submissions ?? 1) >= entry.submissions) {
		return await obtain({ row, decision: decideByKey(row, record) }, dependencies);
	}
	const since = clock.now() - LIST_REACHES_BACK_MS;
	const found = await lookUpLostTask(entry.mark, since, searchFor(row, dependencies));
	if (found.kind === 'found') return accepted(row, entry, found.task, true, dependencies);
	const failure = claimedElsewhere(provider.displayName, found.kind === 'absent');
	return outcomeOf(row, 'unknown', null, failure, true);
}

function searchFor({ request }: Row, dependencies: PayDependencies): LookUpDependencies {
	return { ...dependencies, serviceTier: request.options.serviceTier };
}

/** Waits for the task of a row, where somebody does. */
async function follow(
	row: Row,
	obtained: RowOutcome,
	dependencies: RowDependencies,
): Promise<RowOutcome> {
	const { governor, clock, completion, ledger, nextRank } = dependencies;
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
