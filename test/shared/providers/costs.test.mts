/** The cost of a task, whatever a provider reports and whatever a user types. */

import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { costOf } from '../../../nodes/shared/providers/cost.ts';
import { sumsOf } from '../../../nodes/shared/domain/cost.ts';
import { emptyTask } from '../../../nodes/shared/domain/task.ts';
import { PROVIDER_IDS } from '../../support/providers.mts';
import type { Cost } from '../../../nodes/shared/domain/cost.ts';
import type { Provider } from '../../../nodes/shared/providers/types.ts';

const END = { ...emptyTask('x', 'task-1'), status: 'succeeded' as const, durationSeconds: 5 };
const ESTIMATED: Cost = { amount: 0.5, currency: 'EUR', basis: 'costPerSecond' };

/** A provider that reports this. */
const reporting = (reported: unknown) =>
	costOf(END, {
		provider: { ...PROVIDERS.evolink, cost: () => reported as Cost },
		region: undefined,
		estimated: ESTIMATED,
	});

describe('A cost', () => {
	test.each([
		['negative', -3],
		['not a number', NaN],
		['without end', Infinity],
		['beyond all sums', 1e300],
		['a text', '5'],
		['missing', undefined],
		['null', null],
		['an object', {}],
	])('that is %s counts as not reported', (_, amount) => {
		expect(reporting({ amount, currency: 'USD', basis: 'reported' })).toEqual(ESTIMATED);
	});

	test.each([
		['usd', 'USD'],
		[' Usd ', 'USD'],
		['US$', 'USD'],
		['$', 'USD'],
		['€', 'EUR'],
		['RMB', 'CNY'],
		['元', 'CNY'],
		['credit', 'credits'],
		['CREDITS', 'credits'],
	])('in “%s” is one in %s', (currency, code) => {
		const cost = { amount: 1.23456, basis: 'reported' };
		expect(reporting({ ...cost, currency })).toEqual({ ...cost, amount: 1.2346, currency: code });
	});

	test.each(['', 'about one dollar', null, 7, '¤¤', 'USD/EUR'])(
		'in the currency %j counts as not reported',
		(currency) => {
			expect(reporting({ amount: 1, currency, basis: 'reported' })).toEqual(ESTIMATED);
		},
	);

	test('of nothing is one', () => {
		const free = { amount: 0, currency: 'credits', basis: 'reported' };
		expect(reporting(free)).toEqual(free);
	});

	test('is summed by currency, and no figure makes the sum disappear', () => {
		const of = (amount: number, currency: string): Cost => ({
			...{ amount, currency, basis: 'reported' },
		});
		const costs = [of(0.1, 'USD'), of(7, 'credits'), of(0.2, 'USD'), of(2, 'CNY'), of(0, 'EUR')];
		expect(sumsOf(costs)).toEqual([
			{ amount: 0.3, currency: 'USD' },
			{ amount: 7, currency: 'credits' },
			{ amount: 2, currency: 'CNY' },
			{ amount: 0, currency: 'EUR' },
		]);
		expect(sumsOf([])).toEqual([]);
	});
});

/** Where the providers report what they reserve, charge or use. */
const USAGES = ['creditsReserved', 'creditsCharged', 'completionTokens'] as const;

describe.each(PROVIDER_IDS)('The cost on %s', (id) => {
	const provider: Provider = PROVIDERS[id];

	test.each([-5, NaN, Infinity, 1e300, 0])(
		'of a usage of %d is never less than nothing',
		(amount) => {
			for (const name of USAGES) {
				for (const status of ['queued', 'succeeded', 'failed', 'cancelled'] as const) {
					const task = { ...END, status, usage: { [name]: amount } };
					const setting = { provider, region: 'china', estimated: ESTIMATED } as const;
					const cost = costOf(task, setting);
					expect(cost?.amount ?? 0).toBeGreaterThanOrEqual(0);
					expect(cost?.amount ?? 0).toBeLessThan(1e12);
					expect(cost?.currency ?? 'USD').toMatch(/^([A-Z]{3}|credits)$/);
				}
			}
		},
	);
});

describe('A length that a provider tells', () => {
	test.each([-1, 0, -5, '-1', 'NaN', null])('as %j is not told', (length) => {
		for (const id of PROVIDER_IDS) {
			const body = { id: 'task-unified-1', status: 'running', duration: length };
			const task = PROVIDERS[id].readTask(body);
			expect([id, task?.durationSeconds ?? null]).toEqual([id, null]);
		}
	});
});

describe('A balance', () => {
	test.each([
		['evolink', { data: { user: { remaining_credits: '12.5' } } }, 12.5],
		['evolink', { data: { user: { remaining_credits: null } } }, null],
		['evolink', { data: { user: { remaining_credits: 'NaN' } } }, null],
		['evolink', { data: { user: { remaining_credits: -4 } } }, -4],
		['kie', { code: 200, data: '80' }, 80],
		['kie', { code: 200, data: '12%' }, null],
		['waveSpeed', { data: { balance: '3.5', currency: 'usd' } }, 3.5],
		['waveSpeed', { data: { balance: 3.5, currency: 'US dollars, roughly' } }, 3.5],
		['waveSpeed', { data: { balance: {}, currency: 'USD' } }, null],
	] as const)('of %s in %j is %j', (id, body, amount) => {
		const balance = PROVIDERS[id].readBalance?.(body) ?? null;
		expect(balance?.amount ?? null).toBe(amount);
		if (balance !== null) expect(balance.currency).toMatch(/^([A-Z]{3}|credits)$/);
	});
});
