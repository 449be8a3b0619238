/** A server that asks for more than this is not given more, so that one odd header cannot park a run for a day. */
const LONGEST_HONOURED_SECONDS = 300;

const TIME_OF_DAY = /\d{1,2}:\d{2}:\d{2}/;

/**
 * Reads a Retry-After header (RFC 9110: seconds or an HTTP date).
 * @param nowMs the current time in epoch milliseconds
 * @returns milliseconds to wait, at least 0 and at most 300,000; null when absent or unreadable
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
	if (header === undefined || header.trim() === '') return null;
	const seconds = Number(header);
	// Only a text with a time of day is a date: merged headers such as `5, 5` parse as one too.
	const dateMs = TIME_OF_DAY.test(header) ? Date.parse(header) : Number.NaN;
	const wait = Number.isFinite(seconds) ? seconds * 1000 : dateMs - nowMs;
	if (!Number.isFinite(wait)) return null;
	return Math.min(Math.max(wait, 0), LONGEST_HONOURED_SECONDS * 1000);
}
