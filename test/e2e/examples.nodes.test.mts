import { NodeHelpers } from 'n8n-workflow';
import { readExamples } from '../../tools/n8n/examples.mts';
import { CORE_NODES, NOTE, isOurs } from '../package/exampleRules.mts';
import { unknownParameters } from '../package/parameters.mts';
import { sharedClient } from './support/stage.mts';

const client = sharedClient();
let types: any[] = [];

beforeAll(async () => {
	types = (await (await client.get('/types/nodes.json')).json()) as any;
});

const versionsOf = ({ version }: any): number[] => [version].flat();

const typeOf = ({ type, typeVersion }: { type: string; typeVersion: number }) =>
	types.find((each) => each.name === type && versionsOf(each).includes(typeVersion));

/** Lists that n8n fills from an account have no choices to compare with. */
function comparable(property: any): any {
	const isList = ['options', 'multiOptions'].includes(property.type);
	if (isList && !property.options?.length) return { ...property, type: 'any' };
	return Object.fromEntries(
		Object.entries(property).map(([name, value]) => {
			const nested = ['options', 'values'].includes(name) && !isList && Array.isArray(value);
			return [name, nested ? value.map(comparable) : value];
		}),
	);
}

describe.each(readExamples().map((example) => [example.name, example]))('%s', (_name, example) => {
	const nodes = example.nodes.filter((node: any) => node.type !== NOTE);

	it('uses nodes that this n8n has, in their newest version', () => {
		for (const node of nodes) {
			expect([node.type, typeOf(node) !== undefined]).toEqual([node.type, true]);
			if (isOurs(node)) continue;
			const newest = Math.max(
				...types.filter(({ name }) => name === node.type).flatMap(versionsOf),
			);
			expect([node.type, CORE_NODES[node.type]]).toEqual([node.type, newest]);
		}
	});

	it('sets parameters that exist there and that n8n does not hide', () => {
		for (const node of nodes) {
			const type = typeOf(node);
			expect(
				unknownParameters(type.properties.map(comparable), node.parameters, node.name),
			).toEqual([]);
			const shown = NodeHelpers.getNodeParameters(
				type.properties,
				node.parameters,
				true,
				false,
				node,
				type,
			);
			expect([node.name, Object.keys(shown ?? {})]).toEqual([
				node.name,
				expect.arrayContaining(Object.keys(node.parameters)),
			]);
		}
	});
});
