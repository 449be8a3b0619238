import { readNumber } from './reading';

/** Below this a number counts seconds since 1970, above it milliseconds (the year 5138 against 1973). */
const SECONDS_LIMIT = 1e11;

/** The largest time a JavaScript date can hold, in milliseconds. */
const LATEST_MS = 8.64e15;

function isoFromMs(ms: number): string | null {
	return Number.isFinite(ms) && ms > 0 && ms <= LATEST_MS ? new Date(ms).toISOString() : null;
}

/**
 * Turns a provider's time into ISO 8601 UTC: seconds, milliseconds (also as text) or a written date.
 * Zero and negative numbers mean "not yet" and become null. A date without a zone counts as UTC.
 */
export function isoDate(value: unknown): string | null {
	const number = readNumber(value);
	if (number !== null) return isoFromMs(number < SECONDS_LIMIT ? number * 1000 : number);
	if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value.trim())) return null;
	const written = value.trim().replace(' ', 'T');
	const hasZone = !/T\d{2}:\d{2}/.test(written) || /(Z|[+-]\d{2}:?\d{2})$/i.test(written);
	return isoFromMs(Date.parse(hasZone ? written : `${written}Z`));
}

/** @returns the time that many hours later, or null when either is unknown */
export function hoursAfter(isoTime: string | null, hours: number | null): string | null {
	if (isoTime === null || hours === null) return null;
	return isoFromMs(Date.parse(isoTime) + hours * 3_600_000);
}
