import { roundCost } from '../../domain/cost';
import type { VideoRequest } from '../../domain/request';
import type { AspectRatio, ModelFamily, Resolution } from '../../domain/vocabulary';
import type { PriceEstimate, PriceQuestion } from '../types';
import { ARK_CAPABILITIES } from './capabilities';

/** Day on which the reference page behind the prices was last compared with the live API. */
export const ARK_PRICES_AS_OF = '2026-09-04';

const FRAMES_PER_SECOND = 24;

type FixedRatio = Exclude<AspectRatio, 'adaptive'>;
type Size = readonly [width: number, height: number];
type Row = Readonly<Record<FixedRatio, Size>>;

/** Output pixels, docs/providers.md 1.6. */
const PIXELS: Readonly<Record<Resolution, Row>> = {
	'480p': row([864, 496], [752, 560], [640, 640], [992, 432]),
	'720p': row([1280, 720], [1112, 834], [960, 960], [1470, 630]),
	'1080p': row([1920, 1080], [1664, 1248], [1440, 1440], [2206, 946]),
	'4k': row([3840, 2160], [3326, 2494], [2880, 2880], [4398, 1886]),
};

/** The 2.5 models differ at 480p only, and only at 16:9 and 9:16. */
const PIXELS_25_480P: Row = row([854, 480], [752, 560], [640, 640], [992, 432]);

/** Portrait sizes are the landscape ones turned. */
function row(wide: Size, four: Size, square: Size, cinema: Size): Row {
	const turned = ([width, height]: Size): Size => [height, width];
	return {
		'16:9': wide,
		'9:16': turned(wide),
		'4:3': four,
		'3:4': turned(four),
		'1:1': square,
		'21:9': cinema,
	};
}

/** Price of a million tokens: without and with video input. For 1.5 pro the pair is with audio and silent. */
type PricePair = readonly [number, number];
type PriceList = Readonly<Record<ModelFamily, Readonly<Partial<Record<Resolution, PricePair>>>>>;

/** CNY, docs/providers.md 1.12. */
const CHINA_PRICES: PriceList = {
	'seedance-2.0': { '480p': [46, 28], '720p': [46, 28], '1080p': [51, 31], '4k': [26, 16] },
	'seedance-2.0-fast': { '480p': [37, 22], '720p': [37, 22] },
	'seedance-2.0-mini': { '480p': [23, 14], '720p': [23, 14] },
	// 4k: not found.
	'seedance-2.5': { '480p': [70, 42], '720p': [70, 42], '1080p': [77, 46] },
	'seedance-2.5-flash': {},
	'seedance-1.5-pro': { '480p': [16, 8], '720p': [16, 8], '1080p': [16, 8] },
};

/** USD, docs/providers.md 1.12. No public price of the 2.5 models was found, so their cost stays unknown. */
const INTERNATIONAL_PRICES: PriceList = {
	'seedance-2.0': { '480p': [7, 4.3], '720p': [7, 4.3], '1080p': [7.7, 4.7], '4k': [4, 2.4] },
	'seedance-2.0-fast': { '480p': [5.6, 3.3], '720p': [5.6, 3.3] },
	'seedance-2.0-mini': { '480p': [3.5, 2.1], '720p': [3.5, 2.1] },
	'seedance-2.5': {},
	'seedance-2.5-flash': {},
	'seedance-1.5-pro': { '480p': [2.4, 1.2], '720p': [2.4, 1.2], '1080p': [2.4, 1.2] },
};

export const ARK_CURRENCIES = { china: 'CNY', international: 'USD' } as const;

const PRICE_LISTS = { china: CHINA_PRICES, international: INTERNATIONAL_PRICES } as const;

export interface ArkQuestion {
	family: ModelFamily;
	resolution: Resolution;
	ratio: AspectRatio;
	/** Whole seconds; -1 (the model chooses) cannot be estimated. */
	seconds: number;
	hasVideoInput: boolean;
	/** `custom` may be a relay with its own prices: tokens only. */
	region: 'china' | 'international' | 'custom';
	/** 1.5 pro is cheaper without sound. Default true. */
	generateAudio?: boolean;
	/** `flex` halves the price of 1.5 pro. */
	serviceTier?: string;
}

