/** The parts of `esds`: object type and what the decoder is set up with (ISO/IEC 14496-1, 7.2.6.5). */
export function readDescriptor(esds: Buffer): { objectType: number; setup: Buffer } {
	let at = 4;
	const found: { objectType: number; setup: Buffer } = { objectType: 0, setup: Buffer.alloc(0) };
	while (at + 2 <= esds.length) {
		const tag = esds[at++];
		let size = 0;
		let byte = 0x80;
		while (byte & 0x80 && at < esds.length) {
			byte = esds[at++];
			size = size * 128 + (byte & 0x7f);
		}
		if (tag === 3) {
			const flags = esds.readUInt8(at + 2);
			at += 3 + (flags & 0x80 ? 2 : 0) + (flags & 0x20 ? 2 : 0);
			if (flags & 0x40) at += 1 + esds.readUInt8(at);
		} else if (tag === 4) {
			found.objectType = esds.readUInt8(at);
			at += 13;
		} else {
			if (tag === 5) found.setup = esds.subarray(at, at + size);
			at += size;
		}
	}
	return found;
}
