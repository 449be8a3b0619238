/** Whether a file has its end. Only what the format itself says is taken for a fact. */

/**
 * True when a file is certainly shorter than it says.
 * @param bytes the beginning of the file, or all of it
 * @param total how many bytes the file has
 */
export function isCutOff(bytes: Buffer, total: number): boolean {
	const isWhole = bytes.length >= total;
	const text = (at: number, length: number) => bytes.toString('latin1', at, at + length);
	if (text(0, 4) === 'RIFF' && bytes.length >= 12) {
		const announced = bytes.readUInt32LE(4) + 8;
		// Recorders that do not know the length write the largest number or none.
		return announced < 0xffffff00 && announced > 8 && total < announced - 1;
	}
	if (text(4, 4) === 'ftyp') return boxesEndAfter(bytes, total);
	if (!isWhole) return false;
	if (text(0, 4) === '\x89PNG') return !bytes.subarray(8).includes('IEND', 0, 'latin1');
	if (text(0, 3) === '\xff\xd8\xff') return !jpegHasItsEnd(bytes);
	return false;
}

/** ISO base media files are a row of boxes, each with its size; 0 stands for "to the end of the file". */
function boxesEndAfter(bytes: Buffer, total: number): boolean {
	let position = 0;
	while (position + 16 <= bytes.length) {
		const short = bytes.readUInt32BE(position);
		const size =
			short === 1
				? bytes.readUInt32BE(position + 8) * 2 ** 32 + bytes.readUInt32BE(position + 12)
				: short;
		if (size < 8) return false;
		position += size;
	}
	return position > total;
}

/** The mark of the end counts behind the beginning of the picture only: previews inside the head have one, too. */
function jpegHasItsEnd(bytes: Buffer): boolean {
	let position = 2;
	while (position + 4 <= bytes.length) {
		if (bytes[position] !== 0xff) return true;
		const marker = bytes[position + 1];
		if (marker === 0xff) position += 1;
		else if (marker === 0xda) return bytes.includes(Buffer.from([0xff, 0xd9]), position);
		else if (marker === 0xd9) return true;
		else position += 2 + bytes.readUInt16BE(position + 2);
	}
	return false;
}
