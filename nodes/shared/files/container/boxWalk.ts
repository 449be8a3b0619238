/** The boxes of which MP4 and MOV files are made (ISO/IEC 14496-12, section 4.2). */

/** Top-level types that a file may begin with; old QuickTime files have no `ftyp`. */
export const FIRST_BOXES: readonly string[] = [
	'ftyp',
	'moov',
	'mdat',
	'wide',
	'free',
	'skip',
	'pnot',
];

const TYPE_PATTERN = /^[\x20-\x7e\xa9]{4}$/;

/** Bytes of a header, unless its size takes 64 bits. */
const HEADER_BYTES = 8;
const LONG_HEADER_BYTES = 16;

/** Walks through the boxes of a file while it streams by. Holds a header, or what a reader asks for, and nothing else. */
export abstract class BoxWalk {
	/** Bytes walked, the held ones included. */
	protected offset = 0;

	/** Bytes to pass over. */
	protected skip = 0;

	protected heldBytes = 0;

	private parts: Buffer[] = [];

	private wanted = HEADER_BYTES;

	/** True while the held bytes are of the content of a box, not of a header. */
	private inContent = false;

	/** True where nothing more is looked into. */
	protected abstract readonly isOver: boolean;

	/**
	 * A box begins: say what is wanted of it by `hold` or `skip`; otherwise a header is expected in its content.
	 * @param type null where there is no box
	 * @param content its length; Infinity for a last box that reaches to the end of the file
	 * @param start where its header begins
	 */
	protected abstract begins(type: string | null, content: number, start: number): void;

	/** What `hold` asked for. */
	protected abstract held(content: Buffer): void;

	protected get heldSoFar(): Buffer {
		return this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts, this.heldBytes);
	}

	protected get isInContent(): boolean {
		return this.inContent;
	}

	protected hold(bytes: number): void {
		this.wanted = bytes;
		this.inContent = true;
	}

	protected walk(chunk: Buffer): void {
		let at = 0;
		while (at < chunk.length && !this.isOver) {
			const isPassing = this.skip > 0;
			const most = isPassing ? this.skip : this.wanted - this.heldBytes;
			const taken = Math.min(most, chunk.length - at);
			if (isPassing) this.skip -= taken;
			else {
				this.parts.push(chunk.subarray(at, at + taken));
				this.heldBytes += taken;
			}
			at += taken;
			this.offset += taken;
			if (!isPassing && this.heldBytes === this.wanted) this.collected();
		}
	}

	private collected(): void {
		const bytes = this.heldSoFar;
		const wasContent = this.inContent;
		const size = wasContent ? 0 : bytes.readUInt32BE(0);
		if (!wasContent && size === 1 && bytes.length === HEADER_BYTES) {
			this.wanted = LONG_HEADER_BYTES;
			return;
		}
		this.parts = [];
		this.heldBytes = 0;
		this.wanted = HEADER_BYTES;
		this.inContent = false;
		if (wasContent) this.held(bytes);
		else this.readHeader(bytes, size);
	}

	private readHeader(header: Buffer, shortSize: number): void {
		const type = header.toString('latin1', 4, 8);
		const size =
			shortSize === 1 ? header.readUInt32BE(8) * 2 ** 32 + header.readUInt32BE(12) : shortSize;
		const content = size === 0 ? Number.POSITIVE_INFINITY : size - header.length;
		const isBox = TYPE_PATTERN.test(type) && content >= 0;
		this.begins(isBox ? type : null, content, this.offset - header.length);
	}
}
