import { shown } from '../../../shared/cells/cell';
import { cleanText } from '../../../shared/cells/invisible';
import type { Medium, Problem } from '../../../shared/domain/request';
import { MEDIA_KINDS } from '../../../shared/domain/vocabulary';
import type { MediaKind } from '../../../shared/domain/vocabulary';
import { asReading, readWord } from '../../../shared/providers/reading/reading';
import { isUsableAlias } from '../prompt/aliases';
import { splitAddresses, tidyAddress } from './addresses';
import type { Address } from './addresses';
import { kindOfName, kindOfType, plainKey, readFileObject } from './fileObject';
import { describeBreak, parseLenient } from './jsonText';
import { kindFromUrl, kindOrImage } from './kind';

export interface MediaList {
	media: Medium[];
	problems: Problem[];
	warnings: string[];
}

const FIELD = 'Media List';

const HOW_TO_WRITE =
	'Give an array of URLs such as ["https://…", "https://…"], objects such as {"url": "https://…", "kind": "image", "name": "hero"}, or plain URLs, one per line.';

const OWN_KEYS: readonly string[] = ['url', 'src', 'href', 'link', 'kind', 'type', 'name'];

/** How our own keys are miswritten. */
const SLIPS: Readonly<Record<string, string>> = { typ: 'type', tipo: 'type', knd: 'kind' };

const MOST_LEVELS = 10;

