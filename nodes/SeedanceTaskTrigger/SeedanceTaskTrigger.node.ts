import type {
	IHookFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { CHOSEN_PROVIDER, PROVIDER_CREDENTIALS } from '../shared/fields/providerChoices';
import { triggerFields } from './description';

export class SeedanceTaskTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Seedance Task Trigger',
		name: 'seedanceTaskTrigger',
		icon: { light: 'file:../../icons/seedance.svg', dark: 'file:../../icons/seedance.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: `={{ $parameter["receive"] + " from " + ${CHOSEN_PROVIDER} }}`,
		description: 'Trigger: starts the workflow once for each Seedance video task that has ended',
		eventTriggerDescription: 'Waiting for a Seedance task to end',
		activationMessage: 'Each Seedance task that ends from now on starts this workflow once.',
		defaults: { name: 'Seedance Task Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: PROVIDER_CREDENTIALS,
		webhooks: [
			{
				name: 'default',
				// An empty method registers nothing, which is what polling wants.
				httpMethod: '={{ $parameter["receive"] === "webhook" ? "POST" : "" }}',
				path: 'seedance',
				responseMode: 'onReceived',
				responseData: '',
				ndvHideUrl: '={{ $parameter["receive"] !== "webhook" }}',
			},
		],
		properties: triggerFields,
	};

	/** Providers take the callback address with each task, so there is nothing to register or remove. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const { handlePoll } = await import('./poll');
		return await handlePoll(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { handleWebhook } = await import('./webhook');
		return await handleWebhook(this);
	}
}
