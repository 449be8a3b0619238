import { M4V_UNLISTED, MB, UNLISTED_EVERYWHERE, USUAL_FILE_SIZES } from '../files';
import type { ProviderFacts } from '../types';
import { KIE_ADDRESS, KIE_FILES_ADDRESS } from './addresses';
import { KIE_PRICES_AS_OF } from './price';

/** The samples of task ids say too little about their form (docs/providers.md 11.6). */
export const KIE_FACTS: ProviderFacts = {
	id: 'kie',
	displayName: 'kie.ai',
	shortName: 'kie.ai',
	suits: 'For stories, because it returns last frames; up to 4K, paid in credits, with balance',
	credentialType: 'seedanceKieApi',
	addressRules: KIE_ADDRESS,
	filesAddressRules: KIE_FILES_ADDRESS,
	// It gives a callback 15 s (docs/providers.md 11.8).
	answerCallbackWithinMs: 12_000,
	pricesAsOf: KIE_PRICES_AS_OF,
	fileNotes: [...UNLISTED_EVERYWHERE, M4V_UNLISTED],
	// 2.0 takes videos of 50 MB, 2.5 of 200 MB (docs/providers.md 11.4).
	fileSizes: { ...USUAL_FILE_SIZES, video: { most: 200 * MB, safe: 50 * MB } },
};
