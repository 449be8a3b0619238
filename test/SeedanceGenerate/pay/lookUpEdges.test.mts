import { lookUpLostTask } from '../../../nodes/SeedanceGenerate/pay/findLost.ts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { answer, dependenciesFor, newClock, noAnswer } from '../../support/jobs.mts';
import type { Reply } from '../../../nodes/shared/net/reply.ts';
import type { HttpCall, Provider } from '../../../nodes/shared/providers/types.ts';
import type { VirtualClock } from '../../../tools/simulation/virtualClock.mts';

/** The exact times and pages of the search for a task that may have been lost. */

const SENT = Date.UTC(2026, 0, 5, 9);
const MINUTE = 60_000;

const listed = (id: string, mark: string, atMs: number | null = SENT) => ({
	id,
	status: 'running',
	safety_identifier: mark,
	...(atMs !== null && { created_at: Math.floor(atMs / 1000) }),
});

/** Tasks of other rows, each with an id of its own. */
let listedOthers = 0;
const others = (count: number, atMs: number | null = SENT) =>
	Array.from({ length: count }, () => listed(`cgt-${(listedOthers += 1)}`, 'theirs', atMs));

/** @param script the n-th answer */
async function search(
	script: (n: number, query: HttpCall['query']) => Reply,
	how: {
		minutes?: number;
		provider?: Partial<Provider>;
		pauses?: number[];
		serviceTier?: string;
		clock?: VirtualClock;
	} = {},
) {
	const { clock = newClock(), minutes = 30, pauses } = how;
	const startMs = clock.now();
	const looks: Array<HttpCall & { timeoutSeconds: number; atMs: number }> = [];
	const send = async (call: HttpCall, timeoutSeconds: number) => {
		looks.push({ ...call, timeoutSeconds, atMs: clock.now() - startMs });
		return script(looks.length, call.query);
	};
	const dependencies = {
		...dependenciesFor(
			'ark',
			clock,
			{ send },
			{
				provider: { ...PROVIDERS.ark, ...how.provider },
				deadlineMs: startMs + minutes * MINUTE,
			},
		),
		serviceTier: how.serviceTier,
	};
	const result = await clock.run(lookUpLostTask('ours', SENT, dependencies, pauses));
	return { result, looks, tookMs: clock.now() - startMs };
}

const page = (items: object[], total = items.length) => answer(200, { total, items });

