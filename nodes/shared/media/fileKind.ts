import type { MediaKind } from '../domain/vocabulary';

/** What a file is, by its first bytes; the declared content type is often wrong. */
export type FileKind = MediaKind | 'page' | 'unknown';

interface Signature {
	kind: FileKind;
	/** Latin-1. */
	starts: string;
	/** Bytes from the beginning of the file. */
	at: number;
}

const SIGNATURES: readonly Signature[] = [
	{ kind: 'image', starts: '\x89PNG', at: 0 },
	{ kind: 'image', starts: '\xff\xd8\xff', at: 0 },
	{ kind: 'image', starts: 'GIF8', at: 0 },
	{ kind: 'image', starts: 'WEBP', at: 8 },
	{ kind: 'image', starts: 'BM', at: 0 },
	{ kind: 'image', starts: 'II*\0', at: 0 },
	{ kind: 'image', starts: 'MM\0*', at: 0 },
	{ kind: 'image', starts: 'ftyphei', at: 4 },
	{ kind: 'image', starts: 'ftypmif1', at: 4 },
	{ kind: 'image', starts: 'ftypavif', at: 4 },
	{ kind: 'audio', starts: 'ftypM4A', at: 4 },
	{ kind: 'audio', starts: 'WAVE', at: 8 },
	{ kind: 'audio', starts: 'ID3', at: 0 },
	{ kind: 'audio', starts: 'OggS', at: 0 },
	{ kind: 'audio', starts: 'fLaC', at: 0 },
	{ kind: 'video', starts: 'ftyp', at: 4 },
	{ kind: 'video', starts: 'moov', at: 4 },
	{ kind: 'video', starts: '\x1aE\xdf\xa3', at: 0 },
	{ kind: 'video', starts: 'AVI ', at: 8 },
];

const PAGE = /^(\xef\xbb\xbf)?\s*(<!doctype html|<html|<head|<body|<script|<\?xml|[[{])/i;

/** Bytes that are enough for `fileKind`. */
export const BYTES_NEEDED = 512;

/** Judges a file by its first bytes. MP3 without a tag begins with a frame: eleven set bits. */
export function fileKind(first: Uint8Array): FileKind {
	const head = Buffer.from(first.subarray(0, BYTES_NEEDED)).toString('latin1');
	const match = SIGNATURES.find(({ starts, at }) => head.startsWith(starts, at));
	if (match !== undefined) return match.kind;
	if (PAGE.test(head)) return 'page';
	return first[0] === 0xff && (first[1] & 0xe0) === 0xe0 ? 'audio' : 'unknown';
}
