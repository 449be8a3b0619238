import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import FIXTURES from '../../contract/fixtures/index.mts';
import type { FailureCategory as Category } from '../../../nodes/shared/domain/vocabulary.ts';

/** HTTP status, code, category, may be sent again, what the hint must name. */
const ARK_ANSWERS: [number, string, Category, boolean, RegExp][] = [
	[400, 'MissingParameter.content', 'input', false, /Media or Prompt/],
	[400, 'InvalidParameter', 'input', false, /row/],
	[400, 'InvalidParameter.duration', 'input', false, /Duration/],
	[400, 'InvalidParameter.UnsupportedParameter', 'input', false, /row/],
	[400, 'InvalidParameter.TosURLInvalid', 'input', false, /Media/],
	[400, 'InvalidParameter.TaskTypeConstraint', 'input', false, /Mode/],
	[400, 'InvalidParameter.output_format', 'input', false, /row/],
	[400, 'InvalidImageURL.EmptyURL', 'input', false, /Media/],
	[400, 'InvalidEndpoint.ClosedEndpoint', 'input', false, /Custom Model/],
	[400, 'InputTextSensitiveContentDetected', 'content', false, /Prompt/],
	[400, 'InputImageSensitiveContentDetected', 'content', false, /image/],
	[400, 'InputImageSensitiveContentDetected.PrivacyInformation', 'content', false, /real people/],
	[403, 'InputVideoSensitiveContentDetected.PolicyViolation', 'content', false, /protected/],
	[400, 'InputAudioRiskDetection', 'content', false, /Prompt/],
	[400, 'SensitiveContentDetected.SevereViolation', 'content', false, /Prompt/],
	[400, 'ContentSecurityDetectionError', 'provider', true, /few minutes/],
	[401, 'AuthenticationError', 'account', false, /Region/],
	[401, 'InvalidAccountStatus', 'account', false, /API Key/],
	[403, 'AccessDenied', 'account', false, /console/],
	[403, 'OperationDenied.ServiceNotOpen', 'account', false, /Open the chosen Model/],
	[403, 'OperationDenied.ServiceOverdue', 'account', false, /Pay/],
	[403, 'AccountOverdueError', 'account', false, /Pay/],
	[403, 'OperationDenied.InvalidState', 'input', false, /queued/],
	[404, 'InvalidEndpointOrModel.NotFound', 'input', false, /Model or Custom Model.*ep-/],
	[404, 'InvalidEndpointOrModel.ModelIDAccessDisabled', 'account', false, /Custom Model/],
	[404, 'ModelNotOpen', 'account', false, /console/],
	[404, 'NotFound.Task', 'input', false, /Task ID/],
	[429, 'RateLimitExceeded.EndpointRPMExceeded', 'rateLimit', true, /Max Concurrency/],
	[429, 'ModelAccountRpmRateLimitExceeded', 'rateLimit', true, /Max Concurrency/],
	[429, 'InflightBatchsizeExceeded', 'rateLimit', true, /Max Open Tasks/],
	[429, 'ServerOverloaded', 'rateLimit', true, /busy/],
	[429, 'RequestBurstTooFast', 'rateLimit', true, /busy/],
	[429, 'SetLimitExceeded', 'account', false, /spending limit/],
	[500, 'InternalServiceError', 'provider', true, /few minutes/],
];

const EVOLINK_ANSWERS: [number, string, Category, boolean, RegExp][] = [
	[400, 'invalid_request', 'input', false, /row/],
	[400, 'invalid_task_id', 'input', false, /task-unified-/],
	[401, 'unauthorized', 'account', false, /API Key/],
	[402, 'insufficient_quota', 'account', false, /Top up/],
	[402, 'quota_exceeded', 'account', false, /Top up/],
	[403, 'model_access_denied', 'account', false, /Model/],
	[403, 'permission_denied', 'account', false, /Model/],
	[404, 'task_not_found', 'input', false, /Task ID/],
	[413, '', 'input', false, /too large/],
	[429, 'rate_limit_exceeded', 'rateLimit', true, /Max Concurrency/],
	[500, 'internal_error', 'provider', true, /few minutes/],
	[503, 'service_unavailable', 'provider', true, /few minutes/],
];

const EVOLINK_TASK_CODES: [string, Category, boolean][] = [
	['content_policy_violation', 'content', false],
	['invalid_parameters', 'input', false],
	['image_processing_error', 'input', false],
	['image_dimension_mismatch', 'input', false],
	['request_cancelled', 'provider', false],
	['generation_failed_no_content', 'provider', true],
	['service_error', 'provider', true],
	['generation_timeout', 'timeout', true],
	['resource_exhausted', 'rateLimit', true],
	['quota_exceeded', 'rateLimit', true],
	['service_unavailable', 'provider', true],
	['resource_not_found', 'provider', true],
	['unknown_error', 'provider', true],
	['model_unavailable', 'provider', true],
	['upstream_error', 'provider', true],
	['never_heard_of', 'unknown', false],
];

