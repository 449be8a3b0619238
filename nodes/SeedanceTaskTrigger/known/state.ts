import { createHmac } from 'crypto';
import type { ProviderId } from '../../shared/domain/vocabulary';
import { findProvider } from '../../shared/providers';
import { asReading } from '../../shared/providers/reading/reading';
import { readDays } from './seen';
import type { SeenDays } from './seen';

/** Everything a trigger remembers in its workflow's static data. Plain JSON, below 100 kB. */
export interface TriggerState {
	provider: ProviderId;
	seen: SeenDays;
	/** Set once what had ended before the watch on recent tasks began is known: the mark of the account. */
	recentOf?: string;
	/** Epoch milliseconds; tasks submitted before are out of reach, or too many to remember, and are never emitted. */
	ignoreBeforeMs?: number;
}

/** Where the provider names no limit to how long it shows a task. */
const USUAL_KEEP_DAYS = 60;

/**
 * Days after which a noted end is forgotten: as long as the provider shows a task, one more for the day
 * being whole and one for clocks.
 */
export function keepDays(provider: ProviderId): number {
	const listDays = findProvider(provider)?.listDays;
	return listDays === undefined ? USUAL_KEEP_DAYS : listDays + 2;
}

/** Reads saved state. That of another provider, or anything unreadable, counts as none. */
export function readState(value: unknown, provider: ProviderId): TriggerState {
	const saved = asReading(value);
	const seen = readDays(saved?.seen);
	if (saved === null || seen === null || saved.provider !== provider) return { provider, seen: {} };
	const { recentOf, ignoreBeforeMs } = saved;
	return {
		provider,
		seen,
		...(typeof recentOf === 'string' && { recentOf }),
		...(typeof ignoreBeforeMs === 'number' && { ignoreBeforeMs }),
	};
}

/** Keeps this use of the API key apart from every other one. */
const PURPOSE = 'n8n-nodes-seedance: which account a trigger watches, version 1';

/** Tells one account from another without telling anything about its key. 12 characters. */
export function accountMark(apiKey: string, baseUrl: string): string {
	return createHmac('sha256', apiKey)
		.update(`${PURPOSE}, ${baseUrl}`)
		.digest('base64url')
		.slice(0, 12);
}
