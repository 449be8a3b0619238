import type { ModelCapability, ProviderCapabilities, TagSpelling } from '../../domain/capabilities';
import { capabilitiesById } from '../knownModels';

/** Five links in all, of whatever kind (docs/providers.md 4.3). */
const MEDIA_TOTAL = 5;

/** Plain words: no page knows of tags (docs/providers.md 4.3). */
const TAGS: TagSpelling = {
	write: (kind, number) => `${kind} ${number}`,
	native: /^(?:image|video|audio) \d+$/i,
};

/** What all three models share (docs/providers.md 4.3). */
const BASE = {
	modes: ['textToVideo', 'firstFrame', 'firstLastFrame', 'reference'],
	// Its page lists 1080p for the fast model too, although the fast model elsewhere stops at 720p.
	resolutions: ['480p', '720p', '1080p'],
	aspectRatios: ['16:9', '9:16', '1:1'],
	mediaLimits: { image: MEDIA_TOTAL, video: MEDIA_TOTAL, audio: MEDIA_TOTAL, total: MEDIA_TOTAL },
	// Not documented either way, so not refused here.
	audioAlone: true,
	assets: false,
	dataUrls: [],
	features: ['callbackUrl'],
	webSearchTextOnly: true,
	modeByCount: true,
	tags: TAGS,
} as const;

const MODELS: readonly ModelCapability[] = [
	{
		...BASE,
		family: 'seedance-2.0',
		ids: { any: 'seedance-2.0' },
		duration: { min: 4, max: 15, auto: false },
	},
	{
		...BASE,
		family: 'seedance-2.0-fast',
		ids: { any: 'seedance-2.0-fast' },
		duration: { min: 4, max: 15, auto: false },
	},
	{
		...BASE,
		family: 'seedance-1.5-pro',
		ids: { any: 'seedance-1.5-pro' },
		duration: { oneOf: [5, 10] },
	},
];

/** What the Open API of seedance2.ink accepts (docs/providers.md part 4). */
export const INK_CAPABILITIES: ProviderCapabilities = {
	models: MODELS,
	knownCustomModels: capabilitiesById(MODELS),
	mediaHttpsOnly: true,
	ratePerSecond: {},
	resultLifetimeHours: null,
};