describe('The looks at a list', () => {
	test('come after one, three, six and ten seconds, and no more when it can be read', async () => {
		const { result, looks } = await search(() => page([]));
		expect(result).toEqual({ kind: 'absent' });
		expect(looks.map(({ atMs }) => atMs)).toEqual([1000, 4000, 10_000, 20_000]);
	});

	test('go on every 15 seconds while it cannot be read, until the time is over', async () => {
		const { result, looks } = await search(() => noAnswer(), { minutes: 1 });
		expect(result).toEqual({ kind: 'impossible' });
		expect(looks.map(({ atMs }) => atMs)).toEqual([
			1000, 4000, 10_000, 20_000, 35_000, 50_000, 65_000,
		]);
	});

	test('end after the fourth once one of them could be read', async () => {
		const { result, looks } = await search((n) => (n === 2 ? page([]) : noAnswer()));
		expect(result).toEqual({ kind: 'absent' });
		expect(looks).toHaveLength(4);
	});

	test('end with the first that is refused for good, which forgets nothing that was read before', async () => {
		const refused = await search((n) => (n === 1 ? page([]) : answer(403)));
		expect(refused.result).toEqual({ kind: 'absent' });
		expect(refused.looks).toHaveLength(2);
		expect((await search(() => answer(403))).result).toEqual({ kind: 'impossible' });
	});

	test('leave it open which of two tasks with our mark is meant, and name both', async () => {
		const { result } = await search(() => page([listed('a', 'ours'), listed('b', 'ours')]));
		expect(result).toEqual({ kind: 'unclear', taskIds: ['a', 'b'] });
	});

	test.each([
		['absent', page([])],
		['impossible', noAnswer()],
	])('end with Stop, with what is known by then: %s', async (kind, reply) => {
		const clock = newClock();
		let naps = 0;
		const sleep = async (ms: number) => {
			naps += 1;
			// After Stop nobody sleeps any more, so what goes on goes on for ever.
			if (naps > 50) throw new Error('The search goes on after Stop');
			await clock.sleep(ms);
		};
		const { result, looks } = await search(
			() => {
				clock.pressStop();
				return reply;
			},
			{ clock: { ...clock, sleep } },
		);
		expect(result).toEqual({ kind });
		expect(looks).toHaveLength(1);
	});

	test('ask for 500 tasks, in 30 seconds, of the tier that the request was for', async () => {
		const { looks } = await search(() => page([]), { serviceTier: 'flex', pauses: [0] });
		expect(looks).toEqual([
			expect.objectContaining({
				...PROVIDERS.ark.list?.({ page: 1, pageSize: 500, serviceTier: 'flex' }),
				timeoutSeconds: 30,
				atMs: 0,
			}),
		]);
	});

	test.each([
		['status 429', answer(429)],
		['status 500', answer(500)],
		['an answer that is no list', answer(200, { hello: 1 })],
	])('are repeated after %s', async (_, reply) => {
		const { result, looks } = await search((n) => (n === 1 ? reply : page([listed('a', 'ours')])));
		expect(result).toMatchObject({ kind: 'found', task: { taskId: 'a' } });
		expect(looks).toHaveLength(2);
	});
});

describe('The pages of a list', () => {
	const read = async (pages: object[][], total: number) =>
		await search((n) => page(pages[n - 1] ?? [], total), { pauses: [0] });

	test('are read until the total is there, however short they are', async () => {
		const { looks } = await read([others(100), others(100), others(50)], 250);
		expect(looks.map(({ query }) => query?.page_num)).toEqual([1, 2, 3]);
	});

	test('are read until an empty one, where the total promises more', async () => {
		const { result, looks } = await read([others(100), others(100)], 999);
		expect(looks).toHaveLength(3);
		expect(result.kind).toBe('absent');
	});

	test('that are full are not believed to be the last, whatever the total says', async () => {
		const { result, looks } = await read([others(500), [listed('a', 'ours')]], 500);
		expect(looks).toHaveLength(2);
		expect(result.kind).toBe('found');
	});

	test('are ten at most; then nothing is known', async () => {
		const { result, looks } = await search(() => page(others(500), 1e6), { pauses: [0] });
		expect(looks.map(({ query }) => query?.page_num)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
		expect(result).toEqual({ kind: 'impossible' });
	});

	test('end where tasks are older than the request, clocks that differ by ten minutes aside', async () => {
		const until = async (agoMs: number) =>
			(await read([others(500, SENT - agoMs), []], 9999)).looks.length;
		expect(await until(10 * MINUTE)).toBe(2);
		expect(await until(10 * MINUTE + 1000)).toBe(1);
	});

	test('do not end at a task that tells no time', async () => {
		expect((await read([others(500, null), []], 9999)).looks).toHaveLength(2);
	});

	test('that break off leave the search undecided', async () => {
		const { result } = await search((n) => (n === 1 ? page(others(500), 9999) : noAnswer()), {
			pauses: [0],
			minutes: 0,
		});
		expect(result).toEqual({ kind: 'impossible' });
	});
});

test.each([
	['no list', { list: undefined }],
	['no way to read its list', { readList: undefined }],
	['a list that does not show our marks', { listShowsMark: undefined }],
])('A provider with %s is not asked', async (_, provider) => {
	const { result, looks } = await search(() => page([]), { provider });
	expect(result).toEqual({ kind: 'impossible' });
	expect(looks).toEqual([]);
});
