import { M4V_UNLISTED, MB, UNLISTED_EVERYWHERE, USUAL_FILE_SIZES } from '../files';
import type { ProviderFacts } from '../types';
import { ARK_ADDRESS } from './addresses';

/** Volcengine Ark (China) and BytePlus ModelArk (international). */
export const ARK_FACTS: ProviderFacts = {
	id: 'ark',
	displayName: 'Volcengine Ark',
	shortName: 'Ark',
	secondName: 'BytePlus',
	suits: 'For an account at ByteDance itself, in China or abroad: drafts, stories, up to 4K',
	credentialType: 'seedanceArkApi',
	addressRules: ARK_ADDRESS,
	// docs/providers.md 1.1
	hosts: {
		china: 'https://ark.cn-beijing.volces.com/api/v3',
		international: 'https://ark.ap-southeast.bytepluses.com/api/v3',
	},
	// docs/providers.md 1.2, 1.7: those of the flex tier begin with cgt-batch-.
	taskIdForm: /^cgt-[A-Za-z0-9_-]{3,120}$/,
	// It gives a callback 5 s (docs/providers.md 1.10).
	answerCallbackWithinMs: 3800,
	// docs/providers.md 1.2
	listDays: 7,
	listShowsMark: true,
	otherListTiers: ['flex'],
	// docs/providers.md 1.12
	billsFinishedOnly: true,
	fileNotes: [...UNLISTED_EVERYWHERE, M4V_UNLISTED],
	// docs/providers.md 1.5
	fileSizes: { ...USUAL_FILE_SIZES, video: { most: 200 * MB, safe: 200 * MB } },
};
