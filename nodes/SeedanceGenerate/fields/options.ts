import type { INodeProperties } from 'n8n-workflow';
import { whoHas } from '../../shared/fields/offers';
import type { ProviderOption, ProviderOptionName } from '../../shared/domain/options';
import { OPTIONS, TASK_OPERATIONS, VIDEO_OPERATIONS } from '../options';
import type { NodeOption } from '../options';

type Option = NodeOption | (ProviderOption & Pick<NodeOption, 'completions'>);

/** Which operations of a resource show an option. */
const shownBy = ({ operations }: Option, ofResource: readonly string[]) =>
	operations.filter((operation: string) => ofResource.includes(operation));

/** An option as n8n's panel takes it. */
function fieldOf(name: string, option: Option, ofResource: readonly string[]): INodeProperties {
	const { displayName, type, placeholder, description, completions } = option;
	const operations = shownBy(option, ofResource);
	const show = {
		...(operations.length < ofResource.length && { '/operation': operations }),
		...(ofResource === VIDEO_OPERATIONS && completions && { '/completion': [...completions] }),
	};
	return {
		displayName,
		name,
		type,
		...('typeOptions' in option && { typeOptions: option.typeOptions }),
		...('options' in option && { options: [...option.options] }),
		default: option.default,
		...(placeholder !== undefined && { placeholder }),
		...(Object.keys(show).length > 0 && { displayOptions: { show } }),
		description:
			typeof description === 'string'
				? description
				: description(whoHas(name as ProviderOptionName)),
	};
}

const fieldsOf = (ofResource: readonly string[]): INodeProperties[] =>
	Object.entries<Option>(OPTIONS)
		.filter(([, option]) => shownBy(option, ofResource).length > 0)
		.map(([name, option]) => fieldOf(name, option, ofResource));

const collectionOf = (resource: string, options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions: { show: { resource: [resource] } },
	options,
});

const byName = (a: INodeProperties, b: INodeProperties) => (a.displayName < b.displayName ? -1 : 1);

export const optionFields: INodeProperties[] = [
	collectionOf('video', fieldsOf(VIDEO_OPERATIONS)),
	collectionOf('task', fieldsOf(TASK_OPERATIONS).sort(byName)),
];
