import { Journal } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { emptyTask } from '../../../nodes/shared/domain/task.ts';
import { answer, rowFor } from '../../support/jobs.mts';
import {
	FINAL,
	KEY,
	RETRYABLE,
	entryOf,
	forbidden,
	notingKeys,
	take,
	wouldSubmit,
} from './takeLab.mts';

/** What is done for a row of which something is on record, to the letter: nothing is sent, and what is known is kept. */

describe('P2 A row whose task is on record', () => {
	test('is taken over, with its key, which n8n has forgotten since', async () => {
		const { keys, asked } = notingKeys();
		const entry = entryOf({ failure: FINAL, submissions: 2, fingerprint: 'then' });
		const { outcome, row } = await take(forbidden, { row: { key: KEY }, keys, entry });
		expect(outcome).toEqual({
			itemIndex: 0,
			end: 'submitted',
			request: row.request,
			task: emptyTask('ark', 'task-9'),
			failure: null,
			adopted: true,
		});
		expect(asked).toEqual([
			[
				'remember',
				KEY,
				{
					taskId: 'task-9',
					provider: 'ark',
					fingerprint: 'then',
					sentAtMs: 77,
					submissions: 2,
					failure: FINAL,
				},
			],
		]);
	});

	test('needs no key, and no place for keys', async () => {
		const { keys, asked } = notingKeys();
		for (const how of [{ keys }, { row: { key: KEY } }, { row: { key: '' }, keys }]) {
			const { outcome } = await take(forbidden, { ...how, entry: entryOf() });
			expect(outcome.task?.taskId).toBe('task-9');
		}
		expect(asked).toEqual([]);
	});
});

describe('P2 What would be submitted again', () => {
	const truth = [false, true];
	const cases = truth.flatMap((isUserRetry) =>
		truth.flatMap((isOwn) =>
			truth.flatMap((isChanged) =>
				[undefined, null, FINAL, RETRYABLE].map((failure) => ({
					isUserRetry,
					isOwn,
					isChanged,
					failure,
				})),
			),
		),
	);

	test.each(cases)('%j', ({ isUserRetry, isOwn, isChanged, failure }) => {
		const journal = new Journal({}, 0, 'now', 'new recipe');
		journal.restore(
			0,
			entryOf({
				failure,
				executionId: isOwn ? 'now' : 'then',
				recipe: 'old recipe',
				fingerprint: isChanged ? 'before' : 'row 0',
			}),
		);
		const wanted = isUserRetry && !isOwn && (isChanged || failure === RETRYABLE);
		expect(wouldSubmit(rowFor('ark'), { journal, isUserRetry })).toBe(wanted);
	});

	test.each([
		['nothing', null, true],
		['a task that ended well or is at work', { failure: null }, false],
		['a task of which nothing more is known', {}, false],
		['a task that failed for good', { failure: FINAL }, false],
		['a task that failed for a passing reason', { failure: RETRYABLE }, true],
	])('of a key that is known for %s', (_, gap, wanted) => {
		const record = gap && { taskId: 't', fingerprint: 'f', sentAtMs: 1, ...gap };
		const { keys } = notingKeys({ recall: () => record });
		const ledger = { journal: new Journal({}, 0), keys, isUserRetry: false };
		expect(wouldSubmit(rowFor('ark', { key: KEY }), ledger)).toBe(wanted);
		expect(wouldSubmit(rowFor('ark', { key: '' }), ledger)).toBe(true);
		expect(wouldSubmit(rowFor('ark', { key: KEY }), { ...ledger, keys: undefined })).toBe(true);
	});
});

