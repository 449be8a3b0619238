import { M4V_UNLISTED, MB, UNLISTED_EVERYWHERE, USUAL_FILE_SIZES } from '../files';
import type { ProviderFacts } from '../types';
import { EVOLINK_ADDRESS, EVOLINK_FILES_ADDRESS } from './addresses';

export const EVOLINK_FACTS: ProviderFacts = {
	id: 'evolink',
	displayName: 'EvoLink',
	shortName: 'EvoLink',
	suits: 'For all modes with files from n8n, paid in credits; the balance can be read',
	credentialType: 'seedanceEvoLinkApi',
	addressRules: EVOLINK_ADDRESS,
	filesAddressRules: EVOLINK_FILES_ADDRESS,
	// docs/providers.md 2.2
	taskIdForm: /^task-unified-[A-Za-z0-9_-]{3,110}$/,
	// It gives a callback 10 s (docs/providers.md 2.8).
	answerCallbackWithinMs: 8000,
	// docs/providers.md 2.4, 2.11
	fileNotes: [
		...UNLISTED_EVERYWHERE,
		M4V_UNLISTED,
		{
			kind: 'image',
			extensions: ['webp'],
			message: 'WebP does not always work on EvoLink. JPEG or PNG is safer.',
		},
		{
			kind: 'image',
			extensions: ['gif', 'bmp', 'tif', 'tiff', 'heic', 'heif'],
			message:
				'EvoLink lists only JPEG, PNG and WebP; of a GIF only the first picture is used. JPEG or PNG is safer.',
		},
	],
	// Its pages say 10 MB and 30 MB for pictures (docs/providers.md 9 no. 7).
	fileSizes: { ...USUAL_FILE_SIZES, image: { most: 30 * MB, safe: 10 * MB } },
};
