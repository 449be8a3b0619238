import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

/** The test media under /media/: a few committed files and a few that are made when needed. */
export interface StoredFile {
	bytes: Buffer;
	mimeType: string;
	/** So many further bytes follow, made up while they are sent. */
	padBytes?: number;
}

const CRC_TABLE: number[] = Array.from({ length: 256 }, (_unused, start) => {
	let value = start;
	for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
	return value >>> 0;
});

function crc32(bytes: Buffer) {
	let value = 0xffffffff;
	for (const byte of bytes) value = CRC_TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
	return (value ^ 0xffffffff) >>> 0;
}

function pngChunk(type: string, data: Buffer) {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const sum = Buffer.alloc(4);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, sum]);
}

/**
 * Draws a PNG with a soft colour gradient.
 *
 * @param width pixels
 * @param height pixels
 */
function makePng(width: number, height: number): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 2, 0, 0, 0], 8);
	const row = Buffer.alloc(1 + width * 3);
	const rows = [];
	for (let y = 0; y < height; y += 1) {
		row.fill(0);
		const shade = Math.floor((y / height) * 8) * 24;
		for (let x = 0; x < width; x += 1) row.set([shade, 120, 220 - shade], 1 + x * 3);
		rows.push(Buffer.from(row));
	}
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		pngChunk('IHDR', header),
		pngChunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
		pngChunk('IEND', Buffer.alloc(0)),
	]);
}

/** Makes a mono 8 kHz WAV with a plain tone. */
function makeWav(seconds: number): Buffer {
	const rate = 8000;
	const samples = Math.round(rate * seconds);
	const header = Buffer.alloc(44);
	header.write('RIFF', 0, 'latin1');
	header.writeUInt32LE(36 + samples, 4);
	header.write('WAVEfmt ', 8, 'latin1');
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(rate, 24);
	header.writeUInt32LE(rate, 28);
	header.writeUInt16LE(1, 32);
	header.writeUInt16LE(8, 34);
	header.write('data', 36, 'latin1');
	header.writeUInt32LE(samples, 40);
	const tone = Buffer.alloc(samples);
	for (let index = 0; index < samples; index += 1) {
		tone[index] = 128 + Math.round(60 * Math.sin((2 * Math.PI * 440 * index) / rate));
	}
	return Buffer.concat([header, tone]);
}

/** Makes a GIF whose header is real and whose picture is a stub. */
function makeGif(width: number, height: number) {
	const header = Buffer.from(
		'474946383961000000008000000000000000ff21f90400000000002c00000000000000000002024401003b',
		'hex',
	);
	header.writeUInt16LE(width, 6);
	header.writeUInt16LE(height, 8);
	return header;
}

const MB = 1024 * 1024;
const MEDIA_FOLDER = join(import.meta.dirname, '..', 'media');

/** The test clip with another length in its movie header, which is what an intake reads. */
function clipOf(seconds: number) {
	const bytes = readFileSync(join(MEDIA_FOLDER, 'clip.mp4'));
	const header = bytes.indexOf('mvhd');
	bytes.writeUInt32BE(seconds * bytes.readUInt32BE(header + 16), header + 20);
	return bytes;
}

const MEDIA: Record<string, () => StoredFile> = {
	'photo.jpg': () => ({
		bytes: readFileSync(join(MEDIA_FOLDER, 'photo.jpg')),
		mimeType: 'image/jpeg',
	}),
	'photo.webp': () => ({
		bytes: readFileSync(join(MEDIA_FOLDER, 'photo.webp')),
		mimeType: 'image/webp',
	}),
	'clip.mp4': () => ({
		bytes: readFileSync(join(MEDIA_FOLDER, 'clip.mp4')),
		mimeType: 'video/mp4',
	}),
	'six-seconds.mp4': () => ({ bytes: clipOf(6), mimeType: 'video/mp4' }),
	'twenty-seconds.mp4': () => ({ bytes: clipOf(20), mimeType: 'video/mp4' }),
	'tone.mp3': () => ({
		bytes: readFileSync(join(MEDIA_FOLDER, 'tone.mp3')),
		mimeType: 'audio/mpeg',
	}),
	'tone.wav': () => ({ bytes: makeWav(3), mimeType: 'audio/wav' }),
	'short.wav': () => ({ bytes: makeWav(0.5), mimeType: 'audio/wav' }),
	'photo.png': () => ({ bytes: makePng(800, 600), mimeType: 'image/png' }),
	'portrait.png': () => ({ bytes: makePng(600, 1000), mimeType: 'image/png' }),
	'square.png': () => ({ bytes: makePng(600, 600), mimeType: 'image/png' }),
	photo: () => ({ bytes: makePng(640, 480), mimeType: 'image/png' }),
	'photo.gif': () => ({ bytes: makeGif(640, 480), mimeType: 'image/gif' }),
	'small.png': () => ({ bytes: makePng(100, 100), mimeType: 'image/png' }),
	'wide.png': () => ({ bytes: makePng(1600, 400), mimeType: 'image/png' }),
	'notes.txt': () => ({ bytes: Buffer.from('Not a picture at all.\n'), mimeType: 'text/plain' }),
	'page.html': () => ({
		bytes: Buffer.from('<!DOCTYPE html><html><body><p>A page around a picture.</p></body></html>'),
		mimeType: 'text/html; charset=utf-8',
	}),
	'page.jpg': () => ({
		bytes: Buffer.from(
			'<!DOCTYPE html><html><body><p>Please sign in to see this picture.</p></body></html>',
		),
		mimeType: 'text/html; charset=utf-8',
	}),
	'large.png': () => ({ bytes: makePng(800, 600), mimeType: 'image/png', padBytes: 11.5 * MB }),
	'large.mp4': () => ({ bytes: clipOf(3), mimeType: 'video/mp4', padBytes: 59.5 * MB }),
	'huge.png': () => ({ bytes: makePng(800, 600), mimeType: 'image/png', padBytes: 31 * MB }),
};

const made: Map<string, StoredFile> = new Map();

/** A test file; null when there is none of that name. */
export function testMedium(name: string): StoredFile | null {
	if (!Object.hasOwn(MEDIA, name)) return null;
	const known = made.get(name);
	if (known) return known;
	const file = MEDIA[name]();
	made.set(name, file);
	return file;
}

export const MEDIA_NAMES = Object.keys(MEDIA);
