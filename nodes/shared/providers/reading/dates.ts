import { readNumber } from './reading';
import type { Reading } from './reading';

/** How providers and relays call the time at which a task came, and at which it ended, best first. */
const SUBMITTED_NAMES: readonly string[] =
	'created_at created createdAt submitted_at submittedAt submit_time submitTime create_time createTime'.split(
		' ',
	);
const COMPLETED_NAMES: readonly string[] = [
	'completed_at completedAt complete_time completeTime finished_at finishedAt finish_time finishTime end_time',
	'updated_at updatedAt update_time updateTime',
].flatMap((line) => line.split(' '));

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

/** A number of hours in words. */
export function hoursText(hours: number): string {
	return hours === 1 ? 'one hour' : `${hours} hours`;
}

function firstTime(body: Reading, names: readonly string[]): string | null {
	for (const name of names) {
		const time = isoDate(body[name]);
		if (time !== null) return time;
	}
	return null;
}

/** When a task came, as ISO 8601 UTC, or null. */
export function submittedIn(body: Reading): string | null {
	return firstTime(body, SUBMITTED_NAMES);
}

/** When a task that has ended did so, as ISO 8601 UTC, or null: its last change is its end. */
export function completedIn(body: Reading): string | null {
	return firstTime(body, COMPLETED_NAMES);
}
