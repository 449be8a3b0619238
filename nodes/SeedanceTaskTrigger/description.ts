import type { INodeProperties } from 'n8n-workflow';
import {
	IDS_OF_LISTING,
	LISTED_DAYS,
	LISTED_FOR_A_DAY,
	LISTING_PROVIDERS,
} from '../shared/fields/offers';
import { PROVIDER_CHOICES } from '../shared/fields/providerChoices';
import { DEFAULT_PROVIDER } from '../shared/providers';

export const triggerFields: INodeProperties[] = [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		noDataExpression: true,
		options: PROVIDER_CHOICES,
		default: DEFAULT_PROVIDER,
		description: 'Who makes the videos',
	},
	{
		displayName: 'Receive',
		name: 'receive',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Webhook',
				value: 'webhook',
				description:
					'The provider calls as soon as a task has ended. Needs an n8n that can be reached from the internet over https.',
			},
			{
				name: 'Polling',
				value: 'polling',
				description: 'Ask the provider at the times below. Works on every n8n.',
			},
		],
		default: 'webhook',
		description: 'How finished tasks come to n8n',
	},
	{
		displayName:
			'Open "Webhook URLs" above, choose Production URL and copy it into the option "Callback URL" of a Seedance Generate node that continues "Right After Submitting". Use the same credential in both. Each finished task then starts this workflow once, with the Metadata of its row. Poll Times do not matter here.',
		name: 'webhookNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { receive: ['webhook'] } },
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: [
			{
				name: 'Cancelled',
				value: 'cancelled',
				description: 'Cancelled before there was a video',
			},
			{
				name: 'Expired',
				value: 'expired',
				description: 'Given up by the provider after waiting too long',
			},
			{ name: 'Failed', value: 'failed', description: 'Ended without a video' },
			{ name: 'Succeeded', value: 'succeeded', description: 'The video is ready' },
		],
		default: ['succeeded', 'failed'],
		required: true,
		description: 'Which ends of a task start the workflow',
	},
	{
		displayName: 'Watch',
		name: 'watch',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Recent Tasks',
				value: 'recent',
				description: `All tasks of the account in the last ${LISTED_DAYS} days (${LISTED_FOR_A_DAY}: in the last day), however they were submitted. ${LISTING_PROVIDERS} only. What has ended before the workflow is switched on counts as known.`,
			},
			{
				name: 'Specific Tasks',
				value: 'specific',
				description: 'Tasks whose IDs you name. Works with every provider.',
			},
		],
		default: 'recent',
		displayOptions: { show: { receive: ['polling'], provider: IDS_OF_LISTING } },
		description: 'Which tasks to look at',
	},
	{
		// The other providers keep no list that could be read.
		displayName: 'Watch',
		name: 'watch',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Specific Tasks',
				value: 'specific',
				description: 'Tasks whose IDs you name. Works with every provider.',
			},
		],
		default: 'specific',
		displayOptions: { show: { receive: ['polling'] }, hide: { provider: IDS_OF_LISTING } },
		description: 'Which tasks to look at',
	},
	{
		displayName: 'Task IDs',
		name: 'taskIds',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'e.g. task-unified-1774857405-abc123, task-unified-1774857406-def456',
		displayOptions: { show: { receive: ['polling'], watch: ['specific'] } },
		description:
			'IDs separated by commas or line breaks, or an expression that gives a list. Those that have ended already start the workflow at the first look.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Fields',
				name: 'fields',
				type: 'options',
				options: [
					{ name: 'All', value: 'all', description: 'All that is known of the task' },
					{
						name: 'Essential',
						value: 'essential',
						description:
							'The ten that the next step usually needs, as Seedance Generate simplifies',
					},
				],
				default: 'essential',
				description: 'Which fields of the task the item has',
			},
			{
				displayName: 'Simplify',
				name: 'simplify',
				type: 'boolean',
				default: true,
				description:
					'Whether to return a simplified version of the response instead of the raw data',
				hint: 'When off, the provider\'s own answer is added as "raw"',
			},
		],
	},
];
