import { createHash } from 'crypto';
import type { JsonValue } from '../../../shared/domain/json';
import type { VideoRequest } from '../../../shared/domain/request';
import type { Failure } from '../../../shared/domain/task';

/** What the journal knows of one row of one pass. Everything in it is JSON, because n8n stores it with the execution. */
export interface JournalEntry {
	/**
	 * `planned` = passed the caps of a run that is under way, for which it counts, and nothing else;
	 * `sending` = a paid request may have left and no clear answer is on record;
	 * `accepted` = the provider gave a task id; `unknown` = it was looked up and stays unclear.
	 */
	state: 'planned' | 'sending' | 'accepted' | 'unknown';
	/** Of the request; a changed row has another one. */
	fingerprint: string;
	/** Of the request that ordered the task, where that was another one; empty = not known. */
	orderedAs?: string;
	/** The mark that the request carried, for a look-up later; empty = it carried none. */
	mark: string;
	/** Epoch milliseconds of the latest submission. */
	sentAtMs: number;
	taskId?: string;
	/** How the task ended, where it ended badly, or why its outcome is unknown; null while neither is. */
	failure?: Failure | null;
	/** How often this row was submitted on purpose (1 = once). */
	submissions: number;
	/** What it was expected to cost, in the currency of the estimate; left out where this node did not order it. */
	cost?: number;
	/** The execution that wrote this; "Retry execution" is another one, Retry On Fail is not. */
	executionId?: string;
	/** Of the settings of the node as they were typed. */
	recipe?: string;
	/** Who pays, where rows differ in that; left out = the only account there is. */
	account?: string;
}

/** The fingerprint of what the provider was sent; empty = not known. */
export function orderedAs({ orderedAs: other, fingerprint }: JournalEntry): string {
	return other ?? fingerprint;
}

/** What one execution has ordered so far; the cost in the currency of the estimate. */
export interface Ordered {
	tasks: number;
	cost: number;
}

/** The part of n8n's per-node execution context that we use; it survives Retry On Fail and "Retry execution". */
export interface JournalStore {
	seedanceJournal?: Record<string, JournalEntry>;
	/** As the tool of an agent: in which pass a request went wrong or was not waited for, by its fingerprint. */
	seedanceTrouble?: Record<string, number | undefined>;
}

/**
 * Remembers, inside one execution, what was submitted for which row, so that a second run of the node
 * (Retry On Fail, an engine re-run, "Retry execution") adopts tasks instead of paying again.
 * Entries are kept per run index as well, because the second pass of a loop is other work.
 */
export class Journal {
	constructor(
		private readonly store: JournalStore,
		private readonly runIndex: number,
		private readonly executionId?: string,
		private readonly recipe?: string,
	) {}

	read(itemIndex: number): JournalEntry | null {
		const entry = this.store.seedanceJournal?.[this.nameOf(itemIndex)];
		return entry === undefined || entry.state === 'planned' ? null : entry;
	}

	/** Lets rows count as ordered until `releaseReserved`: an agent may call several times at once. */
	reserve(rows: ReadonlyArray<{ itemIndex: number; cost?: number }>): void {
		for (const { itemIndex, cost = 0 } of rows) {
			if (this.read(itemIndex) !== null) continue;
			const nothing = { fingerprint: '', mark: '', sentAtMs: 0, submissions: 0 };
			this.write(itemIndex, { ...nothing, state: 'planned', cost });
		}
	}

	releaseReserved(rows: ReadonlyArray<{ itemIndex: number }>): void {
		for (const { itemIndex } of rows) if (this.read(itemIndex) === null) this.forget(itemIndex);
	}

	write(itemIndex: number, entry: JournalEntry): void {
		const { executionId, recipe } = this;
		this.restore(itemIndex, { ...entry, executionId, ...(recipe && { recipe }) });
	}

	/** Puts back an entry as it was, with the execution that wrote it. */
	restore(itemIndex: number, entry: JournalEntry): void {
		this.store.seedanceJournal ??= {};
		this.store.seedanceJournal[this.nameOf(itemIndex)] = entry;
	}

	/** True when this very execution wrote the entry: a re-run of the node adopts it, however it ended. */
	isOwn(entry: JournalEntry): boolean {
		return entry.executionId !== undefined && entry.executionId === this.executionId;
	}

	/**
	 * True when somebody has changed the row since. While the settings are the same, only expressions
	 * that give another value every time (a random number, the time) can have changed the request.
	 */
	isChanged(entry: JournalEntry, fingerprint: string): boolean {
		const edited = entry.recipe === undefined || entry.recipe !== this.recipe;
		return edited && entry.fingerprint !== fingerprint;
	}

	/**
	 * What this execution has ordered so far, passes of a loop and calls of an agent included. Plans of this
	 * very pass are those of a try that broke off, and are made anew.
	 */
	ordered(): Ordered {
		const entries = Object.entries(this.store.seedanceJournal ?? {});
		const costs = entries.flatMap(([name, entry]) => {
			const isStale = entry.state === 'planned' && name.startsWith(`${this.runIndex}.`);
			return this.isOwn(entry) && !isStale ? (entry.cost ?? []) : [];
		});
		return { tasks: costs.length, cost: costs.reduce((sum, cost) => sum + cost, 0) };
	}

	/** Whether a task is on record under another mark, so that it is not the one that this mark looks for. */
	isOther(mark: string, taskId: string): boolean {
		const entries = Object.values(this.store.seedanceJournal ?? {});
		return entries.some((entry) => entry.taskId === taskId && entry.mark !== mark);
	}

	/** Forgets a row that the provider has provably not taken. */
	forget(itemIndex: number): void {
		delete this.store.seedanceJournal?.[this.nameOf(itemIndex)];
	}

	private nameOf(itemIndex: number): string {
		return `${this.runIndex}.${itemIndex}`;
	}
}

function sorted(value: unknown): JsonValue {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(
			Object.entries(value)
				.filter(([, entry]) => entry !== undefined)
				.sort(([a], [b]) => (a < b ? -1 : 1))
				.map(([name, entry]) => [name, sorted(entry)]),
		);
	}
	return value as JsonValue;
}

/** A hash that is the same for the same content, whatever the order of its fields. 64 hex digits. */
export function hashOf(content: unknown): string {
	return createHash('sha256')
		.update(JSON.stringify(sorted(content)))
		.digest('hex');
}

/** The hash of a request. */
export function fingerprintOf(request: VideoRequest): string {
	// Mark and callback address differ in every execution and do not change the video.
	const options = { ...request.options, mark: undefined, callbackUrl: undefined };
	return hashOf({ ...request, options });
}

/**
 * The mark a request carries so that it can be found in the provider's list: 48 characters, no
 * personal data (64 are allowed, and a hash is asked for, docs/providers.md 1.4).
 */
export function markOf(parts: readonly string[]): string {
	return `n8n-seedance-${hashOf(parts).slice(0, 35)}`;
}
