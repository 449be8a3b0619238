/**
 * Whole runs through random bad days: what the provider takes is paid for, so every task that it
 * took must be in the output, and no row may have two.
 */

import { findsLost } from '../../support/providers.mts';
import { simulateRun } from '../../../tools/simulation/run.mts';
import { createVirtualClock, seededRandom } from '../../../tools/simulation/virtualClock.mts';
import { createWorld } from '../../../tools/simulation/world.mts';
import { DIALECTS } from '../../../tools/simulation/dialects.mts';
import { MODULES, PROVIDER_IDS } from '../../support/jobs.mts';
import type { Fault, Call } from '../../../tools/simulation/world.mts';
import type { RowOutcome } from '../../../nodes/SeedanceGenerate/pay/row.ts';
import type { VirtualClock } from '../../../tools/simulation/virtualClock.mts';

const RUNS = 1000;
const MINUTE = 60_000;

const pick = <T,>(random: () => number, choices: readonly T[]): T =>
	choices[Math.floor(random() * choices.length)];

/** One kind of trouble for one request. */
function trouble(random: () => number, kind: string, tooMany: unknown): Fault {
	const retryAfter = String(Math.floor(random() * 60));
	const choices: Fault[] = [
		{ kind: 'notSent' },
		{ kind: 'resetBefore' },
		{ kind: 'resetAfter' },
		{ kind: 'timeoutAfter' },
		{ kind: 'status', status: pick(random, [500, 502, 503, 504]) },
		{ kind: 'status', status: 503, headers: { 'retry-after': retryAfter } },
		{ kind: 'status', status: 429, body: tooMany },
		{ kind: 'status', status: 429, body: tooMany, headers: { 'retry-after': retryAfter } },
		{ kind: 'html' },
		{ kind: 'broken' },
		{ kind: 'oddWord' },
	];
	if (kind === 'create') choices.push({ kind: 'status', status: 400 });
	if (kind === 'get') choices.push({ kind: 'status', status: 404 });
	return pick(random, choices);
}

/** The bad days of one run: single faults, and outages in which nothing works for minutes. */
function badDay(random: () => number, provider: string, clock: VirtualClock) {
	const share = pick(random, [0, 0.05, 0.2, 0.5]);
	const startMs = clock.now();
	const outages = Array.from({ length: Math.floor(random() * 3) }, () => {
		const fromMs = startMs + random() * 15 * MINUTE;
		return { fromMs, toMs: fromMs + random() * 8 * MINUTE };
	});
	const { tooMany } = DIALECTS[provider];
	return (_call: Call, kind: 'create' | 'get' | 'list'): Fault | null => {
		const now = clock.now();
		const isOut = outages.some(({ fromMs, toMs }) => now >= fromMs && now < toMs);
		return isOut || random() < share ? trouble(random, kind, tooMany) : null;
	};
}

function story(seed: number) {
	const random = seededRandom(seed);
	const provider = PROVIDER_IDS[seed % PROVIDER_IDS.length];
	const clock = createVirtualClock({ seed });
	const longest = pick(random, [5000, 30_000, MINUTE, 3 * MINUTE, 10 * MINUTE, 40 * MINUTE]);
	const ends = Object.keys(DIALECTS[provider].words.ends);
	const estimates = random() < 0.5;
	const durations = Array.from({ length: 40 }, () => random() * longest);
	/** When each row came to its end. */
	const endedMs: Map<number, number> = new Map();
	const faultFor = badDay(random, provider, clock);
	const world = createWorld({
		clock,
		provider,
		parallel: 1 + Math.floor(random() * 12),
		whenFull: pick(random, ['queue', 'refuse'] as const),
		createsPerSecond: pick(random, [undefined, 1, 3]),
		latencyMs: 20 + random() * 2000,
		jobMs: (n) => durations[n % durations.length],
		endOf: () => (random() < 0.6 ? 'good' : pick(random, ends)),
		estimateSeconds: (n) => (estimates ? Math.ceil(durations[n % durations.length] / 1000) : null),
		faultFor,
	});
	const options = {
		modules: MODULES,
		clock,
		world,
		provider,
		rows: 1 + Math.floor(random() * 6),
		maxConcurrency: 1 + Math.floor(random() * 10),
		maxOpenTasks: pick(random, [0, 0, 1, 3]),
		pollSeconds: pick(random, [2, 5, 10, 30]),
		timeoutMinutes: pick(random, [1, 5, 10, 30]),
		journalStore: {},
		rowEnded: ({ itemIndex }: RowOutcome) => void endedMs.set(itemIndex, clock.now()),
	};
	return { random, provider, clock, world, options, endedMs };
}

