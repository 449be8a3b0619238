import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { CHOSEN_PROVIDER, PROVIDER_CREDENTIALS } from '../shared/fields/providerChoices';
import { TASK_LIST } from '../shared/fields/taskLocator';
import { generateFields } from './fields';
import { resumeWebhooks } from './suspend/resumeAddress';

export class SeedanceGenerate implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Seedance Generate',
		name: 'seedanceGenerate',
		icon: { light: 'file:../../icons/seedance.svg', dark: 'file:../../icons/seedance.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: `={{ ({ getMany: "get many tasks", wait: "wait for task", getBalance: "get balance", finishDraft: "finish draft" }[$parameter["operation"]] || $parameter["operation"] + ($parameter["resource"] === "task" ? " task" : "")) + " on " + ${CHOSEN_PROVIDER} }}`,
		description:
			'Make AI videos with Seedance, one per input item, and never pay twice for the same row',
		defaults: { name: 'Seedance Generate' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		webhooks: resumeWebhooks,
		waitingNodeTooltip: 'The videos are in the making. This execution goes on by itself.',
		credentials: PROVIDER_CREDENTIALS,
		properties: generateFields,
	};

	methods = TASK_LIST;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { route } = await import('./router');
		return [await route(this)];
	}

	/** A provider reports a finished task to a suspended execution. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { resume } = await import('./suspend/resume');
		return await resume(this);
	}
}
