/**
 * Compares saved node parameters (examples, README snippets) with what a node really offers.
 */

const isList = (property: any) => property.type === 'options' || property.type === 'multiOptions';

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');

/** @returns one line per name or value that the node does not know */
export function unknownParameters(
	properties: any[],
	values: Record<string, any>,
	place: string,
): string[] {
	return Object.entries(values).flatMap(([name, value]) => {
		const candidates = properties.filter((property) => property.name === name);
		if (candidates.length === 0) return [`${place}.${name} does not exist`];
		if (isExpression(value)) return [];
		const findings = candidates.map((property) => problemsOf(property, value, `${place}.${name}`));
		// A name may stand for several fields (`operation`, `options`): one of them must fit.
		return findings.some((list) => list.length === 0) ? [] : findings[0];
	});
}

function problemsOf(property: any, value: any, place: string): string[] {
	if (isList(property)) {
		const known = property.options.map((option: any) => option.value);
		const chosen = Array.isArray(value) ? value : [value];
		return chosen
			.filter((each) => !known.includes(each))
			.map((each) => `${place} has no choice "${each}"`);
	}
	if (property.type === 'collection') return unknownParameters(property.options, value, place);
	if (property.type === 'fixedCollection') {
		return Object.entries<any>(value).flatMap(([groupName, entries]) => {
			const group = property.options.find((each: any) => each.name === groupName);
			if (group === undefined) return [`${place}.${groupName} does not exist`];
			return [entries]
				.flat()
				.flatMap((entry) => unknownParameters(group.values, entry, `${place}.${groupName}`));
		});
	}
	const wanted: Record<string, string> = { number: 'number', boolean: 'boolean', string: 'string' };
	const type = wanted[property.type];
	return type !== undefined && typeof value !== type ? [`${place} is not a ${type}`] : [];
}
