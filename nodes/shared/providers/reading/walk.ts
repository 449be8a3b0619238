import { opened } from './reading';

/** One value of an answer and the names on the way to it; positions in lists are left out. */
export interface Place {
	value: unknown;
	path: readonly string[];
}

const DEEPEST = 40;
const MOST_PLACES = 5000;

/**
 * All values of an answer, the nearest first, also those in JSON that is given as text. Bounded, so that no answer
 * can hold the node up.
 * @param isLeftOut true for what is not to be entered
 */
export function placesIn(answer: unknown, isLeftOut: (place: Place) => boolean): Place[] {
	const places: Place[] = [{ value: opened(answer), path: [] }];
	const depths = [0];
	for (let next = 0; next < places.length && places.length < MOST_PLACES; next += 1) {
		const { value, path } = places[next];
		if (typeof value !== 'object' || value === null || depths[next] >= DEEPEST) continue;
		const parts: Array<[string | null, unknown]> = Array.isArray(value)
			? value.slice(0, MOST_PLACES).map((part): [null, unknown] => [null, part])
			: Object.entries(value).slice(0, MOST_PLACES);
		for (const [name, part] of parts) {
			const place = { value: opened(part), path: name === null ? path : [...path, name] };
			if (places.length >= MOST_PLACES) break;
			if (isLeftOut(place)) continue;
			places.push(place);
			depths.push(depths[next] + 1);
		}
	}
	return places;
}
