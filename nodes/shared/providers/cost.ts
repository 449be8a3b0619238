import type { Cost } from '../domain/cost';
import { roundCost, soundCost } from '../domain/cost';
import type { VideoRequest } from '../domain/request';
import type { Task } from '../domain/task';
import { isEnded } from '../domain/task';
import type { Connection, Provider } from './types';

const DAY_MS = 86_400_000;

/** Providers change prices a few times a year. */
const PRICES_ARE_OLD_AFTER_DAYS = 180;

/** True for an end without a video. */
export function hasEndedBadly({ status }: Pick<Task, 'status'>): boolean {
	return isEnded(status) && status !== 'succeeded';
}

export interface CostSetting {
	provider: Provider;
	region: Connection['region'];
	/** Null for a task that was read by its id. */
	request?: VideoRequest | null;
	/** What is left where neither the provider nor its price list tells. */
	estimated?: Cost | null;
}

/**
 * What a task costs: as the provider reports it, else by its dated price list, else as it was estimated. Null when
 * nobody knows, also after a bad end at a provider that does not say whether such a task is billed.
 * Never throws: no task may be lost over a price.
 */
export function costOf(
	task: Task,
	{ provider, region, request = null, estimated = null }: CostSetting,
): Cost | null {
	try {
		const told = provider.cost?.(task, { request, region }) ?? null;
		const own = told === null ? null : soundCost(told);
		if (own !== null || estimated === null) return own;
	} catch {
		return null;
	}
	if (!hasEndedBadly(task)) return estimated;
	return provider.billsFinishedOnly === true ? { ...estimated, amount: 0 } : null;
}

/** A warning where a cost rests on a price list that may be out of date by now. */
export function priceNotes(
	cost: Pick<Cost, 'basis'> | null,
	{ displayName, pricesAsOf }: Pick<Provider, 'displayName' | 'pricesAsOf'>,
	nowMs: number,
): string[] {
	if (cost?.basis !== 'listPrice' || pricesAsOf === undefined) return [];
	const days = Math.floor((nowMs - Date.parse(pricesAsOf)) / DAY_MS);
	if (days <= PRICES_ARE_OLD_AFTER_DAYS) return [];
	return [
		`The cost follows the prices of ${displayName} of ${pricesAsOf}, which are ${days} days old. Compare them with its price page; Cost per Second takes your own figure.`,
	];
}

/** The user's figure for a video of this length. */
export function costOfSeconds(seconds: number, perSecond: number, currency: string): Cost {
	return { amount: roundCost(seconds * perSecond), currency, basis: 'costPerSecond' };
}