/** Expressions, Markdown and the tags of forums begin like JSON. */
const OTHER_BRACKETS =
	/^(?:\{\{|\[!\[|\[[^\]"'{[]*\]\(|\[(?:img|url|video|undefined|object \w+)[\]=])/i;

/** The frame that chat programs put around a list. */
const FENCE = /^(?:`{3}\w*|json|javascript)\s*(?=[[{"'h])|\s{0,9}`{3}$/gi;

/** Lists beside the main picture of a product. */
const GALLERIES: readonly string[] = [
	...['images', 'gallery', 'photos', 'pictures', 'galleryimages', 'additionalimages'],
];

const NAMED_BY_KIND: Readonly<Record<MediaKind, RegExp>> = {
	image: /^(?:image|img|photo|picture|pic|foto|bild)(?:url|link|src)?\d{0,2}$/,
	video: /^(?:video|clip)(?:url|link|src)?\d{0,2}$/,
	audio: /^(?:audio|music|sound)(?:url|link|src)?\d{0,2}$/,
};

/** One place of the list: an address out of a text, or any other value. */
type Place = { address: Address } | { value: unknown };

/** One entry as the user wrote it, or what is wrong with it, to be read after its label. */
type Entry =
	| { url: string; kind: MediaKind | null; name: string; nameIsGiven?: boolean; warning?: string }
	| { fault: string };

/**
 * Reads the `mediaJson` parameter: an array of URLs or of `{url, kind?, name?}`, the objects of files that databases
 * and shops hand over, a JSON text of those, one object, one URL, or a list from a sheet cell. Nothing (`null`, no
 * value, blank) gives an empty list; the text "undefined" is a column that does not exist. Media are labelled `Media item N` by their place in the value. Never
 * throws. The form of the URLs is checked by `checkMediaUrl`, not here.
 */
export function parseMediaJson(value: unknown): MediaList {
	const list: MediaList = { media: [], problems: [], warnings: [] };
	const places = toPlaces(value, list, 0);
	places.forEach((place, index) => addEntry(place, `Media item ${index + 1}`, list));
	return list;
}

/** Unwraps whatever came into one flat list. */
function toPlaces(value: unknown, list: MediaList, level: number): Place[] {
	if (value === null || value === undefined) return [];
	if (typeof value === 'string') return textToPlaces(value, list, level);
	if (level > MOST_LEVELS) return [{ value }];
	if (Array.isArray(value)) {
		return value.flatMap((entry: unknown) => {
			if (Array.isArray(entry)) return toPlaces(entry, list, level + 1);
			const isText = typeof entry === 'string' && cleanText(entry) !== '';
			if (isText) return textToPlaces(entry, list, level + 1);
			return asReading(entry) === null
				? [{ value: entry }]
				: objectToPlaces(entry, list, level + 1);
		});
	}
	if (typeof value === 'object') return objectToPlaces(value, list, level + 1);
	list.problems.push({
		field: FIELD,
		message: `Media List holds ${nameOf(value)}. ${HOW_TO_WRITE}`,
	});
	return [];
}

/** An object that holds no address itself but one list is that list: `{"images": [ … ]}`. */
function objectToPlaces(value: unknown, list: MediaList, level: number): Place[] {
	const object = asReading(value) ?? {};
	const several = addressesByKind(object);
	if (several.length > 1) return several.map((entry) => ({ value: entry }));
	const lists = Object.entries(object).flatMap(([key, inner]): Array<[string, unknown[]]> => {
		const entries = listOf(inner);
		return entries === null ? [] : [[key, entries]];
	});
	const isOwn = lists.length === 1 && plainKey(lists[0][0]) === 'url';
	if (lists.length !== 1) return [{ value }];
	const [[key, entries]] = lists;
	const main = isOwn ? null : readFileObject(object).url;
	if (main === null) return toPlaces(entries, list, level);
	if (!GALLERIES.includes(plainKey(key))) return [{ value }];
	const more = toPlaces(entries, list, level);
	const isAmong = more.some((place) => addressOf(place) === main);
	return isAmong ? more : [{ value: { url: main } }, ...more];
}

/** A list, or what GraphQL puts around one: `{ edges: [ { node: … } ] }`, `{ nodes: [ … ] }`. */
function listOf(value: unknown): unknown[] | null {
	const object = asReading(value);
	const entries: unknown = Array.isArray(value) ? value : (object?.edges ?? object?.nodes);
	return Array.isArray(entries) ? (entries as unknown[]) : null;
}

function addressOf(place: Place): string | null {
	if ('address' in place) return place.address.url;
	const object = asReading(place.value);
	return object === null ? null : readFileObject(object).url;
}

/** `{"image": "https://…", "video": "https://…"}`, `{"image1": …, "image2": …}`: media under the names of their kinds. */
function addressesByKind(
	object: Readonly<Record<string, unknown>>,
): Array<{ url: string; kind?: MediaKind }> {
	const found = Object.entries(object).flatMap(([key, url]) => {
		const kind = MEDIA_KINDS.find((one) => NAMED_BY_KIND[one].test(plainKey(key)));
		const isAddress = typeof url === 'string' && /^\s*(?:https?|asset):/i.test(url);
		return kind === undefined || !isAddress
			? []
			: [{ url, ...(kindFromUrl(url) === null && { kind }) }];
	});
	const hasOwn = Object.keys(object).some((key) => plainKey(key) === 'url');
	return hasOwn
		? []
		: found.filter(({ url }, at) => found.findIndex((one) => one.url === url) === at);
}

function textToPlaces(value: string, list: MediaList, level: number): Place[] {
	const text = cleanText(value).replace(FENCE, '');
	if (text === '' || text === 'null') return [];
	if (!/^(?:[[{]|"[[{])/.test(text) || OTHER_BRACKETS.test(text)) {
		return splitAddresses(text).map((address) => ({ address }));
	}
	const parsed = parseLenient(text);
	if (parsed !== null && level <= MOST_LEVELS) return toPlaces(parsed.value, list, level + 1);
	if (/^(?:\[\s*https?:[^"{}]*\]|\{\s*https?:[^"{}]*\})$/i.test(text)) {
		return splitAddresses(text.slice(1, -1)).map((address) => ({ address }));
	}
	list.problems.push({
		field: FIELD,
		message: `Media List is not valid JSON: ${describeBreak(text)}. Check quotes, commas and closing brackets. ${HOW_TO_WRITE}`,
	});
	return [];
}

function addEntry(place: Place, label: string, list: MediaList): void {
	const read = 'address' in place ? addressEntry(place.address) : readEntry(place.value);
	if (read === null) {
		list.warnings.push(
			`${label} is empty and was left out; the tags of later media move up by one.`,
		);
		return;
	}
	if ('fault' in read) {
		list.problems.push({ field: `${FIELD}, ${label}`, message: `${label} ${read.fault}` });
		return;
	}
	const { url, warning } = read;
	// A name that a program gave may stand there twice.
	const isTaken = list.media.some(
		(medium) => medium.name?.toLowerCase() === read.name.toLowerCase(),
	);
	const name = isTaken && read.nameIsGiven === false ? '' : read.name;
	const guess = kindOrImage(url, label);
	const isAddress = /^(?:https?|asset):/i.test(url);
	if (read.kind === null && isAddress && guess.warning) list.warnings.push(guess.warning);
	if (warning !== undefined) list.warnings.push(`${label} ${warning}`);
	list.media.push({ kind: read.kind ?? guess.kind, url, ...(name && { name }), label });
}

function addressEntry({ url, fileName }: Address): Exclude<Entry, { fault: string }> {
	return { url, kind: fileName === undefined ? null : kindOfName(fileName), name: '' };
}

/** @returns null for a blank entry: sheets with empty cells produce them, and they mean "no medium here" */
function readEntry(entry: unknown): Entry | null {
	const isBlank = typeof entry === 'string' && cleanText(entry) === '';
	if (entry === null || entry === undefined || isBlank) return null;
	const fields = asReading(entry);
	return fields === null ? { fault: `is ${nameOf(entry)}. ${HOW_TO_WRITE}` } : objectEntry(fields);
}

function objectEntry(fields: Record<string, unknown>): Entry | null {
	const file = readFileObject(fields);
	if (file.isBlank) return null;
	const slip = Object.keys(fields).find((key) => meantKey(key) !== null);
	if (slip !== undefined) {
		return {
			fault: `has “${slip.slice(0, 40)}”, which is not known here. Write “${meantKey(slip)}”. The keys are url, kind and name.`,
		};
	}
	if (file.url === null) return { fault: noUrl(fields) };
	const own = readOwn(fields);
	if ('fault' in own) return own;
	const isForeign = Object.keys(fields).some((key) => !OWN_KEYS.includes(plainKey(key)));
	if (file.otherType !== null && own.kind === null) {
		return {
			fault: `is a file of the type ${file.otherType}, not an image, video or audio. Remove it, or convert it first.`,
		};
	}
	const conflict = own.kind !== null && file.kind !== null && own.kind !== file.kind;
	// The name of a file is no tag.
	const isTag = isUsableAlias(own.name) || !(isForeign || kindOfName(own.name) !== null);
	return {
		url: tidyAddress(file.url),
		kind: own.kind ?? file.kind,
		name: isTag ? own.name : '',
		nameIsGiven: !isForeign,
		...(conflict && {
			warning: `has the kind ${own.kind}, but its file is declared as ${file.kind}. Change the kind if that is right.`,
		}),
	};
}

/** What the user says about a medium in our own words. */
function readOwn(
	fields: Record<string, unknown>,
): { kind: MediaKind | null; name: string } | { fault: string } {
	const valueOf = (name: string) =>
		Object.entries(fields).find(([key]) => plainKey(key) === name)?.[1] ?? '';
	// An empty cell of a sheet means "not given".
	const given = valueOf('kind');
	const word = typeof given === 'string' ? given.trim().toLowerCase().split('/')[0] : '';
	const kind = readWord(word, MEDIA_KINDS) ?? kindOfType(word);
	// Programs of Google name the kind of object there: `drive#file`.
	if (kind === null && given !== '' && !/^\w+#/.test(word)) {
		return {
			fault: `has the kind "${shown(given)}", which is not known. Use image, video or audio, or leave it out.`,
		};
	}
	const name = valueOf('name');
	if (typeof name !== 'string') {
		return { fault: 'has a name that is not text. Put the name in quotes.' };
	}
	return { kind, name: name.trim() };
}

/** The key that was meant by a miswritten one; null for all others. */
function meantKey(key: string): string | null {
	const plain = plainKey(key);
	const letters = (word: string) => [...word].sort().join('');
	const own = ['url', 'kind', 'type', 'name'];
	if (own.includes(plain)) return null;
	return SLIPS[plain] ?? own.find((word) => letters(word) === letters(plain)) ?? null;
}

function noUrl(fields: Record<string, unknown>): string {
	const keys = Object.keys(fields).map((key) => `“${key.slice(0, 40)}”`);
	if (keys.length === 0 || 'url' in fields) return 'has no url. Add "url": "https://…" to it.';
	return `has no url, only ${keys.slice(0, 8).join(', ')}. Add "url": "https://…" to it.`;
}

function nameOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list inside the list';
	if (typeof value === 'boolean') return 'true or false';
	if (typeof value === 'number') return 'a number';
	return 'a value of an unknown type';
}
