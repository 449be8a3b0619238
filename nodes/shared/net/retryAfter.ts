/** A server that asks for more than this is not given more, so that one odd header cannot park a run for a day. */
const LONGEST_HONOURED_SECONDS = 300;

const TIME_OF_DAY = /\d{1,2}:\d{2}:\d{2}/;

/**
 * Reads a Retry-After header (RFC 9110: seconds or an HTTP date).
 * @param nowMs the current time in epoch milliseconds
 * @returns the milliseconds that are asked for, at least 0; null when absent or unreadable
 */
export function askedPauseMs(header: string | undefined, nowMs: number): number | null {
	if (header === undefined || header.trim() === '') return null;
	const seconds = Number(header);
	// Only a text with a time of day is a date: merged headers such as `5, 5` parse as one too.
	const dateMs = TIME_OF_DAY.test(header) ? Date.parse(header) : Number.NaN;
	const wait = Number.isFinite(seconds) ? seconds * 1000 : dateMs - nowMs;
	return Number.isFinite(wait) ? Math.max(wait, 0) : null;
}

/** @returns as much of `askedPauseMs` as is honoured at once: at most 300,000 milliseconds */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
	const wait = askedPauseMs(header, nowMs);
	return wait === null ? null : Math.min(wait, LONGEST_HONOURED_SECONDS * 1000);
}
