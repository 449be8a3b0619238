import type { INodeProperties } from 'n8n-workflow';

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Max Size (MB)',
			name: 'maxSizeMb',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 2048,
			description: 'A larger film is refused before it is written',
		},
		{
			displayName: 'Missing Clips',
			name: 'missingClips',
			type: 'options',
			options: [
				{ name: 'Leave Out', value: 'skip', description: 'Join the others, with a warning' },
				{ name: 'Stop', value: 'stop', description: 'Make no film with a gap' },
			],
			default: 'stop',
			description: 'What to do when a row has no file, for example because its video failed',
		},
		{
			displayName: 'Sound',
			name: 'sound',
			type: 'options',
			options: [
				{
					name: 'Keep',
					value: 'keep',
					description: 'Clips without sound among others are silent in the film',
				},
				{ name: 'Remove', value: 'remove', description: 'Make a film without sound' },
			],
			default: 'keep',
			description: 'What becomes of the sound of the clips',
		},
	],
};

export const joinFields: INodeProperties[] = [
	{
		displayName: 'Input Binary Field',
		name: 'binaryProperty',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the input binary field with the clip of each item',
	},
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.story }}',
		description:
			'Make one film for each value of this expression, in the order in which the values first appear. Leave empty for one film of all items.',
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: 'film.mp4',
		description:
			'Name of the film, read from its first item. Characters that some systems do not allow in names are replaced.',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'outputProperty',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the output binary field to put the film in',
	},
	options,
];
