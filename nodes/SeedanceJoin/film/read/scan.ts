import { BoxWalk } from '../../../shared/files/container/boxWalk';
import { BROKEN, CUT_OFF, Unreadable } from './boxes';

/** An index larger than this is none: that of a film of ten hours has about 40 MB. */
const MOST_INDEX_BYTES = 128 * 1024 * 1024;

/** First bytes kept to tell what a foreign file is. */
const HEAD_BYTES = 512;

/** What is kept of a file that streamed by: everything but pictures and sound. */
export interface Scanned {
	head: Buffer;
	/** Size of the whole file. */
	bytes: number;
	/** The content of `moov`; null when there is none. */
	moov: Buffer | null;
	/** The `moof` boxes of a fragmented file, each with the place where it begins in the file. */
	fragments: Array<{ start: number; content: Buffer }>;
}

/** Collects the top-level boxes of one file. Holds the index and a header, however large the file. */
class Scanner extends BoxWalk {
	readonly scanned: Scanned = { head: Buffer.alloc(0), bytes: 0, moov: null, fragments: [] };

	/** The box whose content is being collected. */
	private box = { type: '', start: 0 };

	/** True where the rest of the file is no box; harmless behind a complete index. */
	private lost = false;

	private indexBytes = 0;

	protected get isOver(): boolean {
		return this.lost;
	}

	push(chunk: Buffer): void {
		const { scanned } = this;
		if (scanned.head.length < HEAD_BYTES) {
			scanned.head = Buffer.concat([scanned.head, chunk.subarray(0, HEAD_BYTES)]).subarray(
				0,
				HEAD_BYTES,
			);
		}
		scanned.bytes += chunk.length;
		this.walk(chunk);
	}

	/** @throws Unreadable when the file ends inside its index */
	end(): Scanned {
		if (this.isInContent) throw new Unreadable(CUT_OFF);
		return this.scanned;
	}

	protected held(content: Buffer): void {
		const { type, start } = this.box;
		if (type === 'moof') this.scanned.fragments.push({ start, content });
		else this.scanned.moov = content;
	}

	protected begins(type: string | null, content: number, start: number): void {
		this.lost = type === null;
		if (type === null) return;
		const isKept = type === 'moof' || (type === 'moov' && this.scanned.moov === null);
		if (!isKept || content === 0) {
			this.skip = content;
			return;
		}
		this.indexBytes += content;
		if (this.indexBytes > MOST_INDEX_BYTES) throw new Unreadable(BROKEN);
		this.box = { type, start };
		this.hold(content);
	}
}

/**
 * Reads a file once from beginning to end and keeps its index.
 * @throws Unreadable, and whatever the stream throws
 */
export async function scan(chunks: AsyncIterable<Buffer>): Promise<Scanned> {
	const scanner = new Scanner();
	for await (const chunk of chunks) scanner.push(chunk);
	return scanner.end();
}
