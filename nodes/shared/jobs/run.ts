import { outcomeUnknown } from '../domain/failures';
import type { VideoRequest } from '../domain/request';
import { emptyTask } from '../domain/task';
import type { Failure, Task } from '../domain/task';
import type { Journal, JournalEntry } from './journal';
import { lookUpLostTask } from './lookUp';
import type { SubmitDependencies, Submission } from './submit';
import { submit } from './submit';
import type { WaitDependencies } from './wait';
import { waitForEnd } from './wait';

/** One row that passed every check and may be paid for. */
export interface Row {
	itemIndex: number;
	request: VideoRequest;
	fingerprint: string;
	/** Makes the request final (uploads, data URLs); runs once, right before the submission. */
	prepare: () => Promise<{ request: VideoRequest } | { failure: Failure }>;
}

export type RowEnd =
	/** The task ended, well or badly. */
	| 'ended'
	/** Submitted, not waited for. */
	| 'submitted'
	| 'timeout'
	| 'stopped'
	/** Nothing was taken by the provider, nothing is billed. */
	| 'refused'
	/** Perhaps taken; see the failure. */
	| 'unknown'
	/** Taken, but the provider no longer shows it. */
	| 'unreadable';

export interface RowOutcome {
	itemIndex: number;
	end: RowEnd;
	/** The request as it was sent, or would have been. */
	request: VideoRequest;
	/** Null while the provider has not given a task id. */
	task: Task | null;
	failure: Failure | null;
	/** True when the task was submitted by an earlier run of this node and taken over. */
	adopted: boolean;
}

export interface RunDependencies
	extends Omit<SubmitDependencies, 'aboutToSend' | 'notTaken'>,
		WaitDependencies {
	journal: Journal;
	/** `submit` returns as soon as there is a task id. */
	completion: 'wait' | 'submit';
	/** The user pressed "Retry execution": failed rows that can be retried are submitted again. */
	isUserRetry: boolean;
	/** Builds the mark for the n-th submission of a row. */
	markFor: (itemIndex: number, submission: number) => string;
	/** Called whenever a row reaches its end, for logs and progress. */
	rowEnded?: (outcome: RowOutcome) => void;
}

/**
 * Submits all rows and, unless told otherwise, waits for all of them side by side. One bad row never
 * hurts the others; the result has one outcome per row, in the order of the rows.
 */
export async function runRows(
	rows: readonly Row[],
	dependencies: RunDependencies,
): Promise<RowOutcome[]> {
	let submitted = 0;
	const nextRank = () => submitted++;
	return await Promise.all(
		rows.map(async (row) => {
			const outcome = await runRow(row, dependencies, nextRank);
			dependencies.rowEnded?.(outcome);
			return outcome;
		}),
	);
}

async function runRow(
	row: Row,
	dependencies: RunDependencies,
	nextRank: () => number,
): Promise<RowOutcome> {
	const { governor, clock, completion } = dependencies;
	await governor.openTask();
	try {
		const taken = await adoptOrSubmit(row, dependencies);
		if (taken.task === null || taken.end !== 'submitted') return taken;
		governor.taskTaken();
		if (completion === 'submit' && !taken.adopted) return taken;
		const rank = nextRank();
		const end = await waitForEnd(
			{ task: taken.task, rank, sinceMs: clock.now(), fresh: !taken.adopted },
			completion === 'submit' ? { ...dependencies, deadlineMs: clock.now() } : dependencies,
		);
		governor.taskEnded();
		const trouble = end.kind === 'unreadable' ? end.failure : null;
		return finish(row, taken, end.kind, end.task, trouble, dependencies);
	} finally {
		governor.closeTask();
	}
}

