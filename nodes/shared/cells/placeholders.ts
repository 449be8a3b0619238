/** Words that stand where a value should be. */

/** Ends of programs: never a value of any field that holds text. */
const PROGRAMS =
	/^(?:\[object \w+\]|undefined|null|nan|\\n|#?<null>|\{\s*\}|\[\s*\]|invalid date(?:time)?|\{\s*"[^"]*"\s*:\s*(?:"\s*"|null|\[\s*\]|\{\s*\})\s*\})$/i;

/** What editors of formatted text leave behind when their text is deleted. */
const EMPTY_MARKUP =
	/^(?:\s|<\/?(?:p|br|div|span|b|i|u|em|strong|ul|ol|li|h[1-6])(?:\s[^<>]*)?\/?>|&(?:nbsp|zwnj|zwj|#0*160|#0*8203|#x0*a0|#x0*200b);)+$/i;

/** What people and programs write for "nothing yet". */
const NOTHING =
	/^(?:n[./\\]a\.?|n\.a\.|n\.\s?v\.\s?t\.|k\.\s?a\.|n\/d|s\/[do]|н\/д|none|nil|tbd|t\.b\.d\.?|tba|tbc|to be (?:done|defined|decided|added|announced)|[(<[](?:empty|blank|leer|vide|vac[ií]o)[)>\]]|not (?:available|applicable|set|specified|provided|defined)|no (?:data|value|prompt)|keine angaben?|nicht verfügbar|sin datos|non (?:disponible|disponibile)|no disponible|não disponível|нет данных|lorem ipsum|待定|暂无|暫無|未填写|無し|未定|없음)$/i;

/** "Todo" is a word of some languages. */
const TO_DO = /^TO[ -]?DO:?$/;

/** Nothing but punctuation or the mark of a check box; hashes and equals signs of a cell that is too narrow, too. */
const NO_WORD = /^(?:[\s\p{P}=+<>|~^`#$☐☑☒✓✔✗✘□■]|\uFE0F)+$/u;

/** What a formula shows for an empty cell that it points at, and a point in time: the wrong column. */
const WRONG_COLUMN =
	/^(?:-?0+(?:[.,]0+)?|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)$/;

/** The truth values of spreadsheets, in capitals as they write them, and of programs. */
const TRUTH =
	/^(?:true|false|True|False|TRUE|FALSE|WAHR|FALSCH|VRAI|FAUX|VERDADERO|FALSO|VERO|VERDADEIRO|WAAR|ONWAAR|PRAWDA|FAŁSZ|ИСТИНА|ЛОЖЬ|DOĞRU|YANLIŞ)$/;

const LETTER_FOR_NOTHING = /^x{1,3}$/i;

/**
 * What a field is for: a name may be one letter or a word that means something else elsewhere,
 * a key may be all that no program wrote by accident, a prompt has to describe something;
 * `any` takes whatever is no error of a sheet and no expression.
 */
export type TextUse = 'prompt' | 'name' | 'key' | 'word' | 'any';

const REFUSED: Readonly<Record<TextUse, readonly RegExp[]>> = {
	prompt: [
		...[PROGRAMS, NOTHING, EMPTY_MARKUP, TO_DO, NO_WORD, WRONG_COLUMN],
		...[TRUTH, LETTER_FOR_NOTHING],
	],
	name: [
		...[PROGRAMS, NOTHING, EMPTY_MARKUP, TO_DO, NO_WORD, WRONG_COLUMN],
		/^(?:TRUE|FALSE|true|false)$/,
	],
	key: [PROGRAMS, NOTHING, EMPTY_MARKUP, TO_DO, NO_WORD, TRUTH],
	word: [PROGRAMS, NOTHING, EMPTY_MARKUP, NO_WORD],
	any: [],
};

const IN_BRACKETS = /^(?:\(([^()]+)\)|\[([^[\]]+)\]|<([^<>]+)>|\{([^{}]+)\})$/;
const LONGEST = 120;

/** True when the whole cell is a word that stands for no value in a field of this use, in brackets or several times, too. */
export function isPlaceholder(text: string, use: TextUse): boolean {
	if (REFUSED[use].some((words) => words.test(text))) return true;
	if (use === 'any' || text.length > LONGEST) return false;
	const alone = [PROGRAMS, NOTHING];
	const isNothing = (part: string) =>
		[part, part.replace(/[.!?]+$/, '')].some((word) => alone.some((words) => words.test(word)));
	const inside = IN_BRACKETS.exec(text)?.slice(1).find(Boolean);
	if (inside !== undefined && isNothing(inside.trim())) return true;
	// Expressions put several cells together: "null null", "undefined, undefined", "N/A - N/A".
	const objects = text.replace(/\[object (\w+)\]/gi, 'undefined');
	const parts = objects
		.split(/[\s,;|:_+&]+|(?<=[a-z])-(?=[a-z])/i)
		.filter((part) => part !== '' && !NO_WORD.test(part));
	return parts.length > 0 && parts.every(isNothing);
}
