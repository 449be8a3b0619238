import type { FailureCategory } from '../../domain/vocabulary';

/** One row of a provider's table of codes. The first row that fits decides. */
export interface FailureRule {
	/** Lower-case part of the provider's code; `''` fits every code. */
	code: string;
	/** Lower-case part of the message, where the code alone does not decide. */
	message?: string;
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
	credential: 'Check the API Key and the Base URL in the credential.',
	input: 'Check the fields of this row against what the provider says, then submit it again.',
	taskUnknown:
		'Check the Task ID (or, for a new video, the Model), and that Provider and credential are those that submitted the task. Old tasks are removed by the provider.',
} as const;

/**
 * Content moderation, by substring of the code whatever the HTTP status, because providers
 * disagree on 400 or 403 (docs/providers.md 9 no. 16).
 */
export const CONTENT_RULES: readonly FailureRule[] = [
	{ code: 'privacyinformation', category: 'content', hint: HINTS.realFace, retryable: false },
	{ code: 'content_policy', category: 'content', hint: HINTS.content, retryable: false },
	{ code: 'content_filter', category: 'content', hint: HINTS.content, retryable: false },
	{ code: 'policyviolation', category: 'content', hint: HINTS.copyright, retryable: false },
	{ code: 'sensitivecontent', category: 'content', hint: HINTS.content, retryable: false },
	{ code: 'riskdetection', category: 'content', hint: HINTS.content, retryable: false },
];

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
	{
		code: '',
		message: 'content policy',
		category: 'content',
		hint: HINTS.content,
		retryable: false,
	},
	{
		code: '',
		message: 'sensitive content',
		category: 'content',
		hint: HINTS.content,
		retryable: false,
	},
	{ code: '', message: 'real face', category: 'content', hint: HINTS.realFace, retryable: false },
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
