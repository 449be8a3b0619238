/** What happens to a row that was, or may have been, submitted before in this execution or the one it retries (journal). */

import { Journal } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { wouldSubmit } from '../../../nodes/SeedanceGenerate/pay/take.ts';
import { RETRYABLE, openStory } from './story.mts';
import { PROVIDER_IDS, createKeyVault, rowFor } from '../../support/jobs.mts';

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
			const found = id === 'ark' && accepted === 1;
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
