import {
	claimedElsewhere,
	keyNotStored,
	keyOfOtherProvider,
	outcomeUnknown,
} from '../../shared/domain/failures';
import type { VideoRequest } from '../../shared/domain/request';
import type { Task } from '../../shared/domain/task';
import { emptyTask } from '../../shared/domain/task';
import { providerName } from '../../shared/providers';
import { quietly } from './quietly';
import type { JournalEntry } from './ledger/journal';
import type { KeyRecord } from './ledger/keys';
import { attemptKey } from './ledger/keys';
import type { LookUpDependencies } from './findLost';
import { lookUpLostTask } from './findLost';
import type { Row, RowOutcome, RunDependencies } from './row';
import { outcomeOf } from './row';
import type { Hold, Submission } from './submit';
import { submit } from './submit';

/** How far back the provider's list goes (Ark: 7 days, docs/providers.md 1.2). */
const LIST_REACHES_BACK_MS = 7 * 24 * 3_600_000;

type Ledger = Pick<RunDependencies, 'journal' | 'keys' | 'isUserRetry'>;

export interface TakeDependencies extends RunDependencies {
	/** Told of the row's task before anything else is done with it, so that nothing that breaks can lose it. */
	know: (task: Task) => void;
}

/** What is to be done for a row, by what is on record about it. */
type Course =
	| { kind: 'submit'; submissions: number }
	| { kind: 'adopt'; taskId: string }
	| { kind: 'adoptKey'; record: KeyRecord }
	| { kind: 'lookUp'; entry: JournalEntry };

/** Decides without sending anything; the same decision serves the spending caps. */
function courseOf(row: Pick<Row, 'itemIndex' | 'fingerprint' | 'key'>, ledger: Ledger): Course {
	const entry = ledger.journal.read(row.itemIndex);
	if (entry !== null) {
		if (entry.state !== 'accepted' || entry.taskId === undefined) return { kind: 'lookUp', entry };
		const changed = ledger.journal.isChanged(entry, row.fingerprint);
		const worthAnother = changed || entry.failure?.retryable === true;
		// Retry On Fail can happen inside "Retry execution" too, and must not pay for every try.
		return ledger.isUserRetry && worthAnother && !ledger.journal.isOwn(entry)
			? { kind: 'submit', submissions: entry.submissions + 1 }
			: { kind: 'adopt', taskId: entry.taskId };
	}
	const record = row.key ? (ledger.keys?.recall(row.key) ?? null) : null;
	if (record === null) return { kind: 'submit', submissions: 1 };
	return record.failure?.retryable === true
		? { kind: 'submit', submissions: (record.submissions ?? 1) + 1 }
		: { kind: 'adoptKey', record };
}

/** True when taking the row would send a paid request. */
export function wouldSubmit(
	row: Pick<Row, 'itemIndex' | 'fingerprint' | 'key'>,
	ledger: Ledger,
): boolean {
	return courseOf(row, ledger).kind === 'submit';
}

/**
 * Gets a task for the row: takes over what was submitted for it earlier in this execution (journal)
 * or in another one (idempotency key), and submits it only when nothing of that kind is on record.
 */
export async function takeRow(row: Row, dependencies: TakeDependencies): Promise<RowOutcome> {
	const course = courseOf(row, dependencies);
	switch (course.kind) {
		case 'adopt': {
			const { journal, keys, provider, know } = dependencies;
			const task = emptyTask(row.request.provider, course.taskId);
			know(task);
			const entry = journal.read(row.itemIndex);
			// "Retry execution" brings back what n8n knew of keys before the first try, and saves it.
			if (row.key && entry !== null) {
				const { fingerprint, sentAtMs, submissions, failure } = entry;
				const known = { fingerprint, sentAtMs, submissions, failure, taskId: course.taskId };
				keys?.remember(row.key, { ...known, provider: provider.id });
			}
			return outcomeOf(row, 'submitted', task, null, true);
		}
		case 'adoptKey':
			return takeKnown(row, course.record, dependencies);
		case 'lookUp':
			return await takeDoubtful(row, course.entry, dependencies);
		case 'submit': {
			const submission = async () => await submitRow(row, course.submissions, dependencies);
			return await (row.carriesFiles ? dependencies.governor.carry(submission) : submission());
		}
	}
}

/** The journal also gets to know tasks of other executions, so that a re-run finds them at once. */
function takeKnown(
	row: Row,
	record: KeyRecord,
	{ journal, markFor, know, provider: { id } }: TakeDependencies,
): RowOutcome {
	const { taskId, sentAtMs, submissions = 1, provider = id } = record;
	if (provider !== id) {
		const failure = keyOfOtherProvider(providerName(provider), taskId);
		return outcomeOf(row, 'refused', null, failure, true);
	}
	const task = emptyTask(row.request.provider, taskId);
	know(task);
	journal.write(row.itemIndex, {
		state: 'accepted',
		// Of the row as it is now: only a change from here on is a change to "Retry execution".
		fingerprint: row.fingerprint,
		mark: markOfAttempt(row, submissions, markFor),
		sentAtMs,
		taskId,
		submissions,
	});
	const request = record.fingerprint === row.fingerprint ? row.request : null;
	return { ...outcomeOf(row, 'submitted', task, null, true), request };
}

