/** What happens to a row that was, or may have been, submitted before in this execution or the one it retries (journal). */

import { Journal } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { Ledger } from '../../../nodes/SeedanceGenerate/pay/ledger/ledger.ts';
import { decideRows, isPaid, ordersOf } from '../../../nodes/SeedanceGenerate/pay/decide.ts';
import { payOrders } from '../../../nodes/SeedanceGenerate/pay/pay.ts';
import { createWorld } from '../../../tools/simulation/world.mts';
import { RETRYABLE, openStory } from './story.mts';
import { wouldSubmit } from './takeLab.mts';
import {
	PROVIDER_IDS,
	createKeyVault,
	dependenciesFor,
	findsLost,
	newClock,
	rowFor,
} from '../../support/jobs.mts';
import type { ProviderId } from '../../../nodes/shared/domain/vocabulary.ts';
import type { JournalStore } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { DIALECTS } from '../../../tools/simulation/dialects.mts';
import type { WorldOptions } from '../../../tools/simulation/world.mts';
import type { Row } from '../../../nodes/SeedanceGenerate/pay/row.ts';

const providers = PROVIDER_IDS.map((id) => [id] as const);

describe.each(providers)('P2 A second try in the same execution on %s', (id) => {
	test('takes over the task, whether it ended well or badly, and pays nothing', async () => {
		for (const ending of ['good', 'bad']) {
			const story = openStory(id, { endOf: () => ending });
			const [first] = await story.execute([rowFor(id)]);
			const [second] = await story.execute([rowFor(id)], { again: true });
			expect(story.world.tasks.size).toBe(1);
			expect(second).toMatchObject({ end: 'ended', adopted: true });
			expect(second.task?.taskId).toBe(first.task?.taskId);
			expect(second.failure === null).toBe(ending === 'good');
		}
	});

	test('takes over although the row reads differently now', async () => {
		const story = openStory(id);
		await story.execute([rowFor(id)]);
		await story.execute([rowFor(id, { fingerprint: 'changed' })], { again: true });
		expect(story.world.tasks.size).toBe(1);
	});

	test('submits a row that the provider had refused', async () => {
		const story = openStory(id);
		story.weather.fault = { kind: 'status', status: 400, body: {} };
		const [first] = await story.execute([rowFor(id)]);
		expect(first.end).toBe('refused');
		expect(story.store().seedanceJournal).toEqual({});
		story.weather.fault = null;
		const [second] = await story.execute([rowFor(id)], { again: true });
		expect(second).toMatchObject({ end: 'ended', adopted: false });
		expect(story.world.tasks.size).toBe(1);
	});

	test('never submits a row again whose answer was lost', async () => {
		for (const kind of ['resetBefore', 'resetAfter', 'broken'] as const) {
			const story = openStory(id);
			story.weather.fault = { kind };
			await story.execute([rowFor(id)]);
			story.weather.fault = null;
			const accepted = story.world.tasks.size;
			const [second] = await story.execute([rowFor(id)], { again: true });
			const [third] = await story.execute([rowFor(id)], { retry: true });
			expect(story.world.tasks.size).toBe(accepted);
			expect(story.world.counts.create).toBe(1);
			const found = findsLost(id) && accepted === 1;
			for (const outcome of [second, third]) {
				expect(outcome.end).toBe(found ? 'ended' : 'unknown');
				expect(outcome.failure?.code).toBe(found ? undefined : 'outcomeUnknown');
			}
		}
	});
});

test('P2 a lost task that a second try has found is not looked for by a third one', async () => {
	const story = openStory('ark', {
		faultFor: (_call, kind, count) => {
			if (kind === 'create') return { kind: 'resetAfter' };
			return kind === 'list' && count === 1 ? { kind: 'status', status: 403, body: {} } : null;
		},
	});
	const ends = [];
	for (const again of [false, true, true]) {
		const [{ end }] = await story.execute([rowFor('ark')], { again });
		ends.push(end);
	}
	expect(ends).toEqual(['unknown', 'ended', 'ended']);
	expect(story.world.counts).toMatchObject({ create: 1, list: 2 });
});

