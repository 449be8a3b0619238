import { Governor } from '../../../nodes/shared/tasks/governor.ts';
import { createWorld } from '../../../tools/simulation/world.mts';
import { PROVIDER_IDS, dependenciesFor, newClock, rowFor, runRows } from '../../support/jobs.mts';
import type { ProviderId } from '../../../nodes/shared/domain/vocabulary.ts';
import type { GovernorSettings } from '../../../nodes/shared/tasks/governor.ts';
import type { Row } from '../../../nodes/SeedanceGenerate/pay/row.ts';
import type { RunParts } from '../../support/jobs.mts';
import type { VirtualClock } from '../../../tools/simulation/virtualClock.mts';
import type { WorldOptions } from '../../../tools/simulation/world.mts';

async function runSheet(
	provider: ProviderId,
	count: number,
	options: {
		world?: Partial<WorldOptions>;
		over?: Partial<RunParts>;
		row?: (n: number) => Partial<Row>;
		clock?: VirtualClock;
		governor?: Partial<GovernorSettings>;
	} = {},
) {
	const clock = options.clock ?? newClock();
	const world = createWorld({ clock, provider, ...options.world });
	const client = world.client();
	const load = { inFlight: 0, most: 0, mostOpen: 0 };
	const dependencies = dependenciesFor(provider, clock, {
		async send(call) {
			load.inFlight += 1;
			load.most = Math.max(load.most, load.inFlight);
			const reply = await client.send(call);
			load.inFlight -= 1;
			load.mostOpen = Math.max(load.mostOpen, world.openTasks());
			return reply;
		},
	});
	const rows = Array.from({ length: count }, (_, itemIndex) =>
		rowFor(provider, { itemIndex, ...options.row?.(itemIndex) }),
	);
	const startMs = clock.now();
	const governor =
		options.governor === undefined
			? dependencies.governor
			: new Governor({
					clock,
					stop: clock.stop,
					maxConcurrency: 10,
					maxOpenTasks: 0,
					rates: {},
					...options.governor,
				});
	const outcomes = await clock.run(runRows(rows, { ...dependencies, governor, ...options.over }));
	return { outcomes, world, load, tookMs: clock.now() - startMs, journal: dependencies.journal };
}

const providers = PROVIDER_IDS.map((id) => [id] as const);

