import type { INodeProperties } from 'n8n-workflow';
import {
	CANCELLING_PROVIDERS,
	DRAFTING_PROVIDERS_BRIEFLY,
	whoHas,
} from '../../shared/fields/offers';
import { SERVICE_TIER_CHOICES } from './choices';

const whenGenerating = { '/operation': ['generate', 'finishDraft'] };

/** What a draft hands down to its full video is no option there. */
const whenDescribing = { '/operation': ['generate', 'estimate'] };

const maxConcurrency: INodeProperties = {
	displayName: 'Max Concurrency',
	name: 'maxConcurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 100 },
	default: 10,
	description:
		'How many requests may be under way at once, submissions, uploads and status reads together',
};

const pollInterval: INodeProperties = {
	displayName: 'Poll Interval (Seconds)',
	name: 'pollInterval',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 10,
	description: 'The shortest time between two looks at the same task',
};

const waitTimeout: INodeProperties = {
	displayName: 'Wait Timeout (Minutes)',
	name: 'waitTimeout',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 30,
	description:
		'How long to wait for the videos. What is not ready by then comes out with its task ID and can be picked up later.',
};

const includeRawResponse: INodeProperties = {
	displayName: 'Include Raw Response',
	name: 'includeRawResponse',
	type: 'boolean',
	default: false,
	description: 'Whether to add the provider\'s own answer as "raw"',
};

const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
	hint: 'Ten fields: task ID, status, links, cost, warnings and the like. AI agents get these unless it is off',
};

const waitingNow = { ...whenGenerating, '/completion': ['wait', 'callback'] };

/** What people look for first stands first: money, then waiting, then looks, then the rest. */
const videoOptions: INodeProperties[] = [
	{
		displayName: 'Max Cost',
		name: 'maxCost',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		displayOptions: { show: whenGenerating },
		description:
			'Submit nothing that would make this execution cost more, loops included; 0 = no limit',
	},
	{
		displayName: 'Cost per Second',
		name: 'costPerSecond',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 4 },
		default: 0,
		description: 'What your provider charges for one second of video, for "Max Cost" and estimates',
	},
	{
		displayName: 'Cost Currency',
		name: 'costCurrency',
		type: 'string',
		default: 'USD',
		placeholder: 'e.g. EUR',
		description: 'What "Cost per Second" is in: a code such as USD, EUR or CNY, or credits',
	},
	{
		displayName: 'Max Tasks',
		name: 'maxTasks',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		displayOptions: { show: whenGenerating },
		description:
			'Submit nothing beyond so many videos in this execution, loops included; 0 = no limit',
	},
	{
		displayName: 'Idempotency Key',
		name: 'idempotencyKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.sku }}',
		displayOptions: { show: whenGenerating },
		description:
			'Makes a row unique in this workflow: the same key is never submitted twice, not even after a crash. Use an expression such as the SKU.',
	},
	{
		displayName: 'Metadata (JSON)',
		name: 'metadata',
		type: 'json',
		default: '{}',
		displayOptions: { show: whenGenerating },
		description:
			'Carried through to the output and to the Seedance Task Trigger, for example a row number',
	},
	{
		displayName: 'Callback URL',
		name: 'callbackUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/…',
		displayOptions: { show: { ...whenGenerating, '/completion': ['submit'] } },
		description:
			'Where the provider reports the finished task, usually the production URL of a Seedance Task Trigger',
	},
	{
		displayName: 'Wait Timeout (Minutes)',
		name: 'waitTimeout',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 30,
		displayOptions: { show: whenGenerating },
		description: waitTimeout.description,
	},
	{
		displayName: 'Sleep (Minutes)',
		name: 'sleepMinutes',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 3,
		displayOptions: { show: { ...whenGenerating, '/completion': ['sleep'] } },
		description:
			'How long to suspend the execution; without this option as long as the provider expects, or 3 minutes where it does not say',
	},
	{ ...pollInterval, displayOptions: { show: waitingNow } },
	maxConcurrency,
	{
		displayName: 'Max Open Tasks',
		name: 'maxOpenTasks',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		displayOptions: { show: { ...whenGenerating, '/completion': ['wait'] } },
		description:
			'How many tasks of this run may be open at the provider at once; 0 lets the provider queue them',
	},
	{
		displayName: 'Cancel on Stop',
		name: 'cancelOnStop',
		type: 'boolean',
		default: false,
		displayOptions: { show: whenGenerating },
		description: `Whether pressing Stop also cancels the tasks that the provider still lets go of (${CANCELLING_PROVIDERS})`,
	},
	{
		displayName: 'Check Media',
		name: 'checkMedia',
		type: 'boolean',
		default: false,
		displayOptions: { show: whenDescribing },
		description:
			'Whether to look at every media address before paying: reachable without a login, really a picture, video or sound, not too big',
	},
	{
		displayName: 'Prompt Advice',
		name: 'promptAdvice',
		type: 'boolean',
		default: true,
		displayOptions: { show: whenDescribing },
		description: 'Whether to warn about prompts that usually disappoint',
	},
	{
		displayName: 'Translate Tags',
		name: 'translateTags',
		type: 'boolean',
		default: true,
		displayOptions: { show: whenDescribing },
		description: "Whether to write @Image1 and names in the provider's own spelling",
	},
	{
		displayName: 'Draft',
		name: 'draft',
		type: 'boolean',
		default: false,
		displayOptions: { show: whenDescribing },
		description: `Whether to make a cheap preview first, of which "Finish Draft" makes the full video (${DRAFTING_PROVIDERS_BRIEFLY})`,
	},
	{
		displayName: 'Watermark',
		name: 'watermark',
		type: 'boolean',
		default: false,
		description: `Whether the provider adds its "AI generated" mark (${whoHas('watermark')})`,
	},
	{
		displayName: 'Return Last Frame',
		name: 'returnLastFrame',
		type: 'boolean',
		default: false,
		description: `Whether to also return the last picture of the video, for chaining shots (${whoHas('returnLastFrame')})`,
	},
	{
		displayName: 'Web Search',
		name: 'webSearch',
		type: 'boolean',
		default: false,
		displayOptions: { show: whenDescribing },
		description: 'Whether the model may look things up; text to video only, billed per search',
	},
	{
		displayName: 'Seed',
		name: 'seed',
		type: 'number',
		typeOptions: { minValue: -1, numberPrecision: 0 },
		default: -1,
		displayOptions: { show: whenDescribing },
		description: `A number that makes results repeatable, where the model takes one (${whoHas('seed')})`,
	},
	{
		displayName: 'Service Tier',
		name: 'serviceTier',
		type: 'options',
		options: SERVICE_TIER_CHOICES,
		default: 'default',
		displayOptions: { show: whenDescribing },
		description: `${whoHas('serviceTier')} only`,
	},
	{
		displayName: 'Extra Body (JSON)',
		name: 'extraBody',
		type: 'json',
		default: '{}',
		description:
			'Merged into the request last, for fields that this node does not know. A null value removes a field.',
	},
	includeRawResponse,
	{ ...simplify, displayOptions: { show: whenGenerating } },
];

export const optionFields: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { resource: ['video'] } },
		options: videoOptions,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { resource: ['task'] } },
		options: [
			includeRawResponse,
			{ ...simplify, displayOptions: { show: { '/operation': ['get', 'getMany', 'wait'] } } },
			maxConcurrency,
			{ ...pollInterval, displayOptions: { show: { '/operation': ['wait'] } } },
			{ ...waitTimeout, displayOptions: { show: { '/operation': ['wait'] } } },
		],
	},
];
