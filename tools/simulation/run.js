'use strict';

/**
 * Sends rows through the nodes' own job code in a simulated world.
 *
 * @typedef {object} Modules the parts of nodes/shared under test, compiled or through ts-jest
 * @property {typeof import('../../nodes/shared/jobs/run').runRows} runRows
 * @property {typeof import('../../nodes/shared/jobs/governor').Governor} Governor
 * @property {typeof import('../../nodes/shared/jobs/forecast').Forecast} Forecast
 * @property {typeof import('../../nodes/shared/jobs/journal').Journal} Journal
 * @property {typeof import('../../nodes/shared/jobs/journal').markOf} markOf
 * @property {typeof import('../../nodes/shared/providers').PROVIDERS} PROVIDERS
 *
 * @typedef {object} SimulationOptions
 * @property {Modules} modules
 * @property {import('./virtualClock').VirtualClock} clock
 * @property {ReturnType<typeof import('./world').createWorld>} world
 * @property {import('../../nodes/shared/domain/vocabulary').ProviderId} provider
 * @property {number} rows
 * @property {number} [maxConcurrency]
 * @property {number} [maxOpenTasks]
 * @property {number} [pollSeconds]
 * @property {number} [timeoutMinutes]
 * @property {import('../../nodes/shared/jobs/journal').JournalStore} [journalStore]
 * @property {boolean} [isUserRetry]
 * @property {string} [name] tells runs that share a world apart
 * @property {(outcome: import('../../nodes/shared/jobs/row').RowOutcome) => void} [rowEnded]
 */

/**
 * @param {import('../../nodes/shared/domain/vocabulary').ProviderId} provider
 * @param {number} index
 * @returns {import('../../nodes/shared/domain/request').VideoRequest}
 */
function requestFor(provider, index) {
	return {
		provider,
		model: 'custom',
		modelId: 'simulated-model',
		mode: 'textToVideo',
		modeIsAutomatic: true,
		prompt: `A paper boat, take ${index}`,
		media: [],
		durationSeconds: 5,
		resolution: '720p',
		aspectRatio: '16:9',
		generateAudio: true,
		options: {},
	};
}

/**
 * @param {SimulationOptions} options
 * @returns {Promise<import('../../nodes/shared/jobs/row').RowOutcome[]>}
 */
async function simulateRun(options) {
	const { modules, clock, world, provider: id } = options;
	const provider = modules.PROVIDERS[id];
	const forecast = new modules.Forecast();
	const governor = new modules.Governor({
		clock,
		stop: clock.stop,
		maxConcurrency: options.maxConcurrency ?? 10,
		maxOpenTasks: options.maxOpenTasks ?? 0,
		rates: provider.capabilities.ratePerSecond,
		typicalJobMs: () => forecast.typicalMs(),
	});
	const rows = Array.from({ length: options.rows }, (_, itemIndex) => {
		const request = requestFor(id, itemIndex);
		return {
			itemIndex,
			request,
			fingerprint: String(itemIndex),
			prepare: async () => ({ request }),
		};
	});
	return await modules.runRows(rows, {
		provider,
		client: world.client(),
		governor,
		forecast,
		clock,
		stop: clock.stop,
		journal: new modules.Journal(options.journalStore ?? {}, 0),
		pollIntervalMs: (options.pollSeconds ?? 10) * 1000,
		deadlineMs: clock.now() + (options.timeoutMinutes ?? 30) * 60_000,
		completion: 'wait',
		isUserRetry: options.isUserRetry ?? false,
		markFor: (row, submission) =>
			modules.markOf([options.name ?? 'run', row.key ?? String(row.itemIndex), String(submission)]),
		rowEnded: options.rowEnded,
	});
}

module.exports = { simulateRun, requestFor };
