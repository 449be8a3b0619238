import { Journal, markOf } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { createWorld } from '../../../tools/simulation/world.mts';
import { createKeyVault, dependenciesFor, newClock, runRows } from '../../support/jobs.mts';
import type { Failure } from '../../../nodes/shared/domain/task.ts';
import type { ProviderId } from '../../../nodes/shared/domain/vocabulary.ts';
import type { JournalStore } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import type { Row } from '../../../nodes/SeedanceGenerate/pay/row.ts';
import type { Fault, WorldOptions } from '../../../tools/simulation/world.mts';
import type { KeyVault } from '../../support/jobs.mts';

/** A failure that passes, so that the row is worth another submission. */
export const RETRYABLE: Failure = {
	category: 'provider',
	code: 'busy',
	message: 'Busy.',
	hint: 'Later.',
	retryable: true,
};

/** A provider with its tasks, and executions of one workflow that come one after the other. */
export function openStory(provider: ProviderId, options: Partial<WorldOptions> = {}) {
	const clock = newClock();
	const weather: { fault: Fault | null; cutPower: boolean } = { fault: null, cutPower: false };
	const world = createWorld({
		clock,
		provider,
		faultFor: (_, kind) => (kind === 'create' ? weather.fault : null),
		...options,
	});
	const vault = createKeyVault();
	let executions = 0;
	let store: JournalStore = {};
	/**
	 * One execution. `again`: Retry On Fail, in the same one; `retry`: "Retry execution"; `crash`: it
	 * is killed while it waits.
	 */
	async function execute(
		rows: Row[],
		{
			again = false,
			retry = false,
			crash = false,
			keys,
			minutes = 30,
		}: {
			again?: boolean;
			retry?: boolean;
			crash?: boolean;
			keys?: ReturnType<KeyVault['open']>;
			minutes?: number;
		} = {},
	) {
		if (!again) executions += 1;
		if (retry) store = JSON.parse(JSON.stringify(store));
		else if (!again) store = {};
		const executionId = `execution-${executions}`;
		const view = keys ?? vault.open();
		const outcomes = await clock.run(
			runRows(
				rows,
				dependenciesFor(provider, clock, world.client(), {
					journal: new Journal(store, 0, executionId),
					keys: view,
					isUserRetry: retry,
					deadlineMs: clock.now() + (crash ? 1 : minutes * 60_000),
					// As the node builds it: keyed rows have the same mark in every execution.
					markFor: (row, submission) =>
						markOf(
							row.key ? ['key', row.key] : [executionId, String(row.itemIndex), String(submission)],
						),
				}),
			),
		);
		if (!crash) view.save();
		return outcomes;
	}
	/** The task of a row turns out to have ended badly. */
	function fail(row: number, failure: Failure) {
		const entry = store.seedanceJournal?.[`0.${row}`];
		if (entry === undefined) throw new Error(`The journal knows nothing of row ${row}`);
		entry.failure = failure;
	}
	return { clock, world, weather, vault, execute, fail, store: () => store };
}
