import type { INodeProperties } from 'n8n-workflow';
import { whoHas } from '../shared/fields/offers';
import { PROVIDER_CHOICES } from '../shared/fields/providerChoices';
import { taskLocator } from '../shared/fields/taskLocator';
import { DEFAULT_PROVIDER } from '../shared/providers';

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Include Last Frame',
			name: 'includeLastFrame',
			type: 'boolean',
			default: false,
			description:
				'Whether to store the last picture of the video as well, in the field lastFrame, to begin the next shot with it',
			hint: `Needs Return Last Frame in Seedance Generate (${whoHas('returnLastFrame')})`,
		},
		{
			displayName: 'Max Concurrency',
			name: 'maxConcurrency',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 50 },
			default: 3,
			description: 'How many files are downloaded at once',
		},
		{
			displayName: 'Max Size (MB)',
			name: 'maxSizeMb',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 2048,
			description: 'Larger files are refused, before and while they are read',
		},
		{
			displayName: 'Verify',
			name: 'verify',
			type: 'boolean',
			default: true,
			description:
				'Whether to check that the file is really a complete MP4 or MOV video before it is stored',
		},
		{
			displayName: 'Wait Timeout (Minutes)',
			name: 'waitTimeout',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 30,
			description:
				'How long to wait for a video that is still being made. Fractions count: 0.5 is half a minute.',
		},
	],
};

export const downloadFields: INodeProperties[] = [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		noDataExpression: true,
		options: PROVIDER_CHOICES,
		default: DEFAULT_PROVIDER,
		description: 'Where the video was made',
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		options: [
			{
				name: 'Task',
				value: 'task',
				description: 'Ask the provider for the link; waits while the video is being made',
			},
			{
				name: 'URL',
				value: 'url',
				description: 'Use a link that is at hand. It cannot be renewed when it has run out.',
			},
		],
		default: 'task',
		description: 'Where the link to the video comes from',
	},
	...taskLocator({ source: ['task'] }, 'The ID that Seedance Generate or the provider gave'),
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '={{ $json.videoUrl }}',
		required: true,
		displayOptions: { show: { source: ['url'] } },
		placeholder: 'e.g. https://…/video.mp4',
		description: 'The link to the video file',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryProperty',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the output binary field to put the file in',
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '={{ $json.taskId }}.mp4',
		description: 'Characters that some systems do not allow in names are replaced',
	},
	options,
];
