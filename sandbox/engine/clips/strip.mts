/**
 * The row of macroblocks that tells which job a clip belongs to, put below the committed pictures: white, black, then the
 * number of the shot in 8 blocks (1 is white). H.264, Baseline (ITU-T H.264, sections 7.3 and 9.2): each picture gets one
 * more slice, with the blocks as plain samples (I_PCM) in key pictures and "as before" in all others.
 */

import { readBits, writeBits } from './bits.mts';

const WHITE = 235;
const BLACK = 16;
const GREY = 128;

/** Macroblock types of an I slice: copied from the left, without a remainder; plain samples. */
const I_16X16_DC = 3;
const I_PCM = 25;

/** Kinds of units. */
export const UNIT = { slice: 1, keySlice: 5, sps: 7, pps: 8 };

export const unitType = (unit: Buffer) => unit[0] & 31;

/** What the extra slices have to know of the pictures. */
export interface Format {
	/** In macroblocks. */
	columns: number;
	/** In macroblocks, without the extra row. */
	rows: number;
	frameNumberBits: number;
}

/** The sequence parameters with one row more, of which the visible part is `height` pixels in all. */
export function withRow(sps: Buffer, height: number): { sps: Buffer; format: Format } {
	const input = readBits(sps.subarray(4));
	const output = writeBits();
	const copy = () => {
		const value = input.golomb();
		output.golomb(value);
		return value;
	};
	const copyBit = () => {
		const value = input.bit();
		output.number(value, 1);
		return value;
	};
	copy();
	const frameNumberBits = copy() + 4;
	if (copy() !== 2) throw new Error('The pictures have to come in the order of decoding');
	copy();
	copyBit();
	const columns = copy() + 1;
	const rows = input.golomb() + 1;
	output.golomb(rows);
	if (copyBit() !== 1) throw new Error('The pictures have to be frames');
	copyBit();
	const [left, right, top] = input.bit() === 1 ? [0, 0, 0, 0].map(input.golomb) : [0, 0, 0];
	output.number(1, 1);
	for (const edge of [left, right, top, ((rows + 1) * 16 - height) / 2]) output.golomb(edge);
	output.all(input.rest());
	return {
		sps: Buffer.concat([sps.subarray(0, 4), output.unit()]),
		format: { columns, rows, frameNumberBits },
	};
}

function blocksOf(shot: number, columns: number): number[] {
	const bits = [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => ((shot >> bit) & 1 ? WHITE : BLACK));
	const blocks = [WHITE, BLACK, ...bits];
	return [...blocks, ...Array<number>(columns - blocks.length).fill(GREY)];
}

/** The slice for the extra row, for the picture of which `slice` is the rest. */
export function stripSlice(
	slice: Buffer,
	{ columns, rows, frameNumberBits }: Format,
	shot: number,
): Buffer {
	const isKey = unitType(slice) === UNIT.keySlice;
	const input = readBits(slice.subarray(1));
	const output = writeBits();
	input.golomb();
	output.golomb(columns * rows);
	output.golomb(input.golomb());
	output.golomb(input.golomb());
	output.number(input.number(frameNumberBits), frameNumberBits);
	if (isKey) {
		output.golomb(input.golomb());
		// No pictures are kept beyond their time.
		output.number(0, 2);
	} else {
		// One reference, in the usual order; no marks on references.
		output.number(1, 1);
		output.golomb(0);
		output.number(0, 2);
	}
	// The usual quantizer, no filter at the edges.
	output.golomb(0);
	output.golomb(1);
	if (isKey) writeBlocks(output, blocksOf(shot, columns));
	else output.golomb(columns);
	return Buffer.concat([slice.subarray(0, 1), output.unit()]);
}

function writeBlocks(output: ReturnType<typeof writeBits>, blocks: number[]) {
	let wasPlain = false;
	blocks.forEach((shade, place) => {
		const isCopy = place > 0 && blocks[place - 1] === shade;
		if (isCopy) {
			output.golomb(I_16X16_DC);
			output.golomb(0);
			output.golomb(0);
			// "No coefficients", in the words for a full or an empty neighbour.
			if (wasPlain) output.number(3, 6);
			else output.number(1, 1);
		} else {
			output.golomb(I_PCM);
			output.align();
			for (let sample = 0; sample < 256; sample += 1) output.number(shade, 8);
			for (let sample = 0; sample < 128; sample += 1) output.number(GREY, 8);
		}
		wasPlain = !isCopy;
	});
}
