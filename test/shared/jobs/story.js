'use strict';

const { Journal, markOf } = require('../../../nodes/shared/jobs/journal');
const { runRows } = require('../../../nodes/shared/jobs/run');
const { createWorld } = require('../../../tools/simulation/world');
const { createKeyVault, dependenciesFor, newClock } = require('./support');

/**
 * @typedef {import('./support').ProviderId} ProviderId
 * @typedef {import('../../../tools/simulation/world').Fault} Fault
 */

/** A failure that passes, so that the row is worth another submission. */
const RETRYABLE = {
	category: /** @type {const} */ ('provider'),
	code: 'busy',
	message: 'Busy.',
	hint: 'Later.',
	retryable: true,
};

/**
 * A provider with its tasks, and executions of one workflow that come one after the other.
 * @param {ProviderId} provider
 * @param {Partial<Parameters<typeof createWorld>[0]>} [options]
 */
function openStory(provider, options = {}) {
	const clock = newClock();
	/** @type {{ fault: Fault | null, cutPower: boolean }} */
	const weather = { fault: null, cutPower: false };
	const world = createWorld({
		clock,
		provider,
		faultFor: (_, kind) => (kind === 'create' ? weather.fault : null),
		...options,
	});
	const vault = createKeyVault();
	let executions = 0;
	/** @type {any} */
	let store = {};
	/**
	 * @param {any[]} rows
	 * @param {{ again?: boolean, retry?: boolean, crash?: boolean, keys?: any, minutes?: number }} [how]
	 * again: Retry On Fail, the same execution; retry: "Retry execution"; crash: killed while it waits
	 */
	async function execute(
		rows,
		{ again = false, retry = false, crash = false, keys, minutes = 30 } = {},
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

module.exports = { RETRYABLE, openStory };
