import type { Failure } from '../../../shared/domain/task';
import type { Clock } from '../../../shared/tasks/clock';
import { quietly } from '../quietly';
import type { Row } from '../row';
import type { Hold, SendingRecord } from '../submit';
import type { Journal, JournalEntry } from './journal';
import type { KeyStore } from './keys';
import { attemptKey } from './keys';

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

	/** Writes key and row down. @returns why the request must not leave, or null */
	async beforeSend(): Promise<Hold | null> {
		const { row, journal, clock } = this.books;
		if (!this.isOurs) {
			if (this.isOvertaken()) return 'overtaken';
			const hold = await this.claimKey();
			if (hold !== null) return hold;
			this.isOurs = true;
		}
		this.entry = { ...this.entry, sentAtMs: clock.now() };
		journal.write(row.itemIndex, this.entry);
		return null;
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
			await keys.release(attemptKey(row.key, this.entry.submissions));
		} catch {
			return;
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
			return (await keys.claim(attemptKey(row.key, this.entry.submissions))) ? null : 'claimed';
		} catch {
			return 'notStored';
		}
	}
}
