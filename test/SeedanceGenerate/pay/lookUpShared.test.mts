import { lookUpLostTask } from '../../../nodes/SeedanceGenerate/pay/findLost.ts';
import { Journal } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { outcomeUnknown } from '../../../nodes/shared/domain/failures.ts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { DIALECTS } from '../../../tools/simulation/dialects.mts';
import {
	answer,
	dependenciesFor,
	newClock,
	noAnswer,
	rowFor,
	runRows,
	scriptedProvider,
	simulatedTask,
} from '../../support/jobs.mts';
import type { Reply } from '../../../nodes/shared/net/reply.ts';
import type { HttpCall } from '../../../nodes/shared/providers/types.ts';
import type { SentCall } from '../../support/jobs.mts';

/** A provider that has no field for a mark: the seed stands for it, and a seed can be borne by tasks of others. */
const ID = 'replicate';
const provider = PROVIDERS[ID];
const MARK = 'ours';
const SEED = Number(provider.markAs?.(MARK));
const MINUTE = 60_000;
const NOW = newClock().now();

/** What was sent. */
const CALL: HttpCall = {
	method: 'POST',
	path: '/models/seedance-simulated/predictions',
	body: { input: { prompt: 'A kite', seed: SEED } },
};

function listed(id: string, input: object = {}, agoMs = 0) {
	const body = { input: { prompt: 'A kite', seed: SEED, ...input } };
	const task = simulatedTask({ id: id.padEnd(26, 'x'), acceptedMs: NOW - agoMs, body });
	return DIALECTS[ID].task(task, 'processing');
}

const page = (...results: object[]) => answer(200, { previous: null, next: null, results });

const turning = (next: string, ...results: object[]) =>
	answer(200, { previous: null, next: `https://api.example.com/v1/predictions?${next}`, results });

async function find(
	replies: Reply[],
	how: { isTaken?: (taskId: string) => boolean; minutes?: number } = {},
) {
	const clock = newClock();
	const { client, calls } = scriptedProvider(clock, (_, { list }) => {
		return replies[Math.min(list, replies.length) - 1];
	});
	const dependencies = {
		...dependenciesFor(ID, clock, client, {
			deadlineMs: clock.now() + (how.minutes ?? 30) * MINUTE,
		}),
		call: CALL,
		isTaken: how.isTaken,
	};
	const found = await clock.run(lookUpLostTask(MARK, NOW, dependencies));
	return { found, calls };
}

const idOf = (name: string) => name.padEnd(26, 'x');

describe('P1 P2 A lost task whose mark other tasks may bear', () => {
	test('is taken over where it is the only one, on whatever page it stands', async () => {
		const others = listed('other', { seed: 7 });
		const { found, calls } = await find([
			turning('created_after=a&cursor=2', others),
			page(others, listed('lost')),
		]);
		expect(found).toMatchObject({ kind: 'found', task: { taskId: idOf('lost') } });
		expect(calls.map(({ query }) => query)).toEqual([
			{ created_after: new Date(NOW - 10 * MINUTE).toISOString() },
			{ created_after: 'a', cursor: '2' },
		]);
	});

	test('that a list shows twice, because its pages shift, is still one', async () => {
		const { found } = await find([turning('cursor=2', listed('lost')), page(listed('lost'))]);
		expect(found.kind).toBe('found');
	});

	test.each([
		['on one page', [page(listed('one'), listed('two'))]],
		['on two pages', [turning('cursor=2', listed('one')), page(listed('two'))]],
	])('is left alone where several fit, %s, and all of them are named', async (_, replies) => {
		const { found } = await find(replies);
		expect(found).toEqual({ kind: 'unclear', taskIds: [idOf('one'), idOf('two')] });
	});

	test('is not one that another row has', async () => {
		const isTaken = (taskId: string) => taskId === idOf('theirs');
		expect((await find([page(listed('theirs'))], { isTaken })).found).toEqual({ kind: 'absent' });
		const both = await find([page(listed('theirs'), listed('lost'))], { isTaken });
		expect(both.found).toMatchObject({ kind: 'found', task: { taskId: idOf('lost') } });
	});

	test.each([
		['another prompt', listed('lost', { prompt: 'A boat' })],
		['another model', { ...listed('lost'), model: 'bytedance/seedance-1-pro' }],
	])('is not taken over where it shows %s, and is named', async (_, task) => {
		expect((await find([page(task)])).found).toEqual({ kind: 'unclear', taskIds: [idOf('lost')] });
	});

	test('is none that is older than the request, clocks that differ by ten minutes aside', async () => {
		const { found } = await find([page(listed('old', {}, 10 * MINUTE + 1000))]);
		expect(found).toEqual({ kind: 'absent' });
		expect((await find([page(listed('lost', {}, 9 * MINUTE))])).found.kind).toBe('found');
	});

	test('is not certain before the whole list was seen, so a bad page is asked for again', async () => {
		const first = turning('cursor=2', listed('lost'));
		const { found } = await find([first, noAnswer(), first, page()]);
		expect(found.kind).toBe('found');
		expect(
			(await find([first, noAnswer(), first, noAnswer()], { minutes: 1 })).found.kind,
		).not.toBe('found');
		const refused = await find([first, answer(403)]);
		expect(refused.found).toEqual({ kind: 'unclear', taskIds: [idOf('lost')] });
	});

	test('in a list longer than anybody reads is named and not taken over', async () => {
		const pages = Array.from({ length: 30 }, (_, n) => turning(`cursor=${n}`, listed('lost')));
		const { found } = await find(pages);
		expect(found).toEqual({ kind: 'unclear', taskIds: [idOf('lost')] });
	});
});

