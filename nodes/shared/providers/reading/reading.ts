import { z } from 'zod';

/** Half-read JSON of which nothing is known yet. */
export type Reading = Record<string, unknown>;

/** A field that is text, or null when it is missing, empty or something else. */
export const looseText = z
	.string()
	.nullish()
	.catch(null)
	.transform((value) => (value === undefined || value === null || value === '' ? null : value));

/** A field that is a finite number (relays also write `"5"` and `"30%"`), or null. */
export const looseNumber = z.unknown().transform((value) => readNumber(value));

/** A field that is true or false, or null; `"true"` is not a boolean. */
export const looseBoolean = z
	.boolean()
	.nullish()
	.catch(null)
	.transform((value) => value ?? null);

/** An object field, or `{}` when it is missing or something else. */
export const looseObject = z.unknown().transform((value) => asReading(value) ?? {});

/** @returns a finite number, or null for anything that is not clearly one */
export function readNumber(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	if (typeof value !== 'string' || !/^-?\d+(\.\d+)?\s*%?$/.test(value.trim())) return null;
	return Number.parseFloat(value);
}

/** @returns text that is not empty, or null */
export function readText(value: unknown): string | null {
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** @returns the value when it is a plain JSON object, else null */
export function asReading(value: unknown): Reading | null {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Reading)
		: null;
}

/** Follows a path of names and list positions; undefined as soon as it leads nowhere. */
export function readAt(value: unknown, path: ReadonlyArray<string | number>): unknown {
	let current: unknown = value;
	for (const step of path) {
		if (typeof step === 'number') {
			current = Array.isArray(current) ? current[step] : undefined;
		} else {
			const object = asReading(current);
			current =
				object !== null && Object.prototype.hasOwnProperty.call(object, step)
					? object[step]
					: undefined;
		}
	}
	return current;
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
