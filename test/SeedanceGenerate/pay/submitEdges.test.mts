import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { submit } from '../../../nodes/SeedanceGenerate/pay/submit.ts';
import { DIALECTS } from '../../../tools/simulation/dialects.mts';
import { requestFor } from '../../../tools/simulation/run.mts';
import {
	answer,
	createdAnswer,
	dependenciesFor,
	newClock,
	noAnswer,
	notSent,
	failureOf,
} from '../../support/jobs.mts';
import type { Hold } from '../../../nodes/SeedanceGenerate/pay/submit.ts';
import type { Reply } from '../../../nodes/shared/net/reply.ts';
import type { Failure } from '../../../nodes/shared/domain/task.ts';
import type { RequestOptions } from '../../../nodes/shared/domain/request.ts';
import type { HttpCall, Provider } from '../../../nodes/shared/providers/types.ts';
import type { RunParts } from '../../support/jobs.mts';
import type { VirtualClock } from '../../../tools/simulation/virtualClock.mts';

type Sent = { call: HttpCall; timeoutSeconds: number; atMs: number };

/** The exact limits of the one file that sends a paid request: times, codes and the words about a doubt. */

const MARK = 'n8n-seedance-of-the-test';
const TOO_MANY = answer(429, DIALECTS.ark.tooMany);
const EMPTY_LIST = answer(200, { total: 0, items: [] });

/** Submits once to a provider that answers at once; the n-th POST gets the n-th reply, then the last one again. */
async function submitOnce(
	replies: Reply[],
	how: {
		over?: Partial<RunParts>;
		options?: RequestOptions;
		clock?: VirtualClock;
		provider?: Partial<Provider>;
		list?: () => Reply;
		minutes?: number;
		beforeSend?: () => Promise<Hold | null>;
	} = {},
) {
	const { clock = newClock(), provider = {}, minutes = 30 } = how;
	const posts: Sent[] = [];
	const looks: Sent[] = [];
	const send = async (call: HttpCall, timeoutSeconds: number): Promise<Reply> => {
		const sent = { call, timeoutSeconds, atMs: clock.now() - startMs };
		if (call.method !== 'POST') {
			looks.push(sent);
			return how.list?.() ?? EMPTY_LIST;
		}
		posts.push(sent);
		return replies[Math.min(posts.length, replies.length) - 1];
	};
	const startMs = clock.now();
	let takenBack = 0;
	let woken = 0;
	const dependencies = dependenciesFor(
		'ark',
		clock,
		{ send },
		{
			provider: { ...PROVIDERS.ark, ...provider },
			deadlineMs: startMs + minutes * 60_000,
			...how.over,
		},
	);
	const { governor } = dependencies;
	const taskEnded = governor.taskEnded.bind(governor);
	governor.taskEnded = () => {
		woken += 1;
		taskEnded();
	};
	const record = {
		beforeSend: how.beforeSend ?? (async () => null),
		notTaken: () => {
			takenBack += 1;
		},
	};
	const request = { ...requestFor('ark', 0), options: { mark: MARK, ...how.options } };
	const result = await clock.run(submit(request, { ...dependencies, record }));
	return { result, posts, looks, takenBack, woken, request };
}

test('A submission is what the provider builds, and is given 90 seconds', async () => {
	const { posts, request } = await submitOnce([createdAnswer('ark')]);
	expect(posts).toEqual([{ call: PROVIDERS.ark.create(request), timeoutSeconds: 90, atMs: 0 }]);
});

describe('P1 What never left', () => {
	test('is sent again after one, two and four seconds, and then given up', async () => {
		const { posts, result, takenBack } = await submitOnce([notSent()]);
		expect(posts.map(({ atMs }) => atMs)).toEqual([0, 1000, 3000, 7000]);
		expect(takenBack).toBe(4);
		expect(failureOf(result)).toMatchObject({
			code: 'notConnected',
			message:
				'The provider could not be reached: nothing is listening at that address. Nothing was sent and nothing was billed.',
		});
	});

	test('has its tries for itself: being turned away in between costs none', async () => {
		const { posts } = await submitOnce([notSent(), TOO_MANY, notSent(), TOO_MANY, notSent()]);
		expect(posts).toHaveLength(6);
	});
});

