/** Expressions that n8n has not worked out, and the merge tags of other tools. */

/** The words of n8n that begin with `$` and come first in an expression. */
const OWN =
	'\\$(?:json|node|now|today|input|items?|vars|env|workflow|execution|prevNode|runIndex|itemIndex|parameter|binary|secrets|fromAI|jmespath|ifEmpty|evaluateExpression)\\b';
const NODE_BY_NAME = '\\$\\(\\s*[\'"`“”‘’]';
const LUXON = '(?:DateTime|Duration|Interval)\\s*\\.';

const IN_BRACES = new RegExp(`\\{\\{(?:(?!\\}\\})[^])*?(?:${OWN}|${NODE_BY_NAME}|${LUXON})`, 'u');

const STEP = '\\s*\\??\\.\\s*[\\w$]+|\\s*\\[[^\\]]*\\]|\\s*\\([^)]*\\)';
/** `$json.prompt`, `=$json.prompt`, `{ $json["prompt"] }`, `${ $('Sheet').item.json.prompt }` as the whole cell. */
const PATH_ALONE = new RegExp(
	`^[=$]?\\s*\\{*\\s*(?:${OWN}|\\$\\(\\s*['"\`“”‘’][^)]*\\))(?:${STEP})*\\s*\\}*;?$`,
	'u',
);

/** True for `{{ … }}` that holds one of n8n's own words, and for such a word that is the whole cell. */
export function isUnresolved(text: string): boolean {
	return IN_BRACES.test(text) || PATH_ALONE.test(text);
}

const FIELD = '[\\p{L}_][\\p{L}_.]{0,39}\\d{0,2}';

/** Words by which people call a column; only these count in brackets that prompts use, too. */
const COLUMN =
	'(?:prompt|video[ _]?prompt|text|product|product[ _]?(?:name|title|description)|name|title|description|item|image|image[ _]?url|url|link|sku|id|key|value|field|column|variable|placeholder|insert[ \\w]{0,30}|your[ \\w]{0,30})';

const TAGS: readonly RegExp[] = [
	/^\{\{\s*[^{},\s"'“”]+(?: [^{},\s"'“”]+){0,3}\s*\}\}$/u,
	new RegExp(`^\\{\\{\\{\\s*${FIELD}\\s*\\}\\}\\}$`, 'u'),
	new RegExp(`^\\$?\\{\\s*${FIELD}\\s*\\}$`, 'u'),
	new RegExp(`^<%=?\\s*${FIELD}\\s*%>$|^%${FIELD}%$|^\\*\\|${FIELD}\\|\\*$`, 'u'),
	new RegExp(
		`^(?:\\[{1,2}|<{1,2}|«|#\\{|__|@@)\\s*${COLUMN}\\s*(?:\\]{1,2}|>{1,2}|»|\\}|__|@@)$`,
		'iu',
	),
];

/** True when the whole cell is one merge tag that nothing has filled in. */
export function isMergeTag(text: string): boolean {
	return TAGS.some((shape) => shape.test(text));
}