/** A request may have left and nobody knows what became of it: look, never send again. */
async function takeDoubtful(
	row: Row,
	entry: JournalEntry,
	dependencies: TakeDependencies,
): Promise<RowOutcome> {
	const { provider } = dependencies;
	const found = await lookUpLostTask(entry.mark, entry.sentAtMs, searchFor(row, dependencies), [0]);
	if (found.kind === 'found') {
		keepTask(row, entry, found.task, dependencies);
		return outcomeOf(row, 'submitted', found.task, null, true);
	}
	// What the provider said then may name the task; it says nothing new now.
	const failure =
		entry.failure ??
		outcomeUnknown(
			provider.displayName,
			'no clear answer to an earlier try is on record',
			found.kind === 'absent',
		);
	return outcomeOf(row, 'unknown', null, failure, true);
}

function searchFor({ request }: Row, dependencies: RunDependencies): LookUpDependencies {
	return { ...dependencies, serviceTier: request.options.serviceTier };
}

function markOfAttempt(row: Row, submission: number, markFor: RunDependencies['markFor']): string {
	return markFor(row.key ? { ...row, key: attemptKey(row.key, submission) } : row, submission);
}

async function submitRow(
	row: Row,
	submissions: number,
	dependencies: TakeDependencies,
): Promise<RowOutcome> {
	const { journal, markFor, clock } = dependencies;
	const prepared = await row.prepare();
	if ('failure' in prepared) return outcomeOf(row, 'refused', null, prepared.failure, false);
	const mark = markOfAttempt(row, submissions, markFor);
	const { request } = prepared;
	const marked: VideoRequest = { ...request, options: { ...request.options, mark } };
	const before = journal.read(row.itemIndex);
	let entry: JournalEntry = {
		state: 'sending',
		fingerprint: row.fingerprint,
		mark,
		sentAtMs: clock.now(),
		submissions,
		cost: row.cost ?? 0,
	};
	let isOurs = false;
	const submission = await submit(marked, {
		...dependencies,
		async holdBack() {
			if (!isOurs) {
				const hold = await claim(row, submissions, dependencies);
				if (hold !== null) return hold;
				isOurs = true;
			}
			entry = { ...entry, sentAtMs: clock.now() };
			journal.write(row.itemIndex, entry);
			return null;
		},
		notTaken: () => {
			if (before === null) journal.forget(row.itemIndex);
			else journal.restore(row.itemIndex, before);
		},
	});
	return await record({ ...row, request }, entry, submission, isOurs, dependencies);
}

/** Lets the key be used again. Where n8n cannot store that, the row stays blocked, which costs nothing. */
async function release(row: Row, submission: number, { keys }: RunDependencies): Promise<void> {
	if (!row.key || keys === undefined) return;
	try {
		await keys.release(attemptKey(row.key, submission));
	} catch {
		return;
	}
}

/** Writes the key down in the instant before the paid request leaves. */
async function claim(
	row: Row,
	submission: number,
	{ keys }: RunDependencies,
): Promise<Hold | null> {
	if (!row.key || keys === undefined) return null;
	try {
		return (await keys.claim(attemptKey(row.key, submission))) ? null : 'claimed';
	} catch {
		return 'notStored';
	}
}

async function record(
	row: Row,
	entry: JournalEntry,
	submission: Submission,
	claimedNow: boolean,
	dependencies: TakeDependencies,
): Promise<RowOutcome> {
	const { journal } = dependencies;
	if (submission.kind === 'held') {
		if (submission.hold === 'notStored')
			return outcomeOf(row, 'refused', null, keyNotStored(), false);
		return await takeLost(row, entry, dependencies);
	}
	if (submission.kind === 'refused') {
		if (claimedNow) await release(row, entry.submissions, dependencies);
		return outcomeOf(row, 'refused', null, submission.failure, false);
	}
	if (submission.kind === 'unknown') {
		const { failure } = submission;
		// Without it the row still counts as one that may have been sent.
		quietly(() => journal.write(row.itemIndex, { ...entry, state: 'unknown', failure }));
		return outcomeOf(row, 'unknown', null, failure, false);
	}
	const { task } = submission;
	keepTask(row, entry, task, dependencies);
	return outcomeOf(row, 'submitted', task, null, false);
}

function keepTask(
	row: Row,
	entry: JournalEntry,
	task: Task,
	{ journal, keys, know, provider: { id: provider } }: TakeDependencies,
): void {
	know(task);
	const { taskId } = task;
	const { fingerprint, sentAtMs, submissions } = entry;
	journal.write(row.itemIndex, { ...entry, state: 'accepted', taskId, failure: null });
	if (row.key) keys?.remember(row.key, { taskId, provider, fingerprint, sentAtMs, submissions });
}

/** Another execution began to submit this key and left no task id: it crashed, or is still at it. */
async function takeLost(
	row: Row,
	entry: JournalEntry,
	dependencies: TakeDependencies,
): Promise<RowOutcome> {
	const { provider, clock, keys } = dependencies;
	const record = row.key ? (keys?.recall(row.key) ?? null) : null;
	if (record !== null && (record.submissions ?? 1) >= entry.submissions) {
		return takeKnown(row, record, dependencies);
	}
	const since = clock.now() - LIST_REACHES_BACK_MS;
	const found = await lookUpLostTask(entry.mark, since, searchFor(row, dependencies));
	if (found.kind === 'found') {
		keepTask(row, entry, found.task, dependencies);
		return outcomeOf(row, 'submitted', found.task, null, true);
	}
	const failure = claimedElsewhere(provider.displayName, found.kind === 'absent');
	return outcomeOf(row, 'unknown', null, failure, true);
}
