import { PROVIDER_OPTIONS } from '../shared/domain/options';
import type { OptionField, OptionValue } from '../shared/domain/options';
import type { TextUse } from '../shared/cells/cell';
import type { Unit } from '../shared/cells/numbers';
import { CANCELLING_PROVIDERS, whoHas } from '../shared/fields/offers';
import type { Completion } from './fields/completion';

/** An option that steers the node itself. */
export type NodeOption = OptionField & {
	description: string;
	/** That show it. */
	operations: readonly string[];
	/** Shown with these only, of the operations on videos. */
	completions?: readonly Completion[];
	/** Whether it counts for one row or, read from the first one, for the whole run. */
	per: 'row' | 'run' | 'both';
	/** What an empty field means, where that is not the default. */
	empty?: 'unset' | 'refused';
	/** How its number is written. */
	unit?: Unit;
	/** What its text is for. */
	use?: TextUse;
};

export const VIDEO_OPERATIONS = ['generate', 'estimate', 'finishDraft'] as const;
export const TASK_OPERATIONS = ['get', 'getMany', 'wait', 'cancel', 'delete'] as const;

const ORDERING = ['generate', 'finishDraft'] as const;
const DESCRIBING = ['generate', 'estimate'] as const;
const EVERYWHERE = [...VIDEO_OPERATIONS, ...TASK_OPERATIONS] as const;

/**
 * All options of the node, one entry each, in the order of the panel: what people look for first stands first, money,
 * then waiting, then looks, then what goes to the provider. Panel, reading and types follow from an entry.
 */
