/** Forms in which programs hand over a link inside a text. */

/** A part of a text that holds addresses, with the name that stood beside the address. */
export interface Part {
	text: string;
	fileName?: string;
}

/** An address inside round brackets, which may hold closed pairs of them. */
const INSIDE = '(?:https?|asset):\\/\\/(?:[^\\s()]|\\([^\\s()]*\\))+';

/** The functions of Google Sheets and Excel that show a picture or a link, in the languages of Excel. */
const PICTURE =
	/(?:IMAGE|BILD|IMAGEN|IMAGEM|IMMAGINE|AFBEELDING|OBRAZ|RESİM|ИЗОБРАЖЕНИЕ)\s*\(\s*["“”]([^"“”]+)["“”]/iu;
const LINK =
	/^=\s*(?:HYPERLINK|LIEN_HYPERTEXTE|HIPERV[IÍ]NCULO|HIPERLIGA[CÇ][AÃ]O|HIPERLINK|COLLEG\.IPERTESTUALE|HIPERŁĄCZE|ГИПЕРССЫЛКА|KÖPRÜ)\s*\(\s*["“”]([^"“”]+)["“”]\s*[,;)]/iu;

const ATTRIBUTE = '\\s*=\\s*["\'“”]?([^"\'“”>\\s]+)';
const SHOWN_FILE = new RegExp(
	`<(?:img|video|audio|source|embed)\\b[^<>]{0,2000}?\\s(?:data-)?src${ATTRIBUTE}[^>]*>`,
	'giu',
);
const ANCHOR = new RegExp(`<a\\b[^<>]{0,2000}?\\shref${ATTRIBUTE}[^>]*>`, 'giu');

/** Replaced by the address on a line of its own. */
const IN_TEXT: readonly RegExp[] = [
	// Markdown: a picture that is a link, then pictures and links
	new RegExp(`\\[!\\[[^\\]]{0,300}\\]\\(\\s*(${INSIDE})[^)\\n]*\\)\\]\\([^)\\n]*\\)`, 'giu'),
	new RegExp(
		`!?\\[[^\\]\\n]{0,300}\\]\\(\\s*<?(${INSIDE})>?(?:\\s+["'“(][^\\n]*?["'”)])?\\s*\\)`,
		'giu',
	),
	// Slack
	/<((?:https?|asset):[^\s|>]+)\|[^>\n]*>/giu,
	// Forums
	/\[(?:img|url|video)(?:=[^\]]*)?\]\s*([^[\s]+)\s*\[\/(?:img|url|video)\]/giu,
	// Style sheets
	/\burl\(\s*["']?(https?:[^"')\s]+)["']?\s*\)/giu,
];

/** Takes addresses out of formulas, HTML, Markdown and Airtable's `name (address)`; other texts come back whole. */
export function unwrapped(text: string): Part[] {
	if (text.startsWith('=')) return [{ text: (PICTURE.exec(text) ?? LINK.exec(text))?.[1] ?? text }];
	if (/<(?:img|video|audio|source|embed|a|p|div|span|ul|ol|li|td|figure)[\s>]/iu.test(text))
		return [{ text: fromHtml(text) }];
	const plain = IN_TEXT.reduce((rest, form) => rest.replace(form, '\n$1\n'), text);
	return named(plain) ?? [{ text: plain }];
}

function fromHtml(text: string): string {
	const files = text.replace(SHOWN_FILE, '\n$1\n');
	// A link around a picture leads to a page.
	const links = files === text ? text.replace(ANCHOR, '\n$1\n') : files;
	const bare = links.replace(/<[^<>]{0,2000}>/gu, '\n');
	return /https?:/iu.test(bare)
		? bare
				.split('\n')
				.filter((line) => /[:/]/.test(line))
				.join('\n')
		: text;
}

/** `mug.jpg (https://…), cup.jpg (https://…)`; null when a part of the text is something else. */
function named(text: string): Part[] | null {
	const form = new RegExp(`(?<=^|\\s)\\((${INSIDE})\\)`, 'giu');
	const parts: Part[] = [];
	let position = 0;
	for (const match of text.matchAll(form)) {
		const start = match.index ?? 0;
		const fileName = text.slice(position, start).replace(/^[\s,;，；、|]+|\s+$/gu, '');
		if (fileName.includes('://')) return null;
		parts.push({ text: match[1], ...(fileName !== '' && { fileName }) });
		position = start + match[0].length;
	}
	return parts.length === 0 || text.slice(position).includes('://') ? null : parts;
}
