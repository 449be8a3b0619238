import type { VideoRequest } from '../../domain/request';
import type { ModelFamily } from '../../domain/vocabulary';
import type { PerSecond } from '../perSecond';
import { costOfVideo, noPrice } from '../perSecond';
import type { PriceEstimate, PriceQuestion } from '../types';

/** When the prices were read (docs/providers.md 13.10). */
export const REPLICATE_PRICES_AS_OF = '2026-10-01';

interface PriceRow {
	/** US dollars per second of the video. */
	usual: PerSecond;
	/** The same with a video among the references, where it is known. */
	withVideo?: PerSecond;
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
	question: PriceQuestion,
): PriceEstimate | null {
	const { family } = question;
	const hasVideo = media.some(({ kind }) => kind === 'video');
	const perSecond = PRICES[family]?.[hasVideo ? 'withVideo' : 'usual']?.[resolution];
	if (perSecond === undefined) {
		const what = hasVideo ? `${resolution} with videos in Media` : resolution;
		return noPrice(family, what, 'Replicate');
	}
	return costOfVideo(question, perSecond, REPLICATE_PRICES_AS_OF);
}
