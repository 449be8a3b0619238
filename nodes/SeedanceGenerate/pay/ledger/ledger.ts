import type { Failure, Task } from '../../../shared/domain/task';
import type { Clock } from '../../../shared/tasks/clock';
import { quietly } from '../quietly';
import type { Row } from '../row';
import { Claim } from './claim';
import type { Journal, JournalEntry, Ordered } from './journal';
import type { KeyRecord, KeyStore } from './keys';
import { attemptKey } from './keys';

/** What is on record about a row. */
export interface Records {
	/** Of an earlier try in this execution, or in the one that it retries. */
	entry: JournalEntry | null;
	/** This very execution wrote the entry. */
	isOwn: boolean;
	/** Somebody has changed the row since the entry. */
	isChanged: boolean;
	/** Of another execution, for the row's key; only looked up where there is no entry. */
	record: KeyRecord | null;
	/** The user pressed "Retry execution": failed rows that can be retried are submitted again. */
	isUserRetry: boolean;
}

export interface LedgerBooks {
	journal: Journal;
	/** Where idempotency keys live; undefined when no row has one. */
	keys?: KeyStore;
	isUserRetry: boolean;
	/** Builds the mark for the n-th submission of a row; the same for the same key in every execution. */
	markFor: (row: Pick<Row, 'itemIndex' | 'key'>, submission: number) => string;
	/** The id of the provider of this run. */
	provider: string;
	clock: Clock;
}

/**
 * All that is written down about money: what this execution has sent for which row (journal), which keys
 * are claimed, and which tasks belong to them. Nothing else writes any of it.
 */
export class Ledger {
	constructor(private readonly books: LedgerBooks) {}

	/** @throws what n8n's stores throw; then nothing is known, and nothing may be sent */
	recordsOf({
		itemIndex,
		fingerprint,
		key,
	}: Pick<Row, 'itemIndex' | 'fingerprint' | 'key'>): Records {
		const { journal, isUserRetry } = this.books;
		const entry = journal.read(itemIndex);
		return {
			entry,
			isOwn: entry !== null && journal.isOwn(entry),
			isChanged: entry !== null && journal.isChanged(entry, fingerprint),
			record: entry === null ? this.recordOfKey(key) : null,
			isUserRetry,
		};
	}

	recordOfKey(key: string | undefined): KeyRecord | null {
		return key ? (this.books.keys?.recall(key) ?? null) : null;
	}

	/** Whether a paid request for the row may be under way, as far as that is on record. */
	mayHaveLeft({ itemIndex }: Pick<Row, 'itemIndex'>): boolean {
		try {
			const entry = this.books.journal.read(itemIndex);
			return entry !== null && entry.state !== 'accepted';
		} catch {
			return true;
		}
	}

	/** What this execution has ordered so far, and what its other runs are about to. */
	ordered(): Ordered {
		return this.books.journal.ordered();
	}

	/** Lets rows count as ordered until `forgetPlans`. */
	plan(rows: readonly Row[]): void {
		this.books.journal.plan(rows);
	}

	forgetPlans(rows: readonly Row[]): void {
		this.books.journal.forgetPlans(rows);
	}

	/**
	 * Opens the entry for one paid request. Nothing is written before it leaves.
	 * @param submissions the n-th on purpose
	 * @param before the entry on which the decision to submit rests
	 */
	claim(row: Row, submissions: number, before: JournalEntry | null): Claim {
		const { journal, keys, clock } = this.books;
		const entry: JournalEntry = {
			state: 'sending',
			fingerprint: row.fingerprint,
			mark: this.markOf(row, submissions),
			sentAtMs: clock.now(),
			submissions,
			cost: row.cost ?? 0,
		};
		return new Claim({ row, entry, before, journal, keys, clock });
	}

	/** The provider has taken the row as this task. */
	taken({ itemIndex, key }: Row, entry: JournalEntry, { taskId }: Task): void {
		const { journal, keys, provider } = this.books;
		const { fingerprint, sentAtMs, submissions } = entry;
		journal.write(itemIndex, { ...entry, state: 'accepted', taskId, failure: null });
		if (key) keys?.remember(key, { taskId, provider, fingerprint, sentAtMs, submissions });
	}

	/** "Retry execution" brings back what n8n knew of keys before the first try, and saves it. */
	adopted({ key }: Row, entry: JournalEntry, taskId: string): void {
		const { keys, provider } = this.books;
		const { fingerprint, sentAtMs, submissions, failure } = entry;
		if (!key) return;
		keys?.remember(key, { fingerprint, sentAtMs, submissions, failure, taskId, provider });
	}

	/** The journal also gets to know tasks of other executions, so that a re-run finds them at once. */
	adoptedByKey(row: Row, { taskId, sentAtMs, submissions = 1 }: KeyRecord): void {
		this.books.journal.write(row.itemIndex, {
			state: 'accepted',
			// Of the row as it is now: only a change from here on is a change to "Retry execution".
			fingerprint: row.fingerprint,
			mark: this.markOf(row, submissions),
			sentAtMs,
			taskId,
			submissions,
		});
	}

	/** How the row's task ended. Without it a later run adopts the task instead of submitting again, which costs nothing. */
	ended({ itemIndex, key }: Row, failure: Failure | null): void {
		const { journal, keys } = this.books;
		quietly(() => {
			const entry = journal.read(itemIndex);
			if (entry !== null) journal.write(itemIndex, { ...entry, failure });
			const record = this.recordOfKey(key);
			if (key && record !== null) keys?.remember(key, { ...record, failure });
		});
	}

	private markOf(row: Row, submission: number): string {
		const { markFor } = this.books;
		return markFor(row.key ? { ...row, key: attemptKey(row.key, submission) } : row, submission);
	}
}
