import type { INodeProperties } from 'n8n-workflow';
import {
	ASPECT_RATIO_CHOICES,
	KIND_CHOICES,
	MODE_CHOICES,
	MODEL_CHOICES,
	RESOLUTION_CHOICES,
	SOURCE_CHOICES,
	TEMPLATE_CHOICES,
} from './choices';

const forVideo = { resource: ['video'], operation: ['generate', 'estimate'] };
const withMedia = {
	...forVideo,
	mode: ['auto', 'firstFrame', 'firstLastFrame', 'reference', 'videoEdit', 'videoExtend'],
};

const modelFields: INodeProperties[] = [
	{
		displayName: 'Mode',
		name: 'mode',
		type: 'options',
		options: MODE_CHOICES,
		default: 'auto',
		displayOptions: { show: forVideo },
		description: 'How the media are used',
	},
	{
		displayName: 'Model',
		name: 'model',
		type: 'options',
		options: MODEL_CHOICES,
		default: 'seedance-2.0',
		displayOptions: { show: forVideo },
		description: 'Which model makes the video',
	},
	{
		displayName: 'Custom Model',
		name: 'customModel',
		type: 'string',
		default: '',
		placeholder: 'e.g. ep-20260701120000-abcde',
		displayOptions: { show: { ...forVideo, model: ['custom'] } },
		description: 'Sent to the provider exactly as typed',
		hint: "An endpoint or model ID from the provider's own documentation or console",
	},
];

const promptFields: INodeProperties[] = [
	{
		displayName: 'Prompt From',
		name: 'promptSource',
		type: 'options',
		options: [
			{ name: 'Text', value: 'text' },
			{ name: 'Product Template', value: 'template' },
		],
		default: 'text',
		displayOptions: { show: forVideo },
		description: 'Whether to write the prompt or let a ready-made product look fill it in',
	},
	{
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. The watch turns slowly on dark marble, the camera moves closer.',
		displayOptions: { show: { ...forVideo, promptSource: ['text'] } },
		description: 'What happens in the video: motion, camera, light',
		hint: 'Several media: name them @Image1, @Video1, @Audio1 in the order of the list',
	},
	{
		displayName: 'Look',
		name: 'promptTemplate',
		type: 'options',
		options: TEMPLATE_CHOICES,
		default: 'rotation360',
		displayOptions: { show: { ...forVideo, promptSource: ['template'] } },
		description: 'The kind of product video',
	},
	{
		displayName: 'Product Name',
		name: 'productName',
		type: 'string',
		default: '',
		placeholder: 'e.g. walnut desk lamp',
		displayOptions: { show: { ...forVideo, promptSource: ['template'] } },
		description: 'How the prompt calls the product',
	},
];

/** In the order in which people fill them in. */
export const mediumFields: INodeProperties[] = [
	{
		displayName: 'Kind',
		name: 'kind',
		type: 'options',
		options: KIND_CHOICES,
		default: 'image',
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		options: SOURCE_CHOICES,
		default: 'url',
		description: 'Where the file comes from',
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://cdn.example.com/watch.jpg',
		displayOptions: { show: { source: ['url'] } },
		description: 'A direct link to the file that opens without a login',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryProperty',
		type: 'string',
		default: 'data',
		displayOptions: { show: { source: ['binary'] } },
		description: 'The name of the input field that holds the file',
	},
	{
		displayName: 'Asset ID',
		name: 'assetId',
		type: 'string',
		default: '',
		placeholder: 'e.g. asset-20260701abcd',
		displayOptions: { show: { source: ['asset'] } },
		description: "The ID of an approved asset in the provider's library",
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. hero',
		description: 'Optional: how the prompt can call this medium',
		hint: 'With "hero" the prompt can say @hero',
	},
];

const mediaFields: INodeProperties[] = [
	{
		displayName: 'Media From',
		name: 'mediaSource',
		type: 'options',
		options: [
			{ name: 'Fields Below', value: 'fields' },
			{ name: 'List (Sheet Cell) or JSON', value: 'json' },
		],
		default: 'fields',
		displayOptions: { show: withMedia },
		description: 'Whether to fill in the media one by one or take them from a sheet cell or JSON',
	},
	{
		displayName: 'Media',
		name: 'media',
		type: 'fixedCollection',
		typeOptions: {
			multipleValues: true,
			sortable: true,
			fixedCollection: { itemTitle: '={{ $collection.item.value.kind }}' },
		},
		placeholder: 'Add Image, Video or Audio',
		default: {},
		displayOptions: { show: { ...withMedia, mediaSource: ['fields'] } },
		description: 'The images, videos and audio of this row, in order',
		options: [
			{
				displayName: 'Medium',
				name: 'item',
				values: mediumFields,
			},
		],
	},
	{
		displayName: 'Media List',
		name: 'mediaJson',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. https://cdn.example.com/front.jpg, https://cdn.example.com/back.jpg',
		displayOptions: { show: { ...withMedia, mediaSource: ['json'] } },
		description:
			'Addresses separated by commas or new lines, or a JSON array of addresses or of objects with address, kind and name',
		hint: 'A sheet cell with one or more links works as it is',
	},
];

const outputFields: INodeProperties[] = [
	{
		displayName: 'Duration (Seconds)',
		name: 'duration',
		type: 'number',
		typeOptions: { minValue: -1, numberPrecision: 0 },
		default: 5,
		displayOptions: { show: forVideo },
		description: 'Length of the video; -1 lets the model choose where the provider offers that',
		hint: 'Most models make 4 to 15 seconds. Longer costs more.',
	},
	{
		displayName: 'Resolution',
		name: 'resolution',
		type: 'options',
		options: RESOLUTION_CHOICES,
		default: '720p',
		displayOptions: { show: forVideo },
		description: 'Picture size; an expression that is empty leaves it to the provider',
	},
	{
		displayName: 'Aspect Ratio',
		name: 'aspectRatio',
		type: 'options',
		options: ASPECT_RATIO_CHOICES,
		default: '16:9',
		displayOptions: { show: forVideo },
		description: 'Shape of the picture; an expression that is empty leaves it to the provider',
	},
	{
		displayName: 'Generate Audio',
		name: 'generateAudio',
		type: 'boolean',
		default: true,
		displayOptions: { show: forVideo },
		description: 'Whether the video gets matching sound',
	},
];

export const videoFields: INodeProperties[] = [
	...modelFields,
	...promptFields,
	...mediaFields,
	...outputFields,
];
