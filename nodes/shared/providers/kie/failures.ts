import type { Failure } from '../../domain/task';
import { classifyAnswer } from '../reading/classify';
import { HINTS } from '../reading/failureRules';
import type { FailureRule } from '../reading/failureRules';
import { bodyOf, readNumber } from '../reading/reading';
import { readReportedError } from '../reading/reportedError';
import type { TaskDialect } from '../reading/task';
import { findTask } from '../reading/taskBody';
import { KIE_CAPABILITIES } from './capabilities';
import { KIE_FACTS } from './facts';

const MODEL_HINT =
	'Check the Model or Custom Model field: kie.ai wants ids such as bytedance/seedance-2, bytedance/seedance-2-fast or bytedance/seedance-2-5. Choosing a Model from the list picks the right one.';

/** How it says that it does not know a task (docs/providers.md 11.6). */
const NO_RECORD = /\brecordinfo is null\b/i;

/** A feature that is switched off (docs/providers.md 11.7): a clear no, although the number looks like trouble of the server. */
const SWITCHED_OFF = 505;

/** The codes of kie.ai, most special first (docs/providers.md 11.7). */
const RULES: readonly FailureRule[] = [
	{ code: '', message: NO_RECORD, category: 'input', hint: HINTS.taskUnknown, retryable: false },
	{
		code: '433',
		category: 'account',
		hint: 'This API key has reached its spending limit. Raise the limit on the API Key page of kie.ai, or wait until it begins anew.',
		retryable: false,
	},
	{
		code: '455',
		category: 'provider',
		hint: 'kie.ai is under maintenance. Run the row again later.',
		retryable: true,
	},
	{
		code: String(SWITCHED_OFF),
		category: 'account',
		hint: 'kie.ai has switched this feature off. Choose another Model.',
		retryable: false,
	},
	{ code: 'generation_failed', category: 'provider', hint: HINTS.provider, retryable: true },
	{ code: 'policy', category: 'content', hint: HINTS.content, retryable: false },
	{ code: '', param: 'model', category: 'input', hint: MODEL_HINT, retryable: false },
	{
		code: '',
		message:
			/\bmodel\b.{0,80}\b(not (supported|found|exist)|invalid|unknown)|\b(unsupported|unknown|invalid) model\b/i,
		where: 'answer',
		category: 'input',
		hint: MODEL_HINT,
		retryable: false,
	},
];

export const KIE_DIALECT: TaskDialect = {
	provider: KIE_FACTS.id,
	displayName: KIE_FACTS.displayName,
	rules: RULES,
	fieldNames: [
		['first_frame_url', 'Media'],
		['last_frame_url', 'Media'],
		['reference_image_urls', 'Media'],
		['reference_video_urls', 'Media'],
		['reference_audio_urls', 'Media'],
		['input_urls', 'Media'],
		['prompt', 'Prompt'],
		['duration', 'Duration'],
		['resolution', 'Resolution'],
		['aspect_ratio', 'Aspect Ratio'],
		['generate_audio', 'Generate Audio'],
		['web_search', 'Web Search'],
		['return_last_frame', 'Return Last Frame'],
		['callbackurl', 'Callback URL'],
	],
	resultLifetimeHours: KIE_CAPABILITIES.resultLifetimeHours,
	cancelledHint:
		'Look at the logs of kie.ai to see what was charged, and submit the row again if the video is still wanted.',
};

export function failureOf(httpStatus: number, body: unknown): Failure | null {
	return classifyAnswer(statusOf(httpStatus, body), body, KIE_DIALECT);
}

/**
 * The status that counts: kie.ai answers HTTP 200 to nearly everything and says in `code` how it went (docs/providers.md
 * 11.7). An answer about a task is one about a task, whatever its code.
 */
export function statusOf(httpStatus: number, body: unknown): number {
	const answer = bodyOf(body);
	if (answer === null || (findTask(answer)?.taskId ?? '') !== '') return httpStatus;
	if (NO_RECORD.test(readReportedError(answer)?.message ?? '')) return 404;
	const isFine = httpStatus >= 200 && httpStatus < 300;
	const told = readNumber(answer.code) ?? 0;
	const counted = isFine && Number.isInteger(told) && told >= 400 && told < 600 ? told : httpStatus;
	return counted === SWITCHED_OFF ? 403 : counted;
}
