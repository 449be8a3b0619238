import { submit } from '../../../nodes/SeedanceGenerate/pay/submit.ts';
import { requestFor } from '../../../tools/simulation/run.mts';
import {
	PROVIDER_IDS,
	answer,
	dependenciesFor,
	failureOf,
	newClock,
	scriptedProvider,
} from '../../support/jobs.mts';
import type { Reply } from '../../../nodes/shared/net/reply.ts';
import type { ProviderId } from '../../../nodes/shared/domain/vocabulary.ts';

/** Submits once; a provider with a list shows an empty one. */
async function submitOnce(id: ProviderId, [reply]: [Reply]) {
	const clock = newClock();
	const scripted = scriptedProvider(clock, ({ method }) =>
		method === 'POST' ? reply : answer(200, { total: 0, items: [] }),
	);
	let takenBack = 0;
	const dependencies = {
		...dependenciesFor(id, clock, scripted.client),
		record: { beforeSend: async () => null, notTaken: () => void (takenBack += 1) },
	};
	const result = await clock.run(submit(requestFor(id, 0), dependencies));
	const posts = scripted.calls.filter(({ method }) => method === 'POST');
	return { result, posts, takenBack };
}

const UNAVAILABLE: Array<[string, unknown, string]> = [
	[
		'maintenance',
		{ error: { message: 'This model is under maintenance until 10:00 UTC. Request id: 0217abc' } },
		'("This model is under maintenance until 10:00 UTC. Request id: 0217abc")',
	],
	['a text', 'upstream connect error', '("upstream connect error")'],
	[
		'errors inside errors',
		{
			error: { code: 'upstream_error', message: '{"error":{"message":"It broke"}}' },
			request_id: 'r-123',
		},
		'("It broke Request id: r-123")',
	],
	[
		'a code that only resembles a clear one',
		{ error: { code: 'upstream_model_not_found', message: 'No' } },
		'("No")',
	],
	['a task', { id: 'x-1', error: { code: 'model_not_found', message: 'No' } }, '("No")'],
	[
		'a line that another try did not find',
		{ error: { code: 'model_not_found', message: 'No available channel for model X (retry)' } },
		'("No available channel for model X (retry)")',
	],
	['a web page', '<html><h1>503</h1></html>', 'status 503, which'],
];

describe.each(PROVIDER_IDS)('P1 A 5xx with words of %s', (id) => {
	test.each(UNAVAILABLE)('stays open and says them: %s', async (_, body, said) => {
		const { result, posts, takenBack } = await submitOnce(id, [answer(503, body)]);
		expect(posts).toHaveLength(1);
		expect(takenBack).toBe(0);
		expect(failureOf(result)).toMatchObject({ code: 'outcomeUnknown', retryable: false });
		expect(failureOf(result).message).not.toMatch(/[{}]/);
		expect(failureOf(result).message).toContain(said);
	});

	test('names the request id that only a header tells', async () => {
		const { result } = await submitOnce(id, [answer(502, '', { 'x-request-id': 'req-77' })]);
		expect(failureOf(result).message).toContain('("Request id: req-77")');
	});

	test.each([
		{ error: { code: 'model_not_found', message: 'No available channel for model X' } },
		{ code: 'no_available_channel', message: 'No', data: null },
		{ error: { code: 'upstream_error', message: '{"code":"model_not_found","message":"No"}' } },
		{ error: { code: '', message: 'No available channel for model X under group default' } },
		{ error: { code: 'invalid_api_key', message: 'No' } },
		{ error: { code: 'insufficient_user_quota', message: 'No' } },
		'当前分组 default 下对于模型 X 无可用渠道',
	])('that comes before any work is a clear no, once: %j', async (body) => {
		const { result, posts, takenBack } = await submitOnce(id, [answer(503, body)]);
		expect(result.kind).toBe('refused');
		expect(takenBack).toBe(1);
		expect(posts).toHaveLength(1);
	});

	test('is open with status 408, whatever its code', async () => {
		const body = { error: { code: 'model_not_found', message: 'No' } };
		const { result } = await submitOnce(id, [answer(408, body)]);
		expect(result.kind).toBe('unknown');
	});
});
