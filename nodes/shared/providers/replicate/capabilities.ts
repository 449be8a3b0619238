import type { ModelCapability, ProviderCapabilities, TagSpelling } from '../../domain/capabilities';
import { ASPECT_RATIOS, MEDIA_KINDS } from '../../domain/vocabulary';
import { capabilitiesById } from '../knownModels';

const FRAME_MODES = ['textToVideo', 'firstFrame', 'firstLastFrame'] as const;

/** docs/providers.md 13.5 */
const TAGS: TagSpelling = {
	write: (kind, number) => `[${kind[0].toUpperCase()}${kind.slice(1)}${number}]`,
	native: /^\[(?:Image|Video|Audio)[1-9]\d*\]$/,
};

const SMALL = ['480p', '720p'] as const;
const UP_TO_1080 = [...SMALL, '1080p'] as const;

/** What all models share; the numbers are those of 2.0 (docs/providers.md 13.4). */
const BASE = {
	modes: [...FRAME_MODES, 'reference'],
	aspectRatios: ASPECT_RATIOS,
	duration: { min: 4, max: 15, auto: true },
	mediaLimits: { image: 9, video: 3, audio: 3 },
	audioAlone: false,
	assets: false,
	dataUrls: MEDIA_KINDS,
	features: ['generateAudio', 'seed', 'callbackUrl'],
	webSearchTextOnly: false,
	modeByCount: false,
	tags: TAGS,
} as const;

/** The 1.x models take frames only; their lengths are those of the models elsewhere (docs/providers.md 13.4). */
const BASE_1X = {
	...BASE,
	modes: FRAME_MODES,
	resolutions: UP_TO_1080,
	mediaLimits: { image: 0, video: 0, audio: 0 },
	features: ['seed', 'callbackUrl'],
} as const;

const MODELS: readonly ModelCapability[] = [
	{
		...BASE,
		family: 'seedance-2.0',
		ids: { any: 'bytedance/seedance-2.0' },
		resolutions: UP_TO_1080,
	},
	{
		...BASE,
		family: 'seedance-2.0-fast',
		ids: { any: 'bytedance/seedance-2.0-fast' },
		resolutions: SMALL,
	},
	{
		...BASE,
		family: 'seedance-2.0-mini',
		ids: { any: 'bytedance/seedance-2.0-mini' },
		resolutions: SMALL,
	},
	{
		...BASE,
		family: 'seedance-2.5',
		ids: { any: 'bytedance/seedance-2.5' },
		modes: [...BASE.modes, 'videoEdit', 'videoExtend'],
		resolutions: UP_TO_1080,
		duration: { min: 4, max: 30, auto: true },
		adaptiveOnlyModes: ['firstFrame', 'firstLastFrame', 'videoEdit', 'videoExtend'],
		sourceLengthModes: ['videoEdit', 'videoExtend'],
		mediaLimits: { image: 30, video: 10, audio: 10 },
		features: [...BASE.features, 'watermark'],
	},
	{
		...BASE_1X,
		family: 'seedance-1.5-pro',
		ids: { any: 'bytedance/seedance-1.5-pro' },
		duration: { min: 4, max: 12, auto: false },
	},
];

/** Typed by hand: the 1.0 models. */
const TYPED: readonly ModelCapability[] = ['1-pro', '1-pro-fast', '1-lite'].map((name) => ({
	...BASE_1X,
	family: null,
	ids: { any: `bytedance/seedance-${name}` },
	duration: { min: 2, max: 12, auto: false },
}));

/** What Replicate accepts (docs/providers.md part 13). */
export const REPLICATE_CAPABILITIES: ProviderCapabilities = {
	models: MODELS,
	knownCustomModels: capabilitiesById([...MODELS, ...TYPED]),
	mediaHttpsOnly: false,
	// 3,000 calls per minute in all that are no submissions (docs/providers.md 13.10).
	ratePerSecond: { get: 50, list: 50, remove: 50 },
	resultLifetimeHours: 1,
};

/** What is known of a model; undefined for other ids that are typed by hand. */
export function capabilityOf(modelId: string): ModelCapability | undefined {
	const { knownCustomModels } = REPLICATE_CAPABILITIES;
	const isKnown = Object.prototype.hasOwnProperty.call(knownCustomModels, modelId);
	return isKnown ? knownCustomModels[modelId] : undefined;
}
