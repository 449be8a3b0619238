import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

type Property = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** The fields of a panel, also those inside collections. */
function withInner(properties: readonly Property[]): Property[] {
	return properties.flatMap((property) => [
		property,
		...('options' in property ? withInner(property.options ?? []) : []),
		...('values' in property ? withInner(property.values) : []),
	]);
}

/** The lines of the list with this name, wherever it stands in the panel. */
export function listOf(
	properties: readonly INodeProperties[],
	name: string,
): INodePropertyOptions[] {
	return withInner(properties).flatMap((property) => {
		if (property.name !== name || !('type' in property)) return [];
		return (property.options ?? []).filter((line): line is INodePropertyOptions => 'value' in line);
	});
}

/**
 * Whether n8n shows other fields for the one writing of a choice than for the other. What it does not
 * show, it also drops, so such a choice has to be written as the list holds it.
 */
export function changesShownFields(
	properties: readonly INodeProperties[],
	name: string,
	written: string,
	meant: string,
): boolean {
	return withInner(properties).some((property) => {
		const { show, hide } = ('displayOptions' in property && property.displayOptions) || {};
		return [show, hide].some((conditions) => {
			const values: unknown[] | undefined = conditions?.[name] ?? conditions?.[`/${name}`];
			return values !== undefined && values.includes(written) !== values.includes(meant);
		});
	});
}
