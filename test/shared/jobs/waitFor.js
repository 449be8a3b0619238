'use strict';

const { emptyTask } = require('../../../nodes/shared/domain/task');
const { waitForEnd } = require('../../../nodes/shared/jobs/wait');
const { PROVIDERS } = require('../../../nodes/shared/providers');
const { DIALECTS } = require('../../../tools/simulation/dialects');
const {
	createdAnswer,
	dependenciesFor,
	newClock,
	scriptedProvider,
	taskAnswer,
} = require('./support');

/**
 * @typedef {import('./support').ProviderId} ProviderId
 * @typedef {import('./support').Reply} Reply
 */

const MINUTE = 60_000;

/**
 * Waits for one task that answers by the script.
 * @param {ProviderId} provider
 * @param {(n: number, ageMs: number) => Reply} script
 * @param {{ fresh?: boolean, minutes?: number, over?: any, estimateSeconds?: number, clock?: any, task?: any, latencyMs?: number }} [options]
 */
async function waitFor(provider, script, options = {}) {
	const { fresh = true, minutes = 30, clock = newClock() } = options;
	const startMs = clock.now();
	const scripted = scriptedProvider(
		clock,
		({ atMs }, { get }) => script(get, atMs - startMs),
		options.latencyMs,
	);
	const created = /** @type {any} */ (
		createdAnswer(provider, 'task-1', options.estimateSeconds ?? null)
	);
	const task =
		options.task ??
		(fresh
			? PROVIDERS[provider].readCreated(created.body, startMs)
			: emptyTask(provider, 'task-1'));
	const dependencies = dependenciesFor(provider, clock, scripted.client, {
		deadlineMs: startMs + minutes * MINUTE,
		...options.over,
	});
	const end = await clock.run(waitForEnd({ task, rank: 0, sinceMs: startMs, fresh }, dependencies));
	const ages = scripted.calls.map(({ atMs }) => atMs - startMs);
	return { end, ages, tookMs: clock.now() - startMs, dependencies };
}

/** @param {ProviderId} provider @param {number} jobMs @returns {(n: number, ageMs: number) => Reply} */
const finishingAfter = (provider, jobMs) => (_, ageMs) => {
	const { running, ends } = DIALECTS[provider].words;
	return taskAnswer(provider, ageMs >= jobMs ? ends.good : running);
};

module.exports = { MINUTE, finishingAfter, waitFor };
