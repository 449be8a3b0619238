import { Journal, markOf } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { createWorld } from '../../../tools/simulation/world.mts';
import { createKeyVault, dependenciesFor, newClock, runRows } from '../../support/jobs.mts';
import type { ProviderId } from '../../../nodes/shared/domain/vocabulary.ts';
import type { Fault } from '../../../tools/simulation/world.mts';

/** A failure that passes, so that the row is worth another submission. */
export const RETRYABLE = {
	category: 'provider' as const,
	code: 'busy',
	message: 'Busy.',
	hint: 'Later.',
	retryable: true,
};

/** A provider with its tasks, and executions of one workflow that come one after the other. */
export function openStory(
	provider: ProviderId,
	options: Partial<Parameters<typeof createWorld>[0]> = {},
) {
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
	let store: any = {};
	/** @param how again: Retry On Fail, the same execution; retry: "Retry execution"; crash: killed while it waits */
	async function execute(
		rows: any[],
		{
			again = false,
			retry = false,
			crash = false,
			keys,
			minutes = 30,
		}: { again?: boolean; retry?: boolean; crash?: boolean; keys?: any; minutes?: number } = {},
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
		if (!crash) view.save?.();
		return outcomes;
	}
	return { clock, world, weather, vault, execute, store: () => store };
}
