/**
 * How answers and saved data are read: field by field, and what is not as expected is null. Nothing here throws
 * for anything that JSON can hold, because an answer that cannot be read may name a task that is paid for.
 */

/** Half-read JSON of which nothing is known yet. */
export type Reading = Record<string, unknown>;

/** @returns a finite number (relays also write `"5"` and `"30%"`), or null for anything that is not clearly one */
export function readNumber(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value !== 'string' || !/^-?\d+(\.\d+)?\s*%?$/.test(value.trim())) return null;
	return Number.parseFloat(value);
}

/** @returns a sum of money or of credits; a share in per cent is none */
export function readAmount(value: unknown): number | null {
	return typeof value === 'string' && value.includes('%') ? null : readNumber(value);
}

/** @returns text that is not empty, or null */
export function readText(value: unknown): string | null {
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** @returns true or false, or null; `"true"` is not a boolean */
export function readBoolean(value: unknown): boolean | null {
	return typeof value === 'boolean' ? value : null;
}

/** @returns the value when it is one of the words, else null */
export function readWord<T extends string>(value: unknown, words: readonly T[]): T | null {
	return words.find((word) => word === value) ?? null;
}

/** @returns the value when it is a plain JSON object, else null */
export function asReading(value: unknown): Reading | null {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Reading)
		: null;
}

/** Follows a path of names and list positions; undefined as soon as it leads nowhere or something breaks. */
export function readAt(value: unknown, path: ReadonlyArray<string | number>): unknown {
	try {
		return path.reduce(stepInto, value);
	} catch {
		return undefined;
	}
}

function stepInto(value: unknown, step: string | number): unknown {
	if (typeof step === 'number') return Array.isArray(value) ? (value[step] as unknown) : undefined;
	const object = asReading(value);
	return object !== null && Object.prototype.hasOwnProperty.call(object, step)
		? object[step]
		: undefined;
}

/** JSON inside JSON inside a text: relays pack what they were answered once or twice. */
const MOST_LAYERS = 4;

/** Characters; answers are a few thousand long. */
const LONGEST_TEXT = 2_000_000;

/** What a text that is JSON holds (an object or a list), however often it was packed; any other value as it is. */
export function opened(value: unknown): unknown {
	let inner = value;
	for (let layer = 0; layer < MOST_LAYERS && typeof inner === 'string'; layer += 1) {
		const text = inner.trim();
		if (text.length > LONGEST_TEXT || !/^[[{"]/.test(text) || !/[\]}"]/.test(text.slice(-1))) break;
		try {
			inner = JSON.parse(text);
		} catch {
			break;
		}
	}
	return typeof inner === 'object' && inner !== null ? inner : value;
}

/**
 * The answer as an object, also when it came as JSON text (with a byte order mark) under a wrong content type, or
 * alone in a list. Null for everything else: HTML, longer lists, numbers, cut-off JSON.
 */
export function bodyOf(body: unknown): Reading | null {
	const answer = opened(body);
	return Array.isArray(answer) && answer.length === 1
		? asReading(opened(answer[0]))
		: asReading(answer);
}

/** @returns per cent, 0 to 100, from `35`, `"35%"` or a share such as `0.35`; null for anything else */
export function readProgress(value: unknown): number | null {
	const number = readNumber(value);
	if (number === null) return null;
	const isShare = number > 0 && number < 1 && !String(value).includes('%');
	return Math.min(100, Math.max(0, isShare ? Math.round(number * 100) : number));
}
