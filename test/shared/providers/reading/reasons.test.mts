/** Reasons as relays hand them through, errors inside errors, and what to do about them; alike on every provider. */

import { PROVIDERS } from '../../../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../../../support/providers.mts';
import type { Failure } from '../../../../nodes/shared/domain/task.ts';
import type { FailureCategory } from '../../../../nodes/shared/domain/vocabulary.ts';

type Row = [
	what: string,
	body: unknown,
	category: FailureCategory,
	retryable: boolean,
	message: RegExp,
	hint?: RegExp,
	code?: string,
];

const text = (value: unknown) => JSON.stringify(value);
const failed = (rest: object) => ({ id: 't', status: 'failed', ...rest });
const envelope = (rest: object) => ({
	code: 'success',
	message: '',
	data: { task_id: 't', status: 'FAILURE', ...rest },
});

const PERSON = 'InputImageSensitiveContentDetected.PrivacyInformation';
const PERSON_TEXT = `${PERSON}: The request failed because the input image may contain real person.`;
const UPSTREAM = {
	error: { code: PERSON, message: 'The input image may contain real person. Request id: 0217abc' },
};

/** What a status read of a failed task answers. */
const TASKS: Row[] = [
	[
		'fail_reason',
		envelope({ fail_reason: 'output video may contain sensitive information' }),
		'content',
		false,
		/^output video may contain sensitive information$/,
		/content check/,
	],
	[
		'message',
		failed({ message: 'Image download failed: 403' }),
		'unknown',
		false,
		/^Image download failed: 403$/,
	],
	[
		'error_message',
		failed({ error_message: 'The upload broke' }),
		'unknown',
		false,
		/^The upload broke$/,
	],
	['msg', failed({ msg: 'The upload broke' }), 'unknown', false, /^The upload broke$/],
	['reason', failed({ reason: 'The upload broke' }), 'unknown', false, /^The upload broke$/],
	[
		'failure_reason',
		failed({ failure_reason: 'The upload broke' }),
		'unknown',
		false,
		/^The upload broke$/,
	],
	[
		'error_msg and error_code',
		failed({ error_code: 'content_filter', error_msg: 'No.' }),
		'content',
		false,
		/^No\.$/,
		undefined,
		'content_filter',
	],
	[
		'a list of errors',
		failed({ errors: [{ message: 'The upload broke' }] }),
		'unknown',
		false,
		/^The upload broke$/,
	],
	[
		'the inner task alone',
		envelope({ fail_reason: '', data: failed(UPSTREAM) }),
		'content',
		false,
		/^The input image may contain real person\. Request id: 0217abc$/,
		/real people/,
		PERSON,
	],
	[
		'the inner task as text',
		envelope({ fail_reason: 'task failed', data: text(failed(UPSTREAM)) }),
		'content',
		false,
		/real person/,
		/real people/,
		PERSON,
	],
	[
		'fail_reason that is JSON',
		envelope({ fail_reason: text(UPSTREAM) }),
		'content',
		false,
		/^The input image may contain/,
		/real people/,
		PERSON,
	],
	[
		'a code in the message',
		failed({ error: { code: 'task_failed', message: PERSON_TEXT } }),
		'content',
		false,
		/real person/,
		/real people/,
		PERSON,
	],
	[
		'a code in a text',
		envelope({ fail_reason: PERSON_TEXT }),
		'content',
		false,
		/real person/,
		/real people/,
		PERSON,
	],
	[
		'JSON behind words',
		failed({ error: `upstream answered 400: ${text(UPSTREAM)}` }),
		'content',
		false,
		/^The input image/,
		/real people/,
		PERSON,
	],
	[
		'JSON with escaped quotes',
		failed({ error: `upstream: ${text(UPSTREAM).replaceAll('"', '\\"')}` }),
		'content',
		false,
		/^The input image/,
		/real people/,
		PERSON,
	],
	[
		'three around each other',
		failed({
			error: {
				code: 'upstream_error',
				message: text({
					code: 'fail_to_fetch_task',
					message: 'InvalidParameter.TaskTypeConstraint: `ratio` must be `adaptive`',
				}),
			},
		}),
		'input',
		false,
		/must be `adaptive`$/,
		/Set Aspect Ratio to Adaptive/,
		'InvalidParameter.TaskTypeConstraint',
	],
	[
		'copyright',
		failed({ message: 'The video may be related to copyright restrictions' }),
		'content',
		false,
		/copyright/,
		/protected/,
	],
	['敏感', envelope({ fail_reason: '内容包含敏感信息' }), 'content', false, /敏感/],
	['违规', envelope({ fail_reason: '图片违规,请更换' }), 'content', false, /违规/],
	['版权', envelope({ fail_reason: '视频可能涉及版权' }), 'content', false, /版权/, /protected/],
	['真人', envelope({ fail_reason: '图片中包含真人' }), 'content', false, /真人/, /real people/],
	[
		'policy',
		failed({ message: 'Your prompt violates our usage policies' }),
		'content',
		false,
		/violates/,
	],
	[
		'busy',
		envelope({ fail_reason: '当前分组上游负载已饱和,请稍后再试' }),
		'rateLimit',
		true,
		/饱和/,
		/busy/,
	],
	['money', envelope({ fail_reason: '用户额度不足' }), 'account', false, /额度/, /Top up/],
	[
		'the generated sound',
		failed({
			error: {
				code: 'OutputAudioSensitiveContentDetected.PolicyViolation',
				message: 'The output audio may contain sensitive information.',
			},
		}),
		'content',
		false,
		/output audio/,
		/Switch Generate Audio off/,
	],
];

