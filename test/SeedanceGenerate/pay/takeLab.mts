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

/** Keys that note what is asked of them. */
export function notingKeys(over: any = {}) {
	const asked: any[][] = [];
	const keys = {
		recall: () => null,
		claim: async () => true,
		release: async () => undefined,
		remember: () => undefined,
		...over,
	};
	const noting: any = {};
	for (const [name, act] of Object.entries<(...given: any[]) => unknown>(keys)) {
		noting[name] = (...given: any[]) => {
			asked.push([name, ...given]);
			return act(...given);
		};
	}
	return {
		keys: noting,
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
		row?: any;
		keys?: any;
		entry?: JournalEntry;
		over?: any;
		clock?: any;
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
	const written: any[] = [];
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