/** What Ark and its relays say in words only. */
const ARK_TEXTS: [number, string, string, Category, RegExp][] = [
	[
		400,
		'InvalidParameter',
		'first/last frame content cannot be mixed with reference media content',
		'input',
		/Mode/,
	],
	[
		400,
		'InvalidParameter',
		'reference_audio cannot be the only reference input',
		'input',
		/image or a video/,
	],
	[400, 'InvalidParameter', 'invalid role specified for image content', 'input', /Mode to Auto/],
	[
		400,
		'InvalidParameter',
		'the specified parameter `camera_fixed` is not supported for model x',
		'input',
		/row/,
	],
	[
		400,
		'InvalidParameter',
		'the specified parameter `service_tier` must be empty',
		'input',
		/Service Tier/,
	],
	[400, 'InvalidResolutionParameter', 'the resolution is not valid', 'input', /Resolution/],
];

describe('EvoLink errors that have a type and no code', () => {
	test.each([
		[400, 'content_policy_violation', 'content', false],
		[402, 'insufficient_quota', 'account', false],
		[503, 'model_unavailable', 'provider', true],
	] as const)('HTTP %i %s is %s', (status, type, category, retryable) => {
		const answer = { error: { type, message: 'Some text.' } };
		expect(PROVIDERS.evolink.failureOf(status, answer)).toMatchObject({ category, retryable });
	});
});

describe('Volcengine Ark codes', () => {
	test.each(ARK_TEXTS)('HTTP %i %s “%s” is %s', (status, code, text, category, hint) => {
		const failure = PROVIDERS.ark.failureOf(status, FIXTURES.ark.refusal(code, text));
		expect(failure).toMatchObject({ category, retryable: false });
		expect(failure?.hint).toMatch(hint);
	});

	test.each(ARK_ANSWERS)('HTTP %i %s is %s', (status, code, category, retryable, hint) => {
		const failure = PROVIDERS.ark.failureOf(status, FIXTURES.ark.refusal(code, 'Some text.'));
		expect(failure).toMatchObject({ category, code, retryable, message: 'Some text.' });
		expect(failure?.hint).toMatch(hint);
	});

	test('a full queue can be waited for, a used-up free quota cannot', () => {
		const quota = (message: string) =>
			PROVIDERS.ark.failureOf(429, FIXTURES.ark.refusal('QuotaExceeded', message));
		expect(quota('The queue of this model is full')).toMatchObject({
			category: 'rateLimit',
			retryable: true,
		});
		expect(quota('Your free quota is used up')).toMatchObject({
			category: 'account',
			retryable: false,
		});
	});

	test('a key of the other region is told from its message too', () => {
		const body = FIXTURES.ark.refusal('', 'The API key format is incorrect');
		expect(PROVIDERS.ark.failureOf(401, body)?.hint).toMatch(/International/);
	});

	test('the field is named from param, code or quotes', () => {
		const hintOf = (message: string, param: string) =>
			PROVIDERS.ark.failureOf(400, FIXTURES.ark.refusal('InvalidParameter', message, param))?.hint;
		expect(hintOf('Not valid', 'content[1].image_url')).toMatch(/Media/);
		expect(hintOf('The parameter `ratio` is not valid', '')).toMatch(/Aspect Ratio/);
		expect(hintOf('execution_expires_after', 'execution_expires_after')).toMatch(/Extra Body/);
		expect(hintOf('The parameter "model" is wrong', 'model')).toMatch(/Custom Model/);
		expect(hintOf('Something about duration in plain words', '')).not.toMatch(/Duration/);
	});

	test('a video that failed its content check names what to change', () => {
		const body = FIXTURES.ark.failed('OutputVideoSensitiveContentDetected', 'Blocked.');
		expect(PROVIDERS.ark.readTask(body)?.failure?.hint).toMatch(/Prompt/);
	});
});

describe('A reason that is given as text', () => {
	test.each([
		['ink', 'content_policy_violation', 'content_policy_violation', 'content'],
		['ink', 'unauthorized_model: not for you', 'unauthorized_model', 'account'],
		[
			'ark',
			'OutputVideoSensitiveContentDetected',
			'OutputVideoSensitiveContentDetected',
			'content',
		],
		['ark', 'InternalServiceError: try later', 'InternalServiceError', 'provider'],
		['evolink', 'The video: it did not work', 'failed', 'unknown'],
		['evolink', 'Something_or other went wrong', 'failed', 'unknown'],
	] as const)('%s: the code in the text "%s" is read', (provider, text, code, category) => {
		const body = { ...FIXTURES[provider].failed('x', 'y'), error: text };
		expect(PROVIDERS[provider].readTask(body)?.failure).toMatchObject({
			code,
			category,
			message: text,
		});
	});
});

