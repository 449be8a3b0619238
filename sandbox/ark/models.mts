/** What each model of the official video API takes. Source: docs/providers.md 1.3, 1.4, 1.5. */
export interface ArkModel {
	/** `1.0`, `1.5`, `2.0` or `2.5`. */
	generation: string;
	/** Model id in China; null where there is none. */
	china: string | null;
	/** Model id elsewhere; null where there is none. */
	international: string | null;
	resolutions: string[];
	/** Seconds; auto = -1 is taken. */
	duration: { min: number; max: number; auto: boolean };
	defaultDuration: number;
	scenarios: ('text' | 'first' | 'firstLast' | 'reference')[];
	references: { image: number; video: number; audio: number; total: number };
	audioAlone: boolean;
	/** Optional request fields beyond the ones every model takes. */
	fields: string[];
	/** Resolutions of the full video of a draft, the usual one last. */
	finals?: string[];
}

/** Fields that every model takes. */
export const COMMON_FIELDS = [
	'model',
	'content',
	'callback_url',
	'return_last_frame',
	'execution_expires_after',
	'generate_audio',
	'safety_identifier',
	'resolution',
	'ratio',
	'duration',
	'watermark',
	'seed',
];

const TWO = {
	generation: '2.0',
	duration: { min: 4, max: 15, auto: true },
	defaultDuration: 5,
	scenarios: ['text', 'first', 'firstLast', 'reference'] as ArkModel['scenarios'],
	references: { image: 9, video: 3, audio: 3, total: 15 },
	audioAlone: false,
	fields: ['tools', 'priority'],
};

const TWO_FIVE = {
	...TWO,
	generation: '2.5',
	duration: { min: 4, max: 30, auto: true },
	defaultDuration: -1,
	references: { image: 30, video: 10, audio: 10, total: 50 },
	audioAlone: true,
};

const ONE = {
	generation: '1.0',
	duration: { min: 2, max: 12, auto: false },
	defaultDuration: 5,
	references: { image: 0, video: 0, audio: 0, total: 0 },
	audioAlone: false,
	fields: ['service_tier', 'camera_fixed', 'frames'],
};

const MODELS: ArkModel[] = [
	{
		...TWO,
		china: 'doubao-seedance-2-0-260128',
		international: 'dreamina-seedance-2-0-260128',
		resolutions: ['480p', '720p', '1080p', '4k'],
	},
	{
		...TWO,
		china: 'doubao-seedance-2-0-fast-260128',
		international: 'dreamina-seedance-2-0-fast-260128',
		resolutions: ['480p', '720p'],
	},
	{
		...TWO,
		china: 'doubao-seedance-2-0-mini-260615',
		international: 'dreamina-seedance-2-0-mini-260615',
		resolutions: ['480p', '720p'],
	},
	{
		...TWO_FIVE,
		china: 'doubao-seedance-2-5-260628',
		international: 'dreamina-seedance-2-5-260628',
		resolutions: ['480p', '720p', '1080p', '4k'],
		fields: ['tools', 'priority', 'output_format', 'omni_reference_task_type', 'draft'],
		finals: ['1080p'],
	},
	{
		...TWO_FIVE,
		china: null,
		international: 'dreamina-seedance-2-5-flash-261115',
		resolutions: ['480p', '720p'],
		fields: ['priority', 'omni_reference_task_type'],
	},
	{
		...ONE,
		china: 'doubao-seedance-1-5-pro-251215',
		international: 'seedance-1-5-pro-251215',
		generation: '1.5',
		resolutions: ['480p', '720p', '1080p'],
		duration: { min: 4, max: 12, auto: true },
		scenarios: ['text', 'first', 'firstLast'],
		fields: ['service_tier', 'camera_fixed', 'draft'],
		finals: ['480p', '720p', '1080p'],
	},
	{
		...ONE,
		china: 'doubao-seedance-1-0-pro-250528',
		international: 'seedance-1-0-pro-250528',
		resolutions: ['480p', '720p', '1080p'],
		scenarios: ['text', 'first', 'firstLast'],
	},
	{
		...ONE,
		china: 'doubao-seedance-1-0-pro-fast-251015',
		international: 'seedance-1-0-pro-fast-251015',
		resolutions: ['480p', '720p', '1080p'],
		scenarios: ['text', 'first'],
	},
	{
		...ONE,
		china: 'doubao-seedance-1-0-lite-t2v-250428',
		international: null,
		resolutions: ['480p', '720p', '1080p'],
		scenarios: ['text'],
	},
	{
		...ONE,
		china: 'doubao-seedance-1-0-lite-i2v-250428',
		international: null,
		resolutions: ['480p', '720p', '1080p'],
		scenarios: ['first', 'firstLast', 'reference'],
		references: { image: 4, video: 0, audio: 0, total: 4 },
	},
];

/** The model behind an id; an endpoint id `ep-…` stands for the 2.0 model, `ep-25-…` for the 2.5 model. */
export function arkModel(id: string, region: 'china' | 'international' | null): ArkModel | null {
	if (/^ep-[a-z0-9-]+$/i.test(id)) {
		const generation = /^ep-25-/i.test(id) ? '2.5' : '2.0';
		return MODELS.find((model) => model.generation === generation) ?? null;
	}
	return (
		MODELS.find((model) => model[region === 'international' ? 'international' : 'china'] === id) ??
		null
	);
}
