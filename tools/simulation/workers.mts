/** Several n8n workers that share one key without knowing of each other. */

import { simulateRun } from './run.mts';
import { createVirtualClock } from './virtualClock.mts';
import { createWorld } from './world.mts';
import type { ProviderId } from '../../nodes/shared/domain/vocabulary.ts';
import type { Modules } from './run.mts';

export interface WorkersOptions {
	modules: Modules;
	provider?: ProviderId;
	workers?: number;
	rowsEach?: number;
	/** Tasks that the provider runs side by side; more are refused */
	parallel?: number;
	/** Submissions that the provider lets through */
	createsPerSecond?: number;
	jobMs?: number;
	seed?: number;
}

export interface WorkersResult {
	/** Time until the last video, in parts of the ideal time */
	ratio: number;
	/** When the last video was done */
	lastEndMs: number;
	/** How long each worker took */
	workerMs: number[];
	/** Submissions that were turned away, per task */
	refusedPerTask: number;
	/** Rows with a video */
	finished: number;
	/** Tasks that were paid for */
	tasks: number;
}

/** Lets all workers start at once and waits for the last. */
export async function simulateWorkers(options: WorkersOptions): Promise<WorkersResult> {
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
	const workerMs: number[] = [];
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
