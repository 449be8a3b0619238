import type { MediaKind } from '../../../shared/domain/vocabulary';
import { asReading } from '../../../shared/providers/reading/reading';
import type { Reading } from '../../../shared/providers/reading/reading';
import { kindFromUrl } from './kind';

/**
 * Where the objects of databases, shops and other nodes hold the address of a file, the best place first.
 * Names are compared without letter case, `_`, `-` and spaces.
 */
const ADDRESS_KEYS: readonly string[] = [
	// monday and Cloudinary have something less public in `url`
	...['secureurl', 'publicurl', 'signedurl', 'presignedurl'],
	...['url', 'src', 'sourceurl', 'downloadurl', 'webcontentlink', 'fileurl', 'directurl'],
	...['imageurl', 'videourl', 'audiourl', 'mediaurl', 'photourl', 'pictureurl', 'contenturl'],
	...[
		'originalsrc',
		'originalurl',
		'original',
		'originalsource',
		'full',
		'raw',
		'large',
		'regular',
	],
	...['file', 'external', 'node', 'attributes', 'fields', 'video', 'image', 'audio', 'photo'],
	...['picture', 'asset', 'media', 'uri', 'href', 'link', 'preview', 'guid', 'rendered'],
	...[
		'@microsoft.graph.downloadurl',
		'featuredmediasrcurl',
		'betterfeaturedimage',
		'featuredimage',
	],
	...['attachment', 'data', 'value', 'path', 'imagelink', 'imagesrc', 'thumbnaillink'],
];

/** Objects and lists of files, which go before `url`: photo libraries have the address of a page there. */
const FILE_KEYS: readonly string[] = ['videofiles', 'sources', 'urls', 'src'];

/** Names of our own, whose text is taken for the address whatever it is, so that the check can say what is wrong. */
const PLAIN_KEYS: readonly string[] = ['url', 'src', 'href', 'link'];

const TYPE_KEYS: readonly string[] = [
	...['mimetype', 'contenttype', 'mime', 'mediatype', 'filetype', 'type', 'resourcetype'],
	...['mediacontenttype', 'typename'],
];
const NAME_KEYS: readonly string[] = [
	...['filename', 'originalfilename', 'originalname', 'visiblename', 'name', 'title', 'format'],
	...['fileextension', 'extension', 'ext'],
];

const MOST_LEVELS = 5;

export const plainKey = (key: string) => key.toLowerCase().replace(/[_\-\s]/g, '');

/** What an object says about a file. */
export interface FileObject {
	/** Null where there is none. */
	url: string | null;
	/** It has a place for an address, which is empty. */
	isBlank: boolean;
	/** Null where nothing tells. */
	kind: MediaKind | null;
	/** The declared type of a file that is no image, video or audio, such as `application/pdf`. */
	otherType: string | null;
}

/** Reads an object of Airtable, Notion, Baserow, Shopify, WordPress, Google Drive and their like. */
export function readFileObject(object: Reading): FileObject {
	const found = findAddress(object, 0);
	const holders = found?.holders ?? [object];
	const types = holders.flatMap((holder) => textsAt(holder, TYPE_KEYS));
	const kind =
		first(types, kindOfType) ??
		first(
			holders.flatMap((holder) => textsAt(holder, NAME_KEYS)),
			kindOfName,
		);
	const otherType =
		kind === null
			? types.find((type) => /^(?:application\/(?!octet-stream|x-)|text\/)[\w.+-]+/i.test(type))
			: undefined;
	return {
		url: found?.url ?? null,
		isBlank: found === null && isBlank(object),
		kind,
		otherType: otherType ?? null,
	};
}

function first<T, R>(values: readonly T[], read: (value: T) => R | null): R | null {
	for (const value of values) {
		const result = read(value);
		if (result !== null) return result;
	}
	return null;
}

/** An address and the objects around it, the innermost first. */
interface Found {
	url: string;
	holders: Reading[];
}

function findAddress(object: Reading, level: number): Found | null {
	if (level > MOST_LEVELS) return null;
	const keys = new Map(Object.keys(object).map((key) => [plainKey(key), key]));
	const at = (name: string, textCounts: boolean): Found | null => {
		const key = keys.get(name);
		if (key === undefined) return null;
		const value = object[key];
		const inner: unknown = Array.isArray(value) ? value[0] : value;
		if (typeof inner === 'string') {
			if (!textCounts) return null;
			const isAddress = /^\s*["'<]?(?:https?:|asset:|data:|\/\/)/i.test(inner);
			const counts = isAddress || (PLAIN_KEYS.includes(name) && inner.trim() !== '');
			return counts ? { url: inner, holders: [object] } : null;
		}
		const nested = asReading(inner);
		const found = nested === null ? null : findAddress(nested, level + 1);
		return found === null ? null : { ...found, holders: [...found.holders, object] };
	};
	return (
		first(FILE_KEYS, (name) => at(name, false)) ?? first(ADDRESS_KEYS, (name) => at(name, true))
	);
}

function textsAt(object: Reading, names: readonly string[]): string[] {
	const keys = new Map(Object.keys(object).map((key) => [plainKey(key), key]));
	return names.flatMap((name) => {
		const key = keys.get(name);
		const value = key === undefined ? undefined : object[key];
		return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [];
	});
}

const TYPE_WORDS: ReadonlyArray<readonly [MediaKind, RegExp]> = [
	['image', /^(?:image|img|photo|picture|mediaimage)(?![a-z])/i],
	['video', /^(?:video|movie|externalvideo)(?![a-z])/i],
	['audio', /^(?:audio|sound|music)(?![a-z])/i],
];

/** `image/jpeg`, `Photo` and `MediaImage` alike. */
export function kindOfType(type: string): MediaKind | null {
	return TYPE_WORDS.find(([, words]) => words.test(type))?.[0] ?? null;
}

/** `mug.jpg`, `.mp4` and `png` alike. */
export function kindOfName(name: string): MediaKind | null {
	const ending = /\.?([a-z0-9]{2,5})$/i.exec(name);
	const isEnding = ending !== null && (name.includes('.') || ending[0] === name);
	return isEnding ? kindFromUrl(`https://name/file.${ending[1]}`) : null;
}

function isBlank(object: Reading): boolean {
	return Object.entries(object).some(
		([key, value]) =>
			ADDRESS_KEYS.includes(plainKey(key)) &&
			(value === null || value === undefined || (typeof value === 'string' && value.trim() === '')),
	);
}
