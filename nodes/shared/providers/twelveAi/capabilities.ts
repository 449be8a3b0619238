import type { ModelCapability, ProviderCapabilities, TagSpelling } from '../../domain/capabilities';
import { capabilitiesById } from '../knownModels';

/** docs/providers.md 3.3 */
const TAGS: TagSpelling = {
	write: (kind, number) => `@${kind}_file_${number}`,
	native: /^@(?:image|video|audio)_file_[1-9]\d*$/,
};

/** What both models share (docs/providers.md 3.3). */
const BASE = {
	modes: ['textToVideo', 'firstFrame', 'firstLastFrame', 'reference'],
	resolutions: ['480p', '720p'],
	aspectRatios: ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9'],
	duration: { min: 4, max: 15, auto: false },
	mediaLimits: { image: 9, video: 3, audio: 3 },
	// The page asks for at least one of the three kinds, whichever.
	audioAlone: true,
	dataUrls: [],
	features: ['generateAudio', 'watermark', 'webSearch', 'callbackUrl'],
	webSearchTextOnly: true,
	modeByCount: false,
	tags: TAGS,
} as const;

const MODELS: readonly ModelCapability[] = [
	{ ...BASE, family: 'seedance-2.0', ids: { any: 'seedance-2-official' }, assets: false },
	{ ...BASE, family: 'seedance-2.0-fast', ids: { any: 'seedance-2-official2-fast' }, assets: true },
];

/** What 12AI accepts (docs/providers.md part 3). */
export const TWELVE_AI_CAPABILITIES: ProviderCapabilities = {
	models: MODELS,
	knownCustomModels: capabilitiesById(MODELS),
	promptMaxLength: 2500,
	mediaHttpsOnly: false,
	ratePerSecond: {},
	resultLifetimeHours: null,
};
