'use strict';

const { PROVIDERS } = require('../../../nodes/shared/providers');
const { Forecast } = require('../../../nodes/shared/jobs/forecast');
const { Governor } = require('../../../nodes/shared/jobs/governor');
const { Journal, markOf } = require('../../../nodes/shared/jobs/journal');
const { runRows } = require('../../../nodes/shared/jobs/run');
const { DIALECTS } = require('../../../tools/simulation/dialects');
const { requestFor } = require('../../../tools/simulation/run');
const { createVirtualClock } = require('../../../tools/simulation/virtualClock');

/**
 * What tests of the money code share: the modules under test, a provider that answers by a script,
 * and keys that live in memory.
 *
 * @typedef {import('../../../nodes/shared/domain/vocabulary').ProviderId} ProviderId
 * @typedef {import('../../../nodes/shared/transport/reply').Reply} Reply
 * @typedef {import('../../../nodes/shared/jobs/row').RunDependencies} RunDependencies
 * @typedef {import('../../../nodes/shared/jobs/keys').KeyRecord} KeyRecord
 * @typedef {import('../../../tools/simulation/virtualClock').VirtualClock} VirtualClock
 * @typedef {{ method: string, path: string, query?: any, body?: any }} Call
 * @typedef {Call & { atMs: number }} SentCall
 */

const PROVIDER_IDS = /** @type {ProviderId[]} */ (['evolink', 'ark', 'twelveAi', 'ink']);

/** @type {import('../../../tools/simulation/run').Modules} */
const MODULES = { runRows, Governor, Forecast, Journal, markOf, PROVIDERS };

/** @param {number} status @param {any} [body] @param {Record<string, string>} [headers] @returns {Reply} */
const answer = (status, body = {}, headers = {}) => ({ kind: 'answer', status, headers, body });

/** @returns {Reply} */
const noAnswer = () => ({
	kind: 'noAnswer',
	reason: 'the connection was closed before the answer came',
});

/** @returns {Reply} */
const notSent = () => ({ kind: 'notSent', reason: 'nothing is listening at that address' });

/**
 * A task as the dialects write it.
 * @param {Partial<import('../../../tools/simulation/dialects').SimulatedTask>} [parts]
 * @returns {import('../../../tools/simulation/dialects').SimulatedTask}
 */
function simulatedTask(parts = {}) {
	const acceptedMs = Date.UTC(2026, 0, 5, 9);
	return {
		id: 'task-1',
		acceptedMs,
		startMs: acceptedMs,
		endMs: acceptedMs + 60_000,
		end: 'succeeded',
		body: { model: 'simulated-model' },
		...parts,
	};
}

/**
 * The answer to a submission that was taken.
 * @param {ProviderId} provider @param {string} [id] @param {number | null} [estimateSeconds]
 */
const createdAnswer = (provider, id = 'task-1', estimateSeconds = null) =>
	answer(200, DIALECTS[provider].created(simulatedTask({ id }), estimateSeconds));

/**
 * The answer to a look at a task.
 * @param {ProviderId} provider @param {string} word the provider's own @param {string} [id]
 */
const taskAnswer = (provider, word, id = 'task-1') =>
	answer(200, DIALECTS[provider].task(simulatedTask({ id }), word));

/**
 * A provider that does what the script says and keeps a list of what reached it.
 * @param {VirtualClock} clock
 * @param {(call: SentCall, count: { create: number, get: number, list: number }) => Reply | Promise<Reply>} script
 * @param {number} [latencyMs]
 */
function scriptedProvider(clock, script, latencyMs = 100) {
	/** @type {SentCall[]} */
	const calls = [];
	const count = { create: 0, get: 0, list: 0 };
	return {
		calls,
		count,
		client: {
			/** @param {any} call @returns {Promise<Reply>} */
			async send(call) {
				const isTask = Object.values(DIALECTS).some(({ taskPath }) => taskPath.test(call.path));
				const kind = call.method === 'POST' ? 'create' : isTask ? 'get' : 'list';
				count[kind] += 1;
				const sent = { ...call, atMs: clock.now() };
				calls.push(sent);
				const reply = await script(sent, { ...count });
				await clock.sleep(latencyMs);
				return reply;
			},
		},
		/** Epoch milliseconds at which status reads left. */
		looks: () =>
			calls
				.filter(({ method, path }) => method === 'GET' && /task-1$/.test(path))
				.map(({ atMs }) => atMs),
	};
}

/**
 * Everything a run needs, on a virtual clock.
 * @param {ProviderId} provider
 * @param {VirtualClock} clock
 * @param {{ send: (call: any, timeoutSeconds: number) => Promise<Reply> }} client
 * @param {Partial<RunDependencies>} [over]
 * @returns {RunDependencies & { holdBack: () => Promise<null>, notTaken: () => void }}
 */
function dependenciesFor(provider, clock, client, over = {}) {
	const forecast = new Forecast();
	return {
		provider: PROVIDERS[provider],
		client,
		clock,
		stop: clock.stop,
		forecast,
		governor: new Governor({
			clock,
			stop: clock.stop,
			maxConcurrency: 10,
			maxOpenTasks: 0,
			rates: PROVIDERS[provider].capabilities.ratePerSecond,
			typicalJobMs: () => forecast.typicalMs(),
		}),
		journal: new Journal({}, 0, 'execution-1'),
		pollIntervalMs: 10_000,
		deadlineMs: clock.now() + 30 * 60_000,
		completion: 'wait',
		isUserRetry: false,
		markFor: (row, submission) => markOf([row.key ?? String(row.itemIndex), String(submission)]),
		holdBack: async () => null,
		notTaken: () => undefined,
		...over,
	};
}

/**
 * A row that is ready to be paid for.
 * @param {ProviderId} provider
 * @param {Partial<import('../../../nodes/shared/jobs/row').Row>} [over]
 * @returns {import('../../../nodes/shared/jobs/row').Row}
 */
function rowFor(provider, over = {}) {
	const itemIndex = over.itemIndex ?? 0;
	const request = requestFor(provider, itemIndex);
	return {
		itemIndex,
		request,
		fingerprint: `row ${itemIndex}`,
		prepare: async () => ({ request }),
		...over,
	};
}

/**
 * Idempotency keys as n8n keeps them: claims at once, records when an execution ends well.
 */
function createKeyVault() {
	/** @type {Set<string>} */
	const claims = new Set();
	/** @type {Map<string, KeyRecord>} */
	const saved = new Map();
	return {
		claims,
		saved,
		/** One execution's view. */
		open() {
			const records = new Map(saved);
			return {
				/** @param {string} key */
				recall: (key) => records.get(key) ?? null,
				/** @param {string} key */
				async claim(key) {
					if (claims.has(key)) return false;
					claims.add(key);
					return true;
				},
				/** @param {string} key */
				async release(key) {
					claims.delete(key);
				},
				/** @param {string} key @param {KeyRecord} record */
				remember: (key, record) => void records.set(key, record),
				/** The execution ended normally; without this it crashed. */
				save: () => records.forEach((record, key) => saved.set(key, record)),
			};
		},
	};
}

/** @param {{ seed?: number }} [options] */
const newClock = (options) => createVirtualClock(options);

module.exports = {
	MODULES,
	PROVIDER_IDS,
	answer,
	createKeyVault,
	createdAnswer,
	dependenciesFor,
	newClock,
	noAnswer,
	notSent,
	rowFor,
	scriptedProvider,
	simulatedTask,
	taskAnswer,
};
