import { M4V_UNLISTED, MB, UNLISTED_EVERYWHERE, USUAL_FILE_SIZES } from '../files';
import type { ProviderFacts } from '../types';
import { REPLICATE_ADDRESS } from './addresses';
import { REPLICATE_PRICES_AS_OF } from './price';

export const REPLICATE_FACTS: ProviderFacts = {
	id: 'replicate',
	displayName: 'Replicate',
	shortName: 'Replicate',
	suits: 'For accounts at Replicate: running tasks can be cancelled; store videos within the hour',
	credentialType: 'seedanceReplicateApi',
	addressRules: REPLICATE_ADDRESS,
	// docs/providers.md 13.6
	taskIdForm: /^[a-z0-9]{16,64}$/,
	// docs/providers.md 13.2
	cancelsRunning: true,
	// docs/providers.md 13.2
	listsUnfiltered: true,
	// It repeats the input, and with it the seed (docs/providers.md 13.2).
	listShowsMark: true,
	// docs/providers.md 13.10
	forgetsRequestAfterHours: 1,
	pricesAsOf: REPLICATE_PRICES_AS_OF,
	fileNotes: [...UNLISTED_EVERYWHERE, M4V_UNLISTED],
	// Uploads have to be below 100 MB (docs/providers.md 13.9).
	fileSizes: { ...USUAL_FILE_SIZES, video: { most: 100 * MB - 1, safe: 50 * MB } },
};
