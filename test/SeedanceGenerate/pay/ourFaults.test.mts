import { Journal } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { DIALECTS } from '../../../tools/simulation/dialects.mts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { readTaskId } from '../../../nodes/shared/providers/reading/taskId.ts';
import { createWorld } from '../../../tools/simulation/world.mts';
import {
	PROVIDER_IDS,
	answer,
	createKeyVault,
	createdAnswer,
	dependenciesFor,
	newClock,
	noAnswer,
	rowFor,
	scriptedProvider,
	taskAnswer,
	runRows,
} from '../../support/jobs.mts';
import type { ProviderId } from '../../../nodes/shared/domain/vocabulary.ts';
import type { Reply } from '../../../nodes/shared/net/reply.ts';
import type { Row } from '../../../nodes/SeedanceGenerate/pay/row.ts';
import type { HttpCall, Provider } from '../../../nodes/shared/providers/types.ts';
import type { Governor, Lane } from '../../../nodes/shared/tasks/governor.ts';
import type { JournalEntry } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import type { RunParts } from '../../support/jobs.mts';

// Faults of our own after a paid request: whatever breaks, the row comes out with its task id and nothing is sent twice.

const broken = () => {
	throw new TypeError('a reader broke');
};

/** Any touch of a field breaks it. */
const poison = (): unknown => new Proxy({}, { get: broken, has: broken, ownKeys: broken });

/** A body of which these fields break when they are read. */
function poisoned(body: object, fields: string[]) {
	const getters = fields.map((field) => [field, { get: broken, enumerable: true }]);
	return Object.defineProperties({ ...body }, Object.fromEntries(getters));
}

/** Three rows at a simulated provider. */
async function runThree(
	id: ProviderId,
	fault: {
		provider?: Partial<Provider>;
		over?: Partial<RunParts>;
		row?: (n: number) => Partial<Row>;
		mangle?: (reply: Reply, call: HttpCall) => Reply;
	},
) {
	const clock = newClock();
	const world = createWorld({ clock, provider: id });
	const client = world.client();
	const dependencies = dependenciesFor(id, clock, {
		send: async (call) => {
			const reply = await client.send(call);
			return fault.mangle?.(reply, call) ?? reply;
		},
	});
	const rows = [0, 1, 2].map((itemIndex) => rowFor(id, { itemIndex, ...fault.row?.(itemIndex) }));
	const provider = { ...PROVIDERS[id], ...fault.provider };
	const running = runRows(rows, { ...dependencies, provider, ...fault.over });
	const outcomes = await clock.run(running);
	const taken = [...world.tasks.keys()].sort();
	const named = outcomes.map(({ task }) => task?.taskId ?? '').sort();
	return { outcomes, world, taken, named, ends: outcomes.map(({ end }) => end) };
}

const providers = PROVIDER_IDS.map((id) => [id] as const);

