'use strict';

const { Journal } = require('../../../nodes/shared/jobs/journal');
const { takeRow } = require('../../../nodes/shared/jobs/take');
const { RETRYABLE } = require('./story');
const { answer, dependenciesFor, newClock, rowFor, scriptedProvider } = require('./support');

/**
 * Takes one row and notes what is written down, claimed and released meanwhile.
 *
 * @typedef {import('./support').Reply} Reply
 * @typedef {import('../../../nodes/shared/jobs/journal').JournalEntry} JournalEntry
 */

const KEY = 'SKU-1';
const FINAL = { ...RETRYABLE, retryable: false };
const NO_LIST = answer(200, { total: 0, items: [] });

/** @param {Partial<JournalEntry>} [over] @returns {JournalEntry} */
const entryOf = (over = {}) => ({
	state: 'accepted',
	fingerprint: 'row 0',
	mark: 'mark',
	sentAtMs: 77,
	taskId: 'task-9',
	submissions: 1,
	...over,
});

/** Keys that note what is asked of them. @param {any} [over] */
function notingKeys(over = {}) {
	/** @type {any[][]} */
	const asked = [];
	const keys = {
		recall: () => null,
		claim: async () => true,
		release: async () => undefined,
		remember: () => undefined,
		...over,
	};
	/** @type {any} */
	const noting = {};
	for (const [name, act] of Object.entries(keys)) {
		noting[name] = (/** @type {any[]} */ ...given) => {
			asked.push([name, ...given]);
			return act(...given);
		};
	}
	return {
		keys: noting,
		asked,
		of: (/** @type {string} */ name) => asked.filter(([n]) => n === name),
	};
}

/**
 * Takes one row.
 * @param {(n: number) => Reply} replies to the n-th POST
 * @param {{ row?: any, keys?: any, entry?: JournalEntry, over?: any, clock?: any, list?: () => Reply, whileSending?: () => void, executionId?: string, recipe?: string }} [how]
 */
async function take(replies, how = {}) {
	const { clock = newClock(), entry } = how;
	const store = {};
	const journal = new Journal(store, 0, 'now', how.recipe);
	if (entry !== undefined) journal.restore(0, entry);
	/** @type {any[]} */
	const written = [];
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
	const outcome = await clock.run(takeRow(row, dependencies));
	return { outcome, row, journal, written, startMs, clock, dependencies, ...scripted };
}

/** A provider to which nothing may be sent. */
const forbidden = () => {
	throw new Error('Nothing may be sent');
};

module.exports = { FINAL, KEY, RETRYABLE, entryOf, forbidden, notingKeys, take };
