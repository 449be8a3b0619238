import type { MediaKind } from './types.mts';

/** Tells what a file really is from its bytes, as far as a provider's intake needs it. */
export interface Inspected {
	/** Null when it is no medium at all. */
	kind: MediaKind | null;
	/** `png`, `jpeg`, `mp4`, …, or `unknown`. */
	format: string;
	mimeType: string;
	/** Pixels, images only. */
	size: { width: number; height: number } | null;
	/** Videos and WAV only. */
	seconds: number | null;
}

export type Size = { width: number; height: number } | null;

function has(bytes: Buffer, at: number, text: string) {
	return bytes.toString('latin1', at, at + text.length) === text;
}

function jpegSize(bytes: Buffer): Size {
	let at = 2;
	while (at + 9 < bytes.length && bytes[at] === 0xff) {
		const marker = bytes[at + 1];
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
		at += 2 + bytes.readUInt16BE(at + 2);
	}
	return null;
}

function webpSize(bytes: Buffer): Size {
	if (bytes.length < 30) return null;
	if (has(bytes, 12, 'VP8 ')) {
		return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
	}
	if (has(bytes, 12, 'VP8L')) {
		const packed = bytes.readUInt32LE(21);
		return { width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
	}
	if (has(bytes, 12, 'VP8X')) {
		return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
	}
	return null;
}

/** Seconds, from the movie header. */
function mp4Seconds(bytes: Buffer): number | null {
	const at = bytes.indexOf('mvhd');
	if (at < 0 || at + 36 > bytes.length) return null;
	const wide = bytes[at + 4] === 1;
	const scale = bytes.readUInt32BE(at + (wide ? 24 : 16));
	const units = wide ? Number(bytes.readBigUInt64BE(at + 28)) : bytes.readUInt32BE(at + 20);
	return scale > 0 ? units / scale : null;
}

/** Seconds, from the size of the sound. */
function wavSeconds(bytes: Buffer): number | null {
	const format = bytes.indexOf('fmt ');
	const data = bytes.indexOf('data');
	if (format < 0 || data < 0 || data + 8 > bytes.length) return null;
	const bytesPerSecond = bytes.readUInt32LE(format + 16);
	return bytesPerSecond > 0 ? bytes.readUInt32LE(data + 4) / bytesPerSecond : null;
}

export interface Signature {
	kind: MediaKind;
	format: string;
	mimeType: string;
	test: (bytes: Buffer) => boolean;
	size?: (bytes: Buffer) => Size;
	seconds?: (bytes: Buffer) => number | null;
}

/** The first that fits wins. */
const SIGNATURES: Signature[] = [
	{
		kind: 'image',
		format: 'png',
		mimeType: 'image/png',
		test: (bytes) => has(bytes, 0, '\x89PNG\r\n\x1a\n') && bytes.length >= 24,
		size: (bytes) => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }),
	},
	{
		kind: 'image',
		format: 'jpeg',
		mimeType: 'image/jpeg',
		test: (bytes) => has(bytes, 0, '\xff\xd8\xff'),
		size: jpegSize,
	},
	{
		kind: 'image',
		format: 'gif',
		mimeType: 'image/gif',
		test: (bytes) => /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6)) && bytes.length >= 10,
		size: (bytes) => ({ width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }),
	},
	{
		kind: 'image',
		format: 'webp',
		mimeType: 'image/webp',
		test: (bytes) => has(bytes, 0, 'RIFF') && has(bytes, 8, 'WEBP'),
		size: webpSize,
	},
	{
		kind: 'image',
		format: 'bmp',
		mimeType: 'image/bmp',
		test: (bytes) => has(bytes, 0, 'BM') && bytes.length >= 26,
		size: (bytes) => ({ width: bytes.readInt32LE(18), height: Math.abs(bytes.readInt32LE(22)) }),
	},
	{
		kind: 'image',
		format: 'tiff',
		mimeType: 'image/tiff',
		test: (bytes) => has(bytes, 0, 'II*\0') || has(bytes, 0, 'MM\0*'),
	},
	{
		kind: 'image',
		format: 'heic',
		mimeType: 'image/heic',
		test: (bytes) =>
			has(bytes, 4, 'ftyp') && /^(heic|heix|mif1|msf1)/.test(bytes.toString('latin1', 8, 12)),
	},
	{
		kind: 'video',
		format: 'mov',
		mimeType: 'video/quicktime',
		test: (bytes) => has(bytes, 4, 'ftypqt'),
		seconds: mp4Seconds,
	},
	{
		kind: 'video',
		format: 'mp4',
		mimeType: 'video/mp4',
		test: (bytes) => has(bytes, 4, 'ftyp'),
		seconds: mp4Seconds,
	},
	{
		kind: 'audio',
		format: 'wav',
		mimeType: 'audio/wav',
		test: (bytes) => has(bytes, 0, 'RIFF') && has(bytes, 8, 'WAVE'),
		seconds: wavSeconds,
	},
	{
		kind: 'audio',
		format: 'mp3',
		mimeType: 'audio/mpeg',
		test: (bytes) => has(bytes, 0, 'ID3') || (bytes[0] === 0xff && (bytes[1] & 0xe0) === 0xe0),
	},
];

export function inspect(bytes: Buffer): Inspected {
	const signature = SIGNATURES.find((each) => each.test(bytes));
	if (!signature) {
		return {
			kind: null,
			format: 'unknown',
			mimeType: 'application/octet-stream',
			size: null,
			seconds: null,
		};
	}
	const { kind, format, mimeType } = signature;
	return {
		kind,
		format,
		mimeType,
		size: signature.size?.(bytes) ?? null,
		seconds: signature.seconds?.(bytes) ?? null,
	};
}
