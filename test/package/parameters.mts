/** Compares saved node parameters (examples, README snippets) with what a node really offers. */

import type {
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	NodeParameterValueType,
} from 'n8n-workflow';

type Property = Pick<INodeProperties, 'name' | 'type' | 'options'>;

/** The values of a list. */
export const choicesOf = ({ options = [] }: Property) =>
	options.flatMap((option) => ('value' in option ? [option.value] : []));

const isList = ({ type }: Property) => type === 'options' || type === 'multiOptions';

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');

/** One line per name or value that the node does not know. */
export function unknownParameters(
	properties: Property[],
	values: INodeParameters,
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

function problemsOf(property: Property, value: NodeParameterValueType, place: string): string[] {
	if (isList(property)) {
		const known: unknown[] = choicesOf(property);
		const chosen: unknown[] = Array.isArray(value) ? value : [value];
		return chosen
			.filter((each) => !known.includes(each))
			.map((each) => `${place} has no choice "${each}"`);
	}
	if (property.type === 'collection') {
		const fields = property.options as INodeProperties[];
		return unknownParameters(fields, value as INodeParameters, place);
	}
	if (property.type === 'fixedCollection') {
		const groups = property.options as INodePropertyCollection[];
		return Object.entries(value as INodeParameters).flatMap(([groupName, entries]) => {
			const group = groups.find((each) => each.name === groupName);
			if (group === undefined) return [`${place}.${groupName} does not exist`];
			return [entries as INodeParameters | INodeParameters[]]
				.flat()
				.flatMap((entry) => unknownParameters(group.values, entry, `${place}.${groupName}`));
		});
	}
	const wanted: Record<string, string> = { number: 'number', boolean: 'boolean', string: 'string' };
	const type = wanted[property.type];
	return type !== undefined && typeof value !== type ? [`${place} is not a ${type}`] : [];
}
