/** What Ark refuses about drafts. Source: docs/providers.md 1.4. */

import { NEWEST, TEXT, arkBody } from './refusal-cases.mts';
import type { Body } from './refusal-cases.mts';

const draftItem = (id: string) => ({ type: 'draft_task', draft_task: { id } });

/** Title, body, error code, field. */
export const ARK_DRAFTS: [string, Body, string, string][] = [
	['a draft on 2.0', arkBody({ draft: true }), 'InvalidParameter.UnsupportedParameter', 'draft'],
	[
		'a draft in 720p',
		arkBody({ ...NEWEST, draft: true, resolution: '720p' }),
		'InvalidParameter',
		'draft',
	],
	[
		'the full video of a draft that never was',
		arkBody({ ...NEWEST, content: [draftItem('cgt-20260701120000-never')] }),
		'InvalidParameter',
		'content',
	],
	[
		'the full video of a draft in 720p',
		arkBody({ ...NEWEST, content: [draftItem('cgt-1')], resolution: '720p' }),
		'InvalidParameter',
		'resolution',
	],
	[
		'the full video of a draft with a length of its own',
		arkBody({ ...NEWEST, content: [draftItem('cgt-1')], duration: 5 }),
		'InvalidParameter',
		'duration',
	],
	[
		'a draft beside a text',
		arkBody({ ...NEWEST, content: [TEXT, draftItem('cgt-1')] }),
		'InvalidParameter',
		'content',
	],
];
