import { decide } from '../../../nodes/SeedanceTaskTrigger/known/decide.ts';
import { task } from './tasks.mts';
import type { TriggerState } from '../../../nodes/SeedanceTaskTrigger/known/state.ts';

/**
 * A model of the trigger's life: tasks end at random times, some change their end state later, polls
 * overlap and are superseded, processes die. n8n saves the state when a poll emits and not when it
 * does not; a poll whose process dies before it returns has neither emitted nor saved.
 */
export type ModelTask = {
	id: string;
	submittedMs: number;
	ends: { atMs: number; status: 'succeeded' | 'failed' | 'cancelled' | 'expired' }[];
};

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 5, 1);
const EVENTS = ['succeeded', 'failed', 'cancelled', 'expired'] as const;

/** Repeatable chance, so that a failing run can be run again. */
function chance(seed: number) {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

function makeTasks(random: () => number, count: number, spanMs: number): ModelTask[] {
	return Array.from({ length: count }, (_, index) => {
		const submittedMs = START + random() * spanMs;
		// Most take minutes, some wait for days.
		const lengthMs = random() < 0.95 ? 60_000 + random() * 600_000 : random() * 3 * DAY_MS;
		const first = EVENTS[Math.floor(random() ** 2 * 4)];
		const ends = [{ atMs: submittedMs + lengthMs, status: first }];
		if (random() < 0.05) {
			const other = EVENTS[(EVENTS.indexOf(first) + 1) % 4];
			ends.push({ atMs: ends[0].atMs + random() * 3_600_000, status: other });
		}
		return { id: `cgt-${index}`, submittedMs, ends };
	});
}

/** What the provider lists: 7 days, newest first. */
function listed(tasks: ModelTask[], nowMs: number) {
	const visible = tasks.filter(
		(one) => one.submittedMs <= nowMs && nowMs - one.submittedMs < 7 * DAY_MS,
	);
	return visible.map((one) => {
		const past = one.ends.filter((end) => end.atMs <= nowMs);
		const last = past[past.length - 1];
		return last === undefined
			? task(one.id, 'running')
			: task(one.id, last.status, { videoUrl: 'https://f/v.mp4' });
	});
}

/** The end states that some poll could have seen, and those of before the first poll. */
class Ledger {
	emitted: Map<string, number> = new Map();
	expected: Set<string> = new Set();
	known: Set<string> = new Set();

	observed(observations: ReturnType<typeof task>[], first: boolean) {
		for (const { taskId, status } of observations) {
			if (status === 'running') continue;
			const name = `${taskId} ${status}`;
			if (first) this.known.add(name);
			else if (!this.known.has(name)) this.expected.add(name);
		}
	}

	delivered(tasks: ReturnType<typeof task>[]) {
		for (const { taskId, status } of tasks) {
			const name = `${taskId} ${status}`;
			this.emitted.set(name, (this.emitted.get(name) ?? 0) + 1);
		}
	}
}

function live({
	seed,
	count,
	spanMs,
	everyMs,
}: {
	seed: number;
	count: number;
	spanMs: number;
	everyMs: number;
}) {
	const random = chance(seed);
	const tasks = makeTasks(random, count, spanMs);
	const ledger = new Ledger();
	let inMemory: TriggerState = { provider: 'ark', seen: {} };
	let inDatabase = inMemory;
	let largest = 0;
	let restarts = 0;
	/** A poll that has read but not yet decided. */
	let slow: ReturnType<typeof task>[] | null = null;

	const finishPoll = (observations: ReturnType<typeof task>[], nowMs: number, asKnown: boolean) => {
		const decision = decide(inMemory, observations, nowMs, { events: EVENTS, asKnown });
		if (decision.changed) inMemory = decision.state;
		// The process dies after the decision and before n8n takes the items: nothing was emitted.
		if (random() < 0.01) {
			inMemory = inDatabase;
			restarts += 1;
			return;
		}
		// An end that only a dying poll has read, and that changed before the next one, was never there.
		ledger.observed(observations, asKnown);
		ledger.delivered(decision.emit);
		if (asKnown || decision.emit.length > 0) inDatabase = inMemory;
		largest = Math.max(largest, JSON.stringify(inDatabase).length);
	};

	const firstMs = START + spanMs * 0.1;
	const first = listed(tasks, firstMs);
	ledger.observed(first, true);
	inMemory = decide(inMemory, first, firstMs, { events: EVENTS, asKnown: true }).state;
	inDatabase = inMemory;

	let nowMs = firstMs;
	for (; nowMs < START + spanMs + 4 * DAY_MS; nowMs += everyMs * (0.5 + random())) {
		const observations = listed(tasks, nowMs);
		if (slow === null && random() < 0.1) {
			slow = observations;
			continue;
		}
		finishPoll(observations, nowMs, false);
		if (slow !== null && random() < 0.7) {
			finishPoll(slow, nowMs, false);
			slow = null;
		}
		if (random() < 0.02) {
			// A restart: only what was saved is left, and a poll under way is lost.
			inMemory = inDatabase;
			slow = null;
			restarts += 1;
		}
	}
	// The last look that every observed end has had by then.
	finishPoll(listed(tasks, nowMs), nowMs, false);
	finishPoll(listed(tasks, nowMs), nowMs, false);
	return { ledger, largest, restarts };
}

describe('P9: the trigger emits each end state of each task exactly once', () => {
	it('10,000 tasks in a week, overlapping polls, restarts, late changes', () => {
		const { ledger, largest, restarts } = live({
			seed: 7,
			count: 10_000,
			spanMs: 3 * DAY_MS,
			everyMs: 3_600_000,
		});
		expect(restarts).toBeGreaterThan(1);
		expect(ledger.expected.size).toBeGreaterThan(8000);
		expect(new Set(ledger.emitted.keys())).toEqual(ledger.expected);
		expect([...ledger.emitted.values()].filter((times) => times !== 1)).toEqual([]);
		expect(largest).toBeGreaterThan(50_000);
		expect(largest).toBeLessThan(100_000);
	});

	it.each(Array.from({ length: 30 }, (_, index) => index + 1))(
		'smaller lives with other chances, longer than the provider remembers (%i)',
		(seed) => {
			const { ledger } = live({ seed, count: 200, spanMs: 20 * DAY_MS, everyMs: 4 * 3_600_000 });
			expect(new Set(ledger.emitted.keys())).toEqual(ledger.expected);
			expect([...ledger.emitted.values()].every((times) => times === 1)).toBe(true);
		},
	);
});
