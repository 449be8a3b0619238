import { FAL_ADDRESS, FAL_FILES_ADDRESS } from './addresses';
import { M4V_UNLISTED, MB, UNLISTED_EVERYWHERE, USUAL_FILE_SIZES } from '../files';
import type { ProviderFacts } from '../types';

export const FAL_FACTS: ProviderFacts = {
	id: 'fal',
	displayName: 'fal.ai',
	shortName: 'fal.ai',
	suits: 'For all modes up to 4K, paid in US dollars; queued tasks can be cancelled',
	credentialType: 'seedanceFalApi',
	authScheme: 'Key',
	addressRules: FAL_ADDRESS,
	filesAddressRules: FAL_FILES_ADDRESS,
	// The place of the request and its id (docs/providers.md 10.2); somebody else's callback may bring the id alone.
	taskIdForm: /^(?:[\w.-]{1,80}--)?[\w-]{8,80}$/,
	// It gives a callback 15 s at first (docs/providers.md 10.8).
	answerCallbackWithinMs: 12_000,
	// docs/providers.md 10.4
	fileNotes: [
		...UNLISTED_EVERYWHERE,
		M4V_UNLISTED,
		{
			kind: 'image',
			extensions: ['gif', 'bmp', 'tif', 'tiff', 'heic', 'heif'],
			message: 'fal.ai lists this picture format for Seedance 2.5 only. JPEG or PNG is safer.',
		},
	],
	// 2.0 takes less than 50 MB of videos in all, 2.5 up to 200 MB (docs/providers.md 10.4).
	fileSizes: { ...USUAL_FILE_SIZES, video: { most: 200 * MB, safe: 50 * MB } },
};
