import type { Balance } from '../../domain/cost';
import { readAt, readNumber, readText } from '../reading/reading';
import type { HttpCall } from '../types';

/** Free (docs/providers.md 12.2). */
export function balance(): HttpCall {
	return { method: 'GET', path: '/balance' };
}

export function readBalance(body: unknown): Balance | null {
	const amount = readNumber(readAt(body, ['data', 'balance']));
	const currency = readText(readAt(body, ['data', 'currency'])) ?? 'USD';
	return amount === null ? null : { amount, currency };
}
