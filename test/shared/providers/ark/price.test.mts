import {
	arkPixels,
	arkTokens,
	estimateArk,
	pricePerMillion,
	ARK_PRICES_AS_OF,
} from '../../../../nodes/shared/providers/ark/price.ts';
import {
	ASPECT_RATIOS,
	MODEL_FAMILIES,
	RESOLUTIONS,
} from '../../../../nodes/shared/domain/vocabulary.ts';
import type { ArkQuestion } from '../../../../nodes/shared/providers/ark/price.ts';

const ask = (more: Partial<ArkQuestion> = {}) =>
	estimateArk({
		family: 'seedance-2.0',
		resolution: '720p',
		ratio: '16:9',
		seconds: 5,
		hasVideoInput: false,
		region: 'china',
		...more,
	});

describe('tokens', () => {
	test.each([
		['seedance-2.0', '720p', 5, 108900],
		['seedance-2.0', '480p', 4, 40594],
		['seedance-2.5', '480p', 4, 38830],
		['seedance-2.5', '1080p', 4, 196425],
		['seedance-2.5', '480p', 12, 115690],
		['seedance-2.5', '480p', 30, 288625],
		['seedance-2.5', '4k', 4, 785700],
	] as Array<[ArkQuestion['family'], ArkQuestion['resolution'], number, number]>)(
		'%s at %s for %d s is the measured %d',
		(family, resolution, seconds, tokens) => {
			expect(ask({ family, resolution, seconds })?.tokens).toBe(tokens);
		},
	);

	test('follow the documented formula', () => {
		expect(arkTokens(1280, 720, 5)).toBe(Math.floor((1280 * 720 * 121) / 1024));
	});

	test.each([
		['seedance-2.0', '480p', '16:9', [864, 496]],
		['seedance-1.5-pro', '480p', '9:16', [496, 864]],
		['seedance-2.5', '480p', '16:9', [854, 480]],
		['seedance-2.5', '480p', '9:16', [480, 854]],
		['seedance-2.5-flash', '480p', '16:9', [854, 480]],
		['seedance-2.5', '480p', '4:3', [752, 560]],
		['seedance-2.0-mini', '480p', '21:9', [992, 432]],
		['seedance-2.0', '720p', '3:4', [834, 1112]],
		['seedance-2.0', '720p', '21:9', [1470, 630]],
		['seedance-2.0', '1080p', '21:9', [2206, 946]],
		['seedance-2.0', '1080p', '3:4', [1248, 1664]],
		['seedance-2.0', '4k', '16:9', [3840, 2160]],
		['seedance-2.0', '4k', '4:3', [3326, 2494]],
		['seedance-2.0', '4k', '1:1', [2880, 2880]],
		['seedance-2.0', '4k', '21:9', [4398, 1886]],
	] as Array<
		[ArkQuestion['family'], ArkQuestion['resolution'], ArkQuestion['ratio'], [number, number]]
	>)('%s at %s %s has the documented pixels', (family, resolution, ratio, pixels) => {
		expect(arkPixels(family, resolution, ratio)).toEqual(pixels);
	});

	test.each([
		['the ratio is adaptive', { ratio: 'adaptive' }],
		['the model chooses the length', { seconds: -1 }],
		['the length is not a number', { seconds: NaN }],
		['fast is asked for 1080p', { family: 'seedance-2.0-fast', resolution: '1080p' }],
		['2.5 flash is asked for 1080p', { family: 'seedance-2.5-flash', resolution: '1080p' }],
	] as Array<[string, Partial<ArkQuestion>]>)('are unknown when %s', (_, more) => {
		expect(ask(more)).toBeNull();
	});

	test('are whole and positive for every size there is', () => {
		for (const family of MODEL_FAMILIES) {
			for (const resolution of RESOLUTIONS) {
				for (const ratio of ASPECT_RATIOS) {
					const estimate = ask({ family, resolution, ratio });
					if (estimate === null) continue;
					expect(Number.isInteger(estimate.tokens)).toBe(true);
					expect(estimate.tokens).toBeGreaterThan(40000);
				}
			}
		}
	});
});

describe('cost', () => {
	test('of 5 s 720p is about 5.0 CNY in China and 0.76 USD elsewhere, with the date of the prices', () => {
		expect(ask()).toEqual({
			tokens: 108900,
			exact: true,
			cost: { amount: 5.0094, currency: 'CNY' },
			pricesAsOf: ARK_PRICES_AS_OF,
			note: null,
		});
		expect(ask({ region: 'international' })?.cost).toEqual({ amount: 0.7623, currency: 'USD' });
		expect(ARK_PRICES_AS_OF).toMatch(/^\d{4}-\d{2}-\d{2}$/);
	});

	test.each([
		['seedance-2.0', '1080p', 51, 7.7],
		['seedance-2.0', '4k', 26, 4],
		['seedance-2.0-fast', '720p', 37, 5.6],
		['seedance-2.0-mini', '480p', 23, 3.5],
		['seedance-2.5', '720p', 70, null],
		['seedance-2.5', '1080p', 77, null],
		['seedance-2.5', '4k', null, null],
		['seedance-2.5-flash', '480p', null, null],
		['seedance-1.5-pro', '1080p', 16, 2.4],
		['seedance-2.0-fast', '4k', null, null],
	] as Array<[ArkQuestion['family'], ArkQuestion['resolution'], number | null, number | null]>)(
		'a million tokens of %s at %s is %d CNY or %d USD',
		(family, resolution, china, international) => {
			const common = { family, resolution, hasVideoInput: false };
			expect(pricePerMillion({ ...common, region: 'china' })).toBe(china);
			expect(pricePerMillion({ ...common, region: 'international' })).toBe(international);
		},
	);

	test('of 1.5 pro is half without sound, and half again on flex', () => {
		const family = 'seedance-1.5-pro' as const;
		const full = ask({ family })?.cost?.amount ?? 0;
		expect(ask({ family, generateAudio: false })?.cost?.amount).toBeCloseTo(full / 2, 3);
		expect(ask({ family, serviceTier: 'flex' })?.cost?.amount).toBeCloseTo(full / 2, 3);
		expect(ask({ generateAudio: false })?.cost?.amount).toBe(ask()?.cost?.amount);
	});

	test('is unknown, with the remedy, where no price is known', () => {
		for (const estimate of [
			ask({ region: 'custom' }),
			ask({ family: 'seedance-2.5', region: 'international' }),
			ask({ family: 'seedance-2.5', resolution: '4k' }),
		]) {
			expect(estimate?.exact).toBe(true);
			expect(estimate?.cost).toBeNull();
			expect(estimate?.pricesAsOf).toBeNull();
			expect(estimate?.note).toContain('Cost per Second');
		}
	});

	test('is unknown with video input, and the tokens are a lower bound', () => {
		const estimate = ask({ hasVideoInput: true });
		expect(estimate).toMatchObject({ tokens: 108900, exact: false, cost: null });
		expect(estimate?.note).toContain('least');
	});
});
