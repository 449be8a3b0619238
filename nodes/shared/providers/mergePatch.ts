import type { JsonObject, JsonValue } from '../domain/json';

function isObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Defines the property even when its name is `__proto__`, which plain assignment would lose. */
function put(target: JsonObject, name: string, value: JsonValue): void {
	Object.defineProperty(target, name, {
		value,
		enumerable: true,
		configurable: true,
		writable: true,
	});
}

/**
 * JSON merge patch (RFC 7396): null removes a name, objects merge deeply, everything else replaces.
 * Neither argument is changed.
 */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
	const merged: JsonObject = {};
	for (const name of Object.keys(target)) put(merged, name, target[name]);
	for (const name of Object.keys(patch)) {
		const value = patch[name];
		if (value === null) delete merged[name];
		else if (isObject(value)) {
			const current = Object.prototype.hasOwnProperty.call(merged, name) ? merged[name] : undefined;
			put(merged, name, mergePatch(isObject(current) ? current : {}, value));
		} else if (value !== undefined) put(merged, name, value);
	}
	return merged;
}