/** Which row a task belongs to, by the text that was paid for. */
const rowOf = (body: unknown) => Number(/take (\d+)"/.exec(JSON.stringify(body))?.[1]);

/** What is wrong with an outcome, in words; nothing when all is well. */
function complaints(
	{ provider, world, options, clock, endedMs }: ReturnType<typeof story>,
	outcomes: RowOutcome[],
	tookMs: number,
	stopped: boolean,
) {
	const deadlineMs = clock.now() - tookMs + options.timeoutMinutes * MINUTE;
	const cutShort = (row: number) => stopped || (endedMs.get(row) ?? 0) >= deadlineMs;
	const found: string[] = [];
	const paid = [...world.tasks.values()];
	const rows = paid.map(({ body }) => rowOf(body));
	if (new Set(rows).size !== rows.length) found.push('a row was paid for twice');
	if (outcomes.map(({ itemIndex }) => itemIndex).join() !== [...outcomes.keys()].join()) {
		found.push('the order of the rows is lost');
	}
	for (const task of paid) {
		const { end, task: shown, failure } = outcomes[rowOf(task.body)];
		const answered = world.answered.has(task.id);
		// Where tasks are listed, only a stop or the deadline may end the search for a lost answer.
		const searched = findsLost(provider) && !cutShort(rowOf(task.body));
		if ((answered || searched) && shown?.taskId !== task.id)
			found.push(`${task.id} is not shown (${end})`);
		if (shown === null && failure?.code !== 'outcomeUnknown') {
			found.push(`${task.id} is paid, but its row says ${failure?.code}`);
		}
	}
	for (const { end, task, failure } of outcomes) {
		const real = task === null ? undefined : world.tasks.get(task.taskId);
		if (task !== null && real === undefined) found.push(`${task.taskId} was never taken`);
		if (task?.status === 'succeeded' && real?.end !== DIALECTS[provider].words.ends.good) {
			found.push(`${task.taskId} counts as success, but ended as ${real?.end}`);
		}
		if (end === 'ended' && (task === null || task.status === 'unknown'))
			found.push('ended without an end');
		if (failure !== null && (failure.message === '' || failure.hint === ''))
			found.push('a silent failure');
	}
	const spareMs = 6 * MINUTE + options.rows * MINUTE;
	if (!stopped && tookMs > options.timeoutMinutes * MINUTE + spareMs) found.push('took for ever');
	return found;
}

async function play(seed: number): Promise<string[]> {
	const told = story(seed);
	const { clock, options, random, world } = told;
	const startMs = clock.now();
	const stops = random() < 0.1;
	if (stops) void clock.sleep(random() * 5 * MINUTE).then(() => clock.pressStop());
	const first = await clock.run(simulateRun(options));
	const found = complaints(told, first, clock.now() - startMs, stops);
	if (stops || found.length > 0) return found;
	// The node runs once more in the same execution, as Retry On Fail would have it.
	const known = new Map(first.map(({ itemIndex, task }) => [itemIndex, task?.taskId]));
	const before = clock.now();
	const again = await clock.run(simulateRun(options));
	const forgotten = again.filter(
		({ itemIndex, task }) =>
			known.get(itemIndex) !== undefined && known.get(itemIndex) !== task?.taskId,
	);
	return [
		...complaints(told, again, clock.now() - before, false).map((words) => `second try: ${words}`),
		...forgotten.map(({ itemIndex }) => `second try: row ${itemIndex} lost its task`),
		...(world.tasks.size > options.rows ? ['second try: paid again'] : []),
	];
}

test(`P1, P3, P4: in ${RUNS} random runs every paid task ends in the output, none is paid twice, nothing hangs`, async () => {
	const found: string[] = [];
	for (let seed = 1; seed <= RUNS && found.length < 5; seed += 1) {
		const words = await play(seed).catch((error) => [String(error.message)]);
		found.push(...words.map((word) => `seed ${seed}: ${word}`));
	}
	expect(found).toEqual([]);
}, 400_000);
