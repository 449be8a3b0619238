import type { JsonObject } from '../../shared/domain/json';

/** Whether a field of a body, or of an object in it, has this value, as text or as number. */
export function holds(body: JsonObject, text: string): boolean {
	return Object.values(body).some((value) => {
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		return isObject ? holds(value, text) : value === text || value === Number(text);
	});
}