/** Runs one row whose first submission gets no answer. */
async function run(
	list: (sent: SentCall) => Reply,
	how: { options?: object; journal?: Journal; modelId?: string } = {},
) {
	const clock = newClock();
	let sent: SentCall | undefined;
	const { client, count } = scriptedProvider(clock, (call) => {
		if (call.method === 'POST') {
			sent = call;
			return noAnswer();
		}
		if (sent === undefined || /\/predictions\/./.test(call.path)) return noAnswer();
		return list(sent);
	});
	const row = rowFor(ID);
	const request = {
		...row.request,
		modelId: how.modelId ?? row.request.modelId,
		options: { ...row.request.options, ...how.options },
	};
	const journal = how.journal ?? new Journal({}, 0, 'execution-1');
	const parts = dependenciesFor(ID, clock, client, { journal, completion: 'submit' });
	const rows = [{ ...row, request, prepare: async () => ({ request }) }];
	const play = async () => (await clock.run(runRows(rows, parts)))[0];
	return { first: await play(), again: play, count, journal };
}

/** As the list shows what was sent. */
const echo = (id: string, { body = {} }: SentCall) => ({
	...listed(id),
	input: body.input,
});

describe('P1 P2 A row whose answer was lost, at a provider with a seed for a mark', () => {
	test('names the tasks that may be it, is not sent again, and says so again in every later try', async () => {
		const { first, again, count } = await run((sent) => page(echo('one', sent), echo('two', sent)));
		for (const outcome of [first, await again()]) {
			expect(outcome).toMatchObject({ end: 'unknown', task: null });
			expect(outcome.failure?.code).toBe('outcomeUnknown');
			expect(outcome.failure?.message).toContain(`${idOf('one')}, ${idOf('two')}`);
			expect(outcome.failure?.message).not.toMatch(/does not show it/);
		}
		expect(count.create).toBe(1);
	});

	test('names in a later try what the list shows only then', async () => {
		let isLater = false;
		const { first, again } = await run((sent) =>
			isLater ? page(echo('one', sent), echo('two', sent)) : page(),
		);
		expect(first.failure?.message).toMatch(/does not show it/);
		isLater = true;
		const { end, failure } = await again();
		expect(end).toBe('unknown');
		expect(failure?.message).toContain(`${idOf('one')}, ${idOf('two')}`);
	});

	test('does not get the task of a row before it, even with the same seed', async () => {
		const store = {};
		new Journal(store, 0, 'execution-1').write(7, {
			state: 'accepted',
			fingerprint: 'row 7',
			mark: 'mark of row 7',
			sentAtMs: NOW,
			taskId: idOf('theirs'),
			submissions: 1,
		});
		const journal = new Journal(store, 0, 'execution-1');
		const { first } = await run((sent) => page(echo('theirs', sent)), { journal });
		expect(first).toMatchObject({ end: 'unknown', task: null });
	});

	test.each([
		['with a Seed of the user', { options: { seed: 7 } }],
		['with a seed from extra fields', { options: { extraBody: { input: { seed: 7 } } } }],
		['of a model that the list is not read for', { modelId: 'someone/pictures' }],
	])('%s is not said to be missing in the list, now and later', async (_, how) => {
		const { first, again, count, journal } = await run(() => page(), how);
		for (const outcome of [first, await again()]) {
			expect(outcome.failure?.code).toBe('outcomeUnknown');
			expect(outcome.failure?.message).not.toMatch(/does not show it/);
		}
		expect(journal.read(0)?.mark).toBe('');
		expect([count.create, count.list]).toEqual([1, 0]);
	});
});

test('P3 words for a lost task name the tasks that it may be, and what to do with them', () => {
	const { message, hint } = outcomeUnknown('Example', 'no answer came', ['t-1', 't-2']);
	expect(message).toMatch(/The list of tasks at Example shows t-1, t-2/);
	expect(hint).toMatch(/Resource "Task"/);
	expect(outcomeUnknown('Example', 'no answer came', []).message).toMatch(/does not show it/);
	expect(outcomeUnknown('Example', 'no answer came', null).message).not.toMatch(/The list/);
});
