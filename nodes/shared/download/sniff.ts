/** What a file's first bytes say it is, in words that fit "leads to …". */
export type Content =
	| { kind: 'video'; mimeType: 'video/mp4' | 'video/quicktime' }
	| { kind: 'image'; mimeType: string; extension: string }
	| { kind: 'text'; found: string }
	| { kind: 'other' };

/** Enough to see through a byte order mark and some blank lines at the beginning of a page. */
const LOOKED_AT = 512;

const IMAGES: ReadonlyArray<{ starts: string; mimeType: string; extension: string; at?: number }> =
	[
		{ starts: '\x89PNG\r\n\x1a\n', mimeType: 'image/png', extension: 'png' },
		{ starts: '\xff\xd8\xff', mimeType: 'image/jpeg', extension: 'jpg' },
		{ starts: 'GIF8', mimeType: 'image/gif', extension: 'gif' },
		{ starts: 'WEBP', mimeType: 'image/webp', extension: 'webp', at: 8 },
	];

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
	for (const { starts, mimeType, extension, at } of IMAGES) {
		if (head.startsWith(starts, at ?? 0)) return { kind: 'image', mimeType, extension };
	}
	const text = head.replace(/^\xef\xbb\xbf/, '').replace(/^\s+/, '');
	for (const { pattern, found } of TEXTS) {
		if (pattern.test(text)) return { kind: 'text', found };
	}
	return READABLE.test(text) || head.trim() === ''
		? { kind: 'text', found: head.trim() === '' ? 'an empty file' : 'a text' }
		: { kind: 'other' };
}
