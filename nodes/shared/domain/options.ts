import type { JsonObject } from './json';

/** How an option stands in the panel: n8n's words, and what its values are. */
export type OptionField = {
	displayName: string;
	placeholder?: string;
} & (
	| { type: 'boolean'; default: boolean }
	| {
			type: 'number';
			default: number;
			typeOptions?: { minValue?: number; maxValue?: number; numberPrecision?: number };
	  }
	| { type: 'string'; default: string }
	| { type: 'json'; default: '{}' }
	| { type: 'options'; default: string; options: ReadonlyArray<{ name: string; value: string }> }
);

interface ValueTypes {
	boolean: boolean;
	number: number;
	string: string;
	json: JsonObject;
	options: string;
}

/** What an option holds that is set. */
export type OptionValue<Option extends Pick<OptionField, 'type'>> = ValueTypes[Option['type']];

export type VideoOperation = 'generate' | 'estimate' | 'finishDraft';

/** An option that goes to the provider. */
export type ProviderOption = OptionField & {
	/** @param who the providers that have it, with their models where only some do */
	description(who: string): string;
	/** That show it; no other sends it. */
	operations: readonly VideoOperation[];
	/**
	 * True where a model says in its `features` whether it honours it. Where it does not, the option is left out, with a
	 * warning where it was set to something else than its default.
	 */
	isFeature: boolean;
};

/** What a draft hands down to its full video is no option there. */
const DESCRIBING = ['generate', 'estimate'] as const;
const ALL = ['generate', 'estimate', 'finishDraft'] as const;

/**
 * What may be asked of a provider beside the video itself, in the order of the panel. Panel, reading, types and checks
 * follow from an entry; what becomes of it in a request is said by each provider's `request`. Empty = not set, and is
 * never sent.
 */
export const PROVIDER_OPTIONS = {
	draft: {
		displayName: 'Draft',
		type: 'boolean',
		default: false,
		description: (who) =>
			`Whether to make a cheap preview first, of which "Finish Draft" makes the full video (${who})`,
		operations: DESCRIBING,
		// Left out where there is none, the wish for a cheap preview would become the bill for a full video: it is refused.
		isFeature: false,
	},
	watermark: {
		displayName: 'Watermark',
		type: 'boolean',
		default: false,
		description: (who) => `Whether the provider adds its "AI generated" mark (${who})`,
		operations: ALL,
		isFeature: true,
	},
	returnLastFrame: {
		displayName: 'Return Last Frame',
		type: 'boolean',
		default: false,
		description: (who) =>
			`Whether to also return the last picture of the video, for chaining shots (${who})`,
		operations: ALL,
		isFeature: true,
	},
	webSearch: {
		displayName: 'Web Search',
		type: 'boolean',
		default: false,
		description: () =>
			'Whether the model may look things up; text to video only, billed per search',
		operations: DESCRIBING,
		isFeature: true,
	},
	seed: {
		displayName: 'Seed',
		type: 'number',
		typeOptions: { minValue: -1, numberPrecision: 0 },
		default: -1,
		description: (who) =>
			`A number that makes results repeatable, where the model takes one (${who})`,
		operations: DESCRIBING,
		isFeature: true,
	},
	serviceTier: {
		displayName: 'Service Tier',
		type: 'options',
		options: [
			{ name: 'Default', value: 'default' },
			{ name: 'Flex (Cheaper, Slower)', value: 'flex' },
		],
		default: 'default',
		description: (who) => `${who} only`,
		operations: DESCRIBING,
		isFeature: true,
	},
	extraBody: {
		displayName: 'Extra Body (JSON)',
		type: 'json',
		default: '{}',
		description: () =>
			'Merged into the request last, for fields that this node does not know. A null value removes a field.',
		operations: ALL,
		// A JSON merge patch (RFC 7396) over the finished body.
		isFeature: false,
	},
} as const satisfies Readonly<Record<string, ProviderOption>>;

type ProviderOptions = typeof PROVIDER_OPTIONS;

export type ProviderOptionName = keyof ProviderOptions;

/** The options of a row that go to its provider; `undefined` means "not set". */
export type ProviderOptionValues = {
	[Name in ProviderOptionName]?: OptionValue<ProviderOptions[Name]>;
};

type FeatureOption = {
	[Name in ProviderOptionName]: ProviderOptions[Name] extends { isFeature: true } ? Name : never;
}[ProviderOptionName];

/** The options of which a model says whether it honours them. */
export const FEATURE_OPTIONS = (Object.keys(PROVIDER_OPTIONS) as ProviderOptionName[]).filter(
	(name): name is FeatureOption => PROVIDER_OPTIONS[name].isFeature,
);

/** What only some models honour: these options, and two settings of the node that it shares with others. */
export type OptionalFeature = FeatureOption | 'generateAudio' | 'callbackUrl';
