import type { FilmSample } from './layout';

/** One track of the film, ready to be written. */
export interface FilmTrack {
	kind: 'vide' | 'soun';
	/** The sample entry with its header. */
	entry: Buffer;
	/** Units per second. */
	timescale: number;
	samples: readonly FilmSample[];
	/** How long each sample lasts, in units. */
	durations: readonly number[];
	/** How much later than decoded each sample is shown, in units; empty where nothing is. */
	shifts: readonly number[];
	/** Numbers of the key samples from 1 on; null where all are. */
	keys: readonly number[] | null;
	/** The parts of the track of which the film is made: where they begin in units of the track, how long they are in those of the film. */
	segments: ReadonlyArray<{ begin: number; length: number }>;
	/** The matrix, width and height of `tkhd`. */
	display: Buffer;
}

export interface FilmHeader {
	/** Units per second of the whole film, and how long it is in them: less than 2^32, as all times here. */
	timescale: number;
	duration: number;
	tracks: readonly FilmTrack[];
}

const MOST_32 = 0xffffffff;

/** Upright, of natural size (`mvhd`, `tkhd`). */
export const UPRIGHT = Buffer.alloc(36);
UPRIGHT.writeUInt32BE(0x10000, 0);
UPRIGHT.writeUInt32BE(0x10000, 16);
UPRIGHT.writeUInt32BE(0x40000000, 32);

export function writeBox(type: string, ...content: readonly Buffer[]): Buffer {
	const header = Buffer.alloc(8);
	const whole = Buffer.concat([header, ...content]);
	whole.writeUInt32BE(whole.length, 0);
	whole.write(type, 4, 'latin1');
	return whole;
}

/** Numbers of 32 bits. */
function numbers(...values: readonly number[]): Buffer {
	return list(values);
}

/** The same for lists of any length. */
function list(values: readonly number[]): Buffer {
	const buffer = Buffer.alloc(values.length * 4);
	values.forEach((value, index) => buffer.writeUInt32BE(value, index * 4));
	return buffer;
}

/** 64 bits, in which places beyond 4 GB are written. */
function longNumber(value: number): Buffer {
	return numbers(Math.floor(value / 2 ** 32), value % 2 ** 32);
}

/** A box with version and flags. */
function full(type: string, version: number, flags: number, ...content: readonly Buffer[]): Buffer {
	return writeBox(type, numbers(version * 2 ** 24 + flags), ...content);
}

/** Counts values that repeat: `[value, count]`. */
function runsOf(values: readonly number[]): Array<[value: number, count: number]> {
	const runs: Array<[number, number]> = [];
	for (const value of values) {
		const last = runs[runs.length - 1];
		if (last?.[0] === value) last[1] += 1;
		else runs.push([value, 1]);
	}
	return runs;
}

function runTable(type: string, values: readonly number[]): Buffer {
	const runs = runsOf(values);
	return full(type, 0, 0, list([runs.length, ...runs.flatMap(([value, count]) => [count, value])]));
}

/** Samples that lie behind each other form a chunk. */
function chunksOf(samples: readonly FilmSample[]): Array<{ position: number; count: number }> {
	const chunks: Array<{ position: number; count: number }> = [];
	let end = -1;
	for (const { position, size } of samples) {
		if (position === end) chunks[chunks.length - 1].count += 1;
		else chunks.push({ position, count: 1 });
		end = position + size;
	}
	return chunks;
}

/** `stsc`: how many samples a chunk has, from which chunk on. */
function chunkSizes(counts: readonly number[]): Buffer {
	let first = 1;
	const runs = runsOf(counts).map(([count, chunks]) => {
		first += chunks;
		return [first - chunks, count, 1];
	});
	return full('stsc', 0, 0, list([runs.length, ...runs.flat()]));
}

