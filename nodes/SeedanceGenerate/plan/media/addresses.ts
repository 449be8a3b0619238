import { faultOf } from '../../../shared/cells/cell';
import { cleanText, cleanWord } from '../../../shared/cells/invisible';
import { unwrapped } from './wrappers';

/** An address as it was found in a text. */
export interface Address {
	url: string;
	/** The name that stood with it, which may tell what kind of file it is. */
	fileName?: string;
}

const FILE = '(?:jpe?g|png|webp|gif|heic|avif|bmp|tiff?|mp4|mov|webm|mp3|wav)';
const BEGIN = `["'“”‘’„«「『<(*]*(?:https?:|asset:|data:(?:image|video|audio)\\/)`;
const WORD_BETWEEN =
	'[-–—/·•▪‣+&*→>]|//|[-=]>|and|or|und|oder|et|ou|y|o|e|i|en|og|och|и|или|和|及|或|与|與|と|\\(?\\d{1,2}[.):\\]、．]|[①-⑳]';

/** What stands between two addresses. Commas and the like count only before the next one or a space, as addresses may hold them. */
const BETWEEN = new RegExp(
	[
		'[\\r\\n\\u0085\\u2028\\u2029]+',
		'<br\\s*\\/?>',
		`\\\\[nrt](?=${BEGIN})`,
		`[,;，；、|\\s]{1,50}(?=${BEGIN})`,
		`[,;，；、|\\s]{1,50}(?:${WORD_BETWEEN})\\s{0,50}(?=${BEGIN})`,
		'\\s{0,50}[,;|]\\s+',
		`(?<=\\.${FILE})[,;，；、|](?=#|www\\.|-|n\\/a|none|null)`,
		`(?<=\\.${FILE})[&+#*:!~^_.-]{0,2}(?=https?:\\/\\/)`,
	].join('|'),
	'i',
);

const MARKER = new RegExp(
	`^[^\\S\\r\\n]*(?:[-–—•*·▪‣→+]|\\(?\\d{1,3}[.):\\]、．]|[①-⑳])\\s*(?=["'“‘<(]*(?:https?:|asset:|data:|www\\.))`,
	'gim',
);
/** Words in front of an address that say what it shows: `Front: https://…`, `Image 1 - https://…`. */
const LABEL =
	/(?<=^|[\n;|，；、]|,\s|,(?=[^=\n]{1,45}[:：])|<br\s*\/?>)[^\S\n]*(?:[-–—•*]\s+|\d{1,2}[.)]\s*)?[*_("“「]*(\p{L}[\p{L}\p{M}\p{N} _#.'’()-]{0,40}?)[*_"”」]*[^\S\n]*(?:[:：=]|[-–—=]>?(?=\s)|→)[*_]*\s*(?=["'“<(]*https?:\/\/)/giu;
/** What stands behind a whole address: `https://….jpg (front)`, `https://….jpg - front`. */
const REMARK = new RegExp(
	`(?<=\\.${FILE})[^\\S\\n]+(?:\\([^()\\n:]{1,40}\\)|[-–—][^\\S\\n]+(?!https?:)[^\\s,;|/][^,;|/\\n]{0,40}?)[^\\S\\n]*(?=$|[\\n,;|])`,
	'giu',
);
/** Schemes are no such words, nor are slips in them. */
const SCHEME = /^(?:blob|view-source|file|filesystem|data|ftps?|h*t+ps?|http\w?)$/i;
/** Longer ones are cut off by every browser and server. */
const MOST_OF_AN_ADDRESS = 8000;
const LOOSE_START = /^[\s,;，；、|'"“”‘’„«»「『《【<`]+/;
const LOOSE_END = /[\s,;，；、|'"“”‘’«»」』》】>`。．]/;
const LOOSE_SIGNS = /[!:*~]{1,9}$/;
const ENDS_IN_FILE = new RegExp(`^[^?#]*\\.${FILE}$`, 'i');
const DATA_URL = /^["'“<]?data:[^,]{1,80},[\sA-Za-z0-9+/=_-]+["'”>]?$/i;

/**
 * Takes a text apart into addresses at every common separator, quotes, brackets, list markers, Markdown, HTML, the
 * formulas of pictures in sheets and Airtable's `name (address)`. An address that holds such signs itself keeps them.
 * What is no address comes out as it stands, for the check of addresses to name it.
 */
export function splitAddresses(text: string): Address[] {
	const lines = cleanText(text).split(/\r\n?|\n/);
	const clean = lines.map(cleanWord).join('\n');
	if (DATA_URL.test(clean)) return [{ url: tidyAddress(clean.replace(/\s/g, '')) }];
	return unwrapped(clean).flatMap(({ text: part, fileName }) =>
		withoutRemarks(part)
			.replace(MARKER, '')
			.split(BETWEEN)
			.map(tidyAddress)
			.filter((url) => url !== '')
			.map((url) => ({ url, ...(fileName !== undefined && { fileName }) })),
	);
}

/** Takes away what people write around addresses to tell them apart; a word for no value is none of that. */
function withoutRemarks(text: string): string {
	return text
		.replace(LABEL, (whole: string, label: string, offset: number) => {
			const isPartOfAddress =
				/:\/\/\S*$/.test(text.slice(Math.max(0, offset - 300), offset)) &&
				!/[:：][*_\s]*$/.test(whole);
			const stays = isPartOfAddress || SCHEME.test(label) || faultOf(label, 'word') !== null;
			return stays ? whole : ' ';
		})
		.replace(REMARK, '');
}

/** One address without what has been copied along with it, and without the escapes of HTML and JSON. */
export function tidyAddress(text: string): string {
	let url = withoutLooseEnd(cleanWord(text).replace(LOOSE_START, '').replace(MARKER, ''));
	const bold = /^(\*{1,2}|_{1,2}|~~)(https?:.*)\1$/i.exec(url);
	if (bold !== null) url = bold[2];
	if (!/^["'(<]*(?:https?|asset):/i.test(url)) return url;
	url = url.replace(/\\\//g, '/').replace(/\\u0026/gi, '&');
	url = url.replace(/&(?:amp|#38|#x26);/gi, '&');
	url = withoutLooseBrackets(url.replace(/^["'(<]+/, '')).replace(/^[a-z]+:/i, (scheme) =>
		scheme.toLowerCase(),
	);
	const bare = url.replace(LOOSE_SIGNS, '');
	if (ENDS_IN_FILE.test(bare)) url = bare;
	return /\.\.$/.test(url) ? url : url.replace(/\.$/, '');
}

function withoutLooseEnd(text: string): string {
	let end = text.length;
	while (end > 0 && LOOSE_END.test(text[end - 1])) end -= 1;
	return text.slice(0, end);
}

/** A bracket at the end belongs to the address only where it was opened in it. */
function withoutLooseBrackets(url: string): string {
	let rest = url;
	for (;;) {
		const last = rest[rest.length - 1];
		const open = { ')': '(', ']': '[', '}': '{' }[last];
		if (open === undefined) return rest;
		const count = (sign: string) => rest.split(sign).length;
		if (rest.length <= MOST_OF_AN_ADDRESS && count(open) >= count(last)) return rest;
		rest = withoutLooseEnd(rest.slice(0, -1));
		if (rest.endsWith('.') && !rest.endsWith('..')) rest = rest.slice(0, -1);
	}
}
