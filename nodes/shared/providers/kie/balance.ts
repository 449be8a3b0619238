import type { Balance } from '../../domain/cost';
import { readAt, readAmount } from '../reading/reading';
import type { HttpCall } from '../types';

/** Free (docs/providers.md 11.2). */
export function balance(): HttpCall {
	return { method: 'GET', path: '/api/v1/chat/credit' };
}

export function readBalance(body: unknown): Balance | null {
	const amount = readAmount(readAt(body, ['data']));
	return amount === null ? null : { amount, currency: 'credits' };
}
