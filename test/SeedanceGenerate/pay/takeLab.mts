import { Journal } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { decide } from '../../../nodes/SeedanceGenerate/pay/decide.ts';
import { Ledger } from '../../../nodes/SeedanceGenerate/pay/ledger/ledger.ts';
import { obtain } from '../../../nodes/SeedanceGenerate/pay/obtain.ts';
import { RETRYABLE } from './story.mts';
import {
	answer,
	dependenciesFor,
	newClock,
	rowFor,
	scriptedProvider,
} from '../../support/jobs.mts';
import type { Reply } from '../../../nodes/shared/net/reply.ts';
import type { JournalEntry } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import type { LedgerBooks } from '../../../nodes/SeedanceGenerate/pay/ledger/ledger.ts';
import type { Row } from '../../../nodes/SeedanceGenerate/pay/row.ts';
import type { KeyStore } from '../../../nodes/SeedanceGenerate/pay/ledger/keys.ts';
import type { RunParts } from '../../support/jobs.mts';
import type { VirtualClock } from '../../../tools/simulation/virtualClock.mts';

/** Takes one row and notes what is written down, claimed and released meanwhile. */

export const KEY = 'SKU-1';
export const FINAL = { ...RETRYABLE, retryable: false };
const NO_LIST = answer(200, { total: 0, items: [] });

export const entryOf = (over: Partial<JournalEntry> = {}): JournalEntry => ({
	state: 'accepted',
	fingerprint: 'row 0',
	mark: 'mark',
	sentAtMs: 77,
	taskId: 'task-9',
	submissions: 1,
	...over,
});

type Acts = Record<keyof KeyStore, (...given: never[]) => unknown>;

/** Keys that note what is asked of them. */
export function notingKeys(over: Partial<Acts> = {}) {
	const asked: unknown[][] = [];
	const keys: Acts = {
		recall: () => null,
		claim: async () => true,
		release: async () => undefined,
		isFor: async () => true,
		remember: () => undefined,
		...over,
	};
	const noting = Object.entries(keys).map(([name, act]) => [
		name,
		(...given: never[]) => {
			// Which request a key is claimed for is looked at in `keys.test.mts`.
			asked.push([name, ...given.slice(0, name === 'remember' ? 2 : 1)]);
			return act(...given);
		},
	]);
	return {
		keys: Object.fromEntries(noting) as KeyStore,
		asked,
		of: (name: string) => asked.filter(([n]) => n === name),
	};
}

/** Whether a row would be paid for, by what is in these books. */
export function wouldSubmit(
	row: Row,
	books: Pick<LedgerBooks, 'journal' | 'keys' | 'isUserRetry'>,
): boolean {
	const { provider } = row.request;
	const ledger = new Ledger({ ...books, provider, clock: newClock(), markFor: () => 'mark' });
	return decide(row, ledger.recordsOf(row)).kind === 'submit';
}

/**
 * Takes one row.
 *
 * @param replies to the n-th POST
 */
export async function take(
	replies: (n: number) => Reply,
	how: {
		row?: Partial<Row>;
		keys?: KeyStore;
		entry?: JournalEntry;
		over?: Partial<RunParts>;
		clock?: VirtualClock;
		list?: () => Reply;
		whileSending?: () => void;
		executionId?: string;
		recipe?: string;
	} = {},
) {
	const { clock = newClock(), entry } = how;
	const store = {};
	const journal = new Journal(store, 0, 'now', how.recipe);
	if (entry !== undefined) journal.restore(0, entry);
	const written: Array<JournalEntry | null> = [];
	const scripted = scriptedProvider(clock, ({ method }, { create }) => {
		if (method !== 'POST') return how.list?.() ?? NO_LIST;
		written.push(journal.read(0));
		how.whileSending?.();
		return replies(create);
	});
	const startMs = clock.now();
	const dependencies = dependenciesFor('ark', clock, scripted.client, {
		journal,
		keys: how.keys,
		markFor: ({ key, itemIndex }, submission) => `mark of ${key ?? itemIndex}, ${submission}`,
		...how.over,
	});
	const row = rowFor('ark', how.row);
	const ledger = new Ledger({ ...dependencies, provider: 'ark' });
	const decision = decide(row, ledger.recordsOf(row));
	const outcome = await clock.run(
		obtain({ row, decision }, { ...dependencies, ledger, know: () => undefined }),
	);
	return { outcome, row, journal, written, startMs, clock, dependencies, ...scripted };
}

/** A provider to which nothing may be sent. */
export const forbidden = () => {
	throw new Error('Nothing may be sent');
};

export { RETRYABLE };