function sampleTable(track: FilmTrack, mediaStart: number, isLong: boolean): Buffer {
	const { samples, keys, shifts } = track;
	const chunks = chunksOf(samples);
	const places = chunks.map(({ position }) => mediaStart + position);
	return writeBox(
		'stbl',
		full('stsd', 0, 0, numbers(1), track.entry),
		runTable('stts', track.durations),
		...(shifts.some((shift) => shift !== 0) ? [runTable('ctts', shifts)] : []),
		...(keys === null ? [] : [full('stss', 0, 0, list([keys.length, ...keys]))]),
		chunkSizes(chunks.map(({ count }) => count)),
		full('stsz', 0, 0, list([0, samples.length, ...samples.map(({ size }) => size)])),
		isLong
			? full('co64', 0, 0, numbers(places.length), Buffer.concat(places.map(longNumber)))
			: full('stco', 0, 0, list([places.length, ...places])),
	);
}

/** Times and a length; nobody reads when a film was made. */
function timed(
	type: string,
	flags: number,
	duration: number,
	before: readonly number[],
	rest: Buffer,
): Buffer {
	return full(type, 0, flags, numbers(0, 0, ...before, duration), rest);
}

function editList({ segments }: FilmTrack): Buffer {
	const edits = segments.flatMap(({ begin, length }) => [length, begin, 0x10000]);
	return writeBox('edts', full('elst', 0, 0, list([segments.length, ...edits])));
}

/** The language `und`, and a zero. */
const NO_LANGUAGE = numbers(0x55c40000);

function writeTrack(
	film: FilmHeader,
	track: FilmTrack,
	id: number,
	mediaStart: number,
	isLong: boolean,
): Buffer {
	const isSound = track.kind === 'soun';
	const length = track.durations.reduce((sum, duration) => sum + duration, 0);
	const volume = isSound ? 0x01000000 : 0;
	const name = Buffer.from(`${isSound ? 'SoundHandler' : 'VideoHandler'}\0`, 'latin1');
	return writeBox(
		'trak',
		timed(
			'tkhd',
			3,
			film.duration,
			[id, 0],
			Buffer.concat([numbers(0, 0, isSound ? 1 : 0, volume), track.display]),
		),
		editList(track),
		writeBox(
			'mdia',
			timed('mdhd', 0, length, [track.timescale], NO_LANGUAGE),
			full('hdlr', 0, 0, numbers(0), Buffer.from(track.kind, 'latin1'), numbers(0, 0, 0), name),
			writeBox(
				'minf',
				isSound ? full('smhd', 0, 0, numbers(0)) : full('vmhd', 0, 1, numbers(0, 0)),
				writeBox('dinf', full('dref', 0, 0, numbers(1), full('url ', 0, 1))),
				sampleTable(track, mediaStart, isLong),
			),
		),
	);
}

function writeMoov(film: FilmHeader, mediaStart: number, isLong: boolean): Buffer {
	return writeBox(
		'moov',
		timed(
			'mvhd',
			0,
			film.duration,
			[film.timescale],
			Buffer.concat([
				numbers(0x10000, 0x01000000, 0, 0),
				UPRIGHT,
				Buffer.alloc(24),
				numbers(film.tracks.length + 1),
			]),
		),
		...film.tracks.map((track, index) => writeTrack(film, track, index + 1, mediaStart, isLong)),
	);
}

const FILE_TYPE = writeBox('ftyp', Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1'));

/**
 * Everything of a film before its pictures and sounds: with the index in front, a player can begin while it still loads.
 * @param bytes length of the pictures and sounds, which follow directly
 */
export function writeHeader(film: FilmHeader, bytes: number): Buffer {
	const draft = writeMoov(film, 0, true);
	const isLong = FILE_TYPE.length + draft.length + bytes + 16 > MOST_32;
	const moovBytes = isLong ? draft.length : writeMoov(film, 0, false).length;
	const mediaHeader = isLong ? 16 : 8;
	const mediaStart = FILE_TYPE.length + moovBytes + mediaHeader;
	const media = Buffer.from('\0\0\0\0mdat', 'latin1');
	media.writeUInt32BE(isLong ? 1 : bytes + mediaHeader, 0);
	return Buffer.concat([
		FILE_TYPE,
		writeMoov(film, mediaStart, isLong),
		media,
		...(isLong ? [longNumber(bytes + mediaHeader)] : []),
	]);
}
