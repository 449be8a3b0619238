import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { joinFields } from './fields';

export class SeedanceJoin implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Seedance Join',
		name: 'seedanceJoin',
		icon: { light: 'file:../../icons/seedance.svg', dark: 'file:../../icons/seedance.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["groupBy"] ? "one film per group" : "one film") + " as " + $parameter["fileName"] }}',
		description:
			'Join finished clips to one film, in the order of the items, without a service and without loss of quality',
		defaults: { name: 'Seedance Join' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: joinFields,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { joinRows } = await import('./execute');
		return [await joinRows(this)];
	}
}
