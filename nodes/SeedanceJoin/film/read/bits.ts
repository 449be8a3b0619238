/** Reads bit by bit, as the headers of codecs are written. Behind the end all bits are 0. */
export class Bits {
	private at = 0;

	constructor(private readonly bytes: Uint8Array) {}

	read(count: number): number {
		let value = 0;
		for (let index = 0; index < count; index++) {
			const byte = this.bytes[this.at >> 3] ?? 0;
			value = value * 2 + ((byte >> (7 - (this.at & 7))) & 1);
			this.at += 1;
		}
		return value;
	}

	/** A number whose length is told by the zeros before it (Exp-Golomb, `ue(v)`). */
	readGolomb(): number {
		let zeros = 0;
		while (zeros < 32 && this.read(1) === 0) zeros += 1;
		return 2 ** zeros - 1 + this.read(zeros);
	}
}
