import { submit } from '../../../nodes/SeedanceGenerate/pay/submit.ts';
import { DIALECTS } from '../../../tools/simulation/dialects.mts';
import { requestFor } from '../../../tools/simulation/run.mts';
import {
	PROVIDER_IDS,
	answer,
	createdAnswer,
	dependenciesFor,
	failureOf,
	newClock,
	noAnswer,
	notSent,
	scriptedProvider,
	simulatedTask,
	taskAnswer,
} from '../../support/jobs.mts';
import type { VideoRequest } from '../../../nodes/shared/domain/request.ts';
import type { ProviderId } from '../../../nodes/shared/domain/vocabulary.ts';
import type { Hold } from '../../../nodes/SeedanceGenerate/pay/submit.ts';
import type { Reply } from '../../../nodes/shared/net/reply.ts';
import type { VirtualClock } from '../../../tools/simulation/virtualClock.mts';
import type { RunParts } from '../../support/jobs.mts';

const MARK = 'n8n-seedance-0123456789';

/** Submits one request; the n-th POST gets the n-th reply, and the last one again after that. */
async function submitOnce(
	provider: ProviderId,
	replies: Reply[],
	options: {
		over?: Partial<RunParts>;
		beforeSend?: () => Promise<Hold | null>;
		list?: (n: number) => Reply;
		request?: Partial<VideoRequest>;
		clock?: VirtualClock;
	} = {},
) {
	const clock = options.clock ?? newClock();
	const emptyList = () => answer(200, { total: 0, items: [] });
	const scripted = scriptedProvider(clock, ({ method }, { create, list }) => {
		if (method === 'POST') return replies[Math.min(create, replies.length) - 1];
		return (options.list ?? emptyList)(list);
	});
	const request = { ...requestFor(provider, 0), options: { mark: MARK }, ...options.request };
	const startMs = clock.now();
	let takenBack = 0;
	const record = {
		beforeSend: options.beforeSend ?? (async () => null),
		notTaken: () => {
			takenBack += 1;
		},
	};
	const dependencies = dependenciesFor(provider, clock, scripted.client, options.over);
	const result = await clock.run(submit(request, { ...dependencies, record }));
	const posts = scripted.calls.filter(({ method }) => method === 'POST');
	return { result, posts, takenBack, tookMs: clock.now() - startMs, ...scripted };
}

/** A list that shows the task under our mark. */
const listWithTask = (mark: string = MARK) =>
	answer(200, {
		total: 1,
		items: [
			DIALECTS.ark.task(
				simulatedTask({ body: { model: 'm', safety_identifier: mark } }),
				'running',
			),
		],
	});

const cases = PROVIDER_IDS.map((provider) => [provider] as const);