describe('EvoLink codes', () => {
	test.each(EVOLINK_ANSWERS)('HTTP %i %s is %s', (status, code, category, retryable, hint) => {
		const failure = PROVIDERS.evolink.failureOf(
			status,
			FIXTURES.evolink.refusal(code, 'Some text.'),
		);
		expect(failure).toMatchObject({ category, retryable, message: 'Some text.' });
		expect(failure?.hint).toMatch(hint);
	});

	test.each(EVOLINK_TASK_CODES)('a task that ended with %s is %s', (code, category, retryable) => {
		const task = PROVIDERS.evolink.readTask(FIXTURES.evolink.failed(code, 'Some text.'));
		expect(task?.failure).toMatchObject({ category, code, retryable, message: 'Some text.' });
	});

	test('the older single id where the new ids are wanted gets the ids to choose from', () => {
		const body = FIXTURES.evolink.refusal('invalid_request', 'Unknown model', 'model');
		expect(PROVIDERS.evolink.failureOf(400, body)?.hint).toMatch(
			/Custom Model.*seedance-2\.0-text-to-video/,
		);
	});

	test('model_params is not the model', () => {
		const body = FIXTURES.evolink.refusal('invalid_request', 'No.', 'model_params.web_search');
		expect(PROVIDERS.evolink.failureOf(400, body)?.hint).toMatch(/Change Web Search/);
	});

	test('a number in the place of the code counts as the HTTP status', () => {
		const body = { error: { code: 429, message: 'Slow down' } };
		expect(PROVIDERS.evolink.failureOf(200, body)).toMatchObject({
			category: 'rateLimit',
			code: '429',
			retryable: true,
		});
	});

	test('a general family of complaints does not outweigh the HTTP status', () => {
		const body = { error: { message: 'No', type: 'invalid_request_error' } };
		expect(PROVIDERS.evolink.failureOf(401, body)).toMatchObject({
			category: 'account',
			code: 'invalid_request_error',
		});
	});
});

describe('12AI and seedance2.ink codes', () => {
	test('12AI: the documented code of the content filter', () => {
		const task = PROVIDERS.twelveAi.readTask(
			FIXTURES.twelveAi.failed('content_filter', 'content policy violation'),
		);
		expect(task?.failure).toMatchObject({
			category: 'content',
			message: 'content policy violation',
		});
	});

	test('12AI: a complaint may be text, or code and message without error', () => {
		expect(PROVIDERS.twelveAi.failureOf(400, { error: 'prompt is required' })).toMatchObject({
			category: 'input',
			message: 'prompt is required',
		});
		const body = { code: 'insufficient_user_quota', message: 'Balance too low', data: null };
		expect(PROVIDERS.twelveAi.failureOf(403, body)).toMatchObject({
			category: 'account',
			code: 'insufficient_user_quota',
		});
		expect(
			PROVIDERS.twelveAi.failureOf(400, { error: { message: 'video not found' } }),
		).toMatchObject({ category: 'input', message: 'video not found' });
	});

	test('a message that begins with the field names it', () => {
		for (const [id, message, field] of [
			['twelveAi', 'duration: must be between 4 and 15', /Duration/],
			['twelveAi', 'metadata.ratio: not one of', /Aspect Ratio/],
			['ink', 'mediaUrls[0]: unsupported file type', /Media/],
			['ink', 'model: not available', /Custom Model/],
		] as const) {
			expect(PROVIDERS[id].failureOf(400, { error: { message } })?.hint).toMatch(field);
		}
		const spoken = { error: { message: 'Unknown model seedance-9' } };
		expect(PROVIDERS.ink.failureOf(400, spoken)?.hint).toMatch(/seedance-2\.0-fast/);
	});

	test('seedance2.ink: a revoked key is told with HTTP 200 as well as 401', () => {
		const body = FIXTURES.ink.refusal('unauthorized', 'Invalid API key');
		for (const status of [200, 401]) {
			const failure = PROVIDERS.ink.failureOf(status, body);
			expect(failure).toMatchObject({ category: 'account', retryable: false });
			expect(failure?.hint).toMatch(/sd2_live_/);
		}
	});

	test('seedance2.ink: credits that are used up are a matter of the account', () => {
		const body = FIXTURES.ink.refusal('credits_exhausted', 'Not enough');
		expect(PROVIDERS.ink.failureOf(200, body)).toMatchObject({ category: 'account' });
	});

	test('seedance2.ink: a code nobody documents with HTTP 200 is unknown and not sent again', () => {
		const failure = PROVIDERS.ink.failureOf(200, FIXTURES.ink.refusal('strange', 'Hm.'));
		expect(failure).toMatchObject({ category: 'unknown', retryable: false, code: 'strange' });
	});
});
