import { openLab } from '../support/lab.mts';
import { NAMES, WORDS_TO_AVOID, bothWays } from './errorTexts.mts';
import type { ProviderId } from '../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const MONEY = /Top up|top up/;
const OTHER_WORDS = /Rephrase the Prompt/;

/** Answers to the paid request: nothing is made, nothing is billed. */
const REFUSED: Array<[ProviderId, string, string, boolean, RegExp]> = [
	['evolink', '402:insufficient_quota', 'account', false, MONEY],
	['evolink', '400:content_policy_violation', 'content', false, OTHER_WORDS],
	['evolink', '403:model_access_denied', 'account', false, /may use the chosen Model/],
	['evolink', '404:model_not_found', 'input', false, /Custom Model/],
	['evolink', '400:invalid_request', 'input', false, /submit it again/],
	['ark', '400:InputTextSensitiveContentDetected', 'content', false, OTHER_WORDS],
	[
		'ark',
		'400:InputImageSensitiveContentDetected.PrivacyInformation',
		'content',
		false,
		/photos of real people.*asset library/,
	],
	['ark', '403:AccountOverdueError', 'account', false, MONEY],
	['ark', '404:ModelNotOpen', 'account', false, /Open the chosen Model in the Ark console/],
	['ark', '429:SetLimitExceeded', 'account', false, /spending limit/],
	['ark', '401:AuthenticationError', 'account', false, /API Key and the Region/],
	['ark', '400:InvalidParameter.duration', 'input', false, /Duration/],
	['twelveAi', '403:insufficient_user_quota', 'account', false, MONEY],
	['twelveAi', '400:content_filter', 'content', false, OTHER_WORDS],
	['ink', '402:insufficient_credits', 'account', false, MONEY],
	['ink', '401:unauthorized', 'account', false, /sd2_live_/],
	['ink', '400:content_policy_violation', 'content', false, OTHER_WORDS],
];

/** How tasks that were accepted end. */
const FAILED: Array<[ProviderId, string, string, boolean, RegExp]> = [
	['evolink', '[[fail:content_policy_violation]]', 'content', false, OTHER_WORDS],
	['evolink', '[[fail:image_dimension_mismatch]]', 'input', false, /pictures in Media/],
	['evolink', '[[fail:service_error]]', 'provider', true, /Submit the row again/],
	['evolink', '[[fail:generation_timeout]]', 'timeout', true, /quieter time/],
	['evolink', '[[fail:resource_exhausted]]', 'rateLimit', true, /busy/],
	['evolink', '[[cancelled]]', 'provider', false, /Submit the row again|submit the row again/],
	['ark', '[[fail:OutputVideoSensitiveContentDetected]]', 'content', false, OTHER_WORDS],
	['ark', '[[fail:InternalServiceError]]', 'provider', true, /Submit the row again/],
	['ark', '[[expire]]', 'timeout', true, /quieter time/],
	['ark', '[[cancelled]]', 'provider', false, /not billed/],
	['twelveAi', '[[fail:content_filter]]', 'content', false, OTHER_WORDS],
	['twelveAi', '[[fail:internal_error]]', 'provider', true, /Submit the row again/],
	['ink', '[[fail:content_policy_violation]]', 'content', false, OTHER_WORDS],
	['ink', '[[fail:generation_timeout]]', 'timeout', true, /quieter time/],
];

describe('P13 A refused request', () => {
	test.each(REFUSED)(
		'%s %s: says who, what and what to do, and is sent once',
		async (provider, refusal, category, retryable, hint) => {
			const { message, description, name, json } = await bothWays(lab, provider, {
				prompt: `A boat [[refuse:${refusal}]]`,
			});
			expect(name).toBe('NodeOperationError');
			expect(message).toMatch(new RegExp(`^${NAMES[provider]}: .*refused`, 'i'));
			expect(description).toMatch(hint);
			expect(message + description).not.toMatch(WORDS_TO_AVOID);
			expect(json.error).toMatch(new RegExp(`^${NAMES[provider]}: `));
			expect(json.details).toMatchObject({ provider, taskId: null, status: 'failed' });
			expect(json.details.failure).toMatchObject({ category, retryable });
			expect(json.details.failure?.hint).toMatch(hint);
			expect(lab.requests(provider, 'create').length).toBe(2);
			expect(lab.sandbox.tasks()).toEqual([]);
		},
	);
});

describe('P3 P13 A task that ended badly', () => {
	test.each(FAILED)(
		'%s %s: says who, which task, what and what to do',
		async (provider, words, category, retryable, hint) => {
			const { message, description, json } = await bothWays(lab, provider, {
				prompt: `A boat ${words}`,
			});
			const [first, second] = lab.sandbox.tasks();
			expect(message).toMatch(new RegExp(`^${NAMES[provider]}, task ${first.id}: .{10,}`));
			expect(description).toMatch(hint);
			expect(message + description).not.toMatch(WORDS_TO_AVOID);
			expect(json.error).toMatch(new RegExp(`^${NAMES[provider]}, task ${second.id}: `));
			expect(json.details).toMatchObject({ provider, taskId: second.id });
			expect(json.details.failure).toMatchObject({ category, retryable });
		},
	);
});
