import {
	neverItsTurn,
	outcomeUnknown,
	rowLeftBehind,
	rowNotReady,
} from '../../shared/domain/failures';
import type { Failure, Task } from '../../shared/domain/task';
import { reasonOf } from '../../shared/providers/reading/message';
import { quietly } from './quietly';
import { LAST_LOOK_LEAD_MS, waitForEnd } from '../../shared/tasks/wait';
import type { Journal } from './ledger/journal';
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
			quietly(() => dependencies.rowEnded?.(outcome));
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
	const { governor, clock, completion } = dependencies;
	let known: Task | null = null;
	const know = (task: Task) => {
		known = task;
		quietly(() => dependencies.taskKnown?.(row.itemIndex, task.taskId));
	};
	const hadToQueue = await governor.openTask();
	try {
		const isOver = clock.now() >= dependencies.deadlineMs - LAST_LOOK_LEAD_MS;
		// Submitting now would open more tasks than allowed, for which nobody waits any more.
		if (hadToQueue && isOver && wouldSubmit(row, dependencies)) {
			return outcomeOf(row, 'refused', null, neverItsTurn(), false);
		}
		const taken = await takeRow(row, { ...dependencies, know });
		if (taken.task === null || taken.end !== 'submitted') return taken;
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
		return surprised(row, known, thrown, dependencies);
	} finally {
		governor.closeTask();
	}
}

/**
 * The door behind which nothing of ours or of n8n's can lose a task, neither that of the row nor those of the others.
 * @param known the task of the row as soon as there is one
 */
function surprised(
	row: Row,
	known: Task | null,
	thrown: unknown,
	{ journal, provider: { displayName } }: RunDependencies,
): RowOutcome {
	const reason = reasonOf(thrown);
	if (known !== null) {
		const failure = rowLeftBehind(displayName, known.taskId, reason);
		return outcomeOf(row, 'unreadable', known, failure, false);
	}
	if (mayHaveLeft(row, journal)) {
		const failure = outcomeUnknown(
			displayName,
			`n8n stopped following it${reason && ` (${reason})`}`,
			false,
		);
		return outcomeOf(row, 'unknown', null, failure, false);
	}
	return outcomeOf(row, 'refused', null, rowNotReady(reason), false);
}

/** Whether a paid request may be under way, as far as that is on record. */
function mayHaveLeft({ itemIndex }: Row, journal: Journal): boolean {
	try {
		const entry = journal.read(itemIndex);
		return entry !== null && entry.state !== 'accepted';
	} catch {
		return true;
	}
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
	// Without it a later run adopts the task instead of submitting the row again, which costs nothing.
	quietly(() => {
		const entry = journal.read(row.itemIndex);
		if (entry !== null) journal.write(row.itemIndex, { ...entry, failure });
		const record = row.key ? keys?.recall(row.key) : undefined;
		if (row.key && record) keys?.remember(row.key, { ...record, failure });
	});
	const reported = end === 'timeout' && completion === 'submit' ? 'submitted' : end;
	return { ...taken, end: reported, task, failure: trouble ?? task.failure };
}
