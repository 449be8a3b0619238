import type { StoreInput } from './types';

/** Pieces (half a megabyte each) that may wait for the store: enough to read on while it writes. */
const BUFFERED_PIECES = 4;

/** The part of Node's stream class that is reached through a stream at hand; nodes may not import it. */
interface StreamClass {
	from(
		chunks: AsyncIterable<Buffer>,
		options: { objectMode: boolean; highWaterMark: number },
	): StoreInput;
}

/** A stream that n8n has handed out. */
export type StreamAtHand = AsyncIterable<Buffer> & { constructor: StreamClass };

export function isStream(body: unknown): body is StreamAtHand {
	if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return false;
	const streamClass: unknown = body.constructor;
	return typeof streamClass === 'function' && 'from' in streamClass;
}

/** Makes a stream that n8n's binary store understands, of the class of one that it has handed out. */
export function streamLike(atHand: StreamAtHand, chunks: AsyncIterable<Buffer>): StoreInput {
	// As objects, because a stream of bytes would join the waiting pieces into one copy for every read.
	return atHand.constructor.from(chunks, { objectMode: true, highWaterMark: BUFFERED_PIECES });
}
