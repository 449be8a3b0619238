/** Single bits and the numbers of H.264 (ITU-T H.264, sections 7.2 and 9.1). */

/** Takes the payload of a unit apart, without the zero-zero-three that keeps start codes out of it. */
export function readBits(unit: Buffer) {
	const bytes = unit.filter(
		(byte, at) => !(byte === 3 && unit[at - 1] === 0 && unit[at - 2] === 0),
	);
	const total = bytes.length * 8;
	let at = 0;
	function bit(): number {
		const value = (bytes[at >> 3] >> (7 - (at & 7))) & 1;
		at += 1;
		return value;
	}
	function number(count: number): number {
		let value = 0;
		for (let index = 0; index < count; index += 1) value = value * 2 + bit();
		return value;
	}
	return {
		bit,
		number,
		/** An Exp-Golomb number. */
		golomb(): number {
			let zeros = 0;
			while (bit() === 0) zeros += 1;
			return 2 ** zeros - 1 + number(zeros);
		},
		/** What is left, up to the stop bit. */
		rest(): number[] {
			const left: number[] = [];
			while (at < total) left.push(bit());
			return left.slice(0, left.lastIndexOf(1));
		},
	};
}

export function writeBits() {
	const bits: number[] = [];
	function number(value: number, count: number) {
		for (let index = count - 1; index >= 0; index -= 1)
			bits.push(Math.floor(value / 2 ** index) & 1);
	}
	return {
		number,
		golomb(value: number) {
			const count = Math.floor(Math.log2(value + 1));
			number(0, count);
			number(value + 1, count + 1);
		},
		all: (more: readonly number[]) => bits.push(...more),
		/** Fills up with zeros. */
		align() {
			while (bits.length % 8 !== 0) bits.push(0);
		},
		/** The payload of a unit, with its stop bit. */
		unit(): Buffer {
			bits.push(1);
			while (bits.length % 8 !== 0) bits.push(0);
			const bytes: number[] = [];
			for (let at = 0; at < bits.length; at += 8) {
				const byte = bits.slice(at, at + 8).reduce((value, bit) => value * 2 + bit, 0);
				if (byte <= 3 && bytes.at(-1) === 0 && bytes.at(-2) === 0) bytes.push(3);
				bytes.push(byte);
			}
			return Buffer.from(bytes);
		},
	};
}
