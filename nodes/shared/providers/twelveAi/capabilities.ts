import type { ModelCapability, ProviderCapabilities } from '../../domain/capabilities';
import { capabilitiesById } from '../knownModels';

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
	tagStyle: 'imageFile',
} as const;

const MODELS: readonly ModelCapability[] = [
	{ ...BASE, family: 'seedance-2.0', ids: { any: 'seedance-2-official' }, assets: false },
	{ ...BASE, family: 'seedance-2.0-fast', ids: { any: 'seedance-2-official2-fast' }, assets: true },
];

/** What 12AI accepts (docs/providers.md part 3). */
export const TWELVE_AI_CAPABILITIES: ProviderCapabilities = {
	provider: 'twelveAi',
	models: MODELS,
	knownCustomModels: capabilitiesById(MODELS),
	promptMaxLength: 2500,
	mediaHttpsOnly: false,
	ratePerSecond: {},
	// DELETE exists on the general video page; whether it stops a running job is not stated.
	can: { list: false, cancel: false, delete: true, upload: false },
	resultLifetimeHours: null,
};
