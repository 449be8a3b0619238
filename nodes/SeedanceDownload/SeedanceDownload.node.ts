import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { CHOSEN_PROVIDER, PROVIDER_CREDENTIALS } from '../shared/fields/providerChoices';
import { TASK_LIST } from '../shared/fields/taskLocator';
import { downloadFields } from './fields';

export class SeedanceDownload implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Seedance Download',
		name: 'seedanceDownload',
		icon: { light: 'file:../../icons/seedance.svg', dark: 'file:../../icons/seedance.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: `={{ "by " + ($parameter["source"] === "url" ? "URL" : "task") + " from " + ${CHOSEN_PROVIDER} }}`,
		description:
			'Store the finished video of a Seedance task as a file: waits, resumes, checks, one per input item',
		defaults: { name: 'Seedance Download' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: PROVIDER_CREDENTIALS,
		properties: downloadFields,
	};

	methods = TASK_LIST;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { downloadRows } = await import('./execute');
		return [await downloadRows(this)];
	}
}
