import { UNLISTED_EVERYWHERE, USUAL_FILE_SIZES } from '../files';
import type { ProviderFacts } from '../types';
import { INK_ADDRESS } from './addresses';

/** The only sample of a task id says too little about its form (docs/providers.md 4.4), and no callback limit is named. */
export const INK_FACTS: ProviderFacts = {
	id: 'ink',
	displayName: 'seedance2.ink',
	shortName: 'seedance2.ink',
	suits: 'For short clips from up to five media; running tasks can be cancelled',
	credentialType: 'seedanceInkApi',
	addressRules: INK_ADDRESS,
	// docs/providers.md 4.2
	cancelsRunning: true,
	// docs/providers.md 4.3
	readsFileEnding: true,
	fileNotes: [
		...UNLISTED_EVERYWHERE,
		{
			kind: 'image',
			extensions: ['tif', 'tiff', 'heic', 'heif'],
			message: 'seedance2.ink lists only JPEG, PNG, WebP, GIF and BMP. JPEG or PNG is safer.',
		},
	],
	fileSizes: USUAL_FILE_SIZES,
};
