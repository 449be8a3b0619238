/** Fewer, larger writes make the store faster, and the memory stays small. */
const PIECE_BYTES = 512 * 1024;

/** Joins the small chunks of a connection into pieces for the store. */
export class Pieces {
	private pending: Buffer[] = [];

	private bytes = 0;

	get full(): boolean {
		return this.bytes >= PIECE_BYTES;
	}

	get empty(): boolean {
		return this.bytes === 0;
	}

	add(chunk: Buffer): void {
		this.pending.push(chunk);
		this.bytes += chunk.length;
	}

	take(): Buffer {
		const piece =
			this.pending.length === 1 ? this.pending[0] : Buffer.concat(this.pending, this.bytes);
		this.pending = [];
		this.bytes = 0;
		return piece;
	}
}
