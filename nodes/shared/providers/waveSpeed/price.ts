import type { VideoRequest } from '../../domain/request';
import type { PricesPerSecond } from '../perSecond';
import { costOfVideo, noPrice, unknownCost } from '../perSecond';
import type { PriceEstimate, PriceQuestion } from '../types';

/** When the prices were read (docs/providers.md 12.10). */
export const WAVESPEED_PRICES_AS_OF = '2026-09-29';

/** US dollars per second of the video (docs/providers.md 12.10); what is missing was not found. */
const PER_SECOND: PricesPerSecond = {
	'seedance-2.0': { '720p': 0.24 },
	'seedance-2.0-fast': { '720p': 0.16 },
	'seedance-2.5': { '720p': 0.36, '1080p': 0.9 },
};

/** Its own default, docs/providers.md 12.4. */
const USUAL_RESOLUTION = '720p';

/** What a request will cost by the price list, in US dollars. */
export function price(
	{ resolution = USUAL_RESOLUTION, media }: VideoRequest,
	question: PriceQuestion,
): PriceEstimate | null {
	const { family } = question;
	const perSecond = PER_SECOND[family]?.[resolution];
	if (perSecond === undefined) return noPrice(family, resolution, 'WaveSpeed');
	if (media.some(({ kind }) => kind === 'video')) {
		return unknownCost(
			'WaveSpeed has other prices for requests with videos, so the cost is not known beforehand.',
		);
	}
	return costOfVideo(question, perSecond, WAVESPEED_PRICES_AS_OF);
}
