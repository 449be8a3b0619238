/**
 * Reads n8n's format for executions: a JSON list in which every text inside an object or list is
 * the place of the value meant, so that the same object can stand in several places.
 */
export function parseFlatted(text: unknown): any {
	if (typeof text !== 'string') return text;
	const values: unknown[] = JSON.parse(text);
	const known: Map<number, any> = new Map();
	const read = (place: number): any => {
		const value = values[place];
		if (typeof value !== 'object' || value === null) return value;
		if (known.has(place)) return known.get(place);
		const revived: any = Array.isArray(value) ? [] : {};
		known.set(place, revived);
		for (const [name, each] of Object.entries(value)) {
			revived[name] = typeof each === 'string' ? read(Number(each)) : each;
		}
		return revived;
	};
	return read(0);
}
