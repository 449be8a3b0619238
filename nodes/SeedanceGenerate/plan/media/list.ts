import type { Medium, Problem } from '../../../shared/domain/request';
import { MEDIA_KINDS } from '../../../shared/domain/vocabulary';
import type { MediaKind } from '../../../shared/domain/vocabulary';
import { asReading, readWord } from '../../../shared/providers/reading/reading';
import { findJsonBreak } from './jsonPosition';
import { kindOrImage } from './kind';

export interface MediaList {
	media: Medium[];
	problems: Problem[];
	warnings: string[];
}

const FIELD = 'Media List';

const HOW_TO_WRITE =
	'Give an array of URLs such as ["https://…", "https://…"], objects such as {"url": "https://…", "kind": "image", "name": "hero"}, or plain URLs, one per line.';

/** A separator counts only in front of the next address, because URLs may contain commas themselves. */
const BETWEEN_URLS = /[\r\n]+|[,;，；、|\s]+(?=["'“‘<]?(?:https?|asset):\/\/)/i;

const LOOSE_ENDS = /^[\s,;，；、'"“”‘’<]+|[\s,;，；、'"“”‘’>]+$/g;

const ENTRY_FIELDS: readonly string[] = ['url', 'kind', 'name'];

/** One entry as the user wrote it, or what is wrong with it, to be read after its label. */
type Entry = { url: string; kind: MediaKind | null; name: string } | { fault: string };

/**
 * Reads the `mediaJson` parameter: an array of URLs or of `{url, kind?, name?}`, a JSON text of
 * those, one object, one URL, or a list from a sheet cell (comma, semicolon or line breaks
 * between addresses). Nothing (`null`, `undefined`, blank) gives an empty list. Media are
 * labelled `Media item N` by their place in the value. Never throws. The form of the URLs is
 * checked by `checkMediaUrl`, not here.
 */
export function parseMediaJson(value: unknown): MediaList {
	const list: MediaList = { media: [], problems: [], warnings: [] };
	const entries = toEntries(value, list);
	entries.forEach((entry, index) => addEntry(entry, `Media item ${index + 1}`, list));
	return list;
}

/** Unwraps whatever came into one flat list of entries. */
function toEntries(value: unknown, list: MediaList): unknown[] {
	if (value === null || value === undefined) return [];
	if (typeof value === 'string') return textToEntries(value, list);
	if (Array.isArray(value)) {
		return value.flatMap((entry: unknown) =>
			typeof entry === 'string' && entry.trim() !== '' ? splitUrls(entry) : [entry],
		);
	}
	if (typeof value === 'object') return [value];
	list.problems.push({
		field: FIELD,
		message: `Media List holds ${nameOf(value)}. ${HOW_TO_WRITE}`,
	});
	return [];
}

function textToEntries(text: string, list: MediaList): unknown[] {
	const trimmed = text.trim();
	if (trimmed === '' || trimmed === 'null' || trimmed === 'undefined') return [];
	if (!/^[[{]/.test(trimmed)) return splitUrls(trimmed);
	const parsed = parseJson(trimmed);
	if (parsed.ok) return toEntries(parsed.value, list);
	list.problems.push({
		field: FIELD,
		message: `Media List is not valid JSON: ${describeBreak(trimmed)}. Check quotes, commas and closing brackets. ${HOW_TO_WRITE}`,
	});
	return [];
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
	try {
		return { ok: true, value: JSON.parse(text) as unknown };
	} catch {
		return { ok: false };
	}
}

function describeBreak(text: string): string {
	const broken = findJsonBreak(text);
	if (broken === null || broken.found === null) return 'the text ends too early';
	return `“${broken.found}” does not fit at character ${broken.column} of line ${broken.line}`;
}

function splitUrls(text: string): string[] {
	return text
		.split(BETWEEN_URLS)
		.map((part) => part.replace(LOOSE_ENDS, ''))
		.filter((part) => part !== '');
}

function addEntry(entry: unknown, label: string, list: MediaList): void {
	const candidate = typeof entry === 'string' ? { url: entry } : entry;
	if (isBlank(candidate)) {
		list.warnings.push(
			`${label} is empty and was left out; the tags of later media move up by one.`,
		);
		return;
	}
	const read = readEntry(candidate);
	if ('fault' in read) {
		list.problems.push({ field: `${FIELD}, ${label}`, message: `${label} ${read.fault}` });
		return;
	}
	const { url, name } = read;
	const guess = kindOrImage(url, label);
	if (read.kind === null && guess.warning) list.warnings.push(guess.warning);
	list.media.push({ kind: read.kind ?? guess.kind, url, ...(name && { name }), label });
}

/** Sheets with empty cells produce blank entries; they mean "no medium here". */
function isBlank(entry: unknown): boolean {
	if (entry === null || entry === undefined) return true;
	if (typeof entry !== 'object' || Array.isArray(entry)) return false;
	const { url } = entry as { url?: unknown };
	return (
		'url' in entry &&
		(url === null || url === undefined || (typeof url === 'string' && url.trim() === ''))
	);
}

function readEntry(entry: unknown): Entry {
	const fields = asReading(entry);
	if (fields === null) return { fault: `is ${nameOf(entry)}. ${HOW_TO_WRITE}` };
	const foreign = Object.keys(fields).filter((field) => !ENTRY_FIELDS.includes(field));
	if (foreign.length > 0) {
		const keys = foreign.map((field) => `“${field.slice(0, 40)}”`).join(', ');
		return { fault: `has ${keys}, which is not known here. Use only url, kind and name.` };
	}
	const { url } = fields;
	if (typeof url !== 'string') return { fault: 'has no url. Add "url": "https://…" to it.' };
	// An empty cell of a sheet means "not given".
	const kindText = fields.kind ?? '';
	const kind =
		typeof kindText === 'string' ? readWord(kindText.trim().toLowerCase(), MEDIA_KINDS) : null;
	if (kind === null && kindText !== '') {
		return {
			fault: 'has a kind that is not known. Use image, video or audio, or leave it out.',
		};
	}
	const name = fields.name ?? '';
	if (typeof name !== 'string') {
		return { fault: 'has a name that is not text. Put the name in quotes.' };
	}
	return { url: url.trim(), kind, name: name.trim() };
}

function nameOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list inside the list';
	if (typeof value === 'boolean') return 'true or false';
	if (typeof value === 'number') return 'a number';
	return 'a value of an unknown type';
}