describe.each(providers)('P16 Whatever breaks in reading an answer of %s', (id) => {
	test('to the paid request, its task id is found and the video comes', async () => {
		const { taken, named, ends, world } = await runThree(id, { provider: { readCreated: broken } });
		expect(ends).toEqual(['ended', 'ended', 'ended']);
		expect(named).toEqual(taken);
		expect(world.counts.create).toBe(3);
	});

	test.each([
		['failureOf', { failureOf: broken }],
		['readTask', { readTask: broken }],
		[
			'every reader',
			{ failureOf: broken, readCreated: broken, readTask: broken, readList: broken },
		],
	])('with %s gone for good, each row names its task at the deadline', async (_, provider) => {
		const { outcomes, taken, named, ends, world } = await runThree(id, { provider });
		expect(ends).toEqual(['timeout', 'timeout', 'timeout']);
		expect(named).toEqual(taken);
		expect(world.counts.create).toBe(3);
		expect(outcomes.every(({ failure }) => failure === null)).toBe(true);
	});

	test('a task that was taken but could not be read is handed over with a warning when nobody waits', async () => {
		const { outcomes, taken, named } = await runThree(id, {
			provider: { readCreated: broken, failureOf: broken },
			over: { completion: 'submit' },
		});
		expect(named).toEqual(taken);
		for (const { end, task } of outcomes) {
			expect(end).toBe('submitted');
			expect(task).toMatchObject({ status: 'queued' });
			expect(task?.submittedAt).toMatch(/^2026-/);
			expect(task?.warnings).toEqual([
				expect.stringContaining(`has taken this row as task ${task?.taskId}`),
			]);
			expect(task?.warnings[0]).toMatch(/a reader broke.*Do not order the row again/);
		}
	});

	test('a field that breaks hides no task id', async () => {
		const { taken, named, ends } = await runThree(id, {
			mangle: (reply, { method }) =>
				reply.kind === 'answer' && method === 'POST'
					? { ...reply, body: poisoned(reply.body as object, ['status', 'error', 'model']) }
					: reply,
		});
		expect(ends).toEqual(['ended', 'ended', 'ended']);
		expect(named).toEqual(taken);
	});

	test('one that breaks under the first name of an id is passed over', async () => {
		const { taken, named, ends } = await runThree(id, {
			mangle: (reply, { method }) => {
				if (reply.kind !== 'answer' || method !== 'POST') return reply;
				const taskId = readTaskId(reply.body as Record<string, unknown>);
				return { ...reply, body: poisoned({ task_id: taskId }, ['id', 'status']) };
			},
		});
		expect(ends).toEqual(['ended', 'ended', 'ended']);
		expect(named).toEqual(taken);
	});

	test('an answer that breaks at every touch leaves the outcome open, and nothing is sent again', async () => {
		const { outcomes, world, ends } = await runThree(id, {
			mangle: (reply, { method }) =>
				method === 'POST' && reply.kind === 'answer' ? { ...reply, body: poison() } : reply,
			// Ark's list would find them.
			provider: { readList: broken },
		});
		expect(ends).toEqual(['unknown', 'unknown', 'unknown']);
		expect(world.counts.create).toBe(3);
		for (const { failure } of outcomes) {
			expect(failure).toMatchObject({ code: 'outcomeUnknown', retryable: false });
			expect(failure?.message).toContain('holds no task id that could be read');
		}
	});

	test('with an error status proves nothing, so nothing is sent again', async () => {
		const clock = newClock();
		const scripted = scriptedProvider(clock, () => answer(400, { error: { message: 'no' } }));
		const provider = { ...PROVIDERS[id], failureOf: broken, readList: broken };
		const [outcome] = await clock.run(
			runRows([rowFor(id)], { ...dependenciesFor(id, clock, scripted.client), provider }),
		);
		expect(outcome).toMatchObject({ end: 'unknown', failure: { code: 'outcomeUnknown' } });
		expect(scripted.count.create).toBe(1);
	});

	test('about too many requests, the row is tried again and paid once', async () => {
		const clock = newClock();
		const scripted = scriptedProvider(clock, ({ method }, { create }) => {
			if (method !== 'POST') return taskAnswer(id, DIALECTS[id].words.ends.good);
			return create < 3 ? answer(429) : createdAnswer(id);
		});
		const { failureOf } = PROVIDERS[id];
		const provider = {
			...PROVIDERS[id],
			failureOf: (status: number, body: unknown) =>
				status === 429 ? broken() : failureOf(status, body),
		};
		const [outcome] = await clock.run(
			runRows([rowFor(id)], { ...dependenciesFor(id, clock, scripted.client), provider }),
		);
		expect(outcome).toMatchObject({ end: 'ended', task: { taskId: 'task-1' } });
		expect(scripted.count.create).toBe(3);
	});

	test('in the list, a lost answer stays open, and nothing is sent again', async () => {
		const clock = newClock();
		const scripted = scriptedProvider(clock, ({ method }) =>
			method === 'POST' ? noAnswer() : answer(200, { total: 1, items: [{ id: 'x' }] }),
		);
		const provider = { ...PROVIDERS[id], readList: broken };
		const [outcome] = await clock.run(
			runRows([rowFor(id)], { ...dependenciesFor(id, clock, scripted.client), provider }),
		);
		expect(outcome).toMatchObject({ end: 'unknown', failure: { code: 'outcomeUnknown' } });
		expect(outcome.failure?.message).toContain('the connection was closed before the answer came');
		expect(scripted.count.create).toBe(1);
	});
});

