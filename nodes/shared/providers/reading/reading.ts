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

/**
 * The answer as an object, also when it came as JSON text (with a byte order mark) under a wrong content type.
 * Null for everything else: HTML, lists, numbers, cut-off JSON.
 */
export function bodyOf(body: unknown): Reading | null {
	if (typeof body !== 'string') return asReading(body);
	if (!body.trimStart().startsWith('{')) return null;
	try {
		return asReading(JSON.parse(body.trim()));
	} catch {
		return null;
	}
}
