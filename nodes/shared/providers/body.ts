import type { JsonObject, JsonValue } from '../domain/json';
import type { Medium, VideoRequest } from '../domain/request';
import type { MediaKind } from '../domain/vocabulary';
import { mergePatch } from './mergePatch';

/** A body under construction: what the user did not set is undefined. */
export type Draft = Record<string, JsonValue | undefined>;

/** Leaves out what was not set; an explicit false, 0 or null stays. */
export function withoutUnset(draft: Draft): JsonObject {
	const body: JsonObject = {};
	for (const [name, value] of Object.entries(draft)) {
		if (value !== undefined) body[name] = value;
	}
	return body;
}

/** Finishes a body: unset fields go, and the user's extra body has the last word. */
export function finishBody(draft: Draft, request: VideoRequest): JsonObject {
	const body = withoutUnset(draft);
	const { extraBody } = request.options;
	return extraBody === undefined ? body : mergePatch(body, extraBody);
}

/** The addresses of one kind in list order, or undefined when there are none. */
export function urlsOf(media: readonly Medium[], kind: MediaKind): string[] | undefined {
	const urls = media.filter((medium) => medium.kind === kind).map((medium) => medium.url);
	return urls.length === 0 ? undefined : urls;
}

/** The object, or undefined when it has nothing in it. */
export function unlessEmpty(object: JsonObject): JsonObject | undefined {
	return Object.keys(object).length === 0 ? undefined : object;
}