describe.each(cases)('A paid request to %s', (provider) => {
	test('that is taken is sent once and gives its task id', async () => {
		const { result, posts } = await submitOnce(provider, [createdAnswer(provider)]);
		expect(result).toMatchObject({ kind: 'accepted', task: { taskId: 'task-1' } });
		expect(posts).toHaveLength(1);
	});

	test.each([[400], [401], [402], [403], [404], [405], [409], [413], [422], [302]])(
		'that is refused with status %i is not sent again, and nothing is on record as sent',
		async (status) => {
			const { result, posts, takenBack } = await submitOnce(provider, [answer(status)]);
			expect(result.kind).toBe('refused');
			expect(posts).toHaveLength(1);
			expect(takenBack).toBe(1);
		},
	);

	test.each([
		['status 500', answer(500)],
		['status 502 from a gateway', answer(502, '<html>Bad Gateway</html>')],
		['status 503', answer(503, {}, { 'retry-after': '1' })],
		['status 504', answer(504)],
		['status 408', answer(408)],
		['a reset', noAnswer()],
		['Stop during the answer', { kind: 'stopped' as const }],
		['a page instead of an answer', answer(200, '<html>welcome</html>')],
		['a broken body', answer(200, '{"id":"cgt-')],
		['an answer without a task id', answer(200, { status: 'queued' })],
		['an empty body', answer(200, '')],
		['no content', answer(204, undefined)],
	])('that ends with %s is never sent again, and is reported as unknown', async (_, reply) => {
		const { result, posts, takenBack } = await submitOnce(provider, [
			reply,
			createdAnswer(provider, 'second'),
		]);
		expect(posts).toHaveLength(1);
		expect(takenBack).toBe(0);
		expect(result).toMatchObject({
			kind: 'unknown',
			failure: { code: 'outcomeUnknown', retryable: false },
		});
		expect(failureOf(result).hint).toMatch(/not sent again/);
	});

	test.each([[302], [409], [503], [524]])(
		'whose answer shows a task at work counts as taken, whatever a gateway made of its status: %i',
		async (status) => {
			const { body } = taskAnswer(provider, 'queued');
			const { result, posts, takenBack } = await submitOnce(provider, [answer(status, body)]);
			expect(result).toMatchObject({ kind: 'accepted', task: { taskId: 'task-1' } });
			expect([posts.length, takenBack]).toEqual([1, 0]);
			const page = { id: 'a-trace', request_id: 'a-trace', status: 'error', message: 'Oops' };
			const error = await submitOnce(provider, [answer(status, page)]);
			expect(error.result.kind).toBe(status < 500 ? 'refused' : 'unknown');
		},
	);

	test('whose answer names the task where nobody looks shows that answer, without keys', async () => {
		const { result } = await submitOnce(provider, [
			answer(200, { job: { ref: 'job-4711' }, auth: 'Bearer sk-secret-secret' }),
		]);
		const { message } = failureOf(result);
		expect(message).toMatch(/holds no task id that could be read: ".*job-4711/);
		expect(message).not.toContain('sk-secret');
	});

	test('that is told "too many" is sent again until it is taken', async () => {
		const busy = answer(429, DIALECTS[provider].tooMany);
		const { result, posts, takenBack } = await submitOnce(provider, [
			...Array(6).fill(busy),
			createdAnswer(provider),
		]);
		expect(result.kind).toBe('accepted');
		expect(posts).toHaveLength(7);
		expect(takenBack).toBe(6);
	});

	test('waits as long as Retry-After asks before the next try', async () => {
		const busy = answer(429, DIALECTS[provider].tooMany, { 'retry-after': '40' });
		const { posts } = await submitOnce(provider, [busy, createdAnswer(provider)]);
		expect(posts).toHaveLength(2);
		expect(posts[1].atMs - posts[0].atMs).toBeGreaterThanOrEqual(40_000);
	});

	test('that keeps being turned away is given up after the deadline, with nothing billed', async () => {
		const busy = answer(429, DIALECTS[provider].tooMany);
		const clock = newClock();
		const { result, tookMs } = await submitOnce(provider, [busy], {
			clock,
			over: { deadlineMs: clock.now() + 5 * 60_000 },
		});
		expect(result).toMatchObject({ kind: 'refused', failure: { code: 'stillTooBusy' } });
		expect(failureOf(result).message).toMatch(/5 min,.*Nothing was billed/);
		expect(tookMs).toBeGreaterThanOrEqual(5 * 60_000);
		expect(tookMs).toBeLessThan(6 * 60_000);
	});

	test('that provably never left is sent again, a few times with growing pauses', async () => {
		const late = await submitOnce(provider, [notSent(), notSent(), createdAnswer(provider)]);
		expect(late.result.kind).toBe('accepted');
		expect(late.takenBack).toBe(2);
		const never = await submitOnce(provider, [notSent()]);
		expect(never.result).toMatchObject({ kind: 'refused', failure: { code: 'notConnected' } });
		expect(never.posts).toHaveLength(4);
		expect(never.takenBack).toBe(4);
		const gaps = never.posts.slice(1).map(({ atMs }, n) => atMs - never.posts[n].atMs);
		expect(gaps[1]).toBeGreaterThan(gaps[0]);
		expect(gaps[2]).toBeGreaterThan(gaps[1]);
	});

	test('that is unclear on a later try is not sent a third time', async () => {
		const busy = answer(429, DIALECTS[provider].tooMany);
		const { result, posts } = await submitOnce(provider, [busy, notSent(), noAnswer()]);
		expect(result.kind).toBe('unknown');
		expect(posts).toHaveLength(3);
	});

	test('does not leave after Stop', async () => {
		const clock = newClock();
		clock.pressStop();
		const { result, posts } = await submitOnce(provider, [createdAnswer(provider)], { clock });
		expect(result).toMatchObject({ kind: 'refused', failure: { code: 'stopped' } });
		expect(posts).toHaveLength(0);
	});

	test('is not repeated after Stop although the provider said "too many"', async () => {
		const clock = newClock();
		const busy = answer(429, DIALECTS[provider].tooMany, { 'retry-after': '60' });
		void clock.sleep(5000).then(() => clock.pressStop());
		const { result, posts, tookMs } = await submitOnce(provider, [busy], { clock });
		expect(result).toMatchObject({ kind: 'refused', failure: { code: 'stopped' } });
		expect(posts).toHaveLength(1);
		expect(tookMs).toBeLessThanOrEqual(5000);
	});

	test('stays back when its key belongs to another execution or cannot be written down', async () => {
		for (const hold of ['claimed', 'notStored', 'overtaken'] as const) {
			const { result, posts } = await submitOnce(provider, [createdAnswer(provider)], {
				beforeSend: async () => hold,
			});
			expect(result).toEqual({ kind: 'held', hold });
			expect(posts).toHaveLength(0);
		}
	});

	test('stays back when Stop came while its key was written down', async () => {
		const clock = newClock();
		const { result, posts, takenBack } = await submitOnce(provider, [createdAnswer(provider)], {
			clock,
			beforeSend: async () => {
				clock.pressStop();
				return null;
			},
		});
		expect(result).toMatchObject({ kind: 'refused', failure: { code: 'stopped' } });
		expect(posts).toHaveLength(0);
		expect(takenBack).toBe(1);
	});
});

describe('A 429 that is an account matter', () => {
	test.each([
		['ark', { error: { code: 'SetLimitExceeded', message: 'The limit is reached.' } }],
		['ark', { error: { code: 'QuotaExceeded', message: 'The free trial quota is used up.' } }],
		['evolink', { error: { code: 'insufficient_quota', message: 'Not enough credits.' } }],
	])('is not repeated (%s %j)', async (provider, body) => {
		const { result, posts } = await submitOnce(provider, [answer(429, body)]);
		expect(result).toMatchObject({ kind: 'refused', failure: { category: 'account' } });
		expect(posts).toHaveLength(1);
	});

	test('is told apart from a full queue, which is', async () => {
		const queue = answer(429, { error: { code: 'QuotaExceeded', message: 'The queue is full.' } });
		const { result, posts } = await submitOnce('ark', [queue, createdAnswer('ark')]);
		expect(result.kind).toBe('accepted');
		expect(posts).toHaveLength(2);
	});
});

describe('An unclear answer of Ark, which lists tasks', () => {
	const doubts = [
		['a reset', noAnswer()],
		['status 500', answer(500)],
		['a broken body', answer(200, '{"id":')],
	] as [string, Reply][];

	test.each(doubts)('after %s the task is found by its mark and taken over', async (_, reply) => {
		const { result, posts } = await submitOnce('ark', [reply], { list: () => listWithTask() });
		expect(result).toMatchObject({ kind: 'accepted', task: { taskId: 'task-1' } });
		expect(posts).toHaveLength(1);
	});

	test('a task that appears late in the list is still found', async () => {
		const { result } = await submitOnce('ark', [noAnswer()], {
			list: (n) => (n < 3 ? answer(200, { total: 0, items: [] }) : listWithTask()),
		});
		expect(result.kind).toBe('accepted');
	});

	test('the tasks of others are never taken for ours', async () => {
		const { result } = await submitOnce('ark', [noAnswer()], {
			list: () => listWithTask('theirs'),
		});
		expect(result.kind).toBe('unknown');
		expect(failureOf(result).message).toMatch(/was searched/);
	});

	test('without our mark in the request there is no search, and no claim that there was one', async () => {
		const removed = { options: { mark: MARK, extraBody: { safety_identifier: null } } };
		const { result, count } = await submitOnce('ark', [noAnswer()], {
			list: () => listWithTask(),
			request: removed,
		});
		expect(result.kind).toBe('unknown');
		expect(count.list).toBe(0);
		expect(failureOf(result).message).not.toMatch(/searched/);
	});
});
