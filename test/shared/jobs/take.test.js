'use strict';

const { Journal, markOf } = require('../../../nodes/shared/jobs/journal');
const { runRows } = require('../../../nodes/shared/jobs/run');
const { wouldSubmit } = require('../../../nodes/shared/jobs/take');
const { createWorld } = require('../../../tools/simulation/world');
const { PROVIDER_IDS, createKeyVault, dependenciesFor, newClock, rowFor } = require('./support');

/**
 * What happens to a row that was, or may have been, submitted before: in this execution (journal) or
 * in another one (idempotency key).
 *
 * @typedef {import('./support').ProviderId} ProviderId
 * @typedef {import('../../../tools/simulation/world').Fault} Fault
 */

const RETRYABLE = {
	category: /** @type {const} */ ('provider'),
	code: 'busy',
	message: 'Busy.',
	hint: 'Later.',
	retryable: true,
};

/**
 * A provider with its tasks, and executions of one workflow that come one after the other.
 * @param {ProviderId} provider
 * @param {Partial<Parameters<typeof createWorld>[0]>} [options]
 */
function openStory(provider, options = {}) {
	const clock = newClock();
	/** @type {{ fault: Fault | null, cutPower: boolean }} */
	const weather = { fault: null, cutPower: false };
	const world = createWorld({
		clock,
		provider,
		faultFor: (_, kind) => (kind === 'create' ? weather.fault : null),
		...options,
	});
	const vault = createKeyVault();
	let executions = 0;
	/** @type {any} */
	let store = {};
	/**
	 * @param {any[]} rows
	 * @param {{ again?: boolean, retry?: boolean, crash?: boolean, keys?: any, minutes?: number }} [how]
	 * again: Retry On Fail, the same execution; retry: "Retry execution"; crash: killed while it waits
	 */
	async function execute(
		rows,
		{ again = false, retry = false, crash = false, keys, minutes = 30 } = {},
	) {
		if (!again) executions += 1;
		if (retry) store = JSON.parse(JSON.stringify(store));
		else if (!again) store = {};
		const executionId = `execution-${executions}`;
		const view = keys ?? vault.open();
		const outcomes = await clock.run(
			runRows(
				rows,
				dependenciesFor(provider, clock, world.client(), {
					journal: new Journal(store, 0, executionId),
					keys: view,
					isUserRetry: retry,
					deadlineMs: clock.now() + (crash ? 1 : minutes * 60_000),
					// As the node builds it: keyed rows have the same mark in every execution.
					markFor: (row, submission) =>
						markOf(
							row.key ? ['key', row.key] : [executionId, String(row.itemIndex), String(submission)],
						),
				}),
			),
		);
		if (!crash) view.save?.();
		return outcomes;
	}
	return { clock, world, weather, vault, execute, store: () => store, rows: rowFor };
}

