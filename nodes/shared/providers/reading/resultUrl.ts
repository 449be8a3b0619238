import { asReading, readAt } from './reading';
import type { Reading } from './reading';

/** Where result links have been seen, best first (docs/providers.md 9 no. 2). */
const RESULT_PATHS: ReadonlyArray<ReadonlyArray<string | number>> = [
	['content', 'video_url'],
	['results', 0],
	['result_data', 0, 'video_url'],
	['output', 'video_url'],
	['output', 'url'],
	['metadata', 'url'],
	['video_url'],
	['result_url'],
	['urls', 0],
];

/** @returns the value when it is an http or https address, else null: nothing else is ever downloaded */
export function httpUrl(value: unknown): string | null {
	if (typeof value !== 'string') return null;
	const address = value.trim();
	if (!/^https?:\/\//i.test(address)) return null;
	try {
		return new URL(address).hostname === '' ? null : address;
	} catch {
		return null;
	}
}

/** Reads the link of the finished video, or null. A place may hold the link itself or `{ url }`. */
export function readResultUrl(body: Reading): string | null {
	for (const path of RESULT_PATHS) {
		const value = readAt(body, path);
		const holder = asReading(value);
		const found =
			holder === null ? httpUrl(value) : (httpUrl(holder.url) ?? httpUrl(holder.video_url));
		if (found !== null) return found;
	}
	return null;
}
