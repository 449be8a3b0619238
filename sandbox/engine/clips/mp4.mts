/** A small MP4 with one track of pictures and one of sound, index first (ISO/IEC 14496-12, -14 and -15). */

export interface Movie {
	width: number;
	height: number;
	/** Pictures a second. */
	rate: number;
	sps: Buffer;
	pps: Buffer;
	/** Each the units of one picture, with their lengths in front. */
	pictures: Array<{ bytes: Buffer; isKey: boolean }>;
	/** Samples a second. */
	soundRate: number;
	/** The two bytes that set an AAC decoder up. */
	soundSetup: Buffer;
	/** Each of 1024 samples. */
	packets: Buffer[];
}

function box(type: string, ...content: Buffer[]): Buffer {
	const body = Buffer.concat(content);
	return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

function u32(...values: number[]): Buffer {
	const bytes = Buffer.alloc(values.length * 4);
	values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
	return bytes;
}

function u16(...values: number[]): Buffer {
	const bytes = Buffer.alloc(values.length * 2);
	values.forEach((value, index) => bytes.writeUInt16BE(value, index * 2));
	return bytes;
}

const ONE = 0x10000;
const MATRIX = u32(ONE, 0, 0, 0, ONE, 0, 0, 0, 0x40000000);
/** "und", three letters in 15 bits. */
const UNDETERMINED = 0x55c4;

interface Track {
	id: number;
	handler: 'vide' | 'soun';
	timescale: number;
	/** Of one sample, in the units of the track. */
	step: number;
	samples: Buffer[];
	/** The sample entry, its own kind of header and what else belongs into the table. */
	entry: Buffer;
	header: Buffer;
	more: Buffer[];
	width: number;
	height: number;
}

function trackBox(track: Track, seconds: number, offset: number): Buffer {
	const { id, handler, timescale, step, samples, entry, header, more, width, height } = track;
	const length = samples.length * step;
	const table = box(
		'stbl',
		box('stsd', u32(0, 1), entry),
		box('stts', u32(0, 1, samples.length, step)),
		...more,
		box('stsc', u32(0, 1, 1, samples.length, 1)),
		box('stsz', u32(0, 0, samples.length, ...samples.map((sample) => sample.length))),
		box('stco', u32(0, 1, offset)),
	);
	const volume = handler === 'soun' ? 0x0100 : 0;
	return box(
		'trak',
		box(
			'tkhd',
			u32(7, 0, 0, id, 0, Math.round(seconds * 1000), 0, 0),
			u16(0, 0, volume, 0),
			MATRIX,
			u32(width * ONE, height * ONE),
		),
		box(
			'mdia',
			box('mdhd', u32(0, 0, 0, timescale, length), u16(UNDETERMINED, 0)),
			box(
				'hdlr',
				u32(0, 0),
				Buffer.from(handler, 'latin1'),
				u32(0, 0, 0),
				Buffer.from('sandbox\0', 'latin1'),
			),
			box('minf', header, box('dinf', box('dref', u32(0, 1), box('url ', u32(1)))), table),
		),
	);
}

function pictureEntry({ width, height, sps, pps }: Movie): Buffer {
	const setup = box(
		'avcC',
		Buffer.from([1, sps[1], sps[2], sps[3], 0xff, 0xe1]),
		u16(sps.length),
		sps,
		Buffer.from([1]),
		u16(pps.length),
		pps,
	);
	return box(
		'avc1',
		u32(0),
		u16(0, 1),
		Buffer.alloc(16),
		u16(width, height),
		u32(0x480000, 0x480000, 0),
		u16(1),
		Buffer.alloc(32),
		u16(24, 0xffff),
		setup,
	);
}

function soundEntry({ soundRate, soundSetup }: Movie): Buffer {
	const decoder = Buffer.concat([
		Buffer.from([0x40, 0x15, 0, 0, 0]),
		u32(0, 0),
		Buffer.from([5, soundSetup.length]),
		soundSetup,
	]);
	const described = Buffer.concat([
		Buffer.from([4, decoder.length]),
		decoder,
		Buffer.from([6, 1, 2]),
	]);
	const stream = Buffer.concat([Buffer.from([3, described.length + 3, 0, 2, 0]), described]);
	return box(
		'mp4a',
		u32(0),
		u16(0, 1),
		u32(0, 0),
		u16(1, 16, 0, 0),
		u32(soundRate * ONE),
		box('esds', u32(0), stream),
	);
}

export function writeMovie(movie: Movie): Buffer {
	const { width, height, rate, pictures, soundRate, packets } = movie;
	const seconds = pictures.length / rate;
	const keys = pictures.flatMap(({ isKey }, index) => (isKey ? [index + 1] : []));
	const film: Track = {
		...{ id: 1, handler: 'vide', timescale: rate * 512, step: 512, width, height },
		samples: pictures.map(({ bytes }) => bytes),
		entry: pictureEntry(movie),
		header: box('vmhd', u32(1), u16(0, 0, 0, 0)),
		more: [box('stss', u32(0, keys.length, ...keys))],
	};
	const sound: Track = {
		...{ id: 2, handler: 'soun', timescale: soundRate, step: 1024, width: 0, height: 0 },
		samples: packets,
		entry: soundEntry(movie),
		header: box('smhd', u32(0), u16(0, 0)),
		more: [],
	};
	const first = box(
		'ftyp',
		Buffer.from('isom', 'latin1'),
		u32(512),
		Buffer.from('isomiso2avc1mp41', 'latin1'),
	);
	const pictureBytes = Buffer.concat(film.samples);
	const index = (start: number) =>
		box(
			'moov',
			box(
				'mvhd',
				u32(0, 0, 0, 1000, Math.round(seconds * 1000), ONE),
				u16(0x0100, 0),
				u32(0, 0),
				MATRIX,
				Buffer.alloc(24),
				u32(3),
			),
			trackBox(film, seconds, start),
			trackBox(sound, (packets.length * 1024) / soundRate, start + pictureBytes.length),
		);
	const start = first.length + index(0).length + 8;
	return Buffer.concat([first, index(start), box('mdat', pictureBytes, ...packets)]);
}
