/** A server that asks for more than this is ignored, so that one odd header cannot park a run for a day. */
const LONGEST_HONOURED_SECONDS = 300;

/**
 * Reads a Retry-After header (RFC 9110: seconds or an HTTP date).
 * @param nowMs the current time in epoch milliseconds
 * @returns milliseconds to wait, at least 0 and at most 300,000; null when absent or unreadable
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
	if (header === undefined || header.trim() === '') return null;
	const seconds = Number(header);
	const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs;
	if (!Number.isFinite(wait)) return null;
	return Math.min(Math.max(wait, 0), LONGEST_HONOURED_SECONDS * 1000);
}
