import type { VideoRequest } from '../../domain/request';
import type { PricesPerSecond } from '../perSecond';
import { costOfVideo, noPrice, unknownCost } from '../perSecond';
import type { PriceEstimate, PriceQuestion } from '../types';

/** When the prices were read (docs/providers.md 10.10). */
export const FAL_PRICES_AS_OF = '2026-11-01';

/** US dollars per second of the video (docs/providers.md 10.10); what is missing was not found. */
const PER_SECOND: PricesPerSecond = {
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

/** What a request will cost by the price list, in US dollars. */
export function price(
	{ resolution = USUAL_RESOLUTION, media, generateAudio }: VideoRequest,
	question: PriceQuestion,
): PriceEstimate | null {
	const { family } = question;
	const perSecond = PER_SECOND[family]?.[resolution];
	if (perSecond === undefined) return noPrice(family, resolution, 'fal.ai');
	if (media.some(({ kind }) => kind === 'video')) {
		return unknownCost(
			'fal.ai bills the length of reference videos too, at six tenths of the price, so the cost is not known beforehand.',
		);
	}
	const isSilent = family === 'seedance-1.5-pro' && generateAudio === false;
	return costOfVideo(question, perSecond * (isSilent ? SILENT_15 : 1), FAL_PRICES_AS_OF);
}