function finish(
	row: Row,
	taken: RowOutcome,
	end: 'ended' | 'timeout' | 'stopped' | 'unreadable',
	task: Task,
	trouble: Failure | null,
	{ journal, completion }: RunDependencies,
): RowOutcome {
	const entry = journal.read(row.itemIndex);
	if (entry !== null) journal.write(row.itemIndex, { ...entry, failure: task.failure });
	const reported = end === 'timeout' && completion === 'submit' ? 'submitted' : end;
	return { ...taken, end: reported, task, failure: trouble ?? task.failure };
}

/** Takes over what an earlier run of this node submitted for the row, or submits it. */
async function adoptOrSubmit(row: Row, dependencies: RunDependencies): Promise<RowOutcome> {
	const { journal, isUserRetry, provider } = dependencies;
	const entry = journal.read(row.itemIndex);
	if (entry === null) return await submitRow(row, 1, dependencies);
	const changed = entry.fingerprint !== row.fingerprint;
	if (entry.state === 'accepted' && entry.taskId !== undefined) {
		const worthAnother = changed || entry.failure?.retryable === true;
		if (isUserRetry && worthAnother) {
			return await submitRow(row, entry.submissions + 1, dependencies);
		}
		return outcomeOf(row, 'submitted', emptyTask(row.request.provider, entry.taskId), null, true);
	}
	// A request may have left and nobody knows what became of it: look, never send again.
	const found = await lookUpLostTask(entry.mark, entry.sentAtMs, dependencies, [0]);
	if (found.kind === 'found') {
		journal.write(row.itemIndex, { ...entry, state: 'accepted', taskId: found.task.taskId });
		return outcomeOf(row, 'submitted', found.task, null, true);
	}
	const failure = outcomeUnknown(
		provider.displayName,
		'no clear answer to an earlier try is on record',
		found.kind === 'absent',
	);
	return outcomeOf(row, 'unknown', null, failure, true);
}

async function submitRow(
	row: Row,
	submissions: number,
	dependencies: RunDependencies,
): Promise<RowOutcome> {
	const { journal, markFor, clock } = dependencies;
	const prepared = await row.prepare();
	if ('failure' in prepared) return outcomeOf(row, 'refused', null, prepared.failure, false);
	const mark = markFor(row.itemIndex, submissions);
	const { request } = prepared;
	const marked: VideoRequest = { ...request, options: { ...request.options, mark } };
	const before = journal.read(row.itemIndex);
	const entry: JournalEntry = {
		state: 'sending',
		fingerprint: row.fingerprint,
		mark,
		sentAtMs: clock.now(),
		submissions,
	};
	const submission = await submit(marked, {
		...dependencies,
		aboutToSend: () => journal.write(row.itemIndex, { ...entry, sentAtMs: clock.now() }),
		notTaken: () => {
			if (before === null) journal.forget(row.itemIndex);
			else journal.write(row.itemIndex, before);
		},
	});
	return record(row, request, entry, submission, dependencies);
}

function record(
	row: Row,
	request: VideoRequest,
	entry: JournalEntry,
	submission: Submission,
	{ journal, clock }: RunDependencies,
): RowOutcome {
	const outcome = outcomeOf({ ...row, request }, 'refused', null, null, false);
	if (submission.kind === 'refused') return { ...outcome, failure: submission.failure };
	const sentAtMs = journal.read(row.itemIndex)?.sentAtMs ?? clock.now();
	if (submission.kind === 'unknown') {
		journal.write(row.itemIndex, { ...entry, sentAtMs, state: 'unknown' });
		return { ...outcome, end: 'unknown', failure: submission.failure };
	}
	const { task } = submission;
	journal.write(row.itemIndex, { ...entry, sentAtMs, state: 'accepted', taskId: task.taskId });
	return { ...outcome, end: 'submitted', task };
}

function outcomeOf(
	row: Pick<Row, 'itemIndex' | 'request'>,
	end: RowEnd,
	task: Task | null,
	failure: Failure | null,
	adopted: boolean,
): RowOutcome {
	return { itemIndex: row.itemIndex, end, request: row.request, task, failure, adopted };
}
