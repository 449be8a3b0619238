import { isFormula, sheetErrorIn, sheetErrorOf } from './errorWords';
import { isMergeTag, isUnresolved } from './expressions';
import { cleanText, cleanWord, unquote } from './invisible';
import type { TextUse } from './placeholders';
import { isPlaceholder } from './placeholders';

export type { TextUse };

export type FaultKind =
	| 'broken'
	| 'loading'
	| 'formula'
	| 'expression'
	| 'mergeTag'
	| 'noValue'
	| 'link';

/** Why a cell holds no value. */
export interface CellFault {
	kind: FaultKind;
	/** The cell as the person sees it, shortened. */
	shown: string;
}

/** What one cell says: its text, which is empty for an empty cell, or why it holds none. */
export type Cell = { text: string } | { fault: CellFault };

const LONGEST_SHOWN = 60;

/** A value as people see it: without what nobody can see, and never a whole document. */
export function shown(value: unknown): string {
	const plain = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	const text = cleanText(plain);
	return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 3)}…` : text;
}

/** Why a whole text can be no value of any field, whatever it is for; null when it can. */
function faultKindOf(text: string): FaultKind | null {
	const sheetError = sheetErrorOf(text);
	if (sheetError !== null) return sheetError;
	if (isUnresolved(text)) return 'expression';
	return isFormula(text) ? 'formula' : null;
}

/**
 * What is wrong with a text as a whole cell, whatever quotes or unseen characters stand around it;
 * null when nothing is. Without a use, only what can be no value anywhere counts: a word of the
 * spreadsheet, a formula, an expression that was not worked out.
 */
export function faultOf(value: string, use?: TextUse): CellFault | null {
	const text = cleanText(value);
	if (text === '') return null;
	const bare = unquote(text);
	const fault = (kind: FaultKind): CellFault => ({ kind, shown: shown(text) });
	const kind = faultKindOf(bare);
	if (kind !== null) return fault(kind);
	if (use === undefined || use === 'any') return null;
	if (isPlaceholder(bare, use)) return fault('noValue');
	if (isMergeTag(bare)) return fault('mergeTag');
	if ((use === 'prompt' || use === 'name') && isOnlyLinks(bare))
		// What is signed stays out of messages.
		return { kind: 'link', shown: shown(bare.split(/[?#]/, 1)[0]) };
	// A key is put together from columns, and two rows whose parts are missing must not share a video.
	const stray = use === 'key' ? strayIn(bare) : null;
	return stray === null ? null : fault(stray.kind);
}

/** Addresses and nothing else: the column of pictures in the place of the words. */
function isOnlyLinks(text: string): boolean {
	const parts = text.split(/[\s,;|]+/).filter((part) => part !== '');
	return parts.length > 0 && parts.every((part) => /^https?:\/\/[!-~]+$/i.test(part));
}

/** A word for no value inside a longer text, which an expression has put together; null when there is none. */
function strayIn(text: string): CellFault | null {
	const error = sheetErrorIn(text);
	if (error !== null) return { kind: 'broken', shown: error };
	const noValue = /\[object \w+\]|(?<![\p{L}\p{N}])undefined(?![\p{L}\p{N}])/u.exec(text)?.[0];
	return noValue === undefined ? null : { kind: 'noValue', shown: noValue };
}

/** A warning where a longer text holds what is usually a cell without a value; an honest text may hold it as well. */
export function strayWarning(field: string, text: string): string | null {
	const stray = strayIn(text);
	if (stray === null || stray.shown === 'undefined') return null;
	return `${field} holds "${stray.shown}", which usually comes from a cell without a value. Look at the row if that is not meant.`;
}

/** Reads a cell that holds text. Words of a few characters lose the quotes around them, longer texts keep theirs. */
export function readCell(value: string, use: TextUse): Cell {
	const text = use === 'word' ? unquote(cleanWord(value)) : cleanText(value);
	if (unquote(text) === '') return { text: '' };
	const fault = faultOf(text, use);
	return fault === null ? { text } : { fault };
}

const REMEDIES: Readonly<Record<FaultKind, string>> = {
	broken:
		'which a spreadsheet shows where a formula does not work. Repair the formula in the sheet, then run the row again.',
	loading:
		'which a spreadsheet shows while it still calculates. Wait until the sheet shows the value, then run the row again.',
	formula:
		'a formula that was read as text. Let the sheet show its value (format the cell as Automatic, not as Text), then run the row again.',
	expression:
		'an expression that n8n has not worked out. Switch the field from Fixed to Expression.',
	mergeTag:
		'a placeholder that nothing has filled in. Drag the field from the input panel into its place, so that it becomes an expression.',
	link: 'only a link. Write in words what it is; the address of a picture or a video belongs under Media.',
	noValue:
		'which is no value. Fill in the cell; where an expression fills the field, check that it names an existing column.',
};

/** What happened and what to do, for a field that holds no value. */
export function faultMessage(field: string, { kind, shown: text }: CellFault): string {
	return `${field} is "${text}", ${REMEDIES[kind]}`;
}
