import { M4V_UNLISTED, UNLISTED_EVERYWHERE, USUAL_FILE_SIZES } from '../files';
import type { ProviderFacts } from '../types';
import { WAVESPEED_ADDRESS } from './addresses';
import { WAVESPEED_PRICES_AS_OF } from './price';

export const WAVESPEED_FACTS: ProviderFacts = {
	id: 'waveSpeed',
	displayName: 'WaveSpeed',
	shortName: 'WaveSpeed',
	suits: 'For edits and extensions up to 4K; failed videos are paid back, recent tasks listed',
	credentialType: 'seedanceWaveSpeedApi',
	addressRules: WAVESPEED_ADDRESS,
	// docs/providers.md 12.2
	taskIdForm: /^[\w-]{6,80}$/,
	// docs/providers.md 12.2
	listDays: 7,
	// Runs that failed are paid back within three hours (docs/providers.md 12.7).
	billsFinishedOnly: true,
	pricesAsOf: WAVESPEED_PRICES_AS_OF,
	// Its pages name no formats and sizes, so those of the official API hold.
	fileNotes: [...UNLISTED_EVERYWHERE, M4V_UNLISTED],
	fileSizes: USUAL_FILE_SIZES,
};
