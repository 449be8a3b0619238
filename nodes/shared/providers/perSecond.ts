import type { PriceEstimate, PriceQuestion } from './types';
import type { ModelFamily, Resolution } from '../domain/vocabulary';

/** US dollars per second of the video, of one model; what is missing is not known. */
export type PerSecond = Readonly<Partial<Record<Resolution, number>>>;

/** Those of all models. */
export type PricesPerSecond = Readonly<Partial<Record<ModelFamily, PerSecond>>>;

/** Dollars are given to a hundredth of a cent. */
const PLACES = 10_000;

/** What a video of so many seconds will cost, in US dollars. */
export function costOfVideo(
	{ seconds }: Pick<PriceQuestion, 'seconds'>,
	perSecond: number,
	pricesAsOf: string,
): PriceEstimate {
	const amount = Math.round(seconds * perSecond * PLACES) / PLACES;
	return { tokens: null, exact: true, cost: { amount, currency: 'USD' }, pricesAsOf, note: null };
}

/** @param why one sentence, without what to do */
export function unknownCost(why: string): PriceEstimate {
	const note = `${why} Set Cost per Second to get a cost.`;
	return { tokens: null, exact: false, cost: null, pricesAsOf: null, note };
}

/** @param what of a request, for example its resolution */
export function noPrice(family: ModelFamily, what: string, providerName: string): PriceEstimate {
	return unknownCost(`No price of ${family} at ${what} on ${providerName} is known.`);
}
