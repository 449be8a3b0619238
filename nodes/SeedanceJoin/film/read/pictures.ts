import { Bits } from './bits';
import { BROKEN, boxesIn, Unreadable } from './boxes';
import type { Box } from './boxes';
import { readDescriptor } from './descriptor';

/** How pictures are coded: what must be equal in all clips of a film. */
export interface PictureFormat {
	/** Four letters of the sample entry, as it is. */
	entryType: string;
	/** As people know it, e.g. `H.264`. */
	codec: string;
	width: number;
	height: number;
	/** e.g. `4:2:0, 8 bit`; null when it is not known. */
	pixels: string | null;
	/** Width to height of a pixel, e.g. `1:1`. */
	pixelShape: string;
	/** The content of the sample entry. */
	entry: Buffer;
	/**
	 * What decoders are set up with, for codecs that take it inside the pictures as well (H.264, HEVC): units with
	 * their lengths, as they stand in a sample. Null for others, of which `setup` must be equal.
	 */
	parameterSets: Buffer | null;
	/** True where pictures (may) bring parameter sets of their own. */
	hasSetsInside: boolean;
	/** What must be equal byte for byte. */
	setup: Buffer;
}

/** Kinds of sample entries that allow parameter sets inside the pictures. */
const SETS_INSIDE: readonly string[] = ['avc3', 'avc4', 'hev1'];

/** Stands in the field for the name of the coder, with its length in front, in films that have them under another kind. */
const SETS_INSIDE_NOTE = '\x16parameter sets inside';

const NOTE_AT = 42;

/** Bytes of a video sample entry before its boxes. */
const PICTURE_ENTRY_BYTES = 78;

const CODECS: Readonly<Record<string, string>> = {
	avc1: 'H.264',
	avc2: 'H.264',
	avc3: 'H.264',
	avc4: 'H.264',
	hvc1: 'HEVC (H.265)',
	hev1: 'HEVC (H.265)',
	av01: 'AV1',
	vp09: 'VP9',
	vp08: 'VP8',
	mp4v: 'MPEG-4 Part 2',
	encv: 'encrypted',
};

const CHROMA: readonly string[] = ['grey', '4:2:0', '4:2:2', '4:4:4'];

/** Profiles of H.264 whose parameter sets tell the pixel format; all others are 4:2:0 with 8 bit. */
const PROFILES_WITH_PIXELS: readonly number[] = [
	100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135,
];

interface Setup {
	pixels: string | null;
	parameterSets: Buffer | null;
	setup: Buffer;
}

function pixelFormat(chroma: number, bitDepth: number): string {
	return `${CHROMA[chroma] ?? 'unknown'}, ${bitDepth} bit`;
}

/** A list of units, each behind its 16-bit length, with lengths of the size that samples use. */
function readUnits(
	config: Buffer,
	from: number,
	count: number,
	lengthBytes: number,
): { units: Buffer[]; end: number } {
	const units: Buffer[] = [];
	let at = from;
	for (let index = 0; index < count; index++) {
		const size = config.readUInt16BE(at);
		const unit = config.subarray(at + 2, at + 2 + size);
		if (unit.length < size) throw new Unreadable(BROKEN);
		const length = Buffer.alloc(lengthBytes);
		length.writeUIntBE(size, 0, lengthBytes);
		units.push(length, unit);
		at += 2 + size;
	}
	return { units, end: at };
}

/** Of a sequence parameter set of H.264 (ITU-T H.264, 7.3.2.1.1). */
function pixelsOfH264(set: Buffer): string {
	const profile = set[1];
	if (!PROFILES_WITH_PIXELS.includes(profile)) return pixelFormat(1, 8);
	const bits = new Bits(set.subarray(4));
	bits.readGolomb();
	const chroma = bits.readGolomb();
	if (chroma === 3) bits.read(1);
	return pixelFormat(chroma, bits.readGolomb() + 8);
}

