import type { ModelCapability, ProviderCapabilities, TagSpelling } from '../../domain/capabilities';
import { ASPECT_RATIOS } from '../../domain/vocabulary';
import { capabilitiesById } from '../knownModels';

const FRAME_MODES = ['textToVideo', 'firstFrame', 'firstLastFrame'] as const;

/** docs/providers.md 11.5 */
const TAGS: TagSpelling = {
	write: (kind, number) => `@${kind[0].toUpperCase()}${kind.slice(1)}${number}`,
	native: /^@(?:Image|Video|Audio)[1-9]\d*$/,
};

/** What all models share; the numbers are those of 2.0 (docs/providers.md 11.4). */
const BASE = {
	modes: [...FRAME_MODES, 'reference'],
	aspectRatios: ASPECT_RATIOS,
	duration: { min: 4, max: 15, auto: true },
	mediaLimits: { image: 9, video: 3, audio: 3 },
	// Not documented here: the rule of the official API (docs/providers.md 1.5).
	audioAlone: false,
	assets: true,
	dataUrls: [],
	features: ['generateAudio', 'webSearch', 'returnLastFrame', 'callbackUrl'],
	webSearchTextOnly: false,
	modeByCount: false,
	tags: TAGS,
} as const;

const SMALL = ['480p', '720p'] as const;

const MODELS: readonly ModelCapability[] = [
	{
		...BASE,
		family: 'seedance-2.0',
		ids: { any: 'bytedance/seedance-2' },
		resolutions: [...SMALL, '1080p', '4k'],
	},
	{
		...BASE,
		family: 'seedance-2.0-fast',
		ids: { any: 'bytedance/seedance-2-fast' },
		resolutions: SMALL,
	},
	{
		...BASE,
		family: 'seedance-2.0-mini',
		ids: { any: 'bytedance/seedance-2-mini' },
		resolutions: SMALL,
	},
	{
		...BASE,
		family: 'seedance-2.5',
		ids: { any: 'bytedance/seedance-2-5' },
		resolutions: [...SMALL, '1080p'],
		resolutionNotices: {
			'1080p':
				'Sources disagree on 1080p for Seedance 2.5 at kie.ai. If it is refused, set Resolution to 720p.',
		},
		duration: { min: 4, max: 30, auto: true },
		mediaLimits: { image: 30, video: 10, audio: 10 },
		audioAlone: true,
		// The model refuses another shape there, measured at its own API (docs/providers.md 1.4).
		adaptiveOnlyModes: ['firstFrame', 'firstLastFrame'],
	},
	{
		...BASE,
		family: 'seedance-1.5-pro',
		ids: { any: 'bytedance/seedance-1.5-pro' },
		modes: FRAME_MODES,
		resolutions: [...SMALL, '1080p'],
		aspectRatios: ASPECT_RATIOS.filter((ratio) => ratio !== 'adaptive'),
		duration: { oneOf: [4, 8, 12] },
		// Which one kie.ai takes by itself is not documented.
		sentSeconds: 4,
		mediaLimits: { image: 0, video: 0, audio: 0 },
		assets: false,
		features: ['generateAudio', 'callbackUrl'],
		endedIn: {
			everywhere:
				'The end of seedance-1.5-pro was announced for 2026-11-11 by those who make it. If kie.ai refuses the row, choose the Model 2.0 Mini.',
		},
	},
];

/** What kie.ai accepts (docs/providers.md part 11). */
export const KIE_CAPABILITIES: ProviderCapabilities = {
	models: MODELS,
	knownCustomModels: capabilitiesById(MODELS),
	// That of 2.5; 2.0 takes 20,000, which kie.ai checks itself before it bills.
	promptMaxLength: 30_000,
	mediaHttpsOnly: false,
	ratePerSecond: {},
	resultLifetimeHours: 24,
};
