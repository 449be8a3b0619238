import type { FailureCategory } from '../../domain/vocabulary';

/** One row of a provider's table of codes. The first row that fits decides. */
export interface FailureRule {
	/** Lower-case part of the provider's code; `''` fits every code. */
	code: string;
	/** Lower-case part of the message, or a form of it, where the code alone does not decide. */
	message?: string | RegExp;
	/** The field that must be named, where the code alone does not decide. */
	param?: string;
	/** `task`: only inside a finished task; `answer`: only as the answer to a call. */
	where?: 'task' | 'answer';
	category: FailureCategory;
	hint: string;
	retryable: boolean;
}

export const HINTS = {
	content:
		'The content check of the provider refused it. Rephrase the Prompt or use other Media; real faces, brands and film characters are the usual reasons.',
	realFace:
		'The provider does not accept photos of real people. Use an illustrated or stylised picture, or a person from the asset library of the provider.',
	copyright:
		'The content check suspects protected material. Use your own pictures and avoid names of brands, films and stars in the Prompt.',
	rateLimit:
		'The provider is busy or your parallel limit is reached. Wait a little, or lower Max Concurrency or Max Open Tasks in the options.',
	provider: 'This lies with the provider. Submit the row again in a few minutes.',
	timeout: 'The provider took too long. Submit the row again, ideally at a quieter time.',
	balance: 'Top up the balance of the provider account, then submit the row again.',
	access: 'Check in the console of the provider that this API key may use the chosen Model.',
	channel:
		'The provider has no free line to this Model for this key. Choose another Model, or look in its console which group of the key has it; if it has worked before, submit the row again in a few minutes.',
	sound:
		'The sound that was made for the video did not pass the content check. Switch Generate Audio off, or rephrase what is said and heard in the Prompt.',
	output:
		'The finished video did not pass the content check. Rephrase the Prompt or use other Media, then submit the row again.',
	adaptive: 'Set Aspect Ratio to Adaptive in this row, then submit it again.',
	editLength:
		'The provider takes this for an edit of the video in Media. Set Duration to -1, or choose Mode "Video Edit", then submit the row again.',
	adaptiveEdit:
		'The provider takes this for an edit of the video in Media. Set Aspect Ratio to Adaptive and Duration to -1, or choose Mode "Video Edit", then submit the row again.',
	file: 'The provider could not open a file in Media. Each address must open without login and lead straight to the file; then submit the row again.',
	mode: 'The Mode and the Media do not fit together for this Model. Choose another Mode.',
	credential: 'Check the API Key and the Base URL in the credential.',
	input: 'Check the fields of this row against what the provider says, then submit it again.',
	taskUnknown:
		'Check the Task ID (or, for a new video, the Model), and that Provider and credential are those that submitted the task. Old tasks are removed by the provider.',
} as const;

function content(code: string, hint: string): FailureRule {
	return { code, category: 'content', hint, retryable: false };
}

function input(code: string, hint: string, message?: RegExp): FailureRule {
	return { code, message, category: 'input', hint, retryable: false };
}

function account(code: string): FailureRule {
	return { code, category: 'account', hint: HINTS.balance, retryable: false };
}

const MUST_BE_ADAPTIVE = /\bratio\b.{0,40}\bmust be\b.{0,20}\badaptive\b/i;
const MUST_BE_OPEN = /\bduration\b.{0,40}\bmust be\b.{0,12}-1\b/i;
const MUST_BE_BOTH = new RegExp(
	`${MUST_BE_ADAPTIVE.source}.*${MUST_BE_OPEN.source}|${MUST_BE_OPEN.source}.*${MUST_BE_ADAPTIVE.source}`,
	'is',
);

/** Of the gateway software behind many relays: no line to the model, told before anything is begun. */
export const NO_CHANNEL =
	/no (available channel|channel (is )?available)|无可用的?渠道|没有可用的?渠道|可用渠道不存在/i;

/**
 * Codes that relays hand through: of the API that makes the videos and of the gateway in front of it (docs/providers.md
 * 1.9, 3.6). They mean the same on every provider and are asked first.
 */
