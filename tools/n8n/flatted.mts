/**
 * Reads n8n's format for executions: a JSON list in which every text inside an object or list is
 * the place of the value meant, so that the same object can stand in several places.
 *
 * @returns the first value of the list; what is no text comes back as it is
 */
export function parseFlatted(text: unknown): unknown {
	if (typeof text !== 'string') return text;
	const values = JSON.parse(text) as unknown[];
	const known: Map<number, unknown> = new Map();
	const meant = (each: unknown) => (typeof each === 'string' ? read(Number(each)) : each);
	const read = (place: number): unknown => {
		const value = values[place];
		if (typeof value !== 'object' || value === null) return value;
		if (known.has(place)) return known.get(place);
		if (Array.isArray(value)) {
			const list: unknown[] = [];
			known.set(place, list);
			for (const each of value) list.push(meant(each));
			return list;
		}
		const record: Record<string, unknown> = {};
		known.set(place, record);
		for (const [name, each] of Object.entries(value)) record[name] = meant(each);
		return record;
	};
	return read(0);
}
