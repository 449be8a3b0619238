import { decide } from '../../../nodes/SeedanceTaskTrigger/known/decide.ts';
import { Seen } from '../../../nodes/SeedanceTaskTrigger/known/seen.ts';
import { accountMark, readState } from '../../../nodes/SeedanceTaskTrigger/known/state.ts';
import { task } from './tasks.mts';
import type { TriggerState } from '../../../nodes/SeedanceTaskTrigger/known/state.ts';

const NOW = Date.UTC(2026, 6, 1, 12);
const DAY_MS = 86_400_000;
const EVENTS = ['succeeded', 'failed'] as const;

const EMPTY: TriggerState = { provider: 'ark', seen: {} };

describe('decide', () => {
	it('emits each end state of each task once, in the order in which they ended', () => {
		const read = [
			task('b', 'succeeded', { completedAt: '2026-07-01T11:00:00.000Z', videoUrl: 'https://f/b' }),
			task('a', 'failed', { completedAt: '2026-07-01T10:00:00.000Z' }),
			task('c', 'running'),
			task('b', 'succeeded', { completedAt: '2026-07-01T11:00:00.000Z', videoUrl: 'https://f/b' }),
		];
		const first = decide(EMPTY, read, NOW, { events: EVENTS });
		expect(first.emit.map(({ taskId }) => taskId)).toEqual(['a', 'b']);
		const second = decide(first.state, read, NOW, { events: EVENTS });
		expect(second).toEqual({ emit: [], state: first.state, changed: false });
		const late = decide(first.state, [task('a', 'succeeded')], NOW, { events: EVENTS });
		expect(late.emit.map(({ status }) => status)).toEqual(['succeeded']);
	});

	it('does not change the state it was given', () => {
		const state = Object.freeze({ ...EMPTY, seen: Object.freeze({}) });
		expect(decide(state, [task('a', 'failed')], NOW, { events: EVENTS }).changed).toBe(true);
		expect(state.seen).toEqual({});
	});

	it.each(['queued', 'running', 'unknown'] as const)('never takes "%s" for an end', (status) => {
		const done = decide(EMPTY, [task('a', status)], NOW, {
			events: [...EVENTS, status],
		});
		expect(done).toEqual({ emit: [], state: EMPTY, changed: false });
	});

	it('notes ends that were not chosen, so that choosing them later does not bring up the past', () => {
		const { emit, state } = decide(EMPTY, [task('a', 'cancelled')], NOW, { events: EVENTS });
		expect(emit).toEqual([]);
		expect(decide(state, [task('a', 'cancelled')], NOW, { events: ['cancelled'] }).emit).toEqual(
			[],
		);
	});

	it('takes as known what has ended at the first look', () => {
		const settings = { events: EVENTS, asKnown: true };
		const { emit, state } = decide(EMPTY, [task('a', 'succeeded')], NOW, settings);
		expect(emit).toEqual([]);
		expect(decide(state, [task('a', 'succeeded')], NOW, { events: EVENTS }).emit).toEqual([]);
	});

	it('lets a finished task wait a few minutes for its link, but not for ever', () => {
		const settings = { events: EVENTS, canWaitForLink: true };
		const finished = (agoMs: number, videoUrl: string | null) =>
			task('a', 'succeeded', { completedAt: new Date(NOW - agoMs).toISOString(), videoUrl });
		expect(decide(EMPTY, [finished(60_000, null)], NOW, settings).emit).toHaveLength(0);
		expect(decide(EMPTY, [finished(-60_000, null)], NOW, settings).emit).toHaveLength(0);
		expect(decide(EMPTY, [finished(60_000, 'https://f/a')], NOW, settings).emit).toHaveLength(1);
		expect(decide(EMPTY, [finished(360_000, null)], NOW, settings).emit).toHaveLength(1);
	});

	it('emits nothing again in a list that is longer than what can be remembered', () => {
		/** A task of a list with three a second; the larger the index, the older. */
		const listed = (index: number, from: number = NOW) =>
			task(`t-${from}-${index}`, 'succeeded', {
				submittedAt: new Date(from - Math.floor(index / 3) * 1000).toISOString(),
			});
		const old = Array.from({ length: 13_000 }, (_, index) => listed(index));
		let { emit, state } = decide(EMPTY, old, NOW, { events: EVENTS, asKnown: true });
		expect(emit).toEqual([]);
		let list: ReturnType<typeof task>[] = old;
		for (let minute = 1; minute <= 4; minute += 1) {
			const nowMs = NOW + minute * 60_000;
			const news = [listed(0, nowMs), listed(1, nowMs)];
			list = [...news, ...list];
			({ emit, state } = decide(state, list, nowMs, { events: EVENTS }));
			expect(emit.map(({ taskId }) => taskId).sort()).toEqual(
				news.map(({ taskId }) => taskId).sort(),
			);
			state = readState(JSON.parse(JSON.stringify(state)), 'ark');
		}
		expect(JSON.stringify(state).length).toBeLessThan(100_000);
	});

	it('remembers an end for as long as it is shown, whatever the provider documents', () => {
		let { state } = decide(EMPTY, [task('old', 'failed')], NOW, { events: EVENTS });
		for (let day = 1; day < 30; day += 1) {
			const read = [task('old', 'failed'), task(`new-${day}`, 'failed')];
			const decision = decide(state, read, NOW + day * DAY_MS, { events: EVENTS });
			expect(decision.emit.map(({ taskId }) => taskId)).toEqual([`new-${day}`]);
			({ state } = decision);
		}
	});

	it('ignores what was out of reach when the watch began', () => {
		const state = { ...EMPTY, ignoreBeforeMs: NOW };
		const old = task('a', 'failed', { submittedAt: new Date(NOW - 1000).toISOString() });
		const young = task('b', 'failed', { submittedAt: new Date(NOW + 1000).toISOString() });
		const { emit } = decide(state, [old, young], NOW, { events: EVENTS });
		expect(emit.map(({ taskId }) => taskId)).toEqual(['b']);
	});

	it('counts what this process knows besides the state, and saves it along', () => {
		const alsoSeen = new Seen();
		alsoSeen.add('a', 'failed', NOW);
		const { emit, state } = decide(EMPTY, [task('a', 'failed'), task('b', 'failed')], NOW, {
			events: EVENTS,
			alsoSeen,
		});
		expect(emit.map(({ taskId }) => taskId)).toEqual(['b']);
		expect(Seen.from(state.seen).has('a', 'failed')).toBe(true);
	});
});

