import {
	PROVIDER_IDS,
	answer,
	dependenciesFor,
	newClock,
	rowFor,
	runRows,
} from '../../support/jobs.mts';
import type { ProviderId } from '../../../nodes/shared/domain/vocabulary.ts';

const MINUTE = 60_000;
const rowCount = 40;

/** A sheet for a provider that keeps saying "too many requests". */
async function storm(
	provider: ProviderId,
	headers: Record<string, string>,
	waitMs: number = 10 * MINUTE,
) {
	const clock = newClock();
	let posts = 0;
	const dependencies = dependenciesFor(provider, clock, {
		async send() {
			posts += 1;
			await clock.sleep(100);
			return answer(429, {}, headers);
		},
	});
	const startMs = clock.now();
	const rows = Array.from({ length: rowCount }, (_, itemIndex) => rowFor(provider, { itemIndex }));
	const deadlineMs = startMs + waitMs;
	const outcomes = await clock.run(runRows(rows, { ...dependencies, deadlineMs }));
	return { outcomes, posts, lateMs: clock.now() - deadlineMs, journal: dependencies.journal };
}

describe.each(PROVIDER_IDS.map((id) => [id]))('P4 A storm of 429 on %s', (provider) => {
	test.each([
		['with a long Retry-After', { 'retry-after': '300' }, 1000],
		['without Retry-After', {}, 1000],
	])('%s ends with the wait', async (_, headers, mostLateMs) => {
		const { outcomes, lateMs, journal } = await storm(provider, headers);
		expect(lateMs).toBeLessThan(mostLateMs);
		for (const { end, failure, itemIndex } of outcomes) {
			expect(end).toBe('refused');
			expect(failure).toMatchObject({ code: 'stillTooBusy', retryable: true });
			expect(failure?.message).toMatch(/for 1\d min, so this row was not submitted/);
			expect(journal.read(itemIndex)).toBeNull();
		}
	});

	test('is noticed by every row also where nobody waits', async () => {
		const { outcomes, posts } = await storm(provider, { 'retry-after': '60' }, 0);
		expect(outcomes.map(({ end }) => end)).toEqual(Array(rowCount).fill('refused'));
		expect(posts).toBeLessThanOrEqual(10);
		expect(outcomes[0].failure?.message).toContain('for 1 s,');
	});
});
