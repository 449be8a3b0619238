import { M4V_UNLISTED, UNLISTED_EVERYWHERE, USUAL_FILE_SIZES } from '../files';
import type { ProviderFacts } from '../types';
import { TWELVE_AI_ADDRESS } from './addresses';

/** The only sample of a task id says too little about its form (docs/providers.md 3.4), and no callback limit is named. */
export const TWELVE_AI_FACTS: ProviderFacts = {
	id: 'twelveAi',
	displayName: '12AI',
	shortName: '12AI',
	suits: 'For Seedance 2.0 and 2.0 Fast up to 720p, billed by the second',
	credentialType: 'seedanceTwelveAiApi',
	addressRules: TWELVE_AI_ADDRESS,
	fileNotes: [...UNLISTED_EVERYWHERE, M4V_UNLISTED],
	fileSizes: USUAL_FILE_SIZES,
};
