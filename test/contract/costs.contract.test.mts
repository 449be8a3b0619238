import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../support/providers.mts';
import { costOf } from '../../nodes/shared/providers/cost.ts';
import { emptyTask } from '../../nodes/shared/domain/task.ts';
import type { Usage } from '../../nodes/shared/domain/task.ts';
import { requestFor } from './requests.mts';
import FIXTURES from './fixtures/index.mts';

/** What providers report at most. */
const USAGES: Usage[] = [
	{},
	{ completionTokens: 108_900 },
	{ creditsReserved: 50 },
	{ creditsCharged: 64 },
];
const OWN = { amount: 0.5, currency: 'EUR', basis: 'costPerSecond' } as const;
const END = { ...emptyTask('x', 'task-1'), durationSeconds: 5, resolution: '720p' };

describe.each(PROVIDER_IDS)('contract: %s', (id) => {
	const provider = PROVIDERS[id];
	const { request } = requestFor(id);

	test('a cost is a number with the code of its currency and what it rests on, or null', () => {
		for (const region of ['china', 'international', 'custom', undefined] as const) {
			for (const usage of USAGES) {
				for (const status of ['queued', 'running', 'succeeded', 'failed', 'unknown'] as const) {
					for (const asked of [request, null]) {
						const task = { ...END, status, usage };
						const cost = costOf(task, { provider, region, request: asked });
						if (cost === null) continue;
						expect(cost.amount).toBeGreaterThanOrEqual(0);
						expect(cost.currency).toMatch(/^([A-Z]{3}|credits)$/);
						expect(['reported', 'listPrice']).toContain(cost.basis);
						if (cost.basis === 'listPrice')
							expect(provider.pricesAsOf).toMatch(/^\d{4}-\d\d-\d\d$/);
					}
				}
			}
		}
	});

	test('the figure of the user counts where the provider does not tell', () => {
		const task = { ...END, status: 'succeeded' as const };
		expect(costOf(task, { provider, region: 'custom', estimated: OWN })).toEqual(OWN);
		expect(costOf(task, { provider, region: 'custom' })).toBeNull();
	});

	test('a task without a video is free only where the provider says so', () => {
		const task = { ...END, status: 'failed' as const };
		const free = provider.billsFinishedOnly === true ? { ...OWN, amount: 0 } : null;
		expect(costOf(task, { provider, region: 'custom', estimated: OWN })).toEqual(free);
	});

	test('a balance is asked for with a read, and broken answers hold none', () => {
		expect(provider.readBalance === undefined).toBe(provider.balance === undefined);
		if (provider.balance !== undefined) expect(provider.balance().method).toBe('GET');
		for (const body of [null, '<html>', [], 7, {}, { data: [] }, { success: true, data: null }]) {
			expect(provider.readBalance?.(body) ?? null).toBeNull();
		}
	});

	test('a broken answer has a cost or none, and never throws', () => {
		for (const body of [FIXTURES[id].succeeded, FIXTURES[id].task('odd')]) {
			const task = provider.readTask(body);
			if (task === null) throw new Error('expected a task');
			const broken = { ...task, resolution: 5, aspectRatio: {}, usage: { completionTokens: NaN } };
			expect(() =>
				costOf(broken as unknown as typeof task, { provider, region: 'china' }),
			).not.toThrow();
		}
	});
});
