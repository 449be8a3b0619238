import { mediaType } from '../fileKind';
import { FIRST_BOXES } from './boxWalk';
import type { OtherFile } from './otherFiles';
import { otherFile } from './otherFiles';

/** What a file's first bytes say it is, in words that fit "leads to …". */
export type Content =
	/** A container that this node can read. */
	| { kind: 'video'; mimeType: 'video/mp4' | 'video/quicktime'; extension: string }
	| { kind: 'image'; mimeType: string; extension: string }
	| ({ kind: 'text' | 'other' } & OtherFile);

/** Enough to see through a byte order mark and some blank lines at the beginning of a page. */
export const LOOKED_AT = 512;

interface TextSign extends OtherFile {
	pattern: RegExp;
}

const TEXTS: readonly TextSign[] = [
	{
		pattern: /^<!doctype html|^<html|^<head|^<body|^<script/i,
		found: 'a web page',
		mimeType: 'text/html',
		extension: 'html',
	},
	{
		pattern: /^<\?xml|^<[a-z]/i,
		found: 'a text message of the file host (XML)',
		mimeType: 'application/xml',
		extension: 'xml',
	},
	{
		pattern: /^[[{]/,
		found: 'a text message of the file host (JSON)',
		mimeType: 'application/json',
		extension: 'json',
	},
	{
		pattern: /^#EXTM3U/,
		found: 'a playlist',
		mimeType: 'application/vnd.apple.mpegurl',
		extension: 'm3u8',
	},
];

const TEXT: OtherFile = { found: 'a text', mimeType: 'text/plain', extension: 'txt' };

/** Readable characters only, apart from white space: no video begins like that. */
const READABLE = /^[\t\n\r\x20-\x7e]{8,}/;

/** Judges a file by its first bytes; the declared content type is often wrong and not asked. */
export function sniff(first: Buffer): Content {
	const mimeType = mediaType(first);
	if (mimeType?.startsWith('image/')) {
		const extension = mimeType.slice(6).replace('jpeg', 'jpg').replace('tiff', 'tif');
		return { kind: 'image', mimeType, extension };
	}
	const head = first.toString('latin1', 0, LOOKED_AT);
	const box = head.slice(4, 8);
	if (FIRST_BOXES.includes(box)) {
		return box === 'ftyp' && head.slice(8, 12) !== 'qt  '
			? { kind: 'video', mimeType: 'video/mp4', extension: 'mp4' }
			: { kind: 'video', mimeType: 'video/quicktime', extension: 'mov' };
	}
	const other = otherFile(head);
	if (other !== null) return { kind: 'other', ...other };
	const text = head.replace(/^\xef\xbb\xbf/, '').replace(/^\s+/, '');
	const {
		found,
		mimeType: type,
		extension,
	} = TEXTS.find((sign) => sign.pattern.test(text)) ?? TEXT;
	if (found !== TEXT.found) return { kind: 'text', found, mimeType: type, extension };
	if (head.trim() === '') return { kind: 'text', ...TEXT, found: 'an empty file' };
	if (READABLE.test(text)) return { kind: 'text', ...TEXT };
	return {
		kind: 'other',
		found: 'a file of another kind',
		mimeType: 'application/octet-stream',
		extension: 'bin',
	};
}
