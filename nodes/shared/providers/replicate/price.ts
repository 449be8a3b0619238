import type { VideoRequest } from '../../domain/request';
import type { ModelFamily, Resolution } from '../../domain/vocabulary';
import type { PriceEstimate, PriceQuestion } from '../types';

/** When the prices were read (docs/providers.md 13.10). */
export const REPLICATE_PRICES_AS_OF = '2026-10-01';

type Prices = Readonly<Partial<Record<Resolution, number>>>;

interface PriceRow {
	/** US dollars per second of the video. */
	usual: Prices;
	/** The same with a video among the references, where it is known. */
	withVideo?: Prices;
}

/** What is missing was not found (docs/providers.md 13.10). */
const PRICES: Readonly<Partial<Record<ModelFamily, PriceRow>>> = {
	'seedance-2.0': { usual: { '480p': 0.08, '720p': 0.18 } },
	'seedance-2.0-fast': { usual: { '480p': 0.06, '720p': 0.12 } },
	'seedance-2.0-mini': { usual: { '480p': 0.04, '720p': 0.09 } },
	'seedance-2.5': {
		usual: { '480p': 0.1028, '720p': 0.2312 },
		withVideo: { '480p': 0.4304, '720p': 0.9676 },
	},
};

/** Its own default (docs/providers.md 13.4). */
const USUAL_RESOLUTION = '720p';

/** What a request will cost by the price list, in US dollars. */
export function price(
	{ resolution = USUAL_RESOLUTION, media }: VideoRequest,
	{ family, seconds }: PriceQuestion,
): PriceEstimate | null {
	const hasVideo = media.some(({ kind }) => kind === 'video');
	const perSecond = PRICES[family]?.[hasVideo ? 'withVideo' : 'usual']?.[resolution];
	if (perSecond === undefined) {
		const what = hasVideo ? `${resolution} with videos in Media` : resolution;
		const note = `No price of ${family} at ${what} on Replicate is known. Set Cost per Second to get a cost.`;
		return { tokens: null, exact: false, cost: null, pricesAsOf: null, note };
	}
	return {
		tokens: null,
		exact: true,
		cost: { amount: Math.round(seconds * perSecond * 10_000) / 10_000, currency: 'USD' },
		pricesAsOf: REPLICATE_PRICES_AS_OF,
		note: null,
	};
}
