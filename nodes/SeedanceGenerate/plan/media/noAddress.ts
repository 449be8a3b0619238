import { faultMessage, faultOf, shown } from '../../../shared/cells/cell';
import { sheetErrorIn } from '../../../shared/cells/errorWords';
import { displayUrl } from '../../../shared/net/displayUrl';

/** The first characters of files in base64, and what they are. */
const BASE64: ReadonlyArray<readonly [begin: RegExp, type: string | null]> = [
	[/^\/9j\//, 'image/jpeg'],
	[/^iVBORw0KGgo/, 'image/png'],
	[/^R0lGOD/, 'image/gif'],
	[/^UklGR.{10,}V0VCUF|^UklGR.{0,9}$/, 'image/webp'],
	[/^UklGR/, 'audio/wav'],
	[/^AAAA.{4}Z0eXB(?:hdmlm|oZWlj|taWYx)/, null],
	[/^AAAA.{2,6}Z0eXB/, 'video/mp4'],
	[/^SUQz|^\/\/[uvts][A-Za-z0-9+/]/, 'audio/mpeg'],
	[/^(?:Qk[0-9A-Za-z]|SUkq|TU0A|GkXfo|T2dnU|ZkxhQ|JVBERi|PHN2Zy|PD94bWw|UEsDB)/, null],
];
const ONLY_BASE64 = /^[A-Za-z0-9+/_-]{8,}={0,2}(?:…|\.{3})?$/;
/** Longer than any word or id that people put into such a field. */
const LONG = 200;

/** How n8n says where it keeps a file: in the data of the item itself, or as a reference. */
const STORED = /^(?:database|filesystem(?:-v2)?|s3|azure|default)(?::(?!\/\/)\S*)?$/i;

/** What people write where there is no picture, beside the words that stand for nothing in any cell. */
const NO_FILE =
	/^(?:(?:no|kein|keine|ohne|without|missing|sin|sem|sans|pas d['’]|aucune?|ningun[ao]?|nessun[ao]?|geen|brak|нет|没有|沒有|无|無)\s*(?:an?\s+|la\s+)?(?:image|picture|photo|pic|img|video|clip|audio|file|media|link|url|bild|foto|datei|imagen|imagem|imagine|vídeo|archivo|fichier|lien|zdjęcia|фото|图片|圖片|图|视频|链接)s?|empty|missing|leer|keine?s?|vacío|vide|aucune?|ninguno|nessuno|nenhum|geen|brak|нет|无|無|没有|沒有|なし|없음|pending|coming soon|later|soon|see (?:above|below)|same|ditto|画像なし)[.!]?$/iu;

const BINARY =
	'Choose Source "Binary File" and name the field that holds the file (a Media List cannot hold files; use the fields for media instead).';

interface Form {
	form: RegExp;
	/** Completes a sentence that begins with the medium and the address as it may be shown. */
	message: string;
}

const AGAIN = 'Copy the address again, from https:// on.';

/** Addresses that only one program or one computer can open, and addresses with a slip at the beginning. */
const FORMS: readonly Form[] = [
	{
		form: /^[a-z]:[\\/]|^\\\\|^file:|^~\/|^\.{1,2}[\\/]|^\/(?!\/)|^(?:content|ph|assets-library):\/\//i,
		message:
			'is a file on a computer, which the provider cannot reach. Read it with a Read/Write Files node and choose the Binary source, or use a public link.',
	},
	{
		form: /^blob:/i,
		message:
			'is not a URL that anybody else can open: blob: exists in one browser tab only. Download the file and upload it to a public place, or use the Binary source.',
	},
	{
		form: /^(?:attachment|cid|mid|x-apple-data-detectors):/i,
		message:
			'is an attachment inside a document or a mail, which the provider cannot open. Use the Binary source, or upload the file to a public place.',
	},
	{
		form: /^(?:about|javascript|mailto|tel|chrome|edge|view-source|chrome-extension|moz-extension):/i,
		message: 'belongs to the browser and is no link to a file. Use the link of the file itself.',
	},
	{
		form: /^(?:h?t{1,3}ps?[:;]?[\\/]{1,2}|https?:){2,}/i,
		message: 'has the scheme in it twice. Write https:// only once.',
	},
	{
		form: /^https?:\\|^https?:\/\/[^?#]*\\/i,
		message: 'holds backslashes. Write / instead of \\.',
	},
	{
		form: /^https?:(?!\/\/[^/\\])/i,
		message: 'is not a complete URL. It must begin with https:// and a host name.',
	},
	{
		form: /^(?:s3|gs|gcs|r2|az|wasbs?|abfss?|oss|cos|tos|b2):\/\//i,
		message:
			'is a storage path that only your own account can read. Use a public or signed https:// link of that file.',
	},
	{
		form: /^(?!(?:https?|ftps?|sftp|smb|rtsp|rtmp|asset):\/\/)(?:h*t{0,3}p?s{0,2}p?)\s*[:;.]?\s*[\\/]{1,3}(?=[\w-]+\.)(?<!^\/\/)/i,
		message: `does not begin with https://, though it looks as if it were meant to. ${AGAIN}`,
	},
	{
		form: /^\/\/|^www\.|^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+(?::\d+)?\/|^[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|shop|store|de|cn|co|eu|fr|uk|jp|app|dev)$/iu,
		message: 'has no https:// in front. Add https:// at the beginning.',
	},
];

/** Slips inside an address that begins well. */
const INSIDE: readonly Form[] = [
	{
		form: /\{\{|\}\}|\[object |%7B%7B/i,
		message:
			'holds a placeholder that nothing has filled in. Build the address with an expression (drag the field from the input panel into it).',
	},
	{
		form: /(?:…|\.{3}|%E2%80%A6)$/i,
		message: 'is cut off at the end. Copy the whole address, not the shortened text that is shown.',
	},
];

/**
 * Why a text is no address that a provider could open, as the rest of a sentence that begins with `label`; null when
 * it begins as an address does. Messages never hold a query, credentials or the content of a file.
 */
export function noAddress(text: string, label: string): string | null {
	if (STORED.test(text) || /^data:[^,]*,(?:database|filesystem(?:-v2)?|s3|azure)\b/i.test(text)) {
		return `${label} holds n8n's own word for where it keeps a file (${shown(text.replace(/:.*?,/, ':…,'))}), which is no address. ${BINARY}`;
	}
	const type = base64Type(text);
	if (type !== undefined) {
		const prefix = type === null ? '' : ` Or put data:${type};base64, in front of it.`;
		return `${label} holds the content of a file as base64 text, not an address. ${BINARY}${prefix}`;
	}
	const fault = faultOf(text, 'word');
	if (fault !== null) return faultMessage(label, fault);
	if (NO_FILE.test(text)) {
		return `${label} says "${shown(text)}", which is not a URL. Give a link to the file, or leave the cell empty where there is none.`;
	}
	return null;
}

/** The type of a file in bare base64, null when it cannot be sent as it is; undefined for anything else. */
function base64Type(text: string): string | null | undefined {
	const tight = text.replace(/\s/g, '');
	if (!ONLY_BASE64.test(tight)) return undefined;
	const known = BASE64.find(([begin]) => begin.test(tight));
	if (known !== undefined) return known[1];
	return tight.length >= LONG ? null : undefined;
}

/** What is wrong with the beginning of an address; null when it begins as it should. */
export function schemeProblem(text: string): string | null {
	const address = `(${displayUrl(text)})`;
	const form = FORMS.find((candidate) => candidate.form.test(text));
	if (form !== undefined) return `${address} ${form.message}`;
	if (/^https?:\/\//i.test(text)) return null;
	const otherScheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
	if (otherScheme)
		return `${address} begins with ${otherScheme[1]}://. Use a link that begins with https://.`;
	return `${address} is not a URL. Use a link that begins with https://.`;
}

/** A placeholder, an error of the sheet or a cut inside an address; null when there is none. */
export function insideProblem(text: string): string | null {
	const error = sheetErrorIn(text);
	if (error !== null && /#[¡¿]?(?:[\p{Lu}/]+[!?]|N\/A)/u.test(text)) {
		return `(${displayUrl(text)}) holds "${error}" of the spreadsheet. Repair the formula that puts the address together.`;
	}
	const form = INSIDE.find((candidate) => candidate.form.test(text));
	return form === undefined ? null : `(${displayUrl(text)}) ${form.message}`;
}

/** Words of programs for nothing, as a part of a path. */
const EMPTY_PART = /\/(?:undefined|null|NaN|None)(?:\.[a-z0-9]{2,5})?$/;

/** What is sent as it is, but may be a slip; null when there is nothing to say. */
export function doubtInside(url: URL): string | null {
	if (url.pathname === '/' && url.search === '') {
		return 'is the start page of a site by its look, not a file. Use the direct link to the file.';
	}
	if (EMPTY_PART.test(url.pathname)) {
		return 'ends in a word that programs write for "nothing". Check the field that the address is made from.';
	}
	if (/%(?![0-9a-f]{2})/i.test(url.pathname)) {
		return 'holds a % that begins no code such as %20. Write %25 for the sign itself.';
	}
	return null;
}
