import { mediaType } from '../../shared/files/fileKind';

/** What a file's first bytes say it is, in words that fit "leads to …". */
export type Content =
	| { kind: 'video'; mimeType: 'video/mp4' | 'video/quicktime' }
	| { kind: 'image'; mimeType: string; extension: string }
	| { kind: 'text'; found: string }
	| { kind: 'other' };

/** Enough to see through a byte order mark and some blank lines at the beginning of a page. */
const LOOKED_AT = 512;

const TEXTS: ReadonlyArray<{ pattern: RegExp; found: string }> = [
	{ pattern: /^<!doctype html|^<html|^<head|^<body|^<script/i, found: 'a web page' },
	{ pattern: /^<\?xml|^<[a-z]/i, found: 'a text message of the file host (XML)' },
	{ pattern: /^[[{]/, found: 'a text message of the file host (JSON)' },
	{ pattern: /^#EXTM3U/, found: 'a playlist' },
];

/** Readable characters only, apart from white space: no video begins like that. */
const READABLE = /^[\t\n\r\x20-\x7e]{8,}/;

/** Judges a file by its first bytes; the declared content type is often wrong and not asked. */
export function sniff(first: Buffer): Content {
	const head = first.toString('latin1', 0, LOOKED_AT);
	const box = head.slice(4, 8);
	if (['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'].includes(box)) {
		const isMp4 = box === 'ftyp' && head.slice(8, 12) !== 'qt  ';
		return { kind: 'video', mimeType: isMp4 ? 'video/mp4' : 'video/quicktime' };
	}
	const mimeType = mediaType(first);
	if (mimeType?.startsWith('image/')) {
		return { kind: 'image', mimeType, extension: mimeType.slice(6).replace('jpeg', 'jpg') };
	}
	const text = head.replace(/^\xef\xbb\xbf/, '').replace(/^\s+/, '');
	for (const { pattern, found } of TEXTS) {
		if (pattern.test(text)) return { kind: 'text', found };
	}
	return READABLE.test(text) || head.trim() === ''
		? { kind: 'text', found: head.trim() === '' ? 'an empty file' : 'a text' }
		: { kind: 'other' };
}