/** What a refused call answers: HTTP status first. */
const ANSWERS: Array<[number, ...Row]> = [
	[
		403,
		'quota inside',
		{
			error: {
				code: 'fail_to_fetch_task',
				message: text({
					code: 'insufficient_user_quota',
					message: 'user quota is not enough',
					data: null,
				}),
			},
		},
		'account',
		false,
		/^user quota is not enough$/,
		/Top up/,
		'insufficient_user_quota',
	],
	[
		403,
		'saturation inside',
		{
			error: {
				code: 'fail_to_fetch_task',
				message: text({
					code: 'upstream_load_saturated',
					message: 'The upstream load of this group is saturated',
				}),
			},
		},
		'rateLimit',
		true,
		/saturated$/,
		/busy/,
	],
	[
		400,
		'the whole error object as text',
		{ error: { code: 'bad_response_status_code', message: text(UPSTREAM) } },
		'content',
		false,
		/^The input image/,
		/real people/,
		PERSON,
	],
	[
		400,
		'the body as text',
		text(UPSTREAM),
		'content',
		false,
		/^The input image/,
		/real people/,
		PERSON,
	],
	[
		500,
		'three around each other',
		{
			error: {
				code: 'upstream_error',
				message: text({
					error: {
						code: 'fail_to_fetch_task',
						message:
							'InvalidParameter.TaskTypeConstraint: the task was identified as video editing, `duration` must be -1',
					},
				}),
			},
		},
		'input',
		false,
		/must be -1$/,
		/Set Duration to -1, or choose Mode "Video Edit"/,
	],
	[
		400,
		'ratio',
		{
			error: {
				code: 'InvalidParameter.TaskTypeConstraint',
				message: 'the parameter `ratio` must be `adaptive` for this task',
			},
		},
		'input',
		false,
		/adaptive/,
		/Set Aspect Ratio to Adaptive/,
	],
	[
		400,
		'length',
		{
			error: {
				code: 'InvalidParameter.TaskTypeConstraint',
				message: 'The request was identified as video editing; `duration` must be -1.',
			},
		},
		'input',
		false,
		/-1/,
		/Set Duration to -1/,
	],
	[
		400,
		'both',
		{
			error: {
				code: 'InvalidParameter.TaskTypeConstraint',
				message:
					'identified as video editing: `ratio` must be `adaptive` and `duration` must be -1',
			},
		},
		'input',
		false,
		/-1/,
		/Adaptive and Duration to -1/,
	],
	[
		400,
		'another task type',
		{ error: { code: 'InvalidParameter.TaskTypeConstraint', message: 'not possible' } },
		'input',
		false,
		/^not possible$/,
		/another Mode/,
	],
	[
		400,
		'a sentence',
		'image must be at least 300 px',
		'input',
		false,
		/^image must be at least 300 px$/,
		/Check the fields/,
		'http400',
	],
	[
		400,
		'a sentence with marks',
		'<p>image must be <b>at least</b> 300 px</p>',
		'input',
		false,
		/^image must be at least 300 px$/,
		/Check the fields/,
	],
	[
		400,
		'a sentence about money',
		'Not enough credits',
		'account',
		false,
		/^Not enough credits$/,
		/Top up/,
	],
	[
		400,
		'money under a code',
		{ error: { code: 'invalid_request', message: 'Not enough credits' } },
		'account',
		false,
		/credits/,
		/Top up/,
	],
	[
		403,
		'余额不足',
		{ error: { code: '', message: '账户余额不足,请充值' } },
		'account',
		false,
		/余额/,
		/Top up/,
	],
	[404, 'nothing there', '404 page not found', 'input', false, /not found/, /Base URL/],
	[
		422,
		'FastAPI',
		{
			detail: [
				{ loc: ['body', 'duration'], msg: 'value is not a valid integer', type: 'type_error' },
			],
		},
		'input',
		false,
		/^duration: value is not a valid integer$/,
		/Change Duration/,
	],
	[
		422,
		'FastAPI in a list',
		{
			detail: [
				{ loc: ['body', 'image_urls', 0], msg: 'field required' },
				{ loc: ['body', 'seed'], msg: 'too large' },
			],
		},
		'input',
		false,
		/^image_urls\.0: field required seed: too large$/,
		/Change Media/,
	],
	[
		422,
		'Laravel',
		{
			message: 'The given data was invalid.',
			errors: { duration: ['The duration must be at most 15.'] },
		},
		'input',
		false,
		/The duration must be at most 15\./,
		/Change Duration/,
	],
	[
		422,
		'JSON:API',
		{
			errors: [
				{
					status: '422',
					title: 'Invalid',
					detail: 'is too long',
					source: { pointer: '/data/attributes/prompt' },
				},
			],
		},
		'input',
		false,
		/is too long/,
		/Change Prompt/,
	],
	[
		400,
		'zod',
		{
			success: false,
			error: {
				name: 'ZodError',
				issues: [{ code: 'too_big', path: ['aspectRatio'], message: 'Invalid option' }],
			},
		},
		'input',
		false,
		/Invalid option/,
		/Change Aspect Ratio/,
	],
	[
		400,
		'zod as text',
		{
			error: {
				message: text([{ code: 'too_big', path: ['resolution'], message: 'Invalid option' }]),
			},
		},
		'input',
		false,
		/Invalid option/,
		/Change Resolution/,
	],
	[
		400,
		'express-validator',
		{ errors: [{ type: 'field', msg: 'Invalid value', path: 'prompt', location: 'body' }] },
		'input',
		false,
		/Invalid value/,
		/Change Prompt/,
	],
	[
		400,
		'problem details',
		{
			type: 'about:blank',
			title: 'Bad',
			status: 400,
			'invalid-params': [{ name: 'duration', reason: 'must be a number' }],
		},
		'input',
		false,
		/must be a number/,
		/Change Duration/,
	],
	[
		503,
		'no channel',
		{
			error: {
				code: 'model_not_found',
				message: 'No available channel for model X under group default (distributor)',
			},
		},
		'input',
		false,
		/No available channel/,
		/another Model/,
		'model_not_found',
	],
	[
		503,
		'无可用渠道',
		{ error: { code: '', message: '当前分组 default 下对于模型 X 无可用渠道' } },
		'provider',
		true,
		/无可用渠道/,
		/another Model/,
	],
	[
		529,
		'overloaded',
		{ error: { type: 'overloaded_error', message: 'Overloaded' } },
		'rateLimit',
		true,
		/Overloaded/,
		/busy/,
	],
	[
		429,
		'a quota of the minute',
		{ error: { message: 'You exceeded your current quota' } },
		'rateLimit',
		true,
		/quota/,
		/busy/,
	],
	[
		429,
		'an account without money',
		{ error: { message: 'Insufficient balance' } },
		'account',
		false,
		/balance/,
		/Top up/,
	],
];

