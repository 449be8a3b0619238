import type { Balance } from '../../domain/cost';
import { currencyFrom } from '../../domain/cost';
import { readAmount, readAt } from '../reading/reading';
import type { HttpCall } from '../types';

/** Free (docs/providers.md 12.2). */
export function balance(): HttpCall {
	return { method: 'GET', path: '/balance' };
}

export function readBalance(body: unknown): Balance | null {
	const amount = readAmount(readAt(body, ['data', 'balance']));
	const currency = currencyFrom(readAt(body, ['data', 'currency'])) ?? 'USD';
	return amount === null ? null : { amount, currency };
}