describe.each(providers)('"Retry execution" on %s', (id) => {
	test('submits failed rows again that can be retried, and no others', async () => {
		const story = openStory(id);
		const rows = [0, 1, 2].map((itemIndex) => rowFor(id, { itemIndex }));
		const first = await story.execute(rows);
		story.fail(1, RETRYABLE);
		story.fail(2, { ...RETRYABLE, retryable: false });
		const second = await story.execute(rows, { retry: true });
		expect(story.world.tasks.size).toBe(4);
		expect(second.map(({ adopted }) => adopted)).toEqual([true, false, true]);
		expect(second[0].task?.taskId).toBe(first[0].task?.taskId);
		expect(second[1].task?.taskId).not.toBe(first[1].task?.taskId);
	});

	test('submits rows again whose request has changed', async () => {
		const story = openStory(id);
		await story.execute([rowFor(id)]);
		const [outcome] = await story.execute([rowFor(id, { fingerprint: 'changed' })], {
			retry: true,
		});
		expect(outcome).toMatchObject({ end: 'ended', adopted: false });
		expect(story.world.tasks.size).toBe(2);
	});

	test('with Retry On Fail on top pays once, not once per try', async () => {
		const story = openStory(id, { endOf: () => 'bad' });
		await story.execute([rowFor(id)]);
		const row = rowFor(id, { fingerprint: 'changed' });
		await story.execute([row], { retry: true });
		for (let tries = 0; tries < 4; tries += 1) {
			story.fail(0, RETRYABLE);
			const journal = new Journal(story.store(), 0, 'execution-2');
			expect(
				wouldSubmit({ ...row, fingerprint: `now ${tries}` }, { journal, isUserRetry: true }),
			).toBe(false);
		}
		expect(story.world.tasks.size).toBe(2);
	});

	test('does not take the record of the old task away when the new submission is refused', async () => {
		const story = openStory(id);
		const [first] = await story.execute([rowFor(id)]);
		const changed = rowFor(id, { fingerprint: 'changed' });
		story.weather.fault = { kind: 'status', status: 400, body: {} };
		const [second] = await story.execute([changed], { retry: true });
		expect(second.end).toBe('refused');
		story.weather.fault = null;
		const [third] = await story.execute([rowFor(id)], { retry: true });
		expect(third.task?.taskId).toBe(first.task?.taskId);
		expect(story.world.tasks.size).toBe(1);
	});
});

describe('What counts for the spending caps', () => {
	test('is what would be paid for now: known rows do not, new ones do', () => {
		const journal = new Journal({}, 0, 'execution-2');
		const keys = createKeyVault().open();
		const ledger = { journal, keys, isUserRetry: false };
		const row = rowFor('ark', { key: 'SKU-1' });
		expect(wouldSubmit(row, ledger)).toBe(true);
		const record = { taskId: 'task-1', fingerprint: row.fingerprint, sentAtMs: 1 };
		keys.remember('SKU-1', record);
		expect(wouldSubmit(row, ledger)).toBe(false);
		keys.remember('SKU-1', { ...record, failure: RETRYABLE });
		expect(wouldSubmit(row, ledger)).toBe(true);
		const entry = { ...record, mark: 'm', submissions: 1 };
		for (const state of ['sending', 'unknown', 'accepted'] as const) {
			journal.restore(0, { ...entry, state });
			expect(wouldSubmit(row, ledger)).toBe(false);
			const changed = { ...row, fingerprint: 'changed' };
			expect(wouldSubmit(changed, { ...ledger, isUserRetry: true })).toBe(state === 'accepted');
		}
	});
});