const providers = PROVIDER_IDS.map((id) => /** @type {const} */ ([id]));

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
		for (const kind of /** @type {const} */ (['resetBefore', 'resetAfter', 'broken'])) {
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

describe.each(providers)('"Retry execution" on %s', (id) => {
	test('submits failed rows again that can be retried, and no others', async () => {
		const story = openStory(id);
		const rows = [0, 1, 2].map((itemIndex) => rowFor(id, { itemIndex }));
		const first = await story.execute(rows);
		const journal = story.store().seedanceJournal;
		journal['0.1'] = { ...journal['0.1'], failure: RETRYABLE };
		journal['0.2'] = { ...journal['0.2'], failure: { ...RETRYABLE, retryable: false } };
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
		const store = story.store();
		for (let tries = 0; tries < 4; tries += 1) {
			const entry = store.seedanceJournal['0.0'];
			store.seedanceJournal['0.0'] = { ...entry, failure: RETRYABLE };
			const journal = new Journal(store, 0, 'execution-2');
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

describe.each(providers)('An idempotency key on %s', (id) => {
	const keyed = (/** @type {object} */ over = {}) => rowFor(id, { key: 'SKU-1', ...over });

	test('lets another execution take over the task', async () => {
		const story = openStory(id);
		const [first] = await story.execute([keyed()]);
		const [second] = await story.execute([keyed({ fingerprint: 'changed' })]);
		expect(story.world.tasks.size).toBe(1);
		expect(second).toMatchObject({ end: 'ended', adopted: true });
		expect(second.task?.taskId).toBe(first.task?.taskId);
	});

	test('gives each key its own video', async () => {
		const story = openStory(id);
		await story.execute([keyed(), keyed({ itemIndex: 1, key: 'SKU-2' })]);
		expect(story.world.tasks.size).toBe(2);
	});

	test('that stands twice in one run is submitted once, and both rows get the video', async () => {
		const story = openStory(id);
		const rows = [0, 1, 2].map((itemIndex) => keyed({ itemIndex }));
		const outcomes = await story.execute(rows);
		expect(story.world.tasks.size).toBe(1);
		expect(outcomes.map(({ itemIndex }) => itemIndex)).toEqual([0, 1, 2]);
		expect(new Set(outcomes.map(({ task }) => task?.taskId)).size).toBe(1);
		expect(outcomes.map(({ adopted }) => adopted)).toEqual([false, true, true]);
	});

	test('after a crash is found by its mark where the provider lists, and otherwise stays unknown', async () => {
		const story = openStory(id);
		await story.execute([keyed()], { crash: true });
		for (let tries = 0; tries < 3; tries += 1) {
			const [outcome] = await story.execute([keyed()], { crash: tries < 2, minutes: 30 });
			expect(story.world.tasks.size).toBe(1);
			expect(outcome.adopted).toBe(true);
			expect(outcome.task === null).toBe(id !== 'ark');
			if (id !== 'ark') {
				expect(outcome).toMatchObject({ end: 'unknown', failure: { code: 'outcomeUnknown' } });
			}
		}
	});

	test('is free again after a refusal', async () => {
		const story = openStory(id);
		story.weather.fault = { kind: 'status', status: 400, body: {} };
		await story.execute([keyed()]);
		expect(story.vault.claims.size).toBe(0);
		story.weather.fault = null;
		const [outcome] = await story.execute([keyed()]);
		expect(outcome).toMatchObject({ end: 'ended', adopted: false });
	});

	test('stays taken when the outcome of the submission is unknown', async () => {
		const story = openStory(id);
		story.weather.fault = { kind: 'resetBefore' };
		await story.execute([keyed()]);
		story.weather.fault = null;
		const [outcome] = await story.execute([keyed()]);
		expect(outcome.end).toBe('unknown');
		expect(story.world.tasks.size).toBe(0);
		expect(story.world.counts.create).toBe(1);
	});

	test('that n8n cannot write down keeps the request back', async () => {
		const story = openStory(id);
		const keys = {
			...story.vault.open(),
			claim: async () => {
				throw new Error('database is away');
			},
		};
		const [outcome] = await story.execute([keyed()], { keys });
		expect(outcome).toMatchObject({ end: 'refused', failure: { code: 'keyNotStored' } });
		expect(story.world.counts.create).toBe(0);
	});

	test('that n8n cannot release still shows the refusal, and hurts no other row', async () => {
		const story = openStory(id);
		story.weather.fault = { kind: 'status', status: 400, body: {} };
		const keys = {
			...story.vault.open(),
			release: async () => {
				throw new Error('database is away');
			},
		};
		const [outcome] = await story.execute([keyed()], { keys });
		expect(outcome.end).toBe('refused');
		expect(outcome.failure?.code).not.toBe('rowNotReady');
	});

	test('is submitted once more when its task had failed for a passing reason, also after a crash then', async () => {
		const story = openStory(id, { endOf: (n) => (n === 0 ? 'bad' : 'good') });
		const [first] = await story.execute([keyed()]);
		const record = /** @type {any} */ (story.vault.saved.get('SKU-1'));
		story.vault.saved.set('SKU-1', { ...record, failure: RETRYABLE });
		await story.execute([keyed()], { crash: true });
		expect(story.world.tasks.size).toBe(2);
		const [after] = await story.execute([keyed()]);
		expect(story.world.tasks.size).toBe(2);
		expect(after.task?.taskId).not.toBe(first.task?.taskId);
		if (id === 'ark') expect(after).toMatchObject({ end: 'ended', failure: null });
		else expect(after.end).toBe('unknown');
	});

	test('whose second submission is unclear is not answered with the old task', async () => {
		const story = openStory(id, { endOf: () => 'bad' });
		const [first] = await story.execute([keyed()]);
		const record = /** @type {any} */ (story.vault.saved.get('SKU-1'));
		story.vault.saved.set('SKU-1', { ...record, failure: RETRYABLE });
		story.weather.fault = { kind: 'resetBefore' };
		const [second] = await story.execute([keyed()]);
		expect(first.task).not.toBeNull();
		expect(second).toMatchObject({ end: 'unknown', task: null });
	});

	test('that was taken over is not paid again by "Retry execution"', async () => {
		const story = openStory(id);
		await story.execute([keyed()]);
		const later = keyed({ fingerprint: 'changed since' });
		await story.execute([later]);
		await story.execute([later], { retry: true });
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
		for (const state of /** @type {const} */ (['sending', 'unknown', 'accepted'])) {
			journal.restore(0, { ...entry, state });
			expect(wouldSubmit(row, ledger)).toBe(false);
			const changed = { ...row, fingerprint: 'changed' };
			expect(wouldSubmit(changed, { ...ledger, isUserRetry: true })).toBe(state === 'accepted');
		}
	});
});
