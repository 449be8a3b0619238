import type {
	ModelCapability,
	ModelIds,
	ProviderCapabilities,
	TagSpelling,
} from '../../domain/capabilities';
import { ASPECT_RATIOS } from '../../domain/vocabulary';
import type { OptionalFeature } from '../../domain/options';
import type { MediaKind } from '../../domain/vocabulary';
import { capabilitiesById } from '../knownModels';

const NO_REFERENCES = { image: 0, video: 0, audio: 0 };
const FRAME_MODES = ['textToVideo', 'firstFrame', 'firstLastFrame'] as const;
const ALL_MODES = [...FRAME_MODES, 'reference', 'videoEdit', 'videoExtend'] as const;

/** Every model honours these (docs/providers.md 1.4, 9 no. 12). */
const COMMON_FEATURES: readonly OptionalFeature[] = [
	'generateAudio',
	'watermark',
	'returnLastFrame',
	'callbackUrl',
	'seed',
];

/** The 1.x models also take the cheaper, slower flex tier; 2.x refuse it. */
const OLDER_FEATURES: readonly OptionalFeature[] = [
	'watermark',
	'returnLastFrame',
	'callbackUrl',
	'seed',
	'serviceTier',
];

const TITLES: Readonly<Record<MediaKind, string>> = {
	image: 'Image',
	video: 'Video',
	audio: 'Audio',
};

const CHINESE_WORDS: Readonly<Record<MediaKind, string>> = {
	image: '图片',
	video: '视频',
	audio: '音频',
};

/** docs/providers.md 1.5 */
const TAGS: TagSpelling = {
	write: (kind, number, inChinese) =>
		inChinese ? `${CHINESE_WORDS[kind]}${number}` : `[${TITLES[kind]} ${number}]`,
	native:
		/^(?:(?:图片|视频|音频)[1-9]\d*|\[(?:图片?|视频|音频)[1-9]\d*\]|\[(?:Image|Video|Audio) [1-9]\d*\])$/u,
};

/** What all models share; the numbers are those of 2.0 (docs/providers.md 1.3 to 1.5). */
const BASE = {
	modes: ALL_MODES,
	aspectRatios: ASPECT_RATIOS,
	duration: { min: 4, max: 15, auto: true },
	mediaLimits: { image: 9, video: 3, audio: 3 },
	audioAlone: false,
	assets: true,
	dataUrls: ['image', 'audio'],
	webSearchTextOnly: true,
	modeByCount: false,
	tags: TAGS,
} as const;

/** What the 2.5 models share (docs/providers.md 1.3 to 1.5). */
const BASE_25 = {
	...BASE,
	adaptiveOnlyModes: ['firstFrame', 'firstLastFrame', 'videoEdit', 'videoExtend'],
	// Left out, the model chooses, and may choose 30 s.
	duration: { min: 4, max: 30, auto: true },
	ownSeconds: -1,
	sourceLengthModes: ['videoEdit'],
	mediaLimits: { image: 30, video: 10, audio: 10, total: 50 },
	audioAlone: true,
} as const;

/** docs/providers.md 1.5 */
const PROMPT_FLAGS =
	/(?:^|\s)--(?:resolution|rs|ratio|rt|duration|dur|frames|framespersecond|fps|seed|camerafixed|cf|watermark|wm)(?=[\s=]|$)(?:[\s=]+[\w:.+-]+)?/iu;

