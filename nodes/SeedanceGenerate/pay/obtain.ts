import { claimedElsewhere, keyNotStored, outcomeUnknown } from '../../shared/domain/failures';
import type { Listed } from '../../shared/domain/failures';
import type { VideoRequest } from '../../shared/domain/request';
import type { Failure, Task } from '../../shared/domain/task';
import { emptyTask } from '../../shared/domain/task';
import type { Decided, Decision } from './decide';
import { decide, decideByKey } from './decide';
import { listedIn, lookUpLostTask } from './findLost';
import { worthListingSinceMs } from '../../shared/tasks/walkList';
import type { JournalEntry } from './ledger/journal';
import { orderedAs } from './ledger/journal';
import type { Claim, Ledger } from './ledger/ledger';
import type { Row, RowOutcome } from './row';
import { outcomeOf } from './row';
import type { SubmitDependencies } from './submit';
import { submit } from './submit';

export interface ObtainDependencies extends Omit<SubmitDependencies, 'record'> {
	ledger: Ledger;
	/** Told of the row's task before anything else is done with it, so that nothing that breaks can lose it. */
	know: (task: Task) => void;
}

/** Does what was decided: the outcome has a task, or says why there is none. */
export async function obtain(
	{ row, decision }: Decided,
	dependencies: ObtainDependencies,
): Promise<RowOutcome> {
	switch (decision.kind) {
		case 'refuse':
			return outcomeOf(row, decision.end, null, decision.failure, true);
		case 'hold':
			return await held(row, decision.submissions, decision.failure, dependencies);
		case 'adopt':
		case 'adoptKey':
			return adopt(row, decision, dependencies);
		case 'find':
			return await find(row, decision.entry, dependencies, {
				sinceMs: decision.entry.sentAtMs,
				pausesMs: [0],
				otherwise: (listed) => stillUnknown(decision.entry, dependencies, listed),
			});
		case 'submit': {
			const submission = async () => await submitRow(row, decision, dependencies);
			return await (row.carriesFiles ? dependencies.governor.carry(submission) : submission());
		}
	}
}

/** What the provider said then may name the task; unless the list does, it says nothing new now. */
function stillUnknown(
	{ failure }: JournalEntry,
	{ provider }: ObtainDependencies,
	listed: Listed,
): Failure {
	const reason = 'no clear answer to an earlier try is on record';
	const isNews = listed !== null && listed.length > 0;
	return (isNews ? null : failure) ?? outcomeUnknown(provider.displayName, reason, listed);
}

function adopt(
	row: Row,
	decision: Extract<Decision, { kind: 'adopt' | 'adoptKey' }>,
	{ ledger, know }: ObtainDependencies,
): RowOutcome {
	const { taskId } = decision.kind === 'adoptKey' ? decision.record : decision;
	const task = emptyTask(row.request.provider, taskId);
	know(task);
	if (decision.kind === 'adoptKey') ledger.adoptedByKey(row, decision.record);
	else ledger.adopted(row, decision.entry, taskId);
	const ordered =
		decision.kind === 'adoptKey' ? decision.record.fingerprint : decision.entry.orderedAs;
	return outcomeOfOrder(row, task, true, ordered);
}

/** The request of the row is shown only where nothing says that another one ordered the task. */
function outcomeOfOrder(row: Row, task: Task, adopted: boolean, ordered?: string): RowOutcome {
	const outcome = outcomeOf(row, 'submitted', task, null, adopted);
	return ordered === undefined || ordered === row.fingerprint
		? outcome
		: { ...outcome, request: null };
}

async function submitRow(
	row: Row,
	{ submissions, before }: Extract<Decision, { kind: 'submit' }>,
	dependencies: ObtainDependencies,
): Promise<RowOutcome> {
	const { ledger, deadlineMs } = dependencies;
	const prepared = await row.prepare(row.request, deadlineMs);
	if ('failure' in prepared) return await held(row, submissions, prepared.failure, dependencies);
	const { request } = prepared;
	const sentRow = { ...row, request };
	const claim = ledger.claim(row, submissions, before);
	const { mark } = claim.entry;
	const marked: VideoRequest = { ...request, options: { ...request.options, mark } };
	const isTaken = (taskId: string) => ledger.isOther(mark, taskId);
	const submission = await submit(marked, { ...dependencies, record: claim, isTaken });
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
			await claim.release();
			return await decideAgain(row, dependencies);
	}
}

/** Nothing is sent now, but an execution that crashed may have sent this very request. */
async function held(
	row: Row,
	submissions: number,
	failure: Failure,
	dependencies: ObtainDependencies,
): Promise<RowOutcome> {
	const claim = dependencies.ledger.claim(row, submissions, null);
	return (await claim.isOfSameRequest())
		? await findClaimed(row, claim, dependencies)
		: outcomeOf(row, 'refused', null, failure, false);
}

/** The records on which the decision to submit rested have changed, so it no longer holds. */
async function decideAgain(row: Row, dependencies: ObtainDependencies): Promise<RowOutcome> {
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
	{ ledger, know }: ObtainDependencies,
): RowOutcome {
	know(task);
	ledger.taken(row, entry, task);
	return outcomeOfOrder(row, task, adopted, entry.orderedAs);
}

/** Another execution began to submit this key and left no task id: it crashed, or is still at it. */
async function findClaimed(
	row: Row,
	claim: Claim,
	dependencies: ObtainDependencies,
): Promise<RowOutcome> {
	const { entry } = claim;
	const { provider, clock, ledger } = dependencies;
	const record = ledger.recordOfKey(row.key);
	if (record !== null && (record.submissions ?? 1) >= entry.submissions) {
		return await obtain({ row, decision: decideByKey(row, record) }, dependencies);
	}
	const isSame = await claim.isOfSameRequest();
	return await find(row, isSame ? entry : { ...entry, orderedAs: '' }, dependencies, {
		sinceMs: worthListingSinceMs(provider, clock.now()),
		otherwise: (listed) => claimedElsewhere(provider.displayName, isSame ? listed : named(listed)),
	});
}

/** What was sent then may have carried no mark, so that the silence of a list says nothing. */
function named(listed: Listed): Listed {
	return listed?.length === 0 ? null : listed;
}

interface Search {
	/** Epoch milliseconds; what is older is not ours. */
	sinceMs: number;
	pausesMs?: readonly number[];
	/** What the row says when no task is certain to be its own. */
	otherwise: (listed: Listed) => Failure;
}

/** A request may have left and nobody knows what became of it: look for its task, never send again. */
async function find(
	row: Row,
	entry: JournalEntry,
	dependencies: ObtainDependencies,
	{ sinceMs, pausesMs, otherwise }: Search,
): Promise<RowOutcome> {
	const { serviceTier } = row.request.options;
	const { ledger, provider } = dependencies;
	const { mark } = entry;
	const isSame = orderedAs(entry) === row.fingerprint;
	const places = {
		...dependencies,
		serviceTier,
		call: isSame ? provider.create(row.request) : undefined,
		isTaken: (taskId: string) => ledger.isOther(mark, taskId),
	};
	const found = await lookUpLostTask(mark, sinceMs, places, pausesMs);
	if (found.kind === 'found') return accepted(row, entry, found.task, true, dependencies);
	return outcomeOf(row, 'unknown', null, otherwise(listedIn(found)), true);
}
