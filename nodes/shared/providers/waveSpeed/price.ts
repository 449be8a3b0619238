import type { VideoRequest } from '../../domain/request';
import type { ModelFamily, Resolution } from '../../domain/vocabulary';
import type { PriceEstimate, PriceQuestion } from '../types';

/** When the prices were read (docs/providers.md 12.10). */
export const WAVESPEED_PRICES_AS_OF = '2026-09-29';

type Prices = Readonly<Partial<Record<Resolution, number>>>;

/** US dollars per second of the video (docs/providers.md 12.10); what is missing was not found. */
const PER_SECOND: Readonly<Partial<Record<ModelFamily, Prices>>> = {
	'seedance-2.0': { '720p': 0.24 },
	'seedance-2.0-fast': { '720p': 0.16 },
	'seedance-2.5': { '720p': 0.36, '1080p': 0.9 },
};

/** Its own default, docs/providers.md 12.4. */
const USUAL_RESOLUTION = '720p';

function unknownCost(note: string): PriceEstimate {
	return { tokens: null, exact: false, cost: null, pricesAsOf: null, note };
}

/** What a request will cost by the price list, in US dollars. */
export function price(
	{ resolution = USUAL_RESOLUTION, media }: VideoRequest,
	{ family, seconds }: PriceQuestion,
): PriceEstimate | null {
	const perSecond = PER_SECOND[family]?.[resolution];
	if (perSecond === undefined) {
		return unknownCost(
			`No price of ${family} at ${resolution} on WaveSpeed is known. Set Cost per Second to get a cost.`,
		);
	}
	if (media.some(({ kind }) => kind === 'video')) {
		return unknownCost(
			'WaveSpeed has other prices for requests with videos, so the cost is not known beforehand. Set Cost per Second to get one.',
		);
	}
	return {
		tokens: null,
		exact: true,
		cost: { amount: Math.round(seconds * perSecond * 10_000) / 10_000, currency: 'USD' },
		pricesAsOf: WAVESPEED_PRICES_AS_OF,
		note: null,
	};
}