export const HANDED_THROUGH: readonly FailureRule[] = [
	// The checker itself did not work; its name would otherwise read like a refusal.
	{ code: 'contentsecuritydetection', category: 'provider', hint: HINTS.provider, retryable: true },
	content('outputaudio', HINTS.sound),
	content('privacyinformation', HINTS.realFace),
	content('policyviolation', HINTS.copyright),
	content(
		'inputtextsensitive',
		'The content check refused the text. Rephrase the Prompt without names, violence or politics.',
	),
	content(
		'inputimagesensitive',
		'The content check refused a picture. Use another image in Media.',
	),
	content('inputvideosensitive', 'The content check refused a video. Use another video in Media.'),
	content('inputaudiosensitive', 'The content check refused a sound. Use other audio in Media.'),
	content('outputvideosensitive', HINTS.output),
	content('outputvideorisk', HINTS.output),
	input('', HINTS.adaptiveEdit, MUST_BE_BOTH),
	input('', HINTS.adaptive, MUST_BE_ADAPTIVE),
	input('', HINTS.editLength, MUST_BE_OPEN),
	input('tasktype', HINTS.mode),
	account('insufficient_user_quota'),
	account('insufficient_balance'),
	account('insufficient_credit'),
	account('insufficient_fund'),
	account('insufficient_quota'),
	account('quota_not_enough'),
	account('pre_consume'),
	input('task_not_exist', HINTS.taskUnknown),
	{ code: 'model_price_error', category: 'account', hint: HINTS.access, retryable: false },
	input('', HINTS.credential, /^invalid url \(/i),
	input('model_not_found', HINTS.channel, NO_CHANNEL),
	// Relays say so of a model that the group of the key does not have (docs/providers.md 7).
	{ code: 'no_available_channel', category: 'account', hint: HINTS.channel, retryable: false },
	{ code: '', message: NO_CHANNEL, category: 'account', hint: HINTS.channel, retryable: false },
	{ code: 'load_saturated', category: 'rateLimit', hint: HINTS.rateLimit, retryable: true },
	{ code: 'overloaded', category: 'rateLimit', hint: HINTS.rateLimit, retryable: true },
];

/**
 * Content moderation, by substring of the code whatever the HTTP status, because providers
 * disagree on 400 or 403 (docs/providers.md 9 no. 16).
 */
export const CONTENT_RULES: readonly FailureRule[] = [
	content('content_policy', HINTS.content),
	content('content_filter', HINTS.content),
	content('content_violation', HINTS.content),
	content('moderation', HINTS.content),
	content('sensitivecontent', HINTS.content),
	content('sensitive_content', HINTS.content),
	content('riskdetection', HINTS.content),
];

/**
 * Codes that only say that something further on went wrong: what stands beside them counts.
 * `task_failed`, `fail_to_fetch_task`, `bad_response_status_code` and the like.
 */
export const WRAPPING_CODE =
	/^(upstream_error|task_failed|failed|error|fail_to_fetch_task|bad_response(_\w+)?|do_request_failed|relay_error|api_error|server_error|new_api_error|unknown(_error)?|-?\d+)$/i;

/** Words that mean the same wherever they appear; asked after the table of the provider. */
export const GENERIC_RULES: readonly FailureRule[] = [
	{ code: 'insufficient', category: 'account', hint: HINTS.balance, retryable: false },
	{ code: 'unauthorized', category: 'account', hint: HINTS.credential, retryable: false },
	{ code: 'invalid_api_key', category: 'account', hint: HINTS.credential, retryable: false },
	{ code: 'permission', category: 'account', hint: HINTS.access, retryable: false },
	{ code: 'rate_limit', category: 'rateLimit', hint: HINTS.rateLimit, retryable: true },
	{ code: 'too_many', category: 'rateLimit', hint: HINTS.rateLimit, retryable: true },
	{ code: 'timeout', category: 'timeout', hint: HINTS.timeout, retryable: true },
	{ code: 'service_unavailable', category: 'provider', hint: HINTS.provider, retryable: true },
	{ code: 'internal', category: 'provider', hint: HINTS.provider, retryable: true },
	{ code: 'invalid', category: 'input', hint: HINTS.input, retryable: false },
	{ code: '', message: 'insufficient', category: 'account', hint: HINTS.balance, retryable: false },
	{ code: '', message: 'api key', category: 'account', hint: HINTS.credential, retryable: false },
];

/** What an HTTP status alone says, when neither code nor message is known. */
export const STATUS_RULES: Readonly<Record<number, Omit<FailureRule, 'code'>>> = {
	400: { category: 'input', hint: HINTS.input, retryable: false },
	401: { category: 'account', hint: HINTS.credential, retryable: false },
	402: { category: 'account', hint: HINTS.balance, retryable: false },
	403: { category: 'account', hint: HINTS.access, retryable: false },
	404: { category: 'input', hint: HINTS.taskUnknown, retryable: false },
	405: { category: 'account', hint: HINTS.credential, retryable: false },
	408: { category: 'timeout', hint: HINTS.timeout, retryable: true },
	409: { category: 'input', hint: HINTS.input, retryable: false },
	413: {
		category: 'input',
		hint: 'The request is too large. Use links instead of binary Media, or smaller files.',
		retryable: false,
	},
	422: { category: 'input', hint: HINTS.input, retryable: false },
	429: { category: 'rateLimit', hint: HINTS.rateLimit, retryable: true },
	504: { category: 'timeout', hint: HINTS.timeout, retryable: true },
};
