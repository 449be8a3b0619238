import type { INodeProperties } from 'n8n-workflow';
import { taskLocator } from '../../shared/fields/taskLocator';

export const COMPLETIONS = ['wait', 'callback', 'sleep', 'submit'] as const;
export type Completion = (typeof COMPLETIONS)[number];

export const completionFields: INodeProperties[] = [
	{
		displayName: 'When to Continue',
		name: 'completion',
		type: 'options',
		options: [
			{
				name: 'When the Videos Are Ready',
				value: 'wait',
				description: 'Submit all rows, then wait here until every video has ended',
			},
			{
				name: 'When the Provider Calls Back',
				value: 'callback',
				description:
					'Needs a public https address. Suspends the execution, so that waiting costs nothing, until every video has ended.',
			},
			{
				name: 'After the Expected Time',
				value: 'sleep',
				description:
					'Needs no public address. Suspends for as long as videos usually take; Download or Task: Wait finishes the rest.',
			},
			{
				name: 'Right After Submitting',
				value: 'submit',
				description:
					'Return the task IDs at once; finish with Task: Wait, Download or the Task Trigger',
			},
		],
		default: 'wait',
		displayOptions: { show: { resource: ['video'], operation: ['generate', 'finishDraft'] } },
		description: 'What happens after the videos were ordered',
	},
	{
		displayName:
			'After a suspension n8n cannot stop the workflow for a failed row: it comes out as an item with "failure" (or on the error output). If the deadline comes first, all rows come out on the first output.',
		name: 'suspensionNotice',
		type: 'notice',
		default: '',
		displayOptions: {
			show: {
				resource: ['video'],
				operation: ['generate', 'finishDraft'],
				completion: ['callback', 'sleep'],
			},
		},
	},
];

export const taskFields: INodeProperties[] = [
	{
		displayName: 'Draft ID',
		name: 'draftId',
		type: 'string',
		required: true,
		default: '={{ $json.draftId }}',
		displayOptions: { show: { resource: ['video'], operation: ['finishDraft'] } },
		description: 'The field "draftId" of an item that was made with the option Draft',
	},
	...taskLocator(
		{ resource: ['task'], operation: ['get', 'wait', 'cancel', 'delete'] },
		'The ID that the provider gave when the video was submitted',
	),
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		displayOptions: { show: { resource: ['task'], operation: ['getMany'] } },
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { resource: ['task'], operation: ['getMany'], returnAll: [false] } },
		description: 'Max number of results to return',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show: { resource: ['task'], operation: ['getMany'] } },
		options: [
			{
				displayName: 'Model',
				name: 'model',
				type: 'string',
				default: '',
				placeholder: 'e.g. doubao-seedance-2-0-260128',
				description: 'Only tasks of exactly this model or endpoint ID',
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: [
					{ name: 'Cancelled', value: 'cancelled' },
					{ name: 'Expired', value: 'expired' },
					{ name: 'Failed', value: 'failed' },
					{ name: 'Queued', value: 'queued' },
					{ name: 'Running', value: 'running' },
					{ name: 'Succeeded', value: 'succeeded' },
				],
				default: 'succeeded',
				description: 'Only tasks with this status',
			},
		],
	},
];
