import type { Failure, Task } from '../../../shared/domain/task';
import type { Clock } from '../../../shared/tasks/clock';
import { quietly } from '../../withoutLoss';
import type { Row } from '../row';
import type { Hold, SendingRecord } from '../submit';
import type { Journal, JournalEntry, Ordered } from './journal';
import { orderedAs } from './journal';
import type { KeyRecord, KeyStore } from './keys';
import { attemptKey } from './keys';
import type { WishResult } from './wishes';

/** What is on record about a row. */
export interface Records {
	/** Of an earlier try in this execution, or in the one that it retries. */
	entry: JournalEntry | null;
	/** This very execution wrote the entry. */
	isOwn: boolean;
	/** Somebody has changed the row since the entry. */
	isChanged: boolean;
	/** The entry is of another account than the row is now: its task is not the row's to read. */
	isOtherAccount: boolean;
	/** Of another execution, for the row's key; only looked up where there is no entry. */
	record: KeyRecord | null;
	/** Another call of a tool has sent the same, and nobody knows what became of it. */
	doubt: Failure | null;
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
	/** What other calls of a tool have made of the same wish; null or left out = nothing. */
	wished?: WishResult | null;
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
		account,
	}: Pick<Row, 'itemIndex' | 'fingerprint' | 'key' | 'account'>): Records {
		const { journal, isUserRetry, wished } = this.books;
		const entry = journal.read(itemIndex);
		return {
			entry,
			isOwn: entry !== null && journal.isOwn(entry),
			// One that names none is of the only account there was.
			isOtherAccount: entry?.account !== undefined && entry.account !== account,
			isChanged: entry !== null && journal.isChanged(entry, fingerprint),
			record: entry === null ? (this.recordOfKey(key) ?? this.recordOfWish(fingerprint)) : null,
			doubt: entry === null && wished && 'failure' in wished ? wished.failure : null,
			isUserRetry,
		};
	}

	private recordOfWish(fingerprint: string): KeyRecord | null {
		const { wished, provider } = this.books;
		return wished && 'taskId' in wished ? { ...wished, provider, fingerprint } : null;
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

	/** Whether this execution knows the task as that of another submission than the one with this mark. */
	isOther(mark: string, taskId: string): boolean {
		return this.books.journal.isOther(mark, taskId);
	}

	/** What this execution has ordered so far, and what its other runs are about to. */
	ordered(): Ordered {
		return this.books.journal.ordered();
	}

	/** Lets rows that passed the caps count as ordered until `releaseReserved`, whatever becomes of them. */
	reserve(rows: readonly Row[]): void {
		this.books.journal.reserve(rows);
	}

	/** From here on only what was really sent counts. */
	releaseReserved(rows: readonly Row[]): void {
		this.books.journal.releaseReserved(rows);
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
			...(row.account !== undefined && { account: row.account }),
		};
		return new Claim({ row, entry, before, journal, keys, clock });
	}

	/** The provider has taken the row as this task. */
	taken({ itemIndex, key }: Row, entry: JournalEntry, { taskId }: Task): void {
		const { journal, keys, provider } = this.books;
		const { sentAtMs, submissions } = entry;
		const fingerprint = orderedAs(entry);
		journal.write(itemIndex, { ...entry, state: 'accepted', taskId, failure: null });
		if (key) keys?.remember(key, { taskId, provider, fingerprint, sentAtMs, submissions });
	}

	/** "Retry execution" brings back what n8n knew of keys before the first try, and saves it. */
	adopted({ key }: Row, entry: JournalEntry, taskId: string): void {
		const { keys, provider } = this.books;
		const { sentAtMs, submissions, failure } = entry;
		const fingerprint = orderedAs(entry);
		if (!key) return;
		keys?.remember(key, { fingerprint, sentAtMs, submissions, failure, taskId, provider });
	}

	/** The journal also gets to know tasks of other executions, so that a re-run finds them at once. */
	adoptedByKey(row: Row, { taskId, sentAtMs, submissions = 1, fingerprint }: KeyRecord): void {
		this.books.journal.write(row.itemIndex, {
			state: 'accepted',
			// Of the row as it is now: only a change from here on is a change to "Retry execution".
			fingerprint: row.fingerprint,
			...(fingerprint !== row.fingerprint && { orderedAs: fingerprint }),
			mark: this.markOf(row, submissions),
			sentAtMs,
			taskId,
			submissions,
			...(row.account !== undefined && { account: row.account }),
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

interface ClaimBooks {
	row: Row;
	/** As it will stand in the journal while the request is under way. */
	entry: JournalEntry;
	before: JournalEntry | null;
	journal: Journal;
	keys?: KeyStore;
	clock: Clock;
}

/** What is written down about one paid request, from the instant before it leaves until its answer is understood. */
export class Claim implements SendingRecord {
	private isOurs = false;

	/** As it stands, or would stand, in the journal; its mark is what the request has to carry. */
	entry: JournalEntry;

	constructor(private readonly books: ClaimBooks) {
		this.entry = books.entry;
	}

	/**
	 * Writes row and key down. The row comes first, in one go with the look whether it may still be sent: between
	 * the two there must be no moment in which another run can send it too.
	 * @param mark what the request carries of our mark; undefined = nothing
	 * @returns why the request must not leave, or null
	 */
	async beforeSend(mark?: string): Promise<Hold | null> {
		const { row, journal, clock } = this.books;
		if (this.isOvertaken()) return 'overtaken';
		this.entry = { ...this.entry, mark: mark ?? '', sentAtMs: clock.now() };
		journal.write(row.itemIndex, this.entry);
		if (this.isOurs) return null;
		const hold = await this.claimKey();
		if (hold === null) this.isOurs = true;
		else this.notTaken();
		return hold;
	}

	/** The provider has provably not taken the request. */
	notTaken(): void {
		const { row, before, journal } = this.books;
		if (before === null) journal.forget(row.itemIndex);
		else journal.restore(row.itemIndex, before);
	}

	/** Nobody knows whether the provider has taken it. Without this the row still counts as one that may have been sent. */
	doubt(failure: Failure): void {
		const { row, journal } = this.books;
		quietly(() => journal.write(row.itemIndex, { ...this.entry, state: 'unknown', failure }));
	}

	/** Lets the key be used again. Where n8n cannot store that, the row stays blocked, which costs nothing. */
	async release(): Promise<void> {
		const { row, keys } = this.books;
		if (!this.isOurs || !row.key || keys === undefined) return;
		try {
			await keys.release(attemptKey(row.key, this.entry.submissions), row.fingerprint);
		} catch {
			return;
		}
	}

	/** Whether the submission that has the key was of this very request; false also where nobody knows. */
	async isOfSameRequest(): Promise<boolean> {
		const { row, keys } = this.books;
		if (!row.key || keys === undefined) return false;
		try {
			return await keys.isFor(attemptKey(row.key, this.entry.submissions), row.fingerprint);
		} catch {
			return false;
		}
	}

	/** An agent may call several times at once: another run of the node can have sent the row meanwhile. */
	private isOvertaken(): boolean {
		const { row, before, journal } = this.books;
		const now = journal.read(row.itemIndex);
		return now?.sentAtMs !== before?.sentAtMs || now?.taskId !== before?.taskId;
	}

	private async claimKey(): Promise<Hold | null> {
		const { row, keys } = this.books;
		if (!row.key || keys === undefined) return null;
		try {
			const name = attemptKey(row.key, this.entry.submissions);
			return (await keys.claim(name, row.fingerprint)) ? null : 'claimed';
		} catch {
			return 'notStored';
		}
	}
}
