import { PROVIDERS } from '../../../../nodes/shared/providers/index.ts';
import { costOf, priceNotes } from '../../../../nodes/shared/providers/cost.ts';
import FIXTURES from '../../../contract/fixtures/index.mts';
import { mediaOf, requestFor } from '../../../contract/requests.mts';

const provider = PROVIDERS.ark;
const NEWEST = 'doubao-seedance-2-5-260628';

function task(change: object = {}) {
	const read = provider.readTask({ ...FIXTURES.ark.succeeded, ...change });
	if (read === null) throw new Error('expected a task');
	return read;
}

const used = (tokens: number) => ({ usage: { completion_tokens: tokens } });
const ask = (change: object, more: Partial<Parameters<typeof costOf>[1]> = {}) =>
	costOf(task(change), { provider, region: 'china', ...more });

describe('the cost of a task on Ark', () => {
	test('is the tokens really used at the price of its model, region and size', () => {
		expect(ask({})).toEqual({ amount: 5.0094, currency: 'CNY', basis: 'listPrice' });
		const abroad = { model: 'dreamina-seedance-2-0-260128' };
		expect(ask(abroad, { region: 'international' })).toEqual({
			amount: 0.7623,
			currency: 'USD',
			basis: 'listPrice',
		});
		const large = { resolution: '1080p', ...used(245_025) };
		expect(ask(large)?.amount).toBe(12.4963);
		expect(ask({ model: NEWEST })?.amount).toBe(7.623);
	});

	test('counts the lower price of a video that was made from videos', () => {
		const { request } = requestFor('ark', { mode: 'reference', media: mediaOf(['video']) });
		const tokens = used(217_800);
		expect(ask(tokens, { request })?.amount).toBe(6.0984);
		// Read by its id, the tokens tell that the length of a video was counted, too.
		expect(ask(tokens)?.amount).toBe(6.0984);
		expect(ask(used(109_000))?.amount).toBe(5.014);
	});

	test('of 1.5 pro knows sound and the flex tier', () => {
		const old = { model: 'doubao-seedance-1-5-pro-251215' };
		expect(ask(old)?.amount).toBe(1.7424);
		expect(ask({ ...old, generate_audio: false })?.amount).toBe(0.8712);
		expect(ask({ ...old, id: 'cgt-batch-20260701120000-ab1cd' })?.amount).toBe(0.8712);
	});

	test.each(['failed', 'cancelled', 'expired'])('is nothing after the end %s', (status) => {
		const nothing = { amount: 0, currency: 'CNY', basis: 'listPrice' };
		expect(costOf(task(FIXTURES.ark.task(status)), { provider, region: 'china' })).toEqual(nothing);
		const estimated = { amount: 2, currency: 'EUR', basis: 'costPerSecond' } as const;
		const relay = { provider, region: 'custom', estimated } as const;
		expect(costOf(task({ status }), relay)).toEqual({ ...estimated, amount: 0 });
	});

	test('is the estimate of the request before the tokens are known', () => {
		const { request } = requestFor('ark', { resolution: '720p', aspectRatio: '16:9' });
		const running = provider.readTask(FIXTURES.ark.task('running'));
		expect(running && costOf(running, { provider, region: 'china', request })).toEqual({
			amount: 5.0094,
			currency: 'CNY',
			basis: 'listPrice',
		});
		expect(running && costOf(running, { provider, region: 'china' })).toBeNull();
	});

	test.each([
		['of a relay', {}, 'custom'],
		['of 2.5 outside China', { model: NEWEST }, 'international'],
		['of 2.5 in 4k', { model: NEWEST, resolution: '4k' }, 'china'],
		['of an endpoint', { model: 'ep-2026-abc' }, 'china'],
		['of a size nobody knows', { resolution: '8k' }, 'china'],
		['of a task that tells no shape', { ratio: null }, 'china'],
	] as const)('%s is not known', (_, change, region) => {
		expect(ask(change, { region })).toBeNull();
	});

	test('a price list that is half a year old says so', () => {
		const cost = ask({});
		const day = (text: string) => Date.parse(text);
		expect(priceNotes(cost, provider, day('2027-03-03'))).toEqual([]);
		expect(priceNotes(cost, provider, day('2027-03-04T12:00:00Z'))).toEqual([
			expect.stringMatching(/2026-09-04.*181 days old/),
		]);
		const own = { amount: 1, currency: 'USD', basis: 'costPerSecond' } as const;
		expect(priceNotes(own, provider, day('2030-01-01'))).toEqual([]);
		expect(priceNotes(null, provider, day('2030-01-01'))).toEqual([]);
	});
});