describe('P1 Whether an answer is a clear no', () => {
	test.each([
		[300, 'refused'],
		[407, 'refused'],
		[408, 'unknown'],
		[409, 'refused'],
		[499, 'refused'],
		[500, 'unknown'],
		[599, 'unknown'],
	])('with status %i it is %s', async (status, kind) => {
		const { result, takenBack, posts } = await submitOnce([answer(status, { error: {} })]);
		expect(result.kind).toBe(kind);
		expect(takenBack).toBe(kind === 'refused' ? 1 : 0);
		expect(posts).toHaveLength(1);
	});

	test.each(['queued', 'running'])(
		'it is a yes when it shows the task as %s, whatever its status says',
		async (word) => {
			const body = { id: 'cgt-1', status: word };
			const { result } = await submitOnce([answer(500, body)]);
			expect(result).toMatchObject({ kind: 'accepted', task: { taskId: 'cgt-1' } });
		},
	);

	test.each(['succeeded', 'failed', 'cancelled', 'expired', 'polishing'])(
		'it is no yes when it shows something as %s',
		async (word) => {
			const { result } = await submitOnce([answer(500, { id: 'x-1', status: word })]);
			expect(result.kind).toBe('unknown');
		},
	);

	test('a task without a status word in an error is no yes either: it may be the number of the answer', async () => {
		const { result } = await submitOnce([answer(400, { id: 'x-1', error: { code: 'No' } })]);
		expect(result.kind).toBe('refused');
	});
});

describe('"Too many"', () => {
	const saying = (failure: Partial<Failure> | null): Partial<Provider> => ({
		failureOf: (status) => (status === 429 ? (failure as Failure | null) : null),
	});

	const ANSWERS: Array<[string, Partial<Failure> | null, number]> = [
		['that passes', { category: 'rateLimit', retryable: true }, 2],
		['that nobody explains', null, 2],
		['that does not pass', { category: 'rateLimit', retryable: false }, 1],
		['that is about the account', { category: 'account', retryable: true }, 1],
	];

	test.each(ANSWERS)('%s is asked again or not', async (_, failure, posts) => {
		const run = await submitOnce([TOO_MANY, createdAnswer('ark')], { provider: saying(failure) });
		expect(run.posts).toHaveLength(posts);
		expect(run.takenBack).toBe(1);
		if (posts === 1) expect(run.result).toEqual({ kind: 'refused', failure });
		else expect(run.result.kind).toBe('accepted');
	});

	test.each([
		[0.1, '6 s'],
		[2, '2 min'],
		[7, '7 min'],
	])('is borne for %d minutes, which are called %s', async (minutes, told) => {
		const { result, posts } = await submitOnce([TOO_MANY], { minutes });
		expect(failureOf(result)).toMatchObject({
			code: 'stillTooBusy',
			message: expect.stringContaining(`too many requests for ${told},`),
		});
		expect(posts[posts.length - 1].atMs).toBeLessThan(minutes * 60_000);
	});

	test('that comes when the time is over is the last one', async () => {
		const { result, posts, woken } = await submitOnce([TOO_MANY], { minutes: 0 });
		expect(failureOf(result).code).toBe('stillTooBusy');
		expect(posts).toHaveLength(1);
		expect(woken).toBe(0);
	});

	test('does not keep a first try back, however late it comes', async () => {
		const { result } = await submitOnce([createdAnswer('ark')], { minutes: -1 });
		expect(result.kind).toBe('accepted');
	});
});

