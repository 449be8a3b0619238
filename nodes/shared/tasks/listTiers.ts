import type { Failure } from '../domain/task';
import type { Provider } from '../providers/types';

/**
 * A list may show the tasks of one service tier at a time, and the usual one unless asked (docs/providers.md 1.2).
 * Relays that speak the same language may not know the word, so the usual one is not named.
 */
export function listTiers({
	otherListTiers = [],
}: Pick<Provider, 'otherListTiers'>): ReadonlyArray<string | undefined> {
	return [undefined, ...otherListTiers];
}

/** Where there is no second tier there is nothing to miss in it. */
export function isOptionalTier(tier: string | undefined, failure: Failure): boolean {
	return tier !== undefined && failure.category === 'input';
}