function expectSaid(failure: Failure | null | undefined, row: Row) {
	const [, , category, retryable, message, hint, code] = row;
	expect(failure).toMatchObject({ category, retryable });
	expect(failure?.message).toMatch(message);
	expect(failure?.message).not.toMatch(/[{}]/);
	if (hint !== undefined) expect(failure?.hint).toMatch(hint);
	if (code !== undefined) expect(failure?.code).toBe(code);
}

describe.each(PROVIDER_IDS)('P16 %s behind a relay', (id) => {
	test.each(TASKS.map((row) => ({ row, what: row[0] })))('why a task failed: $what', ({ row }) => {
		const task = PROVIDERS[id].readTask(row[1]);
		expect(task).toMatchObject({ taskId: 't', status: 'failed', videoUrl: null });
		expectSaid(task?.failure, row);
	});

	test.each(ANSWERS.map(([status, ...row]) => ({ status, row, what: row[0] })))(
		'why a call was refused ($status): $what',
		({ status, row }) => expectSaid(PROVIDERS[id].failureOf(status, row[1]), row),
	);

	test.each([
		['The content moderation service is unavailable', 'provider'],
		['The policy of this model allows 15 seconds', 'input'],
		['The prompt is longer than 2500 points of text', 'input'],
		['Not a valid person field', 'input'],
		['The model is not available in your region', 'input'],
	])('words in passing decide nothing: %s', (message, category) => {
		expect(PROVIDERS[id].failureOf(400, { error: { message } })?.category).toBe(category);
	});

	test('a failed task that only says so gives no reason', () => {
		for (const rest of [
			{ message: 'failed' },
			{ fail_reason: 'FAILURE' },
			{ msg: 'Query success' },
		]) {
			expect(PROVIDERS[id].readTask(failed(rest))?.failure?.message).toContain('gives no reason');
		}
	});
});
