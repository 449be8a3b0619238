import type { INodeProperties } from 'n8n-workflow';
import { BALANCE_PROVIDERS, LISTING_PROVIDERS_BRIEFLY, whoHas } from '../../shared/fields/offers';
import { PROVIDER_CHOICES } from '../../shared/fields/providerChoices';
import { DEFAULT_PROVIDER } from '../../shared/providers';

export const operationFields: INodeProperties[] = [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		noDataExpression: true,
		options: PROVIDER_CHOICES,
		default: DEFAULT_PROVIDER,
		description: 'Who makes and bills the video',
	},
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Video', value: 'video' },
			{ name: 'Task', value: 'task' },
			{ name: 'Account', value: 'account' },
		],
		default: 'video',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['video'] } },
		options: [
			{
				name: 'Generate',
				value: 'generate',
				description: 'Make one video per input item',
				action: 'Generate video',
			},
			{
				name: 'Estimate',
				value: 'estimate',
				description: 'Check every row and estimate its cost without sending or spending anything',
				action: 'Estimate video',
			},
			{
				name: 'Finish Draft',
				value: 'finishDraft',
				description: `Make the full video of a draft (${whoHas('draft')} only)`,
				action: 'Finish draft',
			},
		],
		default: 'generate',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['task'] } },
		options: [
			{
				name: 'Cancel',
				value: 'cancel',
				description: 'Cancel a task that has not started yet',
				action: 'Cancel task',
			},
			{
				name: 'Delete',
				value: 'delete',
				description: 'Delete the record of a finished task',
				action: 'Delete task',
			},
			{
				name: 'Get',
				value: 'get',
				description: 'Read a task once',
				action: 'Get task',
			},
			{
				name: 'Get Many',
				value: 'getMany',
				description: `List recent tasks (${LISTING_PROVIDERS_BRIEFLY} only)`,
				action: 'Get many tasks',
			},
			{
				name: 'Wait',
				value: 'wait',
				description: 'Wait until a task that was submitted earlier has ended',
				action: 'Wait for task',
			},
		],
		default: 'get',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['account'] } },
		options: [
			{
				name: 'Get Balance',
				value: 'getBalance',
				description: `Read what the account can still spend (${BALANCE_PROVIDERS} only)`,
				action: 'Get account balance',
			},
		],
		default: 'getBalance',
	},
];