describe.each(providers)('P7 A run of many rows on %s', (id) => {
	test('gives one outcome per row, in the order of the rows, whatever order they end in', async () => {
		const { outcomes, world } = await runSheet(id, 30, {
			world: { parallel: 30, jobMs: (n) => 120_000 - n * 3000 },
		});
		expect(outcomes.map(({ itemIndex }) => itemIndex)).toEqual(
			Array.from({ length: 30 }, (_, n) => n),
		);
		expect(outcomes.every(({ end, failure }) => end === 'ended' && failure === null)).toBe(true);
		for (const { itemIndex, request, task } of outcomes) {
			expect(request?.prompt).toMatch(new RegExp(`take ${itemIndex}$`));
			const body = JSON.stringify(world.tasks.get(task?.taskId ?? '')?.body);
			expect(body).toMatch(new RegExp(`take ${itemIndex}"`));
		}
	});

	test('keeps every good row when others fail, are refused, get lost or never end', async () => {
		const { outcomes, world } = await runSheet(id, 20, {
			world: {
				endOf: (n) => (n % 3 === 0 ? 'bad' : 'good'),
				jobMs: (n) => (n === 5 ? 24 * 3_600_000 : 60_000),
				faultFor: (_, kind, n) => {
					if (kind !== 'create') return null;
					if (n === 2) return { kind: 'status', status: 400 };
					if (n === 7) return { kind: 'resetBefore' };
					return n === 9 ? { kind: 'status', status: 500 } : null;
				},
			},
			row: (n) =>
				n === 12
					? {
							prepare: async () => {
								throw new Error('The file has gone: https://files.example.com/a.png?sig=abc');
							},
						}
					: {},
		});
		expect(outcomes).toHaveLength(20);
		const ids = outcomes.flatMap(({ task }) => (task === null ? [] : [task.taskId]));
		expect(new Set(ids)).toEqual(new Set(world.tasks.keys()));
		expect(ids).toHaveLength(16);
		expect(outcomes.filter(({ end }) => end === 'timeout')).toHaveLength(1);
		expect(outcomes[12]).toMatchObject({ end: 'refused', failure: { code: 'rowNotReady' } });
		expect(outcomes[12].failure?.message).not.toContain('sig=');
		expect(outcomes.filter(({ end }) => end === 'unknown')).toHaveLength(2);
	});

	test('never has more requests in flight than allowed', async () => {
		const { outcomes, load } = await runSheet(id, 40, { governor: { maxConcurrency: 3 } });
		expect(load.most).toBe(3);
		expect(outcomes.every(({ end }) => end === 'ended')).toBe(true);
	});

	test('never has more tasks open than allowed', async () => {
		const { outcomes, load } = await runSheet(id, 30, {
			world: { parallel: 30, jobMs: () => 20_000 },
			governor: { maxOpenTasks: 4 },
		});
		expect(load.mostOpen).toBe(4);
		expect(outcomes.every(({ end }) => end === 'ended')).toBe(true);
	});

	test('submits no further row once nobody waits any more, and never more than allowed', async () => {
		const { outcomes, world, load } = await runSheet(id, 12, {
			world: { parallel: 30, jobMs: () => 40_000 },
			governor: { maxOpenTasks: 4 },
			over: { deadlineMs: newClock().now() + 60_000 },
		});
		expect(load.mostOpen).toBe(4);
		expect(world.tasks.size).toBe(8);
		expect(outcomes.map(({ end }) => end)).toEqual([
			...Array(4).fill('ended'),
			...Array(4).fill('timeout'),
			...Array(4).fill('refused'),
		]);
		expect(outcomes[11].failure).toMatchObject({ code: 'neverItsTurn', retryable: true });
	});

	test('without waiting hands over every task at once', async () => {
		const { outcomes, world, tookMs } = await runSheet(id, 20, { over: { completion: 'submit' } });
		expect(outcomes.every(({ end, task }) => end === 'submitted' && task !== null)).toBe(true);
		expect(world.counts.get).toBe(0);
		expect(tookMs).toBeLessThan(1500);
	});

	test('P6 ends at once with Stop: open tasks are named, rows not sent are not billed', async () => {
		const clock = newClock();
		void clock.sleep(900).then(() => clock.pressStop());
		const { outcomes, world, tookMs } = await runSheet(id, 100, {
			clock,
			world: { jobMs: () => 600_000 },
		});
		expect(tookMs).toBeLessThanOrEqual(1000);
		const stopped = outcomes.filter(({ end }) => end === 'stopped');
		expect(new Set(stopped.map(({ task }) => task?.taskId))).toEqual(new Set(world.tasks.keys()));
		const refused = outcomes.filter(({ end }) => end === 'refused');
		expect(refused.length + stopped.length).toBe(100);
		expect(refused.length).toBeGreaterThan(0);
		expect(refused.every(({ failure }) => failure?.code === 'stopped')).toBe(true);
	});

	test('tells of each row as soon as it has ended', async () => {
		const clock = newClock();
		const told: [number, number][] = [];
		const startMs = clock.now();
		await runSheet(id, 3, {
			clock,
			world: { jobMs: (n) => [300_000, 30_000, 120_000][n] },
			over: {
				rowEnded: ({ itemIndex }) => told.push([itemIndex, clock.now() - startMs]),
			},
		});
		expect(told.map(([row]) => row)).toEqual([1, 2, 0]);
		expect(told[0][1]).toBeLessThan(120_000);
	});
});

test('what breaks after the provider has taken a task still leaves its id in the output', async () => {
	const clock = newClock();
	const { outcomes, world } = await runSheet('ark', 3, {
		clock,
		over: {
			keys: {
				recall: () => null,
				claim: async () => true,
				release: async () => undefined,
				isFor: async () => true,
				remember: () => {
					throw new Error('the store is gone');
				},
			},
		},
		row: (n) => (n === 1 ? { key: 'SKU-1' } : {}),
	});
	expect(outcomes.map(({ end }) => end)).toEqual(['ended', 'unreadable', 'ended']);
	expect(world.tasks.has(outcomes[1].task?.taskId ?? '')).toBe(true);
	expect(outcomes[1].failure?.hint).toMatch(/Wait/);
});
