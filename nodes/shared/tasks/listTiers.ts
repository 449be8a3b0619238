import type { Failure } from '../domain/task';

/**
 * Ark shows the tasks of one service tier at a time, and the usual one unless asked (docs/providers.md 1.2).
 * Relays that speak its language may not know the word, so the usual one is not named.
 */
export const LIST_TIERS: ReadonlyArray<string | undefined> = [undefined, 'flex'];

/** Where there is no second tier there is nothing to miss in it. */
export function isOptionalTier(tier: string | undefined, failure: Failure): boolean {
	return tier !== undefined && failure.category === 'input';
}