const MODELS: readonly ModelCapability[] = [
	{
		...BASE,
		family: 'seedance-2.0',
		ids: {
			byRegion: {
				china: 'doubao-seedance-2-0-260128',
				international: 'dreamina-seedance-2-0-260128',
			},
		},
		resolutions: ['480p', '720p', '1080p', '4k'],
		features: [...COMMON_FEATURES, 'webSearch'],
		chinaOnlyFeatures: ['webSearch'],
	},
	{
		...BASE,
		family: 'seedance-2.0-fast',
		ids: {
			byRegion: {
				china: 'doubao-seedance-2-0-fast-260128',
				international: 'dreamina-seedance-2-0-fast-260128',
			},
		},
		resolutions: ['480p', '720p'],
		features: [...COMMON_FEATURES, 'webSearch'],
		chinaOnlyFeatures: ['webSearch'],
	},
	{
		...BASE,
		family: 'seedance-2.0-mini',
		ids: {
			byRegion: {
				china: 'doubao-seedance-2-0-mini-260615',
				international: 'dreamina-seedance-2-0-mini-260615',
			},
		},
		resolutions: ['480p', '720p'],
		features: COMMON_FEATURES,
	},
	{
		...BASE_25,
		family: 'seedance-2.5',
		ids: {
			byRegion: {
				china: 'doubao-seedance-2-5-260628',
				international: 'dreamina-seedance-2-5-260628',
			},
		},
		resolutions: ['480p', '720p', '1080p', '4k'],
		features: [...COMMON_FEATURES, 'webSearch'],
		chinaOnlyFeatures: ['webSearch'],
		// docs/providers.md 1.4, 9 no. 36
		drafts: { resolution: '480p', finalResolution: '1080p', days: 7 },
	},
	{
		...BASE_25,
		family: 'seedance-2.5-flash',
		ids: { byRegion: { international: 'dreamina-seedance-2-5-flash-261115' } },
		resolutions: ['480p', '720p'],
		features: COMMON_FEATURES,
	},
	{
		...BASE,
		family: 'seedance-1.5-pro',
		ids: {
			byRegion: {
				china: 'doubao-seedance-1-5-pro-251215',
				international: 'seedance-1-5-pro-251215',
			},
		},
		modes: FRAME_MODES,
		resolutions: ['480p', '720p', '1080p'],
		duration: { min: 4, max: 12, auto: true },
		mediaLimits: NO_REFERENCES,
		features: ['generateAudio', ...OLDER_FEATURES],
		endedIn: {
			international:
				'BytePlus announced the end of seedance-1.5-pro for 2026-11-11 and names seedance-2.0-mini as its successor. If the row is refused, choose the Model 2.0 Mini.',
		},
	},
];

/** The older ids only have a prefix in China. */
function sameName(international: string): ModelIds {
	return { byRegion: { china: `doubao-${international}`, international } };
}

/** 1.0 is no longer offered in the list, but its ids still work when typed by hand (docs/providers.md 1.3). */
const SEEDANCE_1_0: ModelCapability = {
	...BASE,
	family: null,
	ids: sameName('seedance-1-0-pro-250528'),
	modes: FRAME_MODES,
	resolutions: ['480p', '720p', '1080p'],
	duration: { min: 2, max: 12, auto: false },
	mediaLimits: NO_REFERENCES,
	features: OLDER_FEATURES,
};

/** The other 1.0 ids differ in what they take as input only. */
const OLDER_MODELS: readonly ModelCapability[] = [
	SEEDANCE_1_0,
	{
		...SEEDANCE_1_0,
		ids: sameName('seedance-1-0-pro-fast-251015'),
		modes: FRAME_MODES.slice(0, 2),
	},
	// Elsewhere the lite ids are gone.
	{
		...SEEDANCE_1_0,
		ids: { byRegion: { china: 'doubao-seedance-1-0-lite-t2v-250428' } },
		modes: ['textToVideo'],
	},
	{
		...SEEDANCE_1_0,
		ids: { byRegion: { china: 'doubao-seedance-1-0-lite-i2v-250428' } },
		modes: ['firstFrame', 'firstLastFrame', 'reference'],
		mediaLimits: { image: 4, video: 0, audio: 0 },
	},
];

/** What Volcengine Ark and BytePlus ModelArk accept (docs/providers.md part 1). */
export const ARK_CAPABILITIES: ProviderCapabilities = {
	models: MODELS,
	knownCustomModels: capabilitiesById([...MODELS, ...OLDER_MODELS]),
	mediaHttpsOnly: false,
	promptFlags: PROMPT_FLAGS,
	ratePerSecond: { get: 20, list: 1, remove: 20 },
	resultLifetimeHours: 24,
};
