import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../support/providers.mts';
import { SeedanceTaskTrigger } from '../../nodes/SeedanceTaskTrigger/SeedanceTaskTrigger.node.ts';
import codex from '../../nodes/SeedanceTaskTrigger/SeedanceTaskTrigger.node.json' with { type: 'json' };
import type { INodePropertyOptions } from 'n8n-workflow';

const { description } = new SeedanceTaskTrigger();

const field = (name: string) => {
	const found = description.properties.find((property) => property.name === name);
	if (found === undefined) throw new Error(`There is no field "${name}"`);
	return found;
};

const valuesOf = (name: string) =>
	(field(name).options as INodePropertyOptions[])
		.filter(({ displayOptions }) => displayOptions === undefined)
		.map(({ value }) => value);

describe('the fields of Seedance Task Trigger keep the names that saved workflows use', () => {
	it('provider', () => {
		const values = valuesOf('provider');
		expect([...values].sort()).toEqual([...PROVIDER_IDS].sort());
		// Those of the first version.
		expect(values).toEqual(expect.arrayContaining(['evolink', 'ark', 'twelveAi', 'ink']));
		expect(field('provider').default).toBe('evolink');
	});

	it.each([
		['receive', ['webhook', 'polling'], 'webhook'],
		['events', ['cancelled', 'expired', 'failed', 'succeeded'], ['succeeded', 'failed']],
		['watch', ['recent', 'specific'], 'recent'],
	] as [string, string[], string | string[]][])('%s', (name, values, fallback) => {
		expect(valuesOf(name)).toEqual(values);
		expect(field(name).default).toEqual(fallback);
	});

	it('taskIds, options.fields and options.simplify', () => {
		expect(field('taskIds')).toMatchObject({ type: 'string', default: '' });
		expect(field('options').options?.map(({ name }) => name)).toEqual(['fields', 'simplify']);
		expect(field('options').options?.[1]).toMatchObject({ default: true });
	});

	it('the node is a trigger that both polls and listens, with one credential per provider', () => {
		expect(description).toMatchObject({
			name: 'seedanceTaskTrigger',
			group: ['trigger'],
			polling: true,
			inputs: [],
		});
		expect(description.usableAsTool).toBeUndefined();
		expect(description.credentials?.map(({ name }) => name)).toEqual(
			PROVIDER_IDS.map((id) => PROVIDERS[id].credentialType),
		);
		expect(codex.node).toBe('n8n-nodes-seedance.seedanceTaskTrigger');
	});

	it('hints fit into the panel', () => {
		for (const property of description.properties) {
			expect((property.hint ?? '').length).toBeLessThanOrEqual(120);
		}
	});
});
