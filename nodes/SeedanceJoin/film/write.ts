import type { Film } from './join';
import type { Piece } from './layout';
import type { ClipSource } from './read/clip';

/** The clip is another one than when its index was read. */
export class ClipChanged extends Error {
	constructor(readonly place: number) {
		super('a clip changed while it was joined');
	}
}

/** Those bytes of a stream that belong to pieces, in order; never more than one chunk is held. */
async function* piecesOf(
	chunks: AsyncIterable<Buffer>,
	pieces: readonly Piece[],
	place: number,
): AsyncGenerator<Buffer> {
	let chunkStart = 0;
	let index = 0;
	let done = 0;
	for await (const chunk of chunks) {
		const chunkEnd = chunkStart + chunk.length;
		while (index < pieces.length && pieces[index].offset + done < chunkEnd) {
			const { offset, size, prefix } = pieces[index];
			if (done === 0 && prefix !== null) yield prefix;
			const from = offset + done - chunkStart;
			const taken = chunk.subarray(from, from + size - done);
			done += taken.length;
			yield taken;
			if (done < size) break;
			index += 1;
			done = 0;
		}
		// The rest of the clip is not needed.
		if (index === pieces.length) return;
		chunkStart = chunkEnd;
	}
	throw new ClipChanged(place);
}

/**
 * The bytes of a film, one clip after the other.
 * @param beforeChunk called before each part, to stop by throwing
 * @throws ClipChanged, and whatever the sources and `beforeChunk` throw
 */
export async function* filmBytes(
	film: Film,
	sources: readonly ClipSource[],
	beforeChunk: () => void,
): AsyncGenerator<Buffer> {
	yield film.header;
	for (const [place, { silence, pieces }] of film.clips.entries()) {
		if (silence.length > 0) yield silence;
		if (pieces.length === 0) continue;
		for await (const part of piecesOf(await sources[place].open(), pieces, place)) {
			beforeChunk();
			yield part;
		}
	}
}