describe('One decision about a row', () => {
	/** Two runs of the node that decide at the same moment with the same books, as calls of an agent can. */
	function twoRuns(
		id: ProviderId,
		later: Partial<Row>,
		{ isUserRetry = false, faultFor }: Pick<WorldOptions, 'faultFor'> & { isUserRetry?: boolean },
	) {
		const clock = newClock();
		const world = createWorld({ clock, provider: id, faultFor });
		const store: JournalStore = {};
		const before = { taskId: 'old', fingerprint: 'old', mark: 'm', sentAtMs: 1, submissions: 1 };
		if (isUserRetry) store.seedanceJournal = { '0.0': { ...before, state: 'accepted' } };
		const [first, second] = [rowFor(id), rowFor(id, later)].map((row) => {
			const parts = dependenciesFor(id, clock, world.client(), { isUserRetry });
			const journal = new Journal(store, 0, 'execution-2');
			const ledger = new Ledger({ ...parts, journal, provider: id });
			const orders = ordersOf(decideRows([row], ledger, 'the provider'));
			return { orders, pay: async () => await payOrders(orders, { ...parts, ledger }) };
		});
		expect([first, second].map(({ orders }) => isPaid(orders[0]))).toEqual([true, true]);
		return { first, second, clock, world };
	}

	async function twoAtOnce(id: ProviderId, later: Partial<Row>, isUserRetry = false) {
		const { first, second, clock, world } = twoRuns(id, later, { isUserRetry });
		const [paid] = await clock.run(first.pay());
		const [overtaken] = await clock.run(second.pay());
		return { paid, overtaken, world };
	}

	test.each(PROVIDER_IDS)('P1 does not outlive what it rests on (%s)', async (id) => {
		const carried = { carriesFiles: true };
		for (const [later, isUserRetry] of [
			[{}, false],
			[carried, false],
			[carried, true],
		] as const) {
			const { paid, overtaken, world } = await twoAtOnce(id, later, isUserRetry);
			expect(world.tasks.size).toBe(1);
			expect(paid).toMatchObject({ end: 'ended', adopted: false });
			expect(overtaken).toMatchObject({ end: 'ended', adopted: true });
			expect(overtaken.task?.taskId).toBe(paid.task?.taskId);
		}
	});

	test.each(PROVIDER_IDS)('P1 pays once where both send in the same instant (%s)', async (id) => {
		for (const isUserRetry of [false, true]) {
			const { first, second, clock, world } = twoRuns(id, {}, { isUserRetry });
			const both = await clock.run(Promise.all([first.pay(), second.pay()]));
			expect(world.tasks.size).toBe(1);
			const [taskId] = world.tasks.keys();
			expect(both.flat().some(({ task }) => task?.taskId === taskId)).toBe(true);
		}
	});

	test.each(PROVIDER_IDS)('P1 is looked at again after being turned away (%s)', async (id) => {
		for (const later of [{}, { key: 'SKU-1' }]) {
			const turnedAway = { kind: 'status', status: 429, body: DIALECTS[id].tooMany } as const;
			const { first, second, clock, world } = twoRuns(id, later, {
				faultFor: (_, kind, count) => (kind === 'create' && count === 1 ? turnedAway : null),
			});
			// The first is turned away and pauses; the second gets through meanwhile.
			const soon = async () => {
				await clock.sleep(210);
				return await second.pay();
			};
			const both = await clock.run(Promise.all([first.pay(), soon()]));
			expect(world.tasks.size).toBe(1);
			const [taskId] = world.tasks.keys();
			expect(both.flat().some(({ task }) => task?.taskId === taskId)).toBe(true);
		}
	});

	test('makes one order of the rows with one key, and leaves the others alone', () => {
		const rows = [{ key: 'A' }, {}, { key: 'B' }, { key: 'A' }, { key: '' }, { key: 'A' }, {}];
		const decision = { kind: 'submit', submissions: 1, before: null } as const;
		const decided = rows.map((over, itemIndex) => ({
			row: rowFor('ark', { itemIndex, ...over }),
			decision,
		}));
		const orders = ordersOf(decided).map(({ row, twins }) => [
			row.itemIndex,
			twins.map(({ itemIndex }) => itemIndex),
		]);
		expect(orders).toEqual([
			[0, [3, 5]],
			[1, []],
			[2, []],
			[4, []],
			[6, []],
		]);
	});
});