describe('P16 What breaks around a paid request loses no task id', () => {
	/** Breaks when the books are to say that a task was taken. */
	class TornJournal extends Journal {
		write(itemIndex: number, entry: JournalEntry) {
			if (itemIndex === 1 && entry.state === 'accepted') broken();
			super.write(itemIndex, entry);
		}
	}
	const store = {};

	const vault = createKeyVault().open();
	const torn = { ...vault, remember: broken };
	const clock = newClock();
	const { governor } = dependenciesFor('evolink', clock, { send: broken });

	test.each([
		['in the journal', { over: { journal: new TornJournal(store, 0, 'execution-1') } }],
		['in the store of keys', { over: { keys: torn }, row: keyFor(1) }],
		['in what a run learns', { row: () => ({}), over: { governor: tornLesson() } }],
	])('%s: the row is an error that names it, and the others are fine', async (_, fault) => {
		const { outcomes, taken, named, world } = await runThree('evolink', fault);
		expect(named).toEqual(taken);
		expect(world.counts.create).toBe(3);
		const lost = outcomes.filter(({ end }) => end !== 'ended');
		expect(lost.length).toBeGreaterThan(0);
		for (const { end, task, failure } of lost) {
			expect(end).toBe('unreadable');
			expect(failure?.message).toMatch(/a reader broke\. EvoLink has taken the task.*billed/);
			expect(failure?.hint).toContain(`Do not order the row again: give task ID ${task?.taskId}`);
			expect(failure?.retryable).toBe(false);
		}
	});

	test('and a run after a torn journal orders nothing', async () => {
		const scripted = scriptedProvider(clock, broken);
		const dependencies = dependenciesFor('evolink', clock, scripted.client);
		const journal = new Journal(store, 0, 'execution-1');
		const row = rowFor('evolink', { itemIndex: 1 });
		const [outcome] = await clock.run(runRows([row], { ...dependencies, journal, governor }));
		expect(outcome.end).toBe('unknown');
		expect(scripted.count.create).toBe(0);
	});

	test.each([
		['the log', { over: { rowEnded: broken } }],
		['custom execution data', { over: { taskKnown: broken } }],
		['what is thrown itself', { over: { rowEnded: () => poisonThrown() } }],
	])('%s is a courtesy: every row ends', async (_, fault) => {
		const { ends, taken, named } = await runThree('ark', fault);
		expect(ends).toEqual(['ended', 'ended', 'ended']);
		expect(named).toEqual(taken);
	});

	test('not even something thrown that cannot be shown', async () => {
		const keys = { ...vault, remember: poisonThrown };
		const { outcomes, taken, named } = await runThree('ink', { over: { keys }, row: keyFor(2) });
		expect(named).toEqual(taken);
		expect(outcomes[2]).toMatchObject({ end: 'unreadable' });
		expect(outcomes[2].failure?.message).toContain('it gives no reason');
	});

	test('nor a journal that cannot be read at all', async () => {
		class LostJournal extends Journal {
			read(): never {
				return broken();
			}
		}
		const { outcomes, world } = await runThree('twelveAi', {
			over: { journal: new LostJournal({}, 0, 'execution-1') },
		});
		expect(world.counts.create).toBe(0);
		expect(outcomes.map(({ failure }) => failure?.code)).toEqual(Array(3).fill('outcomeUnknown'));
	});

	test('nor a pacing that breaks on the answer', async () => {
		const over = { governor: new Proxy(governor, { get: tornCall }) };
		const { ends, taken, named } = await runThree('evolink', { over });
		expect(ends).toEqual(['ended', 'ended', 'ended']);
		expect(named).toEqual(taken);
	});

	function keyFor(n: number): (row: number) => Partial<Row> {
		return (row) => (row === n ? { key: `SKU-${n}` } : {});
	}

	function tornLesson() {
		const real = dependenciesFor('evolink', newClock(), { send: broken }).governor;
		return Object.assign(Object.create(real), { jobTook: broken });
	}

	function poisonThrown() {
		throw poison();
	}

	function tornCall(target: Governor, name: keyof Governor) {
		const value: unknown = target[name];
		if (name !== 'call') return typeof value === 'function' ? value.bind(target) : value;
		return async (lane: Lane, send: () => Promise<Reply>) => {
			const reply = await target.call(lane, send);
			if (lane === 'create') broken();
			return reply;
		};
	}
});
