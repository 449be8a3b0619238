'use strict';

const { simulateRun } = require('./run');
const { createVirtualClock } = require('./virtualClock');
const { createWorld } = require('./world');

/**
 * Several n8n workers that share one key without knowing of each other.
 *
 * @typedef {object} WorkersOptions
 * @property {import('./run').Modules} modules
 * @property {import('../../nodes/shared/domain/vocabulary').ProviderId} [provider]
 * @property {number} [workers]
 * @property {number} [rowsEach]
 * @property {number} [parallel] tasks that the provider runs side by side; more are refused
 * @property {number} [createsPerSecond] submissions that the provider lets through
 * @property {number} [jobMs]
 * @property {number} [seed]
 *
 * @typedef {object} WorkersResult
 * @property {number} ratio time until the last video, in parts of the ideal time
 * @property {number} lastEndMs when the last video was done
 * @property {number[]} workerMs how long each worker took
 * @property {number} refusedPerTask submissions that were turned away, per task
 * @property {number} finished rows with a video
 * @property {number} tasks tasks that were paid for
 */

/**
 * Lets all workers start at once and waits for the last.
 * @param {WorkersOptions} options
 * @returns {Promise<WorkersResult>}
 */
async function simulateWorkers(options) {
	const { modules, provider = 'ark', workers = 20, rowsEach = 10, jobMs = 30_000 } = options;
	const { parallel = 10, createsPerSecond, seed = 1 } = options;
	const clock = createVirtualClock({ seed });
	const world = createWorld({
		clock,
		provider,
		parallel,
		whenFull: 'refuse',
		createsPerSecond,
		jobMs: () => jobMs,
	});
	const startMs = clock.now();
	/** @type {number[]} */
	const workerMs = [];
	const runs = Array.from({ length: workers }, async (_, worker) => {
		const outcomes = await simulateRun({
			modules,
			clock,
			world,
			provider,
			rows: rowsEach,
			timeoutMinutes: 12 * 60,
			name: `worker ${worker}`,
		});
		workerMs[worker] = clock.now() - startMs;
		return outcomes;
	});
	const outcomes = (await clock.run(Promise.all(runs))).flat();
	const tasks = [...world.tasks.values()];
	const rows = workers * rowsEach;
	const idealMs =
		createsPerSecond === undefined
			? Math.ceil(rows / parallel) * jobMs
			: ((rows - createsPerSecond) / createsPerSecond) * 1000 + jobMs;
	const lastEndMs = Math.max(...tasks.map(({ endMs }) => endMs)) - startMs;
	return {
		ratio: lastEndMs / idealMs,
		lastEndMs,
		workerMs,
		refusedPerTask: world.counts.refused / tasks.length,
		finished: outcomes.filter(({ task }) => task?.status === 'succeeded').length,
		tasks: tasks.length,
	};
}

module.exports = { simulateWorkers };
