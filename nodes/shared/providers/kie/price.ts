import type { VideoRequest } from '../../domain/request';
import type { PricesPerSecond } from '../perSecond';
import { costOfVideo, noPrice, unknownCost } from '../perSecond';
import type { PriceEstimate, PriceQuestion } from '../types';

/** The month of the models in the table that the prices come from (docs/providers.md 11.10). */
export const KIE_PRICES_AS_OF = '2026-09-01';

/** US dollars per second of the video (docs/providers.md 11.10); what is missing was not found. */
const PER_SECOND: PricesPerSecond = {
	'seedance-2.0': { '480p': 0.095, '720p': 0.205, '1080p': 0.51, '4k': 1.04 },
	'seedance-2.0-fast': { '480p': 0.059, '720p': 0.124 },
	'seedance-2.0-mini': { '480p': 0.019, '720p': 0.041 },
	'seedance-2.5': { '480p': 0.14, '720p': 0.315 },
};

/** Its own default, docs/providers.md 11.4. */
const USUAL_RESOLUTION = '720p';

/** What a request will cost by the price list, in US dollars. */
export function price(
	{ resolution = USUAL_RESOLUTION, media }: VideoRequest,
	question: PriceQuestion,
): PriceEstimate | null {
	const { family } = question;
	const perSecond = PER_SECOND[family]?.[resolution];
	if (perSecond === undefined) return noPrice(family, resolution, 'kie.ai');
	if (media.some(({ kind }) => kind === 'video')) {
		return unknownCost('What kie.ai bills for reference videos is not known beforehand.');
	}
	return costOfVideo(question, perSecond, KIE_PRICES_AS_OF);
}