/** `avcC` (ISO/IEC 14496-15, 5.3.3.1). */
function readAvc(config: Buffer): Setup {
	const lengthBytes = (config.readUInt8(4) & 3) + 1;
	const sequences = readUnits(config, 6, config.readUInt8(5) & 31, lengthBytes);
	const pictures = readUnits(
		config,
		sequences.end + 1,
		config.readUInt8(sequences.end),
		lengthBytes,
	);
	return {
		pixels: sequences.units.length > 0 ? pixelsOfH264(sequences.units[1]) : null,
		parameterSets: Buffer.concat([...sequences.units, ...pictures.units]),
		setup: Buffer.from([lengthBytes]),
	};
}

/** `hvcC` (ISO/IEC 14496-15, 8.3.3.1). */
function readHevc(config: Buffer): Setup {
	const lengthBytes = (config.readUInt8(21) & 3) + 1;
	const sets: Buffer[] = [];
	let at = 23;
	for (let index = 0; index < config.readUInt8(22); index++) {
		const list = readUnits(config, at + 3, config.readUInt16BE(at + 1), lengthBytes);
		sets.push(...list.units);
		at = list.end;
	}
	return {
		pixels: pixelFormat(config.readUInt8(16) & 3, (config.readUInt8(17) & 7) + 8),
		parameterSets: Buffer.concat(sets),
		setup: Buffer.from([lengthBytes]),
	};
}

function readMpeg4(config: Buffer): Setup {
	const { objectType, setup } = readDescriptor(config);
	return {
		pixels: null,
		parameterSets: null,
		setup: Buffer.concat([Buffer.from([objectType]), setup]),
	};
}

const CONFIGS: Readonly<Record<string, (config: Buffer) => Setup>> = {
	avcC: readAvc,
	hvcC: readHevc,
	esds: readMpeg4,
};

/** Boxes that say how to show pictures, not how to decode them. */
const SHOWN: readonly string[] = [
	'pasp',
	'colr',
	'clap',
	'btrt',
	'fiel',
	'gama',
	'chrm',
	'mdcv',
	'clli',
];

function readSetup(boxes: Box[]): Setup {
	const known = boxes.find(({ type }) => type in CONFIGS);
	if (known !== undefined) return CONFIGS[known.type](known.content);
	const setup = boxes.filter(({ type }) => !SHOWN.includes(type)).map(({ content }) => content);
	return { pixels: null, parameterSets: null, setup: Buffer.concat(setup) };
}

function shapeOf(boxes: Box[]): string {
	const pasp = boxes.find(({ type }) => type === 'pasp')?.content;
	if (pasp === undefined) return '1:1';
	const [across, down] = [pasp.readUInt32BE(0), pasp.readUInt32BE(4)];
	return across === down ? '1:1' : `${across}:${down}`;
}

/** A copy of a sample entry that notes that pictures bring parameter sets of their own. */
export function withSetsInside(entry: Buffer): Buffer {
	const copy = Buffer.from(entry);
	copy.fill(0, NOTE_AT, NOTE_AT + 32);
	copy.write(SETS_INSIDE_NOTE, NOTE_AT, 'latin1');
	return copy;
}

/** @throws Unreadable */
export function readPictureFormat({ type, content }: Box): PictureFormat {
	const boxes = boxesIn(content.subarray(PICTURE_ENTRY_BYTES));
	return {
		entryType: type,
		codec: CODECS[type] ?? type.trim(),
		width: content.readUInt16BE(24),
		height: content.readUInt16BE(26),
		pixelShape: shapeOf(boxes),
		entry: content,
		hasSetsInside:
			SETS_INSIDE.includes(type) ||
			content.toString('latin1', NOTE_AT, NOTE_AT + SETS_INSIDE_NOTE.length) === SETS_INSIDE_NOTE,
		...readSetup(boxes),
	};
}
