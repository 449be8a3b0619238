/**
 * 20 workers of n8n that share one key without knowing of each other: together they must use what
 * the provider allows, and nobody may starve.
 */

import { simulateWorkers } from '../../../tools/simulation/workers.mts';
import { MODULES } from '../../support/jobs.mts';

const WORKERS = 20;
const ROWS = 10;

const run = async (limit: Partial<Parameters<typeof simulateWorkers>[0]>, seed: number) =>
	await simulateWorkers({ modules: MODULES, workers: WORKERS, rowsEach: ROWS, seed, ...limit });

describe.each([
	['10 tasks at a time, more are refused', { parallel: 10, jobMs: 30_000 }, 15],
	['2 submissions per second', { parallel: 1000, createsPerSecond: 2, jobMs: 60_000 }, 10],
])('20 workers with one key, %s', (_, limit, refusals) => {
	test.each([[1], [2], [3]])(
		'use what the provider allows, and nobody starves (chance %i)',
		async (seed) => {
			const result = await run(limit, seed);
			expect(result.finished).toBe(WORKERS * ROWS);
			expect(result.tasks).toBe(WORKERS * ROWS);
			expect(result.ratio).toBeLessThanOrEqual(1.15);
			expect(result.refusedPerTask).toBeLessThanOrEqual(refusals);
			// The last worker is done as soon as it can have noticed the last video.
			expect(Math.max(...result.workerMs)).toBeLessThanOrEqual(result.lastEndMs + 30_000);
		},
		30_000,
	);
});
