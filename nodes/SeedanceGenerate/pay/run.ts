import {
	neverItsTurn,
	outcomeUnknown,
	rowLeftBehind,
	rowNotReady,
} from '../../shared/domain/failures';
import type { Failure, Task } from '../../shared/domain/task';
import { emptyTask } from '../../shared/domain/task';
import { cleanMessage } from '../../shared/providers/reading/message';
import { LAST_LOOK_LEAD_MS, waitForEnd } from '../../shared/tasks/wait';
import type { JournalEntry } from './ledger/journal';
import type { Row, RowOutcome, RunDependencies } from './row';
import { outcomeOf } from './row';
import { takeRow, wouldSubmit } from './take';

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
	const firstOfKey = new Map<string, Promise<RowOutcome>>();
	const start = (row: Row): Promise<RowOutcome> => {
		const first = row.key ? firstOfKey.get(row.key) : undefined;
		if (first !== undefined) return sameKey(row, first);
		const outcome = runRow(row, dependencies, nextRank);
		if (row.key) firstOfKey.set(row.key, outcome);
		return outcome;
	};
	return await Promise.all(
		rows.map(async (row) => {
			const outcome = await start(row);
			dependencies.rowEnded?.(outcome);
			return outcome;
		}),
	);
}

/** Two rows of one run with the same key are one video: the second takes what the first gets. */
async function sameKey(row: Row, first: Promise<RowOutcome>): Promise<RowOutcome> {
	const outcome = await first;
	return { ...outcome, itemIndex: row.itemIndex, adopted: true, twinOf: outcome.itemIndex };
}

async function runRow(
	row: Row,
	dependencies: RunDependencies,
	nextRank: () => number,
): Promise<RowOutcome> {
	const { governor, clock, completion, journal } = dependencies;
	const before = journal.read(row.itemIndex);
	let followed: Task | null = null;
	const queuedAtMs = clock.now();
	await governor.openTask();
	try {
		const hadToQueue = clock.now() > queuedAtMs;
		const isOver = clock.now() >= dependencies.deadlineMs - LAST_LOOK_LEAD_MS;
		// Submitting now would open more tasks than allowed, for which nobody waits any more.
		if (hadToQueue && isOver && wouldSubmit(row, dependencies)) {
			return outcomeOf(row, 'refused', null, neverItsTurn(), false);
		}
		const taken = await takeRow(row, dependencies);
		if (taken.task === null || taken.end !== 'submitted') return taken;
		followed = taken.task;
		dependencies.taskKnown?.(row.itemIndex, taken.task.taskId);
		governor.taskTaken();
		if (completion !== 'wait' && !taken.adopted) return taken;
		const rank = nextRank();
		const end = await waitForEnd(
			{ task: taken.task, rank, sinceMs: clock.now(), fresh: !taken.adopted },
			completion === 'submit' ? { ...dependencies, deadlineMs: clock.now() } : dependencies,
		);
		governor.taskEnded();
		const trouble = end.kind === 'unreadable' ? end.failure : null;
		return finish(row, taken, end.kind, end.task, trouble, dependencies);
	} catch (thrown) {
		return surprised(row, { before, followed }, thrown, dependencies);
	} finally {
		governor.closeTask();
	}
}

/** What n8n itself throws at one row must not take the paid tasks of the others out of the output. */
function surprised(
	row: Row,
	{ before, followed }: { before: JournalEntry | null; followed: Task | null },
	thrown: unknown,
	{ journal, provider }: RunDependencies,
): RowOutcome {
	const reason = cleanMessage(thrown instanceof Error ? thrown.message : String(thrown));
	const entry = journal.read(row.itemIndex);
	const task =
		followed ?? (entry !== before && entry?.taskId ? emptyTask(provider.id, entry.taskId) : null);
	if (task !== null) {
		const failure = rowLeftBehind(provider.displayName, reason);
		return outcomeOf(row, 'unreadable', task, failure, false);
	}
	if (entry !== null && entry.state !== 'accepted') {
		const doubt = `n8n stopped following it (${reason})`;
		const failure = outcomeUnknown(provider.displayName, doubt, false);
		return outcomeOf(row, 'unknown', null, failure, false);
	}
	return outcomeOf(row, 'refused', null, rowNotReady(reason), false);
}

function finish(
	row: Row,
	taken: RowOutcome,
	end: 'ended' | 'timeout' | 'stopped' | 'unreadable',
	task: Task,
	trouble: Failure | null,
	{ journal, keys, completion }: RunDependencies,
): RowOutcome {
	const { failure } = task;
	const entry = journal.read(row.itemIndex);
	if (entry !== null) journal.write(row.itemIndex, { ...entry, failure });
	const record = row.key ? keys?.recall(row.key) : undefined;
	if (row.key && record) keys?.remember(row.key, { ...record, failure });
	const reported = end === 'timeout' && completion === 'submit' ? 'submitted' : end;
	return { ...taken, end: reported, task, failure: trouble ?? task.failure };
}
