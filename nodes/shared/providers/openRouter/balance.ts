import type { Balance } from '../../domain/cost';
import type { Failure } from '../../domain/task';
import { asReading, bodyOf, readAt, readNumber } from '../reading/reading';
import type { HttpCall } from '../types';

/** Free. What the account has in all only a management key is told (docs/providers.md 14.1). */
export function balance(): HttpCall {
	return { method: 'GET', path: '/key' };
}

/** What this key may still spend. */
export function readBalance(body: unknown): Balance | null {
	const amount = readNumber(readAt(body, ['data', 'limit_remaining']));
	return amount === null ? null : { amount, currency: 'USD' };
}

/** An answer about a key without a limit of its own tells no balance, however often it is asked. */
export function noLimit(body: unknown): Failure | null {
	const key = asReading(bodyOf(body)?.data);
	if (key === null || key.limit_remaining !== null || readNumber(key.usage) === null) return null;
	return {
		category: 'account',
		code: 'noLimit',
		message: 'This API key has no limit of its own, and OpenRouter tells only those what is left.',
		hint: 'Look at Credits on openrouter.ai, or give the key a limit under Keys there.',
		retryable: false,
	};
}
