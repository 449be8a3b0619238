import type { MediaKind } from '../domain/vocabulary';

/** What a file is, by its first bytes; the declared content type is often wrong. */
export type FileKind = MediaKind | 'page' | 'unknown';

/** A content type, the Latin-1 text that tells it, and where that stands: bytes from the beginning of the file. */
const SIGNATURES: ReadonlyArray<readonly [type: string, starts: string, at: number]> = [
	['image/png', '\x89PNG', 0],
	['image/jpeg', '\xff\xd8\xff', 0],
	['image/gif', 'GIF8', 0],
	['image/webp', 'WEBP', 8],
	['image/bmp', 'BM', 0],
	['image/tiff', 'II*\0', 0],
	['image/tiff', 'MM\0*', 0],
	['image/heic', 'ftyphei', 4],
	['image/heif', 'ftypmif1', 4],
	['image/avif', 'ftypavif', 4],
	['audio/mp4', 'ftypM4A', 4],
	['audio/wav', 'WAVE', 8],
	['audio/mpeg', 'ID3', 0],
	['audio/ogg', 'OggS', 0],
	['audio/flac', 'fLaC', 0],
	['video/quicktime', 'ftypqt', 4],
	['video/mp4', 'ftyp', 4],
	['video/quicktime', 'moov', 4],
	['video/webm', '\x1aE\xdf\xa3', 0],
	['video/x-msvideo', 'AVI ', 8],
];

const PAGE = /^(\xef\xbb\xbf)?\s*(<!doctype html|<html|<head|<body|<script|<\?xml|[[{])/i;

/** Bytes that are enough for `fileKind` and `mediaType`. */
export const BYTES_NEEDED = 512;

function headOf(first: Uint8Array): string {
	return Buffer.from(first.subarray(0, BYTES_NEEDED)).toString('latin1');
}

/**
 * The content type of an image, video or audio file by its first bytes; null for anything else.
 * MP3 without a tag begins with a frame: eleven set bits.
 */
export function mediaType(first: Uint8Array): string | null {
	const head = headOf(first);
	const match = SIGNATURES.find(([, starts, at]) => head.startsWith(starts, at));
	if (match !== undefined) return match[0];
	return first[0] === 0xff && (first[1] & 0xe0) === 0xe0 ? 'audio/mpeg' : null;
}

/** Judges a file by its first bytes. */
export function fileKind(first: Uint8Array): FileKind {
	const type = mediaType(first);
	if (type !== null) return type.split('/')[0] as MediaKind;
	return PAGE.test(headOf(first)) ? 'page' : 'unknown';
}