describe('what is seen', () => {
	it('survives saving and reading', () => {
		const seen = new Seen();
		seen.add('a', 'failed', NOW);
		seen.add('b', 'succeeded', NOW + DAY_MS);
		const again = Seen.from(JSON.parse(JSON.stringify(seen.toDays(NOW + DAY_MS, 9))));
		expect([again.size, again.has('a', 'failed'), again.has('a', 'succeeded')]).toEqual([
			2,
			true,
			false,
		]);
		expect(again.hasEnd('b')).toBe(true);
		expect(again.hasEnd('c')).toBe(false);
	});

	it('forgets what the provider no longer shows, and nothing before', () => {
		const seen = new Seen();
		seen.add('a', 'failed', NOW);
		expect(Seen.from(seen.toDays(NOW + 9 * DAY_MS, 9)).size).toBe(1);
		expect(Seen.from(seen.toDays(NOW + 10 * DAY_MS, 9)).size).toBe(0);
	});

	it('stays below 100 kB, dropping the oldest first', () => {
		const seen = new Seen();
		for (let index = 0; index < 15_000; index += 1) {
			seen.add(`cgt-${index}`, 'succeeded', NOW + Math.floor(index / 3000) * DAY_MS);
		}
		const saved = seen.toDays(NOW + 5 * DAY_MS, 9);
		expect(JSON.stringify(saved).length).toBeLessThan(100_000);
		const kept = Seen.from(saved);
		expect(kept.has('cgt-14999', 'succeeded')).toBe(true);
		expect(kept.has('cgt-4500', 'succeeded')).toBe(true);
		expect(kept.has('cgt-0', 'succeeded')).toBe(false);
	});

	it('does not grow without end in a process that runs for months', () => {
		const seen = new Seen();
		for (let index = 0; index < 25_000; index += 1) seen.add(`t-${index}`, 'failed', NOW);
		expect(seen.size).toBe(22_000);
		expect(seen.has('t-24999', 'failed')).toBe(true);
	});

	it.each([undefined, null, 'x', [], { a: 'b' }, { 20000: 5 }])(
		'counts unreadable saved data as nothing: %j',
		(saved) => {
			expect(Seen.from(saved).size).toBe(0);
		},
	);
});

describe('saved state', () => {
	it('is read back, without what is not ours', () => {
		const state = {
			provider: 'ark',
			seen: { 20000: 'abcdefgh' },
			recentOf: 'm',
			ignoreBeforeMs: 5,
		};
		expect(readState({ ...state, other: 1 }, 'ark')).toEqual(state);
	});

	it.each([
		undefined,
		null,
		5,
		{},
		{ provider: 'ink', seen: { 20000: 'abcdefgh' } },
		// Known to watch, and nothing known: everything the provider shows would be news.
		{ provider: 'ark', seen: { 20000: 5 }, recentOf: 'm' },
		{ provider: 'ark', seen: { day: 'abcdefgh' }, recentOf: 'm' },
	])('of another provider or form counts as none: %j', (saved) => {
		expect(readState(saved, 'ark')).toEqual({ provider: 'ark', seen: {} });
	});

	it('marks an account without telling its key', () => {
		const mark = accountMark('sandbox-ark-rich', 'https://a');
		expect(mark).toHaveLength(12);
		expect(mark).toBe(accountMark('sandbox-ark-rich', 'https://a'));
		expect(mark).not.toBe(accountMark('sandbox-ark-rich', 'https://b'));
		expect(mark).not.toBe(accountMark('sandbox-ark-poor', 'https://a'));
	});
});
