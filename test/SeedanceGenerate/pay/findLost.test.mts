import { lookUpLostTask } from '../../../nodes/SeedanceGenerate/pay/findLost.ts';
import { DIALECTS } from '../../../tools/simulation/dialects.mts';
import {
	answer,
	dependenciesFor,
	newClock,
	noAnswer,
	scriptedProvider,
	simulatedTask,
} from '../../support/jobs.mts';
import type { HttpCall } from '../../../nodes/shared/providers/types.ts';
import type { Reply } from '../../../nodes/shared/net/reply.ts';
import type { VirtualClock } from '../../../tools/simulation/virtualClock.mts';

type Query = HttpCall['query'];

const NOW = Date.UTC(2026, 0, 5, 9);

const listed = (n: number, ageMs: number, mark: string) =>
	DIALECTS.ark.task(
		simulatedTask({
			id: `cgt-${n}`,
			acceptedMs: NOW - ageMs,
			body: { model: 'm', safety_identifier: mark },
		}),
		'running',
	);

/** Many tasks of others, the newest first. */
const crowd = (count: number, stepMs: number = 100) =>
	Array.from({ length: count }, (_, n) => listed(n, n * stepMs, `other-${n}`));

/** A list that gives pages of at most `most` tasks. */
const pagesOf =
	(items: object[], most: number = 500) =>
	(query: Query): Reply => {
		const text = JSON.stringify(query);
		const page = Number(/page_num"?:"?(\d+)/.exec(text)?.[1] ?? 1);
		const size = Math.min(most, Number(/page_size"?:"?(\d+)/.exec(text)?.[1] ?? 10));
		return answer(200, { total: items.length, items: items.slice((page - 1) * size, page * size) });
	};

const pickTrouble = (n: number): Reply => [noAnswer(), answer(502), answer(200, '<html>')][n % 3];

async function find(
	script: (query: Query, n: number) => Reply,
	{
		mark = 'ours',
		provider = 'ark',
		pauses,
		clock = newClock(),
		minutes = 30,
	}: {
		minutes?: number;
		mark?: string;
		provider?: 'ark' | 'evolink';
		pauses?: number[];
		clock?: VirtualClock;
	} = {},
) {
	const scripted = scriptedProvider(clock, ({ query }, { list }) => script(query, list));
	const dependencies = dependenciesFor(provider, clock, scripted.client, {
		deadlineMs: clock.now() + minutes * 60_000,
	});
	const result = await clock.run(lookUpLostTask(mark, NOW, dependencies, pauses));
	return { result, calls: scripted.calls };
}

describe('Looking for a task that may have been lost', () => {
	test('finds it by its mark, wherever it stands', async () => {
		const items = [...crowd(40), listed(99, 5000, 'ours'), ...crowd(40)];
		const { result } = await find(pagesOf(items));
		expect(result).toMatchObject({ kind: 'found', task: { taskId: 'cgt-99' } });
	});

	test('finds it on a later page', async () => {
		const items = [...crowd(700), listed(9999, 80_000, 'ours')];
		expect((await find(pagesOf(items))).result.kind).toBe('found');
	});

	test('is not misled by a provider that gives shorter pages than asked for', async () => {
		const items = [...crowd(250), listed(9999, 30_000, 'ours')];
		expect((await find(pagesOf(items, 100))).result.kind).toBe('found');
	});

	test('stops at tasks that are older than the request', async () => {
		const items = crowd(2000, 3000);
		const { result, calls } = await find(pagesOf(items), { pauses: [0] });
		expect(result.kind).toBe('absent');
		expect(calls).toHaveLength(1);
	});

	test('looks several times before it says that the task is not there', async () => {
		const { result, calls } = await find(pagesOf([]));
		expect(result.kind).toBe('absent');
		expect(calls).toHaveLength(4);
		expect(calls[3].atMs - calls[0].atMs).toBeGreaterThan(15_000);
	});

	test('does not claim to have searched when the list could not be read', async () => {
		for (const reply of [
			noAnswer(),
			answer(500),
			answer(200, '<html>'),
			answer(401),
			answer(429),
		]) {
			expect((await find(() => reply)).result.kind).toBe('impossible');
		}
	});

	test('sits out an outage, as long as there is time to wait', async () => {
		const ours = pagesOf([listed(1, 0, 'ours')]);
		const outage = (query: Query, n: number) => (n < 40 ? pickTrouble(n) : ours(query));
		expect((await find(outage)).result.kind).toBe('found');
		const clock = newClock();
		const { result } = await find(outage, { clock, minutes: 5 });
		expect(result.kind).toBe('impossible');
		expect(clock.now() - NOW).toBeLessThan(6 * 60_000);
	});

	test('does not keep asking a provider that refuses to show its list', async () => {
		const { calls } = await find(() => answer(403));
		expect(calls).toHaveLength(1);
	});

	test('does not claim to have searched a list that was too long to read to its end', async () => {
		expect((await find(pagesOf(crowd(9000, 10)), { pauses: [0] })).result.kind).toBe('impossible');
	});

	test('does not claim to have searched a list that shows its first page only', async () => {
		const firstPage = (): Reply => answer(200, { total: 700, items: crowd(500, 10) });
		expect((await find(firstPage, { pauses: [0] })).result.kind).toBe('impossible');
	});

	test('one readable look among bad ones is enough', async () => {
		const ours = pagesOf([listed(1, 0, 'ours')]);
		const { result } = await find((query, n) => (n < 4 ? answer(502) : ours(query)));
		expect(result.kind).toBe('found');
	});

	test('keeps to one list request per second', async () => {
		const { calls } = await find(pagesOf(crowd(4000, 10)));
		const gaps = calls.slice(1).map(({ atMs }, n) => atMs - calls[n].atMs);
		expect(calls.length).toBeGreaterThan(8);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
	});

	test('is not possible without a mark, nor where the provider has no list', async () => {
		const clock = newClock();
		const { client } = scriptedProvider(clock, () => answer(200));
		const ark = dependenciesFor('ark', clock, client);
		expect(await lookUpLostTask(undefined, NOW, ark)).toEqual({ kind: 'impossible' });
		const { result, calls } = await find(() => answer(200), { provider: 'evolink' });
		expect(result.kind).toBe('impossible');
		expect(calls).toHaveLength(0);
	});

	test('ends with Stop', async () => {
		const clock = newClock();
		void clock.sleep(2000).then(() => clock.pressStop());
		const { calls } = await find(pagesOf([]), { clock });
		expect(calls).toHaveLength(1);
	});
});
