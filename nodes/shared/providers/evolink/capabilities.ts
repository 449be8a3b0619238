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

/** docs/providers.md 2.4 */
const LOWER_CASE_TAGS: TagSpelling = {
	write: (kind, number) => `@${kind}${number}`,
	native: /^@(?:image|video|audio)[1-9]\d*$/,
};

/** What all models share; the numbers are those of 2.0 (docs/providers.md 2.3, 2.4). */
const BASE = {
	modes: ALL_MODES,
	aspectRatios: ASPECT_RATIOS,
	duration: { min: 4, max: 15, auto: false },
	mediaLimits: { image: 9, video: 3, audio: 3 },
	audioAlone: false,
	assets: false,
	dataUrls: [],
	features: ['generateAudio', 'callbackUrl'],
	webSearchTextOnly: true,
	modeByCount: false,
	tags: LOWER_CASE_TAGS,
} as const;

/** The three 2.0 tiers name their models alike; editing and extending are reference work there. */
function idsOfTier(tier: string): ModelIds {
	return {
		byMode: {
			textToVideo: `${tier}-text-to-video`,
			firstFrame: `${tier}-image-to-video`,
			firstLastFrame: `${tier}-image-to-video`,
			reference: `${tier}-reference-to-video`,
			videoEdit: `${tier}-reference-to-video`,
			videoExtend: `${tier}-reference-to-video`,
		},
	};
}

const MODELS: readonly ModelCapability[] = [
	{
		...BASE,
		family: 'seedance-2.0',
		ids: idsOfTier('seedance-2.0'),
		resolutions: ['480p', '720p', '1080p'],
		resolutionNotices: {
			'1080p':
				'EvoLink pages disagree on 1080p for seedance-2.0. If it is refused, set Resolution to 720p.',
		},
		features: [...BASE.features, 'webSearch'],
	},
	{
		...BASE,
		family: 'seedance-2.0-fast',
		ids: idsOfTier('seedance-2.0-fast'),
		resolutions: ['480p', '720p'],
		features: [...BASE.features, 'webSearch'],
	},
	{
		...BASE,
		family: 'seedance-2.0-mini',
		ids: idsOfTier('seedance-2.0-mini'),
		resolutions: ['480p', '720p'],
	},
	{
		...BASE,
		family: 'seedance-2.5',
		ids: {
			byMode: {
				textToVideo: 'seedance-2.5-text-to-video',
				firstFrame: 'seedance-2.5-image-to-video',
				firstLastFrame: 'seedance-2.5-image-to-video',
				reference: 'seedance-2.5-reference-to-video',
				videoEdit: 'seedance-2.5-video-edit',
				videoExtend: 'seedance-2.5-video-extend',
			},
		},
		resolutions: ['480p', '720p', '1080p'],
		adaptiveOnlyModes: ['firstFrame', 'videoEdit', 'videoExtend'],
		duration: { min: 4, max: 30, auto: true },
		ownSeconds: -1,
		// Clients of EvoLink's 2.5 pages agree that an edit keeps the length of its video and takes -1 only.
		sourceLengthModes: ['videoEdit'],
		mediaLimits: { image: 30, video: 10, audio: 10, total: 50 },
		audioAlone: true,
	},
	{
		...BASE,
		family: 'seedance-1.5-pro',
		ids: { any: 'seedance-1.5-pro' },
		modes: FRAME_MODES,
		resolutions: ['480p', '720p', '1080p'],
		// Not documented for EvoLink; these are the numbers of the official API.
		duration: { min: 4, max: 12, auto: true },
		mediaLimits: { image: 0, video: 0, audio: 0 },
		modeByCount: true,
		// docs/providers.md 1.3
		endedIn: {
			everywhere:
				'The end of seedance-1.5-pro was announced for 2026-11-11 by those who make it. If EvoLink refuses the row, choose the Model 2.0 Mini.',
		},
	},
];

/** The single id of the older tutorial: the mode follows from the number of images (docs/providers.md 2.11). */
const OLDER_SINGLE_ID: ModelCapability = {
	...BASE,
	family: null,
	ids: { any: 'seedance-2.0' },
	modes: [...FRAME_MODES, 'reference'],
	resolutions: ['480p', '720p', '1080p'],
	modeByCount: true,
	tags: {
		write: (kind, number) => `@${kind[0].toUpperCase()}${kind.slice(1)}${number}`,
		native: /^@(?:Image|Video|Audio)[1-9]\d*$/,
	},
};

/** What EvoLink accepts (docs/providers.md part 2). */
export const EVOLINK_CAPABILITIES: ProviderCapabilities = {
	models: MODELS,
	knownCustomModels: { ...capabilitiesById(MODELS), 'seedance-2.0': OLDER_SINGLE_ID },
	mediaHttpsOnly: false,
	// EvoLink's older tutorial speaks of twelve files in all, the newest schema of no total (docs/providers.md 9 no. 8).
	mediaTotalWarning: 12,
	callbackUrlMaxLength: 2048,
	ratePerSecond: {},
	resultLifetimeHours: 24,
};
