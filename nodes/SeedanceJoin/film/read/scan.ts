import { BROKEN, CUT_OFF, readUint64, Unreadable } from './boxes';

/** An index larger than this is none: that of a film of ten hours has about 40 MB. */
const MOST_INDEX_BYTES = 128 * 1024 * 1024;

/** First bytes kept to tell what a foreign file is. */
const HEAD_BYTES = 512;

const TYPE_PATTERN = /^[\x20-\x7e\xa9]{4}$/;

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
class Scanner {
	readonly scanned: Scanned = { head: Buffer.alloc(0), bytes: 0, moov: null, fragments: [] };

	/** Bytes being collected: a box header, or the content of a box that is kept. */
	private parts: Buffer[] = [];

	private have = 0;

	private wanted = 8;

	/** The box whose content is being collected; null while a header is. */
	private box: { type: string; start: number } | null = null;

	/** Bytes to pass over. */
	private skip = 0;

	/** True where the rest of the file is no box; harmless behind a complete index. */
	private lost = false;

	private indexBytes = 0;

	push(chunk: Buffer): void {
		const { scanned } = this;
		if (scanned.head.length < HEAD_BYTES) {
			scanned.head = Buffer.concat([scanned.head, chunk.subarray(0, HEAD_BYTES)]).subarray(
				0,
				HEAD_BYTES,
			);
		}
		const chunkStart = scanned.bytes;
		scanned.bytes += chunk.length;
		let at = 0;
		while (at < chunk.length && !this.lost) {
			if (this.skip > 0) {
				const passed = Math.min(this.skip, chunk.length - at);
				this.skip -= passed;
				at += passed;
				continue;
			}
			const taken = Math.min(this.wanted - this.have, chunk.length - at);
			this.parts.push(chunk.subarray(at, at + taken));
			this.have += taken;
			at += taken;
			if (this.have === this.wanted) this.collected(chunkStart + at);
		}
	}

	/** @throws Unreadable when the file ends inside its index */
	end(): Scanned {
		if (this.box !== null) throw new Unreadable(CUT_OFF);
		return this.scanned;
	}

	/** @param position in the file, behind the collected bytes */
	private collected(position: number): void {
		const bytes = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts, this.have);
		if (this.box === null) {
			this.readHeader(bytes, position);
			return;
		}
		const { type, start } = this.box;
		if (type === 'moof') this.scanned.fragments.push({ start, content: bytes });
		else this.scanned.moov = bytes;
		this.box = null;
		this.expectHeader();
	}

	/** 8 bytes, or 16 when the size does not fit into 32 bits. */
	private readHeader(header: Buffer, position: number): void {
		const shortSize = header.readUInt32BE(0);
		if (shortSize === 1 && header.length === 8) {
			this.parts = [header];
			this.wanted = 16;
			return;
		}
		const type = header.toString('latin1', 4, 8);
		this.expectHeader();
		this.lost = !TYPE_PATTERN.test(type);
		if (this.lost) return;
		const size = shortSize === 1 ? readUint64(header, 8) : shortSize;
		this.lost = size !== 0 && size < header.length;
		if (this.lost) return;
		const content = size === 0 ? Number.POSITIVE_INFINITY : size - header.length;
		const isKept = type === 'moof' || (type === 'moov' && this.scanned.moov === null);
		if (!isKept || content === 0) {
			this.skip = content;
			return;
		}
		this.indexBytes += content;
		if (this.indexBytes > MOST_INDEX_BYTES) throw new Unreadable(BROKEN);
		this.box = { type, start: position - header.length };
		this.wanted = content;
	}

	private expectHeader(): void {
		this.parts = [];
		this.have = 0;
		this.wanted = 8;
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
