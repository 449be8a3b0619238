import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../../support/providers.mts';
import { decide } from '../../../nodes/SeedanceTaskTrigger/known/decide.ts';
import { task } from './tasks.mts';
import type { ProviderId } from '../../support/providers.mts';

/**
 * How long a trigger remembers what it has told: at least as long as the provider shows it (Ark and WaveSpeed 7 days, the others
 * without a limit that they name), or a video starts the workflow twice after a quiet weekend.
 */

const DAY_MS = 86_400_000;
const EVENTS = ['succeeded', 'failed'] as const;
const daysOf = (provider: ProviderId) => (PROVIDERS[provider].listDays ?? 58) + 2;

/** Any hour of a day, because days are counted whole. */
const HOURS = [0, 0.5, 0.999];

describe.each(PROVIDER_IDS)('What a trigger on %s has told', (provider) => {
	const done = (id: string) => task(id, 'succeeded', { videoUrl: `https://f/${id}` });
	const told = (ms: number) =>
		decide({ provider, seen: {} }, [done('a')], ms, { events: EVENTS }).state;
	/** Is `a` news when it is shown again, after another end has been noted without it? */
	function isNewsAfter(startMs: number, days: number) {
		const nowMs = startMs + days * DAY_MS;
		const { emit, state } = decide(told(startMs), [done('b')], nowMs, { events: EVENTS });
		expect(emit.map(({ taskId }) => taskId)).toEqual(['b']);
		const saved = JSON.parse(JSON.stringify(state));
		return decide(saved, [done('a')], nowMs, { events: EVENTS }).emit.length > 0;
	}

	test.each(HOURS)('is told once while the provider shows it, begun at %d of a day', (hour) => {
		const startMs = Date.UTC(2026, 6, 3) + hour * DAY_MS;
		for (let days = 0; days <= daysOf(provider); days += 0.5) {
			if (days + hour >= daysOf(provider) + 1) break;
			expect([days, isNewsAfter(startMs, days)]).toEqual([days, false]);
		}
	});

	test('is forgotten in the end, so that what is saved does not grow for ever', () => {
		const startMs = Date.UTC(2026, 6, 3);
		expect(isNewsAfter(startMs, daysOf(provider) + 1)).toBe(true);
	});

	test('stays known for as long as it is shown, however long that is', () => {
		let state = told(Date.UTC(2026, 6, 3));
		for (let days = 1; days < 200; days += daysOf(provider) - 1) {
			const nowMs = Date.UTC(2026, 6, 3) + days * DAY_MS;
			const shown = [done('a'), done(`on day ${days}`)];
			const decision = decide(state, shown, nowMs, { events: EVENTS });
			expect(decision.emit.map(({ taskId }) => taskId)).toEqual([`on day ${days}`]);
			state = decision.state;
		}
	});
});
