'use strict';

const { NodeHelpers } = require('n8n-workflow');
const { readExamples } = require('../../tools/n8n/examples');
const { CORE_NODES, NOTE, isOurs } = require('../package/exampleRules');
const { unknownParameters } = require('../package/parameters');
const { sharedClient } = require('./support/stage');

const client = sharedClient();
/** @type {any[]} */
let types = [];

beforeAll(async () => {
	types = /** @type {any} */ (await (await client.get('/types/nodes.json')).json());
});

/** @param {any} type @returns {number[]} */
const versionsOf = ({ version }) => [version].flat();

/** @param {{ type: string, typeVersion: number }} node */
const typeOf = ({ type, typeVersion }) =>
	types.find((each) => each.name === type && versionsOf(each).includes(typeVersion));

/**
 * Lists that n8n fills from an account have no choices to compare with.
 *
 * @param {any} property
 * @returns {any}
 */
function comparable(property) {
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
	const nodes = example.nodes.filter((/** @type {any} */ node) => node.type !== NOTE);

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
