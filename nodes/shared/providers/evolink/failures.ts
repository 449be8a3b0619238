import { HINTS } from '../reading/failureRules';
import type { FailureRule } from '../reading/failureRules';
import type { TaskDialect } from '../reading/task';
import { EVOLINK_CAPABILITIES } from './capabilities';
import { EVOLINK_FACTS } from './facts';

const MODEL_HINT =
	'Check the Model or Custom Model field: EvoLink wants ids such as seedance-2.0-text-to-video, seedance-2.0-image-to-video or seedance-2.0-reference-to-video (seedance-2.0-fast-… for the fast tier). Choosing a Model from the list picks the right one.';

const IMAGE_HINT =
	'Check the pictures in Media: JPEG or PNG, 300 to 6000 pixels a side, not longer than 2.5 times their width, below 30 MB, and open without login.';

/** Task codes after which a new task may work (docs/providers.md 2.7). */
const MAY_WORK_AGAIN: readonly string[] = [
	'generation_failed_no_content',
	'service_error',
	'service_unavailable',
	'resource_not_found',
	'unknown_error',
	'model_unavailable',
	'upstream_error',
];

/** The codes of EvoLink, most special first (docs/providers.md 2.7). */
const RULES: readonly FailureRule[] = [
	{ code: 'content_policy_violation', category: 'content', hint: HINTS.content, retryable: false },
	{ code: 'image_processing_error', category: 'input', hint: IMAGE_HINT, retryable: false },
	{ code: 'image_dimension_mismatch', category: 'input', hint: IMAGE_HINT, retryable: false },
	{ code: 'invalid_parameters', category: 'input', hint: HINTS.input, retryable: false },
	{
		code: 'request_cancelled',
		category: 'provider',
		hint: 'The task was cancelled at EvoLink. Submit the row again if the video is still wanted.',
		retryable: false,
	},
	{ code: 'generation_timeout', category: 'timeout', hint: HINTS.timeout, retryable: true },
	{ code: 'resource_exhausted', category: 'rateLimit', hint: HINTS.rateLimit, retryable: true },
	{
		code: 'quota_exceeded',
		where: 'task',
		category: 'rateLimit',
		hint: HINTS.rateLimit,
		retryable: true,
	},
	...MAY_WORK_AGAIN.map(
		(code): FailureRule => ({
			code,
			where: 'task',
			category: 'provider',
			hint: HINTS.provider,
			retryable: true,
		}),
	),
	{
		code: 'invalid_task_id',
		category: 'input',
		hint: 'Check the Task ID, and that Provider is the one that submitted the task: ids of EvoLink begin with task-unified-.',
		retryable: false,
	},
	{ code: 'task_not_found', category: 'input', hint: HINTS.taskUnknown, retryable: false },
	{ code: '', param: 'model', category: 'input', hint: MODEL_HINT, retryable: false },
	{ code: 'model_not_found', category: 'input', hint: MODEL_HINT, retryable: false },
	{ code: 'model_access_denied', category: 'account', hint: HINTS.access, retryable: false },
	{ code: 'permission_denied', category: 'account', hint: HINTS.access, retryable: false },
	{ code: 'unauthorized', category: 'account', hint: HINTS.credential, retryable: false },
	{ code: 'insufficient_quota', category: 'account', hint: HINTS.balance, retryable: false },
	{ code: 'quota_exceeded', category: 'account', hint: HINTS.balance, retryable: false },
	{ code: 'rate_limit_exceeded', category: 'rateLimit', hint: HINTS.rateLimit, retryable: true },
	{ code: 'invalid_request', category: 'input', hint: HINTS.input, retryable: false },
	{ code: 'internal_error', category: 'provider', hint: HINTS.provider, retryable: true },
];

export const EVOLINK_DIALECT: TaskDialect = {
	provider: EVOLINK_FACTS.id,
	displayName: EVOLINK_FACTS.displayName,
	rules: RULES,
	fieldNames: [
		['image_urls', 'Media'],
		['video_urls', 'Media'],
		['audio_urls', 'Media'],
		['prompt', 'Prompt'],
		['duration', 'Duration'],
		['quality', 'Resolution'],
		['aspect_ratio', 'Aspect Ratio'],
		['generate_audio', 'Generate Audio'],
		['model_params', 'Web Search'],
		['web_search', 'Web Search'],
		['callback_url', 'Callback URL'],
	],
	resultLifetimeHours: EVOLINK_CAPABILITIES.resultLifetimeHours,
	cancelledHint:
		'Look at the credits in the EvoLink dashboard to see what was charged, and submit the row again if the video is still wanted.',
};
