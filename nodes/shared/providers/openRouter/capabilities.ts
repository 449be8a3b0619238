import type { ModelCapability, ProviderCapabilities, TagSpelling } from '../../domain/capabilities';
import { ASPECT_RATIOS } from '../../domain/vocabulary';
import { capabilitiesById } from '../knownModels';

const FRAME_MODES = ['textToVideo', 'firstFrame', 'firstLastFrame'] as const;

/** Not documented; that of those who make the models (docs/providers.md 14.5). */
const TAGS: TagSpelling = {
	write: (kind, number) => `[${kind[0].toUpperCase()}${kind.slice(1)} ${number}]`,
	native: /^\[(?:Image|Video|Audio) [1-9]\d*\]$/,
};

const SMALL = ['480p', '720p'] as const;

/** What all models share; the numbers are those of 2.0 (docs/providers.md 14.3, 14.4). */
const BASE = {
	modes: [...FRAME_MODES, 'reference'],
	// Adaptive is what comes when no ratio is sent.
	aspectRatios: ASPECT_RATIOS,
	duration: { min: 4, max: 15, auto: false },
	// Not documented here: the rules of the official API (docs/providers.md 1.5).
	mediaLimits: { image: 9, video: 3, audio: 3 },
	audioAlone: false,
	assets: false,
	dataUrls: ['image'],
	features: ['generateAudio', 'seed', 'callbackUrl'],
	webSearchTextOnly: false,
	modeByCount: false,
	tags: TAGS,
} as const;

const BASE_25 = {
	...BASE,
	resolutions: SMALL,
	duration: { min: 4, max: 30, auto: false },
	mediaLimits: { image: 30, video: 10, audio: 10 },
	audioAlone: true,
	// The model refuses another shape there, measured at its own API (docs/providers.md 1.4).
	adaptiveOnlyModes: ['firstFrame', 'firstLastFrame'],
} as const;

const MODELS: readonly ModelCapability[] = [
	{
		...BASE,
		family: 'seedance-2.0',
		ids: { any: 'bytedance/seedance-2.0' },
		resolutions: [...SMALL, '1080p', '4k'],
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
	{ ...BASE_25, family: 'seedance-2.5', ids: { any: 'bytedance/seedance-2.5' } },
	{ ...BASE_25, family: 'seedance-2.5-flash', ids: { any: 'bytedance/seedance-2.5-flash' } },
	{
		...BASE,
		family: 'seedance-1.5-pro',
		ids: { any: 'bytedance/seedance-1-5-pro' },
		modes: FRAME_MODES,
		resolutions: [...SMALL, '1080p'],
		duration: { min: 4, max: 12, auto: false },
		mediaLimits: { image: 0, video: 0, audio: 0 },
		endedIn: {
			everywhere:
				'The end of seedance-1.5-pro was announced for 2026-11-11 by those who make it. If OpenRouter refuses the row, choose the Model 2.0 Mini.',
		},
	},
];

/** What OpenRouter accepts (docs/providers.md part 14). */
export const OPENROUTER_CAPABILITIES: ProviderCapabilities = {
	models: MODELS,
	knownCustomModels: capabilitiesById(MODELS),
	mediaHttpsOnly: false,
	ratePerSecond: {},
	// Not found (docs/providers.md 14.10).
	resultLifetimeHours: null,
};
