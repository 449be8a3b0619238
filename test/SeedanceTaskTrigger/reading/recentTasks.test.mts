import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { readRecentTasks } from '../../../nodes/SeedanceTaskTrigger/reading/recentTasks.ts';
import { Governor } from '../../../nodes/shared/tasks/governor.ts';
import type { Reply } from '../../../nodes/shared/net/reply.ts';
import type { HttpCall } from '../../../nodes/shared/providers/types.ts';

/** What the trigger asks Ark for. */
interface Query {
	page_num: number;
	page_size: number;
	'filter.service_tier'?: string;
}

/** A clock that only moves when somebody sleeps. */
function virtualClock() {
	let nowMs = 0;
	return {
		now: () => nowMs,
		random: () => 0.5,
		sleep: async (ms: number) => {
			nowMs += ms;
		},
	};
}

const entries = (count: number, prefix: string = 'cgt-d') =>
	Array.from({ length: count }, (_, index) => ({
		id: `${prefix}-${index}`,
		status: 'succeeded',
		created_at: 1_782_900_000 - index,
	}));

const answer = (body: unknown, status: number = 200): Reply => ({
	kind: 'answer',
	status,
	headers: {},
	body,
});

/** Reads the list of a made-up Ark. */
async function read(
	answerFor: (query: Query, count: number) => Reply,
	{
		deadlineMs = 60_000,
		pageSize = 100,
		answerMs = 200,
	}: { deadlineMs?: number; pageSize?: number; answerMs?: number } = {},
) {
	const clock = virtualClock();
	const calls: { query: Query; atMs: number }[] = [];
	const client = {
		send: async (call: HttpCall) => {
			const query = call.query as unknown as Query;
			calls.push({ query, atMs: clock.now() });
			await clock.sleep(answerMs);
			return answerFor(query, calls.length);
		},
	};
	const governor = new Governor({
		clock,
		stop: { aborted: false },
		maxConcurrency: 5,
		maxOpenTasks: 0,
		rates: PROVIDERS.ark.capabilities.ratePerSecond,
	});
	const recent = await readRecentTasks(
		{ provider: PROVIDERS.ark, client, governor, clock, deadlineMs },
		{ pageSize },
	);
	return { recent, calls };
}

const pageOf = (all: ReturnType<typeof entries>, query: Query) => {
	const start = (query.page_num - 1) * query.page_size;
	return answer({ total: all.length, items: all.slice(start, start + query.page_size) });
};

const tierOf = (query: Query) => query['filter.service_tier'] ?? 'default';

describe('reading the list of recent tasks', () => {
	it('goes through all pages of both tiers, more than a second after each answer', async () => {
		const all = { default: entries(250), flex: entries(30, 'cgt-f') };
		const { recent, calls } = await read((query) =>
			pageOf(tierOf(query) === 'flex' ? all.flex : all.default, query),
		);
		expect(recent.end).toBe('complete');
		expect(recent.tasks).toHaveLength(280);
		expect(calls.map(({ query }) => [tierOf(query), query.page_num])).toEqual([
			['default', 1],
			['default', 2],
			['default', 3],
			['flex', 1],
		]);
		calls.slice(1).forEach(({ atMs }, index) => {
			expect(atMs - calls[index].atMs).toBeGreaterThanOrEqual(200 + 1000);
		});
	});

	it('reads a list to its end when a relay gives shorter pages than asked for', async () => {
		const { recent } = await read((query) => {
			const page = { ...query, page_size: 40 };
			return pageOf(tierOf(query) === 'flex' ? [] : entries(250), page);
		});
		expect(new Set(recent.tasks.map(({ taskId }) => taskId)).size).toBe(250);
	});

	it('reads a list to its end when a relay tells no total', async () => {
		const { recent, calls } = await read((query) => {
			const all = tierOf(query) === 'flex' ? [] : entries(90);
			const start = (query.page_num - 1) * 40;
			return answer({ items: all.slice(start, start + 40) });
		});
		expect(recent.end).toBe('complete');
		expect(new Set(recent.tasks.map(({ taskId }) => taskId)).size).toBe(90);
		expect(calls).toHaveLength(5);
	});

	it.each([
		['all it has, and tells no total', undefined, 30, 'complete'],
		['all it has', 30, 30, 'complete'],
		['less than it says it has', 700, 30, 'cut'],
		['a full page, and tells no total', undefined, 100, 'cut'],
	])(
		'does not read for ever when a relay shows the same page again: %s',
		async (_, total, count, end) => {
			const { recent, calls } = await read(() => answer({ total, items: entries(count) }));
			expect(recent.end).toBe(end);
			expect(new Set(recent.tasks.map(({ taskId }) => taskId)).size).toBe(count);
			expect(calls.length).toBeLessThanOrEqual(6);
		},
	);

	it('does not take one page without news for the end, because new tasks shift the pages', async () => {
		const { recent } = await read((query) => {
			const all = tierOf(query) === 'flex' ? [] : entries(250);
			// A page full of tasks arrived between the first and the second request.
			const shift = query.page_num === 1 ? 0 : 100;
			const start = (query.page_num - 1) * 100 - shift;
			return answer({ total: all.length + shift, items: all.slice(start, start + 100) });
		});
		expect(new Set(recent.tasks.map(({ taskId }) => taskId)).size).toBe(250);
	});

	it('asks again after bad answers, and gives up with what it has', async () => {
		const good = await read((query, count) =>
			count < 3 ? answer('<html>', 502) : pageOf(entries(5), query),
		);
		expect(good.recent.end).toBe('complete');
		const bad = await read((query) =>
			query.page_num === 2 ? { kind: 'noAnswer', reason: 'x' } : pageOf(entries(250), query),
		);
		expect(bad.recent).toMatchObject({ end: 'broken', failure: { code: 'notReadable' } });
		expect(bad.recent.tasks).toHaveLength(100);
	});

	it('asks only once when the key is refused', async () => {
		const { recent, calls } = await read(() =>
			answer({ error: { code: 'AuthenticationError', message: 'wrong' } }, 401),
		);
		expect(calls).toHaveLength(1);
		expect(recent).toMatchObject({ end: 'broken', failure: { category: 'account' } });
	});

	it('does without the flex tier where a relay does not know it', async () => {
		const { recent } = await read((query) =>
			tierOf(query) === 'flex'
				? answer({ error: { code: 'InvalidParameter', message: 'unknown filter' } }, 400)
				: pageOf(entries(3), query),
		);
		expect(recent).toMatchObject({ end: 'complete', failure: null });
		expect(recent.tasks).toHaveLength(3);
	});

	it('stops in time', async () => {
		const { recent, calls } = await read((query) => pageOf(entries(5000), query), {
			deadlineMs: 10_000,
		});
		expect(recent.end).toBe('cut');
		expect(calls.length).toBeLessThan(12);
		expect(calls.every(({ atMs }) => atMs <= 11_500)).toBe(true);
	});
});
