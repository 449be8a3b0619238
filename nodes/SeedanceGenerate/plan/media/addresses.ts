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
	'[-–—/·•▪‣+&*→>]|[-=]>|and|und|et|y|e|i|en|og|och|и|和|及|与|與|と|\\(?\\d{1,2}[.):\\]、．]|[①-⑳]';

/** What stands between two addresses. Commas and the like count only before the next one or a space, as addresses may hold them. */
const BETWEEN = new RegExp(
	[
		'[\\r\\n\\u0085\\u2028\\u2029]+',
		'<br\\s*\\/?>',
		`\\\\[nrt](?=${BEGIN})`,
		`[,;，；、|\\s]+(?=${BEGIN})`,
		`[,;，；、|\\s]+(?:${WORD_BETWEEN})\\s*(?=${BEGIN})`,
		'\\s*[,;|]\\s+',
		`(?<=\\.${FILE})[,;，；、|](?=#|www\\.|-|n\\/a|none|null)`,
		`(?<=\\.${FILE})(?=https?:\\/\\/)`,
	].join('|'),
	'i',
);

const MARKER = new RegExp(
	`^\\s*(?:[-–—•*·▪‣→+]|\\(?\\d{1,3}[.):\\]、．]|[①-⑳])\\s*(?=["'“‘<(]*(?:https?:|asset:|data:|www\\.))`,
	'gim',
);
const LOOSE_START = /^[\s,;，；、|'"“”‘’„«»「『<`]+/;
const LOOSE_END = /[\s,;，；、|'"“”‘’«»」』>`。．]+$/;
const DATA_URL = /^["'“<]?data:[^,]{1,80},[\sA-Za-z0-9+/=_-]+["'”>]?$/i;

/**
 * Takes a text apart into addresses: any common separator, quotes, brackets, list markers, Markdown, HTML, the
 * formulas of pictures in sheets and Airtable's `name (address)`. An address that holds such signs itself keeps them.
 * What is no address comes out as it stands, for the check of addresses to name it.
 */
export function splitAddresses(text: string): Address[] {
	const lines = cleanText(text).split(/\r\n?|\n/);
	const clean = lines.map(cleanWord).join('\n');
	if (DATA_URL.test(clean)) return [{ url: tidyAddress(clean.replace(/\s/g, '')) }];
	return unwrapped(clean).flatMap(({ text: part, fileName }) =>
		part
			.replace(MARKER, '')
			.split(BETWEEN)
			.map(tidyAddress)
			.filter((url) => url !== '')
			.map((url) => ({ url, ...(fileName !== undefined && { fileName }) })),
	);
}

/** One address without what has been copied along with it, and without the escapes of HTML and JSON. */
export function tidyAddress(text: string): string {
	let url = cleanWord(text).replace(LOOSE_START, '').replace(MARKER, '').replace(LOOSE_END, '');
	const bold = /^(\*{1,2}|_{1,2})(https?:.*)\1$/i.exec(url);
	if (bold !== null) url = bold[2];
	if (!/^["'(<]*(?:https?|asset):/i.test(url)) return url;
	url = url.replace(/\\\//g, '/').replace(/\\u0026/gi, '&');
	url = url.replace(/&(?:amp|#38|#x26);/gi, '&');
	url = withoutLooseBrackets(url.replace(/^["'(<]+/, '')).replace(/^[a-z]+:/i, (scheme) =>
		scheme.toLowerCase(),
	);
	return /\.\.$/.test(url) ? url : url.replace(/\.$/, '');
}

/** A bracket at the end belongs to the address only where it was opened in it. */
function withoutLooseBrackets(url: string): string {
	const last = url[url.length - 1];
	const open = { ')': '(', ']': '[', '}': '{' }[last];
	if (open === undefined) return url;
	const count = (sign: string) => url.split(sign).length;
	if (count(open) >= count(last)) return url;
	return withoutLooseBrackets(
		url
			.slice(0, -1)
			.replace(LOOSE_END, '')
			.replace(/(?<!\.)\.$/, ''),
	);
}
