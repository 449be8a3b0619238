import type { Failure } from '../../domain/task';
import { classifyAnswer } from '../reading/classify';
import { complaintsIn } from '../reading/complaints';
import { HINTS } from '../reading/failureRules';
import type { FailureRule } from '../reading/failureRules';
import { asReading, bodyOf, readAt, readText } from '../reading/reading';
import type { TaskDialect } from '../reading/task';
import { FAL_CAPABILITIES } from './capabilities';
import { FAL_FACTS } from './facts';
import { withTaskId } from './taskId';

const MODEL_HINT =
	'Check the Model or Custom Model field: fal.ai wants the path of a model, such as bytedance/seedance-2.0/text-to-video or bytedance/seedance-2.5/image-to-video. Choosing a Model from the list picks the right one.';

const MEDIA_HINT =
	'Check Media: pictures as JPEG, PNG or WebP below 30 MB with 300 to 6000 pixels a side, videos as MP4 or MOV, sounds as MP3 or WAV, each open without login.';

const TASK_HINT =
	'Check the Task ID, and that Provider and credential are those that submitted the task. It is the whole id of the item, such as bytedance--seedance-2.0--764cabcf-…; a bare request id is found for Seedance 2.0 only.';

/** Codes after which a new request may work (docs/providers.md 10.7). */
const MAY_WORK_AGAIN: readonly string[] = ['downstream_service', 'internal_', 'runner_'];

/** Complaints about files (docs/providers.md 10.7). */
const ABOUT_MEDIA: readonly string[] = [
	'file_download_error',
	'file_too_large',
	'image_',
	'video_',
	'audio_',
];

/** The codes of fal.ai, most special first (docs/providers.md 10.7). */
const RULES: readonly FailureRule[] = [
	{
		code: '',
		message: 'likenesses of real people',
		category: 'content',
		hint: HINTS.realFace,
		retryable: false,
	},
	{ code: 'content_policy_violation', category: 'content', hint: HINTS.content, retryable: false },
	{ code: 'partner_validation', category: 'content', hint: HINTS.content, retryable: false },
	{
		code: '',
		message: 'partner_validation_failed',
		category: 'content',
		hint: HINTS.content,
		retryable: false,
	},
	{
		code: '',
		message: 'admin lock',
		category: 'account',
		hint: 'fal.ai has locked this account. Ask its support.',
		retryable: false,
	},
	{
		code: '',
		message: 'user is locked',
		category: 'account',
		hint: HINTS.balance,
		retryable: false,
	},
	{
		code: '',
		message: 'exhausted balance',
		category: 'account',
		hint: HINTS.balance,
		retryable: false,
	},
	{
		code: 'client_',
		category: 'provider',
		hint: 'The request was cancelled at fal.ai. Submit the row again if the video is still wanted.',
		retryable: false,
	},
	{
		code: 'concurrent_requests_limit',
		category: 'rateLimit',
		hint: HINTS.rateLimit,
		retryable: true,
	},
	{ code: 'timeout', category: 'timeout', hint: HINTS.timeout, retryable: true },
	...MAY_WORK_AGAIN.map((code): FailureRule => {
		return { code, category: 'provider', hint: HINTS.provider, retryable: true };
	}),
	...ABOUT_MEDIA.map((code): FailureRule => {
		return { code, category: 'input', hint: MEDIA_HINT, retryable: false };
	}),
	{ code: 'not_found', category: 'input', hint: TASK_HINT, retryable: false },
	{
		code: 'already_completed',
		category: 'input',
		hint: 'Use Task: Get to see its result.',
		retryable: false,
	},
	{ code: '', param: 'model', category: 'input', hint: MODEL_HINT, retryable: false },
	{
		code: '',
		message: 'not found',
		where: 'answer',
		category: 'input',
		hint: MODEL_HINT,
		retryable: false,
	},
];

export const FAL_DIALECT: TaskDialect = {
	provider: FAL_FACTS.id,
	displayName: FAL_FACTS.displayName,
	rules: RULES,
	fieldNames: [
		['image_url', 'Media'],
		['end_image_url', 'Media'],
		['image_urls', 'Media'],
		['video_urls', 'Media'],
		['audio_urls', 'Media'],
		['prompt', 'Prompt'],
		['duration', 'Duration'],
		['resolution', 'Resolution'],
		['aspect_ratio', 'Aspect Ratio'],
		['generate_audio', 'Generate Audio'],
		['seed', 'Seed'],
	],
	resultLifetimeHours: FAL_CAPABILITIES.resultLifetimeHours,
	cancelledHint:
		'Look at the usage page of fal.ai to see what was charged, and submit the row again if the video is still wanted.',
};

/** What a bare status word means, where it is all that an answer says. */
const WORDS: Readonly<Record<string, string>> = {
	NOT_FOUND: 'fal.ai does not know this request.',
	ALREADY_COMPLETED: 'The request has ended already.',
};

/**
 * Its three ways to complain in the one shape that the others have: the lists of the models, the texts of the queue and
 * bare status words (docs/providers.md 10.7). Everything else stays as it is.
 */
export function usualComplaint(body: unknown): unknown {
	const reading = bodyOf(withTaskId(body));
	if (reading === null) return body;
	// A request that failed is no call that was refused.
	if (readText(reading.task_id) !== null) return reading;
	const entry = asReading(readAt(reading, ['detail', 0]));
	if (entry !== null) {
		const { message, param } = complaintsIn(reading.detail, 'detail') ?? {
			message: entry.msg,
			param: '',
		};
		return { error: { code: entry.type, message, param } };
	}
	const detail = readText(reading.detail);
	const code = readText(reading.error_type) ?? readText(readAt(reading, ['detail', 'type'])) ?? '';
	if (detail !== null) return { error: { code, message: detail } };
	const word = readText(reading.status) ?? '';
	const message = Object.prototype.hasOwnProperty.call(WORDS, word) ? WORDS[word] : null;
	return message === null ? body : { error: { code: word, message } };
}

export function failureOf(httpStatus: number, body: unknown): Failure | null {
	return classifyAnswer(httpStatus, usualComplaint(body), FAL_DIALECT);
}