describe('P1 A key that has a task already', () => {
	const record = { taskId: 'task-9', fingerprint: 'row 0', sentAtMs: 77 };

	test('gives the row that task, and the journal gets to know it', async () => {
		const { keys, of } = notingKeys({ recall: () => record });
		const { outcome, journal, row } = await take(forbidden, { row: { key: KEY }, keys });
		expect(outcome).toMatchObject({ end: 'submitted', adopted: true, failure: null });
		expect(outcome.request).toBe(row.request);
		expect(outcome.task).toEqual(emptyTask('ark', 'task-9'));
		expect(journal.read(0)).toEqual({
			state: 'accepted',
			fingerprint: 'row 0',
			mark: `mark of ${KEY}, 1`,
			sentAtMs: 77,
			taskId: 'task-9',
			submissions: 1,
			executionId: 'now',
		});
		expect([of('claim'), of('release'), of('remember')]).toEqual([[], [], []]);
	});

	test('says that its request was another one, and remembers the row as it is now', async () => {
		const known = { ...record, fingerprint: 'before', submissions: 3 };
		const { keys } = notingKeys({ recall: () => known });
		const { outcome, journal } = await take(forbidden, { row: { key: KEY }, keys });
		expect(outcome.request).toBeNull();
		expect(journal.read(0)).toMatchObject({
			fingerprint: 'row 0',
			mark: `mark of ${KEY} (submission 3), 3`,
			submissions: 3,
		});
	});

	test.each([
		['evolink', 'EvoLink'],
		['laterOne', 'laterOne'],
	])('at %s refuses the row for others, by the name that users know', async (provider, name) => {
		const { keys, of } = notingKeys({ recall: () => ({ ...record, provider }) });
		const { outcome, journal } = await take(forbidden, { row: { key: KEY }, keys });
		expect(outcome).toMatchObject({ end: 'refused', task: null, adopted: true });
		expect(outcome.failure).toMatchObject({
			code: 'keyOfOtherProvider',
			message: `This Idempotency Key was submitted at ${name} before (task task-9). Nothing was sent.`,
		});
		expect(journal.read(0)).toBeNull();
		expect([of('claim'), of('remember')]).toEqual([[], []]);
	});

	test('at the same provider is taken over, whether the record says so or says nothing', async () => {
		for (const provider of ['ark', undefined]) {
			const { keys } = notingKeys({ recall: () => ({ ...record, provider }) });
			const { outcome } = await take(forbidden, { row: { key: KEY }, keys });
			expect(outcome.task?.taskId).toBe('task-9');
		}
	});
});

describe('P1 A row that may have been submitted', () => {
	const doubtful = entryOf({ state: 'sending', taskId: undefined, cost: 3 });
	const found = () =>
		answer(200, {
			total: 1,
			items: [{ id: 'task-5', status: 'running', safety_identifier: 'mark' }],
		});

	test('is looked for at once, by the mark that was sent then, in the list of its tier', async () => {
		const { keys, of } = notingKeys();
		const request = { ...rowFor('ark').request, options: { serviceTier: 'flex' } };
		const { outcome, journal, calls, startMs } = await take(forbidden, {
			row: { key: KEY, request },
			keys,
			entry: doubtful,
			list: found,
		});
		expect(calls).toHaveLength(1);
		expect(calls[0].atMs).toBe(startMs);
		expect(calls[0].query).toMatchObject({ 'filter.service_tier': 'flex' });
		expect(outcome).toMatchObject({ end: 'submitted', adopted: true, task: { taskId: 'task-5' } });
		expect(journal.read(0)).toEqual({
			...doubtful,
			state: 'accepted',
			taskId: 'task-5',
			failure: null,
			executionId: 'now',
		});
		expect(of('remember')).toEqual([
			[
				'remember',
				KEY,
				{
					taskId: 'task-5',
					provider: 'ark',
					fingerprint: 'row 0',
					sentAtMs: 77,
					submissions: 1,
				},
			],
		]);
	});

	test('and is not found stays unknown, is not sent, and keeps its record', async () => {
		const { outcome, journal, calls } = await take(forbidden, { entry: doubtful });
		expect(outcome).toMatchObject({ end: 'unknown', task: null, adopted: true });
		expect(outcome.failure?.message).toMatch(
			/no clear answer to an earlier try is on record.*was searched/,
		);
		expect(journal.read(0)).toEqual(doubtful);
		expect(calls).toHaveLength(1);
	});

	test('says again what the provider said then', async () => {
		const entry = entryOf({ state: 'unknown', taskId: undefined, failure: FINAL });
		expect((await take(forbidden, { entry })).outcome.failure).toEqual(FINAL);
	});

	test('is one whose task is missing on record, too', async () => {
		const entry = entryOf({ taskId: undefined });
		const { outcome, calls } = await take(forbidden, { entry });
		expect(outcome.end).toBe('unknown');
		expect(calls).toHaveLength(1);
	});

	test('says that nobody could look, where the list cannot be read', async () => {
		const { outcome } = await take(forbidden, { entry: doubtful, list: () => answer(403) });
		expect(outcome.failure?.message).not.toMatch(/searched/);
	});
});
