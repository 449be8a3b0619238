import type { Failure, Task } from '../../domain/task';
import { classifyAnswer } from '../reading/classify';
import { HINTS } from '../reading/failureRules';
import type { FailureRule } from '../reading/failureRules';
import { bodyOf, readText } from '../reading/reading';
import { NO_REASON } from '../reading/reportedError';
import type { ReportedError } from '../reading/reportedError';
import type { TaskDialect } from '../reading/task';
import { REPLICATE_CAPABILITIES } from './capabilities';
import { REPLICATE_FACTS } from './facts';

const MODEL_HINT =
	'Check the Task ID, and that Provider and credential are those that submitted the task. For a new video, check the Model or Custom Model field: Replicate wants owner and name of a model, such as bytedance/seedance-2.0.';

/** The codes and sentences of Replicate, most special first (docs/providers.md 13.7). */
const RULES: readonly FailureRule[] = [
	{ code: 'e005', category: 'content', hint: HINTS.content, retryable: false },
	{
		code: '',
		message: 'flagged as sensitive',
		category: 'content',
		hint: HINTS.content,
		retryable: false,
	},
	{ code: 'e1000', category: 'provider', hint: HINTS.provider, retryable: true },
	{ code: 'e1001', category: 'provider', hint: HINTS.provider, retryable: true },
	{
		code: '',
		message: 'insufficient credit',
		category: 'account',
		hint: 'Buy credit at replicate.com under Billing, wait a few minutes, then submit the row again.',
		retryable: false,
	},
	{
		code: '',
		message: 'request was throttled',
		where: 'answer',
		category: 'rateLimit',
		hint: 'Replicate takes few requests from accounts without a payment method or with little credit. Wait a little, or lower Max Concurrency in the options.',
		retryable: true,
	},
	{
		code: 'not_found',
		where: 'answer',
		category: 'input',
		hint: MODEL_HINT,
		retryable: false,
	},
];

export const REPLICATE_DIALECT: TaskDialect = {
	provider: REPLICATE_FACTS.id,
	displayName: REPLICATE_FACTS.displayName,
	rules: RULES,
	// Ended before the model ran (docs/providers.md 13.6).
	statusWords: new Map([['aborted', 'cancelled']]),
	fieldNames: [
		['last_frame_image', 'Media'],
		['reference_images', 'Media'],
		['reference_videos', 'Media'],
		['reference_audios', 'Media'],
		['image', 'Media'],
		['prompt', 'Prompt'],
		['duration', 'Duration'],
		['resolution', 'Resolution'],
		['aspect_ratio', 'Aspect Ratio'],
		['generate_audio', 'Generate Audio'],
		['watermark', 'Watermark'],
		['seed', 'Seed'],
		['webhook', 'Callback URL'],
	],
	resultLifetimeHours: REPLICATE_CAPABILITIES.resultLifetimeHours,
	cancelledHint:
		'Look at the billing page of Replicate to see what was charged, and submit the row again if the video is still wanted.',
};

/** The complaint with the code that ends its sentence taken apart: "… (E005)"; relays write words there. */
export function withCode(reported: ReportedError): ReportedError {
	const [, message, code] =
		/^([^]*?)\s*\((E\d{3,5}|[a-z]+(?:_[a-z]+)+)\)[\s.]*$/.exec(reported.message) ?? [];
	return code === undefined ? reported : { ...reported, code, message: message || code };
}

/** A success whose video Replicate has deleted: no later look brings it back. */
export function removedResult(task: Task): Task {
	const message =
		'Replicate has deleted the video of this task: it keeps results for one hour only (data_removed).';
	const hint =
		'The video was paid and cannot be fetched any more. Let Seedance Download follow directly, or start it by Callback URL, so that it runs within the hour; then order the row again if the video is still wanted.';
	const failure: Failure = {
		category: 'provider',
		code: 'noVideoLink',
		message,
		hint,
		retryable: false,
	};
	return { ...task, failure, warnings: [message] };
}

/** The title as a code, which shows that Replicate itself has answered; it is not always there. */
function titleCode(title: string | null, detail: string): string {
	if (title === null) return /could not be found/i.test(detail) ? 'not_found' : '';
	return title.trim().toLowerCase().replace(/\W+/g, '_');
}

/** A refused call in the shape that the others have: `{title, detail, status}` (docs/providers.md 13.7). */
function usualComplaint(body: unknown): unknown {
	const reading = bodyOf(body);
	const detail = readText(reading?.detail);
	// A prediction that failed is no call that was refused.
	if (reading === null || detail === null || readText(reading.id) !== null) return body;
	const { code, message } = withCode({ ...NO_REASON, message: detail });
	return { error: { code: code || titleCode(readText(reading.title), detail), message } };
}

export function failureOf(httpStatus: number, body: unknown): Failure | null {
	return classifyAnswer(httpStatus, usualComplaint(body), REPLICATE_DIALECT);
}
