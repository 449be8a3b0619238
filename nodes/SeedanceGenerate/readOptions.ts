import { PROVIDER_OPTIONS } from '../shared/domain/options';
import type { OptionField, ProviderOptionValues } from '../shared/domain/options';
import type { ParameterReader } from '../shared/n8n/reader';
import { OPTIONS, labelOf } from './options';
import type { NodeOption, OptionsPer } from './options';

/** What was typed; undefined where that is nothing, or cannot be used. */
function typed(
	reader: ParameterReader,
	name: string,
	option: OptionField & Pick<NodeOption, 'unit' | 'use'>,
) {
	const cell = reader.option(name);
	const label = labelOf(option);
	switch (option.type) {
		case 'boolean':
			return reader.boolean(cell, label);
		case 'number':
			return reader.number(cell, label, option.unit);
		case 'string':
			return reader.text(cell, label, option.use) || undefined;
		case 'json':
			return reader.jsonObject(cell, label);
		case 'options': {
			const allowed = option.options.map(({ value }) => value);
			return reader.choice(cell, label, allowed, { list: option.options });
		}
	}
}

function valueOf(reader: ParameterReader, name: string, option: NodeOption) {
	const label = labelOf(option);
	if (option.empty === 'refused' && reader.isOptionEmpty(name)) {
		reader.report(label, `${label} is empty; 0 means no limit.`);
	}
	const staysUnset = option.empty === 'unset' || option.type === 'json';
	const value = typed(reader, name, option) ?? (staysUnset ? undefined : option.default);
	const least = option.type === 'number' ? option.typeOptions?.minValue : undefined;
	if (typeof value === 'number' && least !== undefined && value < least) {
		reader.report(label, `${label} is ${value}, but the least is ${least}.`);
	}
	return value;
}

/** The options of the node for one row, or for the run. What cannot be used is a problem of the reader. */
export function readOptions<Part extends 'row' | 'run'>(
	reader: ParameterReader,
	part: Part,
): OptionsPer<Part> {
	const values = Object.entries(OPTIONS).flatMap(([name, option]) =>
		'per' in option && (option.per === part || option.per === 'both')
			? [[name, valueOf(reader, name, option)]]
			: [],
	);
	return Object.fromEntries(values) as OptionsPer<Part>;
}

/** The options of a row that go to its provider. */
export function readProviderOptions(reader: ParameterReader): ProviderOptionValues {
	const values: ProviderOptionValues = Object.fromEntries(
		Object.entries(PROVIDER_OPTIONS).map(([name, option]) => [name, typed(reader, name, option)]),
	);
	// -1 is how the field says "any", on Ark too (docs/providers.md 1.4).
	return { ...values, seed: values.seed === -1 ? undefined : values.seed };
}
