import type {
	ModelCapability,
	ModelIds,
	ProviderCapabilities,
	TagSpelling,
} from '../../domain/capabilities';
import { ASPECT_RATIOS } from '../../domain/vocabulary';
import { capabilitiesById } from '../knownModels';

const FRAME_MODES = ['textToVideo', 'firstFrame', 'firstLastFrame'] as const;
const ALL_MODES = [...FRAME_MODES, 'reference', 'videoEdit', 'videoExtend'] as const;

/** Its pages name none; that of the models it runs (docs/providers.md 12.5). */
const TAGS: TagSpelling = {
	write: (kind, number) => `@${kind[0].toUpperCase()}${kind.slice(1)}${number}`,
	native: /^@(?:Image|Video|Audio)[1-9]\d*$/,
};

const UP_TO_1080 = ['480p', '720p', '1080p'] as const;
const UP_TO_4K = [...UP_TO_1080, '4k'] as const;

/** What all models share; the numbers are those of 2.0 (docs/providers.md 12.4). */
const BASE = {
	modes: ALL_MODES,
	// Adaptive is what comes when no ratio is sent.
	aspectRatios: ASPECT_RATIOS,
	adaptiveOnlyModes: ['videoExtend'],
	duration: { min: 4, max: 15, auto: false },
	sourceLengthModes: ['videoEdit'],
	mediaLimits: { image: 9, video: 3, audio: 3 },
	audioAlone: false,
	assets: false,
	// Its pages name addresses only; files of n8n are uploaded.
	dataUrls: [],
	features: ['generateAudio', 'webSearch', 'callbackUrl'],
	webSearchTextOnly: false,
	modeByCount: false,
	tags: TAGS,
} as const;

/** What the 2.5 models have in common (docs/providers.md 12.4). */
const BASE_25 = {
	...BASE,
	resolutions: UP_TO_4K,
	adaptiveOnlyModes: ['firstFrame', 'firstLastFrame', 'videoEdit', 'videoExtend'],
	duration: { min: 4, max: 30, auto: false },
	audioAlone: true,
	features: ['generateAudio', 'callbackUrl'],
} as const;

/** The path of a model is its id (docs/providers.md 12.3). @param reference what makes videos from references */
function idsOf(family: string, reference: string): ModelIds {
	return {
		byMode: {
			textToVideo: `${family}/text-to-video`,
			firstFrame: `${family}/image-to-video`,
			firstLastFrame: `${family}/image-to-video`,
			reference: `${family}/${reference}`,
			videoEdit: `${family}/video-edit`,
			videoExtend: `${family}/video-extend`,
		},
	};
}

const MODELS: readonly ModelCapability[] = [
	{
		...BASE,
		family: 'seedance-2.0',
		ids: idsOf('bytedance/seedance-2.0', 'text-to-video'),
		resolutions: UP_TO_4K,
	},
	{
		...BASE,
		family: 'seedance-2.0-fast',
		ids: idsOf('bytedance/seedance-2.0-fast', 'text-to-video'),
		resolutions: UP_TO_1080,
	},
	{
		...BASE,
		family: 'seedance-2.0-mini',
		ids: idsOf('bytedance/seedance-2.0-mini', 'text-to-video'),
		resolutions: UP_TO_1080,
	},
	{
		...BASE_25,
		family: 'seedance-2.5',
		ids: idsOf('bytedance/seedance-2.5', 'reference-to-video'),
		mediaLimits: { image: 30, video: 10, audio: 10 },
	},
	{
		...BASE_25,
		family: 'seedance-2.5-flash',
		ids: idsOf('bytedance/seedance-2.5-flash', 'reference-to-video'),
		mediaLimits: { image: 10, video: 5, audio: 5 },
	},
	{
		...BASE,
		family: 'seedance-1.5-pro',
		ids: {
			byMode: {
				textToVideo: 'bytedance/seedance-v1.5-pro/text-to-video',
				firstFrame: 'bytedance/seedance-v1.5-pro/image-to-video',
				firstLastFrame: 'bytedance/seedance-v1.5-pro/image-to-video',
			},
		},
		modes: FRAME_MODES,
		resolutions: UP_TO_1080,
		adaptiveOnlyModes: [],
		duration: { min: 4, max: 12, auto: true },
		sourceLengthModes: [],
		mediaLimits: { image: 0, video: 0, audio: 0 },
		features: ['generateAudio', 'seed', 'callbackUrl'],
	},
];

/** What WaveSpeed accepts (docs/providers.md part 12). */
export const WAVESPEED_CAPABILITIES: ProviderCapabilities = {
	models: MODELS,
	knownCustomModels: capabilitiesById(MODELS),
	mediaHttpsOnly: false,
	ratePerSecond: {},
	// docs/providers.md 12.10
	resultLifetimeHours: 168,
};