export const OPTIONS = {
	maxCost: {
		displayName: 'Max Cost',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		description:
			'Submit nothing that would make this execution cost more, loops included; 0 = no limit',
		operations: ORDERING,
		per: 'run',
		// A cap that vanishes with an empty cell is none.
		empty: 'refused',
		unit: 'money',
	},
	costPerSecond: {
		displayName: 'Cost per Second',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 4 },
		default: 0,
		description: 'What your provider charges for one second of video, for "Max Cost" and estimates',
		operations: VIDEO_OPERATIONS,
		per: 'row',
		empty: 'unset',
		unit: 'money',
	},
	costCurrency: {
		displayName: 'Cost Currency',
		type: 'string',
		default: 'USD',
		placeholder: 'e.g. EUR',
		description: 'What "Cost per Second" is in: a code such as USD, EUR or CNY, or credits',
		operations: VIDEO_OPERATIONS,
		per: 'row',
	},
	maxTasks: {
		displayName: 'Max Tasks',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'Submit nothing beyond so many videos in this execution, loops included; 0 = no limit',
		operations: ORDERING,
		per: 'run',
		empty: 'refused',
	},
	idempotencyKey: {
		displayName: 'Idempotency Key',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.sku }}',
		description:
			'Makes a row unique in this workflow: the same key is never submitted twice, not even after a crash. Use an expression such as the SKU.',
		operations: ORDERING,
		per: 'row',
		use: 'key',
	},
	metadata: {
		displayName: 'Metadata (JSON)',
		type: 'json',
		default: '{}',
		description:
			'Carried through to the output and to the Seedance Task Trigger, for example a row number',
		operations: ORDERING,
		per: 'row',
	},
	callbackUrl: {
		displayName: 'Callback URL',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/…',
		description:
			'Where the provider reports the finished task, usually the production URL of a Seedance Task Trigger',
		operations: ORDERING,
		completions: ['submit'],
		per: 'row',
	},
	waitTimeout: {
		displayName: 'Wait Timeout (Minutes)',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 30,
		description:
			'How long to wait for the videos. What is not ready by then comes out with its task ID and can be picked up later.',
		operations: [...ORDERING, 'wait'],
		per: 'run',
		unit: 'minutes',
	},
	sleepMinutes: {
		displayName: 'Sleep (Minutes)',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 3,
		description:
			'How long to suspend the execution; without this option as long as the provider expects, or 3 minutes where it does not say',
		operations: ORDERING,
		completions: ['sleep'],
		per: 'run',
		empty: 'unset',
		unit: 'minutes',
	},
	pollInterval: {
		displayName: 'Poll Interval (Seconds)',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10,
		description: 'The shortest time between two looks at the same task',
		operations: [...ORDERING, 'wait'],
		completions: ['wait', 'callback'],
		per: 'run',
		unit: 'seconds',
	},
	maxConcurrency: {
		displayName: 'Max Concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 10,
		description:
			'How many requests may be under way at once, submissions, uploads and status reads together',
		operations: EVERYWHERE,
		per: 'run',
	},
	maxOpenTasks: {
		displayName: 'Max Open Tasks',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'How many tasks of this run may be open at the provider at once; 0 lets the provider queue them',
		operations: ORDERING,
		completions: ['wait'],
		per: 'run',
	},
	downloadVideo: {
		displayName: 'Download Video',
		type: 'boolean',
		default: false,
		description:
			'Whether to store each finished video in the item, as Seedance Download does, while the others are still in the making. Needs "When the Videos Are Ready".',
		operations: ORDERING,
		per: 'row',
	},
	binaryProperty: {
		displayName: 'Put Output File in Field',
		type: 'string',
		default: 'data',
		description: 'For "Download Video": the name of the output binary field to put the file in',
		operations: ORDERING,
		per: 'row',
	},
	cancelOnStop: {
		displayName: 'Cancel on Stop',
		type: 'boolean',
		default: false,
		description: `Whether pressing Stop also cancels the tasks that the provider still lets go of (${CANCELLING_PROVIDERS})`,
		operations: ORDERING,
		per: 'run',
	},
	checkMedia: {
		displayName: 'Check Media',
		type: 'boolean',
		default: false,
		description:
			'Whether to look at every media address before paying: reachable without a login, really a picture, video or sound, not too big',
		operations: DESCRIBING,
		per: 'row',
	},
	promptAdvice: {
		displayName: 'Prompt Advice',
		type: 'boolean',
		default: true,
		description: 'Whether to warn about prompts that usually disappoint',
		operations: DESCRIBING,
		per: 'row',
	},
	translateTags: {
		displayName: 'Translate Tags',
		type: 'boolean',
		default: true,
		description: "Whether to write @Image1 and names in the provider's own spelling",
		operations: DESCRIBING,
		per: 'row',
	},
	continueFrom: {
		displayName: 'Continue From',
		type: 'options',
		options: [
			{ name: 'None', value: 'none' },
			{ name: 'Last Frame', value: 'lastFrame' },
		],
		default: 'none',
		description: `Whether each row begins with the last picture of the row before it, so that shots make a story (${whoHas('returnLastFrame')})`,
		operations: DESCRIBING,
		per: 'row',
	},
	storyKey: {
		displayName: 'Story Key',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.story }}',
		description:
			'For "Continue From": rows with the same key are one story, made in order, and different stories are made side by side. Without it all rows are one story.',
		operations: DESCRIBING,
		per: 'row',
		use: 'key',
	},
	...PROVIDER_OPTIONS,
	includeRawResponse: {
		displayName: 'Include Raw Response',
		type: 'boolean',
		default: false,
		description: 'Whether to add the provider\'s own answer as "raw"',
		operations: EVERYWHERE,
		per: 'both',
	},
	simplify: {
		displayName: 'Simplify',
		type: 'boolean',
		default: true,
		description:
			'Whether to leave ten fields: task ID, status, links, cost, warnings and the like. An AI agent gets these unless it is off.',
		operations: [...ORDERING, 'get', 'getMany', 'wait'],
		per: 'run',
		// Without the option it depends on who reads the items.
		empty: 'unset',
	},
} as const satisfies Readonly<
	Record<string, NodeOption | (typeof PROVIDER_OPTIONS)[keyof typeof PROVIDER_OPTIONS]>
>;

type Options = typeof OPTIONS;

/** The names of the options that are read for each row, or for the run. */
type NamesPer<Part extends 'row' | 'run'> = {
	[Name in keyof Options]: Options[Name] extends { per: Part | 'both' } ? Name : never;
}[keyof Options];

type ValueOf<Option extends Pick<OptionField, 'type'>> = Option extends
	| { empty: 'unset' }
	| { type: 'json' }
	? OptionValue<Option> | undefined
	: OptionValue<Option>;

/** The options of the node for one row, or for the run, as read. */
export type OptionsPer<Part extends 'row' | 'run'> = {
	[Name in NamesPer<Part>]: ValueOf<Options[Name]>;
};

/** How error texts call an option: without its unit. */
export const labelOf = ({ displayName }: Pick<OptionField, 'displayName'>): string =>
	displayName.replace(/ \(.*\)$/, '');
