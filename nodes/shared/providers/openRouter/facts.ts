import { M4V_UNLISTED, UNLISTED_EVERYWHERE, USUAL_FILE_SIZES } from '../files';
import type { ProviderFacts } from '../types';
import { OPENROUTER_ADDRESS } from './addresses';

/** The samples of task ids have two forms (docs/providers.md 14.6), so none is asked for. */
export const OPENROUTER_FACTS: ProviderFacts = {
	id: 'openRouter',
	displayName: 'OpenRouter',
	shortName: 'OpenRouter',
	suits: 'For one bill over many AI models, up to 4K; its links open only with the key',
	credentialType: 'seedanceOpenRouterApi',
	addressRules: OPENROUTER_ADDRESS,
	// Its pages name no formats and sizes, so those of the official API hold.
	fileNotes: [...UNLISTED_EVERYWHERE, M4V_UNLISTED],
	fileSizes: USUAL_FILE_SIZES,
};
