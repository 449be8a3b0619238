import { NodeHelpers } from 'n8n-workflow';
import { readExamples } from '../../tools/n8n/examples.mts';
import { CORE_NODES, NOTE, OURS } from '../package/exampleRules.mts';
import { unknownParameters } from '../package/parameters.mts';
import { sharedClient } from './support/stage.mts';
import type { INode, INodeProperties, INodeTypeDescription } from 'n8n-workflow';

const client = sharedClient();
let types: INodeTypeDescription[] = [];

beforeAll(async () => {
	types = await client.nodeTypes();
});

const versionsOf = ({ version }: INodeTypeDescription): number[] => [version].flat();

const typeOf = ({ type, typeVersion }: INode) =>
	types.find((each) => each.name === type && versionsOf(each).includes(typeVersion));

/** Lists that n8n fills from an account have no choices to compare with: they become fields that take anything. */
function comparable(property: INodeProperties): INodeProperties {
	if (property.type === 'options' || property.type === 'multiOptions') {
		return property.options?.length ? property : { ...property, type: 'json' };
	}
	return {
		...property,
		options: property.options?.map((option) => {
			if ('values' in option) return { ...option, values: option.values.map(comparable) };
			return 'type' in option ? comparable(option) : option;
		}),
	};
}

describe.each(readExamples())('$name', (example) => {
	const nodes = example.nodes.filter((node) => node.type !== NOTE);

	it('uses nodes that this n8n has, in their newest version', () => {
		for (const node of nodes) {
			expect([node.type, typeOf(node) !== undefined]).toEqual([node.type, true]);
			if (node.type.startsWith(OURS)) continue;
			const newest = Math.max(
				...types.filter(({ name }) => name === node.type).flatMap(versionsOf),
			);
			expect([node.type, CORE_NODES[node.type]]).toEqual([node.type, newest]);
		}
	});

	it('sets parameters that exist there and that n8n does not hide', () => {
		for (const node of nodes) {
			const type = typeOf(node);
			const properties = type?.properties ?? [];
			expect(unknownParameters(properties.map(comparable), node.parameters, node.name)).toEqual([]);
			const shown = NodeHelpers.getNodeParameters(
				properties,
				node.parameters,
				true,
				false,
				node,
				type ?? null,
			);
			expect([node.name, Object.keys(shown ?? {})]).toEqual([
				node.name,
				expect.arrayContaining(Object.keys(node.parameters)),
			]);
		}
	});
});
