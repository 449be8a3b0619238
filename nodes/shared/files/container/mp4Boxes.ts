/**
 * The few boxes of an MP4/MOV file (ISO/IEC 14496-12) that tell size, length and sound.
 * Each reader gets the beginning of a box's content and returns null when it is too short to hold the field.
 */

/** Boxes whose children are looked into. */
export const CONTAINERS: readonly string[] = ['moov', 'trak', 'mdia', 'mvex'];

/** Boxes that are read, with the number of leading bytes that hold what we need. */
export const LEAVES: Readonly<Record<string, number>> = {
	ftyp: 8,
	mvhd: 32,
	mehd: 12,
	tkhd: 96,
	hdlr: 12,
};

/** Top-level types that carry the video or announce a fragment of it; a file that ends inside of one has lost something. */
export const PARTS: readonly string[] = [
	'moov',
	'mdat',
	'moof',
	'styp',
	'sidx',
	'ssix',
	'emsg',
	'prft',
];

/** A duration of all ones means "unknown". */
const UNKNOWN_32 = 0xffffffff;

function readUint64(content: Buffer, offset: number): number {
	return content.readUInt32BE(offset) * 2 ** 32 + content.readUInt32BE(offset + 4);
}

/** `mvhd`: units per second and length in units; zero or unknown length is null. */
export function readMovieHeader(
	content: Buffer,
): { timescale: number; duration: number | null } | null {
	const long = content.length > 0 && content[0] === 1;
	if (content.length < (long ? 32 : 20)) return null;
	const timescale = content.readUInt32BE(long ? 20 : 12);
	const duration = long ? readUint64(content, 24) : content.readUInt32BE(16);
	const unknown = duration === 0 || duration >= 2 ** 63 || (!long && duration === UNKNOWN_32);
	return { timescale, duration: unknown ? null : duration };
}

/** `mehd`: length of a fragmented file, in the units of `mvhd`. */
export function readFragmentedDuration(content: Buffer): number | null {
	const long = content.length > 0 && content[0] === 1;
	if (content.length < (long ? 12 : 8)) return null;
	return long ? readUint64(content, 4) : content.readUInt32BE(4);
}

/** `tkhd`: whether a track is played, and its size in pixels as shown, with a quarter turn taken into account. */
export function readTrack(
	content: Buffer,
): { width: number; height: number; enabled: boolean } | null {
	const matrix = content.length > 0 && content[0] === 1 ? 52 : 40;
	if (content.length < matrix + 44) return null;
	const width = Math.round(content.readUInt32BE(matrix + 36) / 65536);
	const height = Math.round(content.readUInt32BE(matrix + 40) / 65536);
	const enabled = (content[3] & 1) === 1;
	const turned = content.readInt32BE(matrix) === 0 && content.readInt32BE(matrix + 16) === 0;
	return turned ? { width: height, height: width, enabled } : { width, height, enabled };
}

/** `hdlr`: `vide`, `soun` or another four letters. */
export function readHandler(content: Buffer): string | null {
	return content.length < 12 ? null : content.toString('latin1', 8, 12);
}