describe('A key', () => {
	test.each(['claimed', 'notStored'] as const)(
		'that is %s keeps the request back',
		async (hold) => {
			const { result, posts, takenBack } = await submitOnce([createdAnswer('ark')], {
				beforeSend: async () => hold,
			});
			expect(result).toEqual({ kind: 'held', hold });
			expect(posts).toEqual([]);
			expect(takenBack).toBe(0);
		},
	);
});

describe('A doubt', () => {
	const DOUBTS: Array<[string, Reply, string]> = [
		['a reset', noAnswer(), 'but the connection was closed before the answer came: the video'],
		[
			'Stop',
			{ kind: 'stopped' },
			'but the execution was stopped before the answer came: the video',
		],
		[
			'an error',
			answer(503),
			'but it answered with status 503, which does not tell whether the task was taken: the video',
		],
		[
			'an empty body',
			{ kind: 'answer', status: 204, headers: {}, body: undefined },
			'holds no task id that could be read: the video',
		],
		['an empty text', answer(200, ''), 'holds no task id that could be read: the video'],
		[
			'another answer',
			answer(200, { job: 'J-1' }),
			'but its answer holds no task id that could be read: "{"job":"J-1"}": the video',
		],
		['a text', answer(200, 'Welcome to us'), 'that could be read: "Welcome to us": the video'],
	];

	test.each(DOUBTS)('after %s says what is known', async (_, reply, words) => {
		const { result } = await submitOnce([reply]);
		expect(result.kind).toBe('unknown');
		expect(failureOf(result).message).toContain(words);
	});

	test('shows no more than the beginning of an answer', async () => {
		const { result } = await submitOnce([answer(200, `It says ${'so '.repeat(500)}`)]);
		expect(failureOf(result).message.length).toBeLessThan(700);
		expect(failureOf(result).message).toContain('"It says so so');
	});

	test('is looked up in the list of the tier that the request was for, from when it left', async () => {
		const found = () =>
			answer(200, {
				total: 1,
				items: [{ id: 'cgt-7', status: 'running', safety_identifier: MARK }],
			});
		const { result, looks } = await submitOnce([noAnswer()], {
			options: { serviceTier: 'flex' },
			list: found,
		});
		expect(result).toMatchObject({ kind: 'accepted', task: { taskId: 'cgt-7' } });
		expect(looks[0].call.query).toMatchObject({ 'filter.service_tier': 'flex' });
		expect(
			(await submitOnce([noAnswer()], { list: found })).looks[0].call.query,
		).not.toHaveProperty('filter.service_tier');
	});

	test('finds nothing older than the request, clocks that differ aside', async () => {
		const tasksFrom = (agoMs: number) => {
			const clock = newClock();
			const at = Math.floor((clock.now() - agoMs) / 1000);
			const page = (n: number) =>
				Array.from({ length: 500 }, (_, index) => ({
					id: `cgt-${n}-${index}`,
					status: 'running',
					created_at: at,
				}));
			let pages = 0;
			const list = () => {
				pages += 1;
				return answer(200, { total: 9999, items: page(pages) });
			};
			return submitOnce([noAnswer()], { clock, list });
		};
		expect((await tasksFrom(11 * 60_000)).looks).toHaveLength(4);
		expect((await tasksFrom(9 * 60_000)).looks.length).toBeGreaterThan(4);
	});

	test('is not looked up when the mark is not in the request', async () => {
		const unmarked: Partial<Provider> = {
			create: (request) => ({
				...PROVIDERS.ark.create(request),
				body: { x: 1 },
			}),
		};
		const bodiless: Partial<Provider> = { create: () => ({ method: 'POST', path: '/x' }) };
		for (const provider of [unmarked, bodiless]) {
			const { looks, result } = await submitOnce([noAnswer()], { provider });
			expect(looks).toEqual([]);
			expect(failureOf(result).message).not.toMatch(/searched/);
		}
		const { looks } = await submitOnce([noAnswer()], { options: { mark: undefined } });
		expect(looks).toEqual([]);
	});
});
