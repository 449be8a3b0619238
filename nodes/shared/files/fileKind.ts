import type { MediaKind } from '../domain/vocabulary';

/** What a file is, by its first bytes; the declared content type is often wrong. */
export type FileKind = MediaKind | 'page' | 'unknown';

/**
 * A content type, the Latin-1 text that tells it, and where that stands: bytes from the beginning of the file.
 * The numbers are those of the formats' own specifications.
 */
type Signature = readonly [type: string, starts: string, at: number];

const SIGNATURES: readonly Signature[] = [
	['image/png', '\x89PNG', 0],
	['image/jpeg', '\xff\xd8\xff', 0],
	['image/gif', 'GIF8', 0],
	['image/webp', 'WEBP', 8],
	['image/bmp', 'BM', 0],
	['image/tiff', 'II*\0', 0],
	['image/tiff', 'MM\0*', 0],
	['image/heic', 'ftyphei', 4],
	['image/heic', 'ftyphev', 4],
	['image/heif', 'ftypmif1', 4],
	['image/heif', 'ftypmsf1', 4],
	['image/avif', 'ftypavi', 4],
	['image/jxl', '\xff\x0a', 0],
	['image/jxl', 'JXL \r\n', 4],
	['image/jp2', 'jP  \r\n', 4],
	['image/x-icon', '\0\0\x01\0', 0],
	['image/vnd.adobe.photoshop', '8BPS', 0],
	['audio/mp4', 'ftypM4A', 4],
	['audio/mp4', 'ftypM4B', 4],
	['audio/wav', 'WAVE', 8],
	['audio/aiff', 'AIF', 8],
	['audio/mpeg', 'ID3', 0],
	['audio/ogg', 'OggS', 0],
	['audio/flac', 'fLaC', 0],
	['audio/amr', '#!AMR', 0],
	['video/quicktime', 'ftypqt', 4],
	['video/3gpp', 'ftyp3g', 4],
	['video/mp4', 'ftyp', 4],
	['video/quicktime', 'moov', 4],
	['video/webm', '\x1aE\xdf\xa3', 0],
	['video/x-msvideo', 'AVI ', 8],
	['video/x-ms-wmv', '0&\xb2u\x8ef\xcf\x11', 0],
	['video/x-flv', 'FLV\x01', 0],
	['video/mpeg', '\0\0\x01\xba', 0],
	['video/mpeg', '\0\0\x01\xb3', 0],
];

/** What is no media file, in words that follow "is". */
const OTHER_FILES: readonly Signature[] = [
	['a PDF document', '%PDF', 0],
	['a ZIP archive or an Office document', 'PK\x03\x04', 0],
	['an old Office document', '\xd0\xcf\x11\xe0', 0],
	['a RAR archive', 'Rar!', 0],
	['a 7-Zip archive', "7z\xbc\xaf'\x1c", 0],
	['a gzip archive', '\x1f\x8b', 0],
	['a PostScript file', '%!PS', 0],
];

/** What the kinds with their name at byte 8 begin with, and a bitmap, of which two letters say little. */
const CONTAINER = /^(?:RIFF|RF64|FORM)/;
const BITMAP = /^BM[^]{4}\0{4}/;
const PAGE = /^(\xef\xbb\xbf)?\s*(<!doctype html|<html|<head|<body|<script|<!--|<\?xml|[[{])/i;
const SVG =
	/^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--[^]*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]/i;
const JSON_TEXT = /^(?:\xef\xbb\xbf)?\s*[[{]/;
/** Letters of two bytes, as Windows writes them. */
const TWO_BYTE_TEXT = /^(?:\xff\xfe[\t\r\n -~]\0|\xfe\xff\0[\t\r\n -~])/;

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
	if (TWO_BYTE_TEXT.test(head)) return null;
	const match = SIGNATURES.find(
		([, starts, at]) => head.startsWith(starts, at) && (at !== 8 || CONTAINER.test(head)),
	);
	if (match?.[0] === 'audio/ogg' && head.includes('theora')) return 'video/ogg';
	if (match !== undefined && (match[0] !== 'image/bmp' || BITMAP.test(head))) return match[0];
	return first[0] === 0xff && (first[1] & 0xe0) === 0xe0 ? 'audio/mpeg' : null;
}

/** Judges a file by its first bytes. */
export function fileKind(first: Uint8Array): FileKind {
	const type = mediaType(first);
	if (type !== null) return type.split('/')[0] as MediaKind;
	return PAGE.test(headOf(first)) ? 'page' : 'unknown';
}

/** What a file is that is certainly no media file, in words that follow "is"; null where nobody can tell. */
export function otherFile(first: Uint8Array): string | null {
	if (mediaType(first) !== null || isSvg(first)) return null;
	const head = headOf(first);
	const match = OTHER_FILES.find(([, starts, at]) => head.startsWith(starts, at));
	if (match !== undefined) return match[0];
	if (JSON_TEXT.test(head)) return 'an answer in JSON';
	if (PAGE.test(head)) return 'a web page';
	return isText(first) ? 'a text' : null;
}

/** A drawing, which is text to a computer. */
export function isSvg(first: Uint8Array): boolean {
	return SVG.test(headOf(first));
}

function isText(first: Uint8Array): boolean {
	const bytes = Buffer.from(first.subarray(0, BYTES_NEEDED));
	if (TWO_BYTE_TEXT.test(bytes.toString('latin1'))) return true;
	// The last letter may have been cut in the middle.
	const text = bytes.toString('utf8').replace(/\ufffd{1,3}$/u, '');
	return text !== '' && !/[^\P{Cc}\t\r\n]|\ufffd/u.test(text);
}
