import type {
	ModelCapability,
	ModelIds,
	ProviderCapabilities,
	TagSpelling,
} from '../../domain/capabilities';
import { ASPECT_RATIOS, MEDIA_KINDS } from '../../domain/vocabulary';
import { capabilitiesById } from '../knownModels';

const FRAME_MODES = ['textToVideo', 'firstFrame', 'firstLastFrame'] as const;
const ALL_MODES = [...FRAME_MODES, 'reference', 'videoEdit', 'videoExtend'] as const;

/** docs/providers.md 10.5 */
const TAGS: TagSpelling = {
	write: (kind, number) => `@${kind[0].toUpperCase()}${kind.slice(1)}${number}`,
	native: /^@(?:Image|Video|Audio)[1-9]\d*$/,
};

/** Where the row names none: left to itself a model may make, and bill, its longest video (docs/providers.md 10.10). */
export const SENT_SECONDS = 5;

/** What all models share; the numbers are those of 2.0 (docs/providers.md 10.4). */
const BASE = {
	modes: ALL_MODES,
	aspectRatios: ASPECT_RATIOS,
	duration: { min: 4, max: 15, auto: true },
	sentSeconds: SENT_SECONDS,
	mediaLimits: { image: 9, video: 3, audio: 3, total: 12 },
	audioAlone: false,
	assets: false,
	dataUrls: MEDIA_KINDS,
	features: ['generateAudio', 'callbackUrl'],
	webSearchTextOnly: false,
	modeByCount: false,
	tags: TAGS,
} as const;

const SMALL = ['480p', '720p'] as const;
const UP_TO_1080 = [...SMALL, '1080p'] as const;

/** What the 2.5 models have in common (docs/providers.md 10.4). */
const BASE_25 = {
	...BASE,
	duration: { min: 4, max: 30, auto: true },
	mediaLimits: { image: 30, video: 10, audio: 10, total: 50 },
	audioAlone: true,
	adaptiveOnlyModes: ['firstFrame', 'firstLastFrame', 'videoEdit', 'videoExtend'],
	sourceLengthModes: ['videoEdit'],
	features: [...BASE.features, 'seed'],
	featureModes: { seed: ['reference', 'videoEdit', 'videoExtend'] },
} as const;

/** The path of a model is its id; editing and extending are reference work (docs/providers.md 10.3). */
function idsOf(family: string): ModelIds {
	return {
		byMode: {
			textToVideo: `${family}/text-to-video`,
			firstFrame: `${family}/image-to-video`,
			firstLastFrame: `${family}/image-to-video`,
			reference: `${family}/reference-to-video`,
			videoEdit: `${family}/reference-to-video`,
			videoExtend: `${family}/reference-to-video`,
		},
	};
}

const MODELS: readonly ModelCapability[] = [
	{
		...BASE,
		family: 'seedance-2.0',
		ids: idsOf('bytedance/seedance-2.0'),
		resolutions: [...UP_TO_1080, '4k'],
	},
	{
		...BASE,
		family: 'seedance-2.0-fast',
		ids: idsOf('bytedance/seedance-2.0/fast'),
		resolutions: SMALL,
	},
	{
		...BASE,
		family: 'seedance-2.0-mini',
		ids: idsOf('bytedance/seedance-2.0/mini'),
		resolutions: SMALL,
	},
	{
		...BASE_25,
		family: 'seedance-2.5',
		ids: idsOf('bytedance/seedance-2.5'),
		resolutions: UP_TO_1080,
	},
	{
		...BASE_25,
		family: 'seedance-2.5-flash',
		ids: idsOf('bytedance/seedance-2.5/flash'),
		resolutions: SMALL,
	},
	{
		...BASE,
		family: 'seedance-1.5-pro',
		ids: {
			byMode: {
				textToVideo: 'fal-ai/bytedance/seedance/v1.5/pro/text-to-video',
				firstFrame: 'fal-ai/bytedance/seedance/v1.5/pro/image-to-video',
				firstLastFrame: 'fal-ai/bytedance/seedance/v1.5/pro/image-to-video',
			},
		},
		modes: FRAME_MODES,
		resolutions: UP_TO_1080,
		duration: { min: 4, max: 12, auto: true },
		mediaLimits: { image: 0, video: 0, audio: 0 },
		features: [...BASE.features, 'seed'],
	},
];

/** Typed by hand: what runs in the United States. */
const TYPED: readonly ModelCapability[] = [
	{
		...BASE_25,
		family: null,
		ids: idsOf('bytedance/seedance-2.5/us'),
		resolutions: UP_TO_1080,
	},
];

/** What fal.ai accepts (docs/providers.md part 10). */
export const FAL_CAPABILITIES: ProviderCapabilities = {
	models: MODELS,
	knownCustomModels: capabilitiesById([...MODELS, ...TYPED]),
	mediaHttpsOnly: false,
	ratePerSecond: {},
	resultLifetimeHours: null,
};
