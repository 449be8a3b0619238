import { PROVIDERS } from '../../../../nodes/shared/providers/index.ts';
import type { TagSpelling } from '../../../../nodes/shared/domain/capabilities.ts';

const { evolink, ark, twelveAi, ink } = PROVIDERS;

/** Every way in which the providers want media to be named. */
export const SPELLINGS = {
	atLower: evolink.capabilities.models[0].tags,
	atTitle: evolink.capabilities.knownCustomModels['seedance-2.0'].tags,
	imageFile: twelveAi.capabilities.models[0].tags,
	ark: ark.capabilities.models[0].tags,
	plainWords: ink.capabilities.models[0].tags,
} satisfies Record<string, TagSpelling>;

export type TagStyle = keyof typeof SPELLINGS;
