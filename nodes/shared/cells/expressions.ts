/** Expressions that n8n has not worked out, and the merge tags of other tools. */

/** The words of n8n that begin with `$` and come first in an expression. */
const OWN =
	'\\$(?:json|node|now|today|input|items?|vars|env|workflow|execution|prevNode|runIndex|itemIndex|parameter|binary|secrets|fromAI|jmespath|ifEmpty|evaluateExpression)\\b';
const NODE_BY_NAME = '\\$\\(\\s*[\'"`“”‘’]';
const LUXON = '(?:DateTime|Duration|Interval)\\s*\\.';

const INSIDE_BRACES = new RegExp(`${OWN}|${NODE_BY_NAME}|${LUXON}`, 'u');

const STEP = '\\s*\\??\\.\\s*[\\w$]+|\\s*\\[[^\\]]*\\]|\\s*\\([^)]*\\)';
/** `$json.prompt`, `=$json.prompt`, `{ $json["prompt"] }`, `${ $('Sheet').item.json.prompt }` as the whole cell. */
const PATH_ALONE = new RegExp(
	`^[=$]?\\s*\\{*\\s*(?:${OWN}|\\$\\(\\s*['"\`“”‘’][^)]*\\))(?:${STEP})*\\s*\\}*;?$`,
	'u',
);

/** True for `{{ … }}` that holds one of n8n's own words, and for such a word that is the whole cell. */
export function isUnresolved(text: string): boolean {
	const inBraces = text
		.split('{{')
		.slice(1)
		.map((part) => part.split('}}', 1)[0]);
	return inBraces.some((part) => INSIDE_BRACES.test(part)) || PATH_ALONE.test(text);
}

const FIELD = '[\\p{L}_][\\p{L}_.]{0,39}\\d{0,2}';

/** Words by which people call a column; only these count in brackets that prompts use, too. */
const COLUMN =
	'(?:prompt|video[ _]?prompt|text|product|product[ _]?(?:name|title|description)|name|title|description|item|image|image[ _]?url|url|link|sku|id|key|value|field|column|variable|placeholder|insert[ \\w]{0,30}|your[ \\w]{0,30})';

const TAGS: readonly RegExp[] = [
	/^\{\{\s*[^{},\s"'“”]+(?: [^{},\s"'“”]+){0,3}\s*\}\}$/u,
	/^\{\{\s*[\p{L}_][\p{L}\p{N}_.]*(?:\[\s*["'][^"'\]{}]+["']\s*\][\p{L}\p{N}_.]*)+\s*\}\}$/u,
	/^\{%\s*[^{}%]{1,60}%\}$/u,
	new RegExp(`^\\{\\{\\{\\s*${FIELD}\\s*\\}\\}\\}$`, 'u'),
	new RegExp(`^\\$?\\{\\s*${FIELD}\\s*\\}$`, 'u'),
	new RegExp(`^<%=?\\s*${FIELD}\\s*%>$|^%${FIELD}%$|^\\*\\|${FIELD}\\|\\*$`, 'u'),
	new RegExp(
		`^(?:\\[{1,2}|<{1,2}|«|#\\{|__|@@|##?|%%)\\s*${COLUMN}\\s*(?:\\]{1,2}|>{1,2}|»|\\}|__|@@|##?|%%)$`,
		'iu',
	),
];

/** No tag is longer, and longer texts would take their time. */
const LONGEST = 200;

/** True when the whole cell is one merge tag that nothing has filled in. */
export function isMergeTag(text: string): boolean {
	return text.length <= LONGEST && TAGS.some((shape) => shape.test(text));
}
