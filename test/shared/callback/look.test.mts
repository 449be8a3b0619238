import { CallbackReads, lookAtCalledBack } from '../../../nodes/shared/callback/look.ts';
import { ReadBudget } from '../../../nodes/shared/callback/readBudget.ts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../../support/providers.mts';
import { newClock } from '../../support/jobs.mts';
import type { HttpClient } from '../../../nodes/shared/net/reply.ts';

/**
 * How long providers wait for the answer to a callback before they call again, in milliseconds (docs/providers.md 1.10,
 * 2.8, 10.8, 11.8). The others name no limit, so the shortest counts for them.
 */
const PATIENCE_MS: Record<string, number> = { ark: 5000, evolink: 10_000, fal: 15_000, kie: 15_000 };
const SHORTEST_MS = 5000;

/** What of that is left for the way of the answer, and for n8n itself. */
const ROOM_MS = 1000;

describe.each(PROVIDER_IDS.map((id) => [id]))(
	'P8 A callback of %s about a task that cannot be read',
	(id) => {
		test('is answered while the provider still listens, and after more than one look', async () => {
			const clock = newClock();
			const startMs = clock.now();
			let looks = 0;
			const silent: HttpClient = {
				async send(_, timeoutSeconds) {
					looks += 1;
					await clock.sleep(timeoutSeconds * 1000);
					return { kind: 'noAnswer', reason: 'there was no answer in time' };
				},
			};
			const hint = { taskId: 'task-1', status: 'succeeded' as const, namesStatus: true };
			const reading = await clock.run(
				lookAtCalledBack(hint, {
					provider: PROVIDERS[id],
					client: silent,
					clock,
					reads: new CallbackReads(),
					budget: new ReadBudget({ burst: 10, perSecond: 1 }),
				}),
			);
			expect(reading?.kind).toBe('unreadable');
			expect(looks).toBe(2);
			const tookMs = clock.now() - startMs;
			expect(tookMs).toBeLessThanOrEqual((PATIENCE_MS[id] ?? SHORTEST_MS) - ROOM_MS);
		});
	},
);
