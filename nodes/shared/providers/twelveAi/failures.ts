import { HINTS } from '../reading/failureRules';
import type { FailureRule } from '../reading/failureRules';
import type { TaskDialect } from '../reading/task';
import { TWELVE_AI_CAPABILITIES } from './capabilities';
import { TWELVE_AI_FACTS } from './facts';

const MODEL_HINT =
	'Check the Model or Custom Model field: 12AI knows seedance-2-official and seedance-2-official2-fast.';

/**
 * Only content_filter is documented (docs/providers.md 3.4). The other codes are those of the gateway software
 * that 12AI looks like (docs/providers.md 3.6, inference).
 */
const RULES: readonly FailureRule[] = [
	{ code: 'content_filter', category: 'content', hint: HINTS.content, retryable: false },
	{ code: 'user_quota', category: 'account', hint: HINTS.balance, retryable: false },
	{ code: 'token_quota', category: 'account', hint: HINTS.balance, retryable: false },
	{ code: 'model_not_found', category: 'input', hint: MODEL_HINT, retryable: false },
	{ code: '', param: 'model', category: 'input', hint: MODEL_HINT, retryable: false },
	{ code: '', message: 'unknown model', category: 'input', hint: MODEL_HINT, retryable: false },
	{
		code: '',
		message: 'asset',
		where: 'task',
		category: 'input',
		hint: 'Check the asset ids in Media: each must be Active on asset.12ai.org, and only seedance-2.0-fast takes them.',
		retryable: false,
	},
];

export const TWELVE_AI_DIALECT: TaskDialect = {
	provider: TWELVE_AI_FACTS.id,
	displayName: TWELVE_AI_FACTS.displayName,
	rules: RULES,
	fieldNames: [
		['model', 'Model or Custom Model'],
		['images', 'Media'],
		['video_urls', 'Media'],
		['audio_urls', 'Media'],
		['prompt', 'Prompt'],
		['duration', 'Duration'],
		['size', 'Resolution'],
		['ratio', 'Aspect Ratio'],
		['generate_audio', 'Generate Audio'],
		['web_search', 'Web Search'],
		['watermark', 'Watermark'],
		['webhook_url', 'Callback URL'],
		['action', 'Mode'],
	],
	resultLifetimeHours: TWELVE_AI_CAPABILITIES.resultLifetimeHours,
	cancelledHint:
		'12AI does not say what a cancelled task costs; look at its console, and submit the row again if the video is still wanted.',
};
