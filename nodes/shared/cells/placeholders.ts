/** Words that stand where a value should be. */

/** Ends of programs: never a value of any field that holds text. */
const PROGRAMS = /^(?:\[object \w+\]|undefined|null|nan|#?<null>|\(null\)|\{\s*\}|\[\s*\])$/i;

/** What people and programs write for "nothing yet". */
const NOTHING =
	/^(?:n[./]a\.?|n\.a\.|k\.\s?a\.|n\/d|s\/d|none|nil|tbd|t\.b\.d\.?|tba|tbc|to be (?:done|defined|decided|added|announced)|[(<[](?:empty|blank|none|leer|vide|vac[ií]o)[)>\]]|lorem ipsum|待定|暂无|暫無|無し|未定|없음)$/i;

/** "Todo" is a word of some languages. */
const TO_DO = /^TO[ -]?DO:?$/;

/** Nothing but punctuation; hashes and equals signs of a cell that is too narrow, too. */
const NO_WORD = /^[\s\p{P}=+<>|~^`#$]+$/u;

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
	prompt: [PROGRAMS, NOTHING, TO_DO, NO_WORD, TRUTH, LETTER_FOR_NOTHING],
	name: [PROGRAMS, NOTHING, TO_DO, NO_WORD, /^(?:TRUE|FALSE|true|false)$/],
	key: [PROGRAMS, NOTHING, TO_DO, NO_WORD, TRUTH],
	word: [PROGRAMS, NOTHING, NO_WORD],
	any: [],
};

/** True when the whole cell is a word that stands for no value in a field of this use. */
export function isPlaceholder(text: string, use: TextUse): boolean {
	return REFUSED[use].some((words) => words.test(text));
}