/** Width and height in pixels; null where the provider decides (`adaptive`) or the family has no such size. */
export function arkPixels(
	family: ModelFamily,
	resolution: Resolution,
	ratio: AspectRatio,
): Size | null {
	const model = ARK_CAPABILITIES.models.find((one) => one.family === family);
	if (ratio === 'adaptive' || !model?.resolutions.includes(resolution)) return null;
	const is25Small = family.startsWith('seedance-2.5') && resolution === '480p';
	return (is25Small ? PIXELS_25_480P : PIXELS[resolution])[ratio];
}

/**
 * Tokens of a video without video input: floor(width x height x (24 x seconds + 1) / 1024).
 * Every value measured in docs/providers.md 1.12 equals this formula.
 */
export function arkTokens(width: number, height: number, seconds: number): number {
	return Math.floor((width * height * (FRAMES_PER_SECOND * seconds + 1)) / 1024);
}

/**
 * What an Ark task will use and cost. Null when even the tokens cannot be known: adaptive ratio,
 * duration -1, or a size the family does not make. Only finished videos are billed.
 */
export function estimateArk(question: ArkQuestion): PriceEstimate | null {
	const { family, resolution, ratio, seconds, hasVideoInput } = question;
	const pixels = arkPixels(family, resolution, ratio);
	if (pixels === null || !Number.isFinite(seconds) || seconds <= 0) return null;
	const tokens = arkTokens(pixels[0], pixels[1], seconds);
	if (hasVideoInput) {
		return {
			...withoutCost(
				tokens,
				'The length of the reference videos is billed too, so this is the least number of tokens. Set Cost per Second to get a cost.',
			),
			exact: false,
		};
	}
	const unitPrice = pricePerMillion(question);
	if (unitPrice === null || question.region === 'custom') {
		return withoutCost(
			tokens,
			'The price of this model is not known for this region. Set Cost per Second to get a cost.',
		);
	}
	return {
		tokens,
		exact: true,
		cost: {
			amount: roundCost((tokens / 1e6) * unitPrice),
			currency: ARK_CURRENCIES[question.region],
		},
		pricesAsOf: ARK_PRICES_AS_OF,
		note: null,
	};
}

/** What a request will use and cost; Extra Body has the last word, and 720p and adaptive are the defaults (docs/providers.md 1.4). */
export function price(
	request: VideoRequest,
	{ family, seconds, region }: PriceQuestion,
): PriceEstimate | null {
	const { extraBody: extra = {}, serviceTier } = request.options;
	return estimateArk({
		family,
		resolution: (extra.resolution ?? request.resolution ?? '720p') as Resolution,
		ratio: (extra.ratio ?? request.aspectRatio ?? 'adaptive') as AspectRatio,
		seconds,
		hasVideoInput: request.media.some((medium) => medium.kind === 'video'),
		region: region ?? 'china',
		generateAudio: request.generateAudio,
		serviceTier,
	});
}

function withoutCost(tokens: number, note: string): PriceEstimate {
	return { tokens, exact: true, cost: null, pricesAsOf: null, note };
}

/** Whole currency units for a million tokens; null where no price is known. */
export function pricePerMillion(
	question: Pick<
		ArkQuestion,
		'family' | 'resolution' | 'region' | 'hasVideoInput' | 'generateAudio' | 'serviceTier'
	>,
): number | null {
	if (question.region === 'custom') return null;
	const pair = PRICE_LISTS[question.region][question.family][question.resolution];
	if (pair === undefined) return null;
	if (question.family !== 'seedance-1.5-pro') return pair[question.hasVideoInput ? 1 : 0];
	const price = pair[question.generateAudio === false ? 1 : 0];
	return question.serviceTier === 'flex' ? price / 2 : price;
}
