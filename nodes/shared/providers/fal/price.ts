import type { VideoRequest } from '../../domain/request';
import type { ModelFamily, Resolution } from '../../domain/vocabulary';
import type { PriceEstimate, PriceQuestion } from '../types';

/** When the prices were read (docs/providers.md 10.10). */
export const FAL_PRICES_AS_OF = '2026-11-01';

type Prices = Readonly<Partial<Record<Resolution, number>>>;

/** US dollars per second of the video (docs/providers.md 10.10); what is missing was not found. */
const PER_SECOND: Readonly<Partial<Record<ModelFamily, Prices>>> = {
	'seedance-2.0': { '720p': 0.3034, '1080p': 0.682, '4k': 1.56 },
	'seedance-2.0-fast': { '720p': 0.2419 },
	'seedance-2.0-mini': { '480p': 0.0721, '720p': 0.1547 },
	'seedance-2.5': { '480p': 0.2205, '720p': 0.473, '1080p': 1.164 },
	'seedance-2.5-flash': { '480p': 0.1442, '720p': 0.3094 },
	'seedance-1.5-pro': { '720p': 0.052 },
};

/** 1.5 pro costs half without sound. */
const SILENT_15 = 0.5;

/** Its own default, docs/providers.md 10.4. */
const USUAL_RESOLUTION = '720p';

function unknownCost(note: string): PriceEstimate {
	return { tokens: null, exact: false, cost: null, pricesAsOf: null, note };
}

/** What a request will cost by the price list, in US dollars. */
export function price(
	{ resolution = USUAL_RESOLUTION, media, generateAudio }: VideoRequest,
	{ family, seconds }: PriceQuestion,
): PriceEstimate | null {
	const perSecond = PER_SECOND[family]?.[resolution];
	if (perSecond === undefined) {
		return unknownCost(
			`No price of ${family} at ${resolution} on fal.ai is known. Set Cost per Second to get a cost.`,
		);
	}
	if (media.some(({ kind }) => kind === 'video')) {
		return unknownCost(
			'fal.ai bills the length of reference videos too, at six tenths of the price, so the cost is not known beforehand. Set Cost per Second to get one.',
		);
	}
	const isSilent = family === 'seedance-1.5-pro' && generateAudio === false;
	const amount = seconds * perSecond * (isSilent ? SILENT_15 : 1);
	return {
		tokens: null,
		exact: true,
		cost: { amount: Math.round(amount * 10_000) / 10_000, currency: 'USD' },
		pricesAsOf: FAL_PRICES_AS_OF,
		note: null,
	};
}
