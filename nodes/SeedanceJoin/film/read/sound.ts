import { Bits } from './bits';
import { boxesIn, child } from './boxes';
import type { Box } from './boxes';
import { readDescriptor } from './descriptor';

/** How sound is coded: what must be equal in all clips of a film. */
export interface SoundFormat {
	/** As people know it, e.g. `AAC`. */
	codec: string;
	/** Samples per second. */
	rate: number;
	channels: number;
	/** Kind of AAC (2 is the usual one, LC); null for others. */
	aacKind: number | null;
	/** The sample entry as MP4 has it, with its header. */
	entry: Buffer;
	/** What must be equal byte for byte, for codecs that this package does not know better. */
	setup: Buffer;
}

/** Bytes of a sample entry before its boxes, by its version; QuickTime has longer ones. */
const ENTRY_BYTES: readonly number[] = [28, 44, 64];

const RATES: readonly number[] = [
	96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
];

/** By the object type of `esds`. */
const MP4A_CODECS: Readonly<Record<number, string>> = {
	0x40: 'AAC',
	0x66: 'AAC (MPEG-2)',
	0x67: 'AAC (MPEG-2)',
	0x68: 'AAC (MPEG-2)',
	0x69: 'MP3',
	0x6b: 'MP3',
};

const CODECS: Readonly<Record<string, string>> = {
	'ac-3': 'AC-3',
	'ec-3': 'E-AC-3',
	'.mp3': 'MP3',
	alac: 'Apple Lossless',
	enca: 'encrypted',
	fLaC: 'FLAC',
	Opus: 'Opus',
};

/** What an AAC decoder is set up with (ISO/IEC 14496-3, 1.6.2.1). */
function readAac(setup: Buffer): { kind: number; rate: number | null; channels: number } {
	const bits = new Bits(setup);
	const readKind = () => {
		const kind = bits.read(5);
		return kind === 31 ? 32 + bits.read(6) : kind;
	};
	const readRate = () => {
		const index = bits.read(4);
		return index === 15 ? bits.read(24) : (RATES[index] ?? null);
	};
	const kind = readKind();
	const rate = readRate();
	const channels = bits.read(4);
	return { kind, rate, channels: channels === 7 ? 8 : channels };
}

interface EntryHeader {
	version: number;
	channels: number;
	rate: number;
}

function readEntryHeader(entry: Buffer): EntryHeader {
	const version = entry.readUInt16BE(8);
	if (version === 2) {
		return {
			version,
			channels: entry.readUInt32BE(40),
			rate: Math.round(entry.readDoubleBE(32)),
		};
	}
	return { version, channels: entry.readUInt16BE(16), rate: entry.readUInt32BE(24) >>> 16 };
}

/** A sample entry of version 0, because those of QuickTime are not for MP4. */
function plainEntry(type: string, entry: Buffer, header: EntryHeader, boxes: Box[]): Buffer {
	const fields = Buffer.alloc(8 + ENTRY_BYTES[0]);
	fields.write(type, 4, 'latin1');
	fields.writeUInt16BE(1, 14);
	fields.writeUInt16BE(Math.min(header.channels, 0xffff), 24);
	fields.writeUInt16BE(header.version === 0 ? entry.readUInt16BE(18) : 16, 26);
	fields.writeUInt32BE((header.rate <= 0xffff ? header.rate : 0) * 0x10000, 32);
	const parts = boxes.map((box) => {
		const head = Buffer.alloc(8);
		head.writeUInt32BE(box.content.length + 8, 0);
		head.write(box.type, 4, 'latin1');
		return Buffer.concat([head, box.content]);
	});
	const whole = Buffer.concat([fields, ...parts]);
	whole.writeUInt32BE(whole.length, 0);
	return whole;
}

/** What must be equal; FLAC notes sizes, length and checksum of the whole sound among its settings. */
function comparable({ type, content }: Box): Buffer {
	if (type !== 'dfLa') return content;
	return Buffer.concat([content.subarray(0, 12), content.subarray(18, 21)]);
}

/** @throws Unreadable or RangeError when the entry is damaged */
export function readSoundFormat({ type, content }: Box): SoundFormat {
	const header = readEntryHeader(content);
	const outer = boxesIn(content.subarray(ENTRY_BYTES[header.version] ?? ENTRY_BYTES[0]));
	const wave = outer.find((box) => box.type === 'wave');
	const esds = child(wave?.content ?? Buffer.alloc(0), 'esds');
	const boxes = (esds === null ? outer : [{ type: 'esds', content: esds }]).filter(
		(box) => !['btrt', 'wave', 'chan'].includes(box.type),
	);
	const descriptor = boxes.find((box) => box.type === 'esds');
	if (type !== 'mp4a' || descriptor === undefined) {
		return {
			codec: CODECS[type] ?? type.trim(),
			rate: header.rate,
			channels: header.channels,
			aacKind: null,
			entry: plainEntry(type, content, header, boxes),
			setup: Buffer.concat(boxes.map(comparable)),
		};
	}
	const { objectType, setup } = readDescriptor(descriptor.content);
	const isAac = objectType === 0x40 || objectType === 0;
	const aac = isAac ? readAac(setup) : null;
	const channels = aac?.channels || header.channels;
	const rate = aac?.rate ?? header.rate;
	return {
		codec: MP4A_CODECS[objectType] ?? `sound of kind ${objectType}`,
		rate,
		channels,
		aacKind: aac === null ? null : aac.kind,
		entry: plainEntry(type, content, { ...header, channels, rate }, boxes),
		setup: Buffer.alloc(0),
	};
}
