import type { Balance } from '../../domain/cost';
import { readAt, readBoolean, readAmount } from '../reading/reading';
import type { HttpCall } from '../types';

/** Free (docs/providers.md 2.2). */
export function balance(): HttpCall {
	return { method: 'GET', path: '/v1/credits' };
}

/** What can still be spent with this key: the account's credits, or fewer where the key has a limit of its own. */
export function readBalance(body: unknown): Balance | null {
	const of = (owner: string, name: string) => readAt(body, ['data', owner, name]);
	const account = readAmount(of('user', 'remaining_credits'));
	const isUnlimited = readBoolean(of('token', 'unlimited_credits')) === true;
	const key = isUnlimited ? null : readAmount(of('token', 'remaining_credits'));
	const known = [account, key].filter((credits) => credits !== null);
	return known.length === 0 ? null : { amount: Math.min(...known), currency: 'credits' };
}
