import type { Hash } from 'crypto';
import { createHash } from 'crypto';

/**
 * Compares the beginning of a file that a host sends again with the bytes that were accepted before, without keeping
 * either: by length and SHA-256.
 */
export class RepeatedBeginning {
	private readonly known: string;

	private readonly again: Hash = createHash('sha256');

	private left: number;

	/** @param accepted hash of the accepted bytes; stays usable */
	constructor(accepted: Hash, bytes: number) {
		this.known = accepted.copy().digest('hex');
		this.left = bytes;
	}

	/** True until as many bytes were repeated as had been accepted. */
	get unfinished(): boolean {
		return this.left > 0;
	}

	/** Returns what follows the repeated bytes; null as soon as they are known to be others. */
	take(chunk: Buffer): Buffer | null {
		if (this.left === 0) return chunk;
		const repeated = chunk.subarray(0, Math.min(this.left, chunk.length));
		this.again.update(repeated);
		this.left -= repeated.length;
		if (this.left === 0 && this.again.digest('hex') !== this.known) return null;
		return chunk.subarray(repeated.length);
	}
}
