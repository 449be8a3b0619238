/**
 * How many status requests a video costs and how soon it is noticed, and how 20 workers share one
 * key: hours of waiting on a virtual clock, in seconds. `npx tsx tools/bench/jobsSimulation.mts`
 */

import { simulateRun } from '../simulation/run.mts';
import { createVirtualClock, seededRandom } from '../simulation/virtualClock.mts';
import { simulateWorkers } from '../simulation/workers.mts';
import { createWorld } from '../simulation/world.mts';
import { MODULES } from '../simulation/modules.mts';
import { mean, printTable } from './table.mts';
import { PROVIDER_IDS } from '../../nodes/shared/providers/index.ts';
import type { ProviderId } from '../../nodes/shared/domain/vocabulary.ts';
import type { SimulatedTask } from '../simulation/dialects.mts';
import type { Modules } from '../simulation/run.mts';

/** Per task. */
interface Economy {
	looks: number;
	/** From the end of the job until it was noticed */
	delaySeconds: number;
}

const ROWS = 100;
const PARALLEL = 10;
const REQUEST_MS = 200;
const SEEDS = [1, 2, 3];

/** Job lengths in milliseconds. */
const DURATIONS: Record<string, (random: () => number) => number> = {
	'60 to 180 s, uniform': (random) => 60_000 + random() * 120_000,
	'120 s within 15 %': (random) => 120_000 * (0.925 + random() * 0.15),
};

/**
 * What a fixed rhythm would have cost for the same tasks.
 *
 * @param startMs when the rhythm begins for a task
 */
function fixedRhythm(
	tasks: SimulatedTask[],
	startMs: (task: SimulatedTask) => number,
	everyMs: number,
): Economy {
	const looks = tasks.map((task) => Math.max(1, Math.ceil((task.endMs - startMs(task)) / everyMs)));
	const delays = tasks.map((task, n) => startMs(task) + looks[n] * everyMs - task.endMs);
	return { looks: mean(looks), delaySeconds: (mean(delays) + REQUEST_MS / 2) / 1000 };
}

async function measure(
	modules: Modules,
	provider: ProviderId,
	duration: (random: () => number) => number,
	seed: number,
	parallel: number,
) {
	const clock = createVirtualClock({ seed });
	const random = seededRandom(seed * 1000);
	const world = createWorld({
		clock,
		provider,
		parallel,
		latencyMs: REQUEST_MS,
		jobMs: () => duration(random),
	});
	const firstMs = clock.now();
	const delays: number[] = [];
	await clock.run(
		simulateRun({
			modules,
			clock,
			world,
			provider,
			rows: ROWS,
			timeoutMinutes: 60,
			rowEnded: ({ task }) => {
				const real = world.tasks.get(task?.taskId ?? '');
				if (real !== undefined) delays.push(clock.now() - real.endMs);
			},
		}),
	);
	const tasks = [...world.tasks.values()];
	return {
		ours: { looks: world.counts.get / ROWS, delaySeconds: mean(delays) / 1000 },
		everyFive: fixedRhythm(tasks, ({ acceptedMs }) => acceptedMs, 5000),
		// Submit all, then: wait 30 seconds, look at all that are open, loop.
		waitLoop: fixedRhythm(tasks, () => firstMs, 30_000 + REQUEST_MS),
	};
}

const average = (economies: Economy[]) => [
	mean(economies.map(({ looks }) => looks)),
	mean(economies.map(({ delaySeconds }) => delaySeconds)),
];

async function waiting(modules: Modules) {
	for (const [name, duration] of Object.entries(DURATIONS)) {
		for (const parallel of [PARALLEL, ROWS]) {
			const rows = [];
			const others: { everyFive: Economy[]; waitLoop: Economy[] } = { everyFive: [], waitLoop: [] };
			for (const provider of PROVIDER_IDS) {
				const results = [];
				for (const seed of SEEDS) {
					results.push(await measure(modules, provider, duration, seed, parallel));
				}
				rows.push([provider, ...average(results.map(({ ours }) => ours))]);
				others.everyFive.push(...results.map(({ everyFive }) => everyFive));
				others.waitLoop.push(...results.map(({ waitLoop }) => waitLoop));
			}
			rows.push(['plain poll, every 5 s', ...average(others.everyFive)]);
			rows.push(['Wait-loop of n8n, 30 s', ...average(others.waitLoop)]);
			printTable(
				`${ROWS} rows, jobs of ${name}, ${parallel} at a time; goal: 10 looks, 5 s`,
				['', 'looks per task', 'seconds until noticed'],
				rows,
			);
		}
	}
}

async function sharing(modules: Modules) {
	const limits = {
		'10 tasks at a time': { parallel: 10, jobMs: 30_000 },
		'2 submissions per second': { parallel: 1000, createsPerSecond: 2, jobMs: 60_000 },
	};
	const rows = [];
	for (const [name, limit] of Object.entries(limits)) {
		const results = [];
		for (const seed of [1, 2, 3, 4, 5])
			results.push(await simulateWorkers({ modules, seed, ...limit }));
		rows.push([
			name,
			mean(results.map(({ ratio }) => ratio)),
			Math.max(...results.map(({ ratio }) => ratio)),
			mean(results.map(({ refusedPerTask }) => refusedPerTask)),
			`${Math.min(...results.map(({ finished }) => finished))} of 200`,
		]);
	}
	printTable(
		'20 workers with 10 rows each share one key; the rest is refused with 429',
		['limit', 'x ideal', 'worst', 'refusals per task', 'finished'],
		rows,
	);
}

export async function main() {
	await waiting(MODULES);
	await sharing(MODULES);
}

if (process.argv[1] === import.meta.filename) void main();
