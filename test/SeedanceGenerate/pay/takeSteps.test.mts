import {
	answer,
	createdAnswer,
	dependenciesFor,
	newClock,
	noAnswer,
	rowFor,
} from '../../support/jobs.mts';
import { FINAL, KEY, RETRYABLE, entryOf, forbidden, notingKeys, take } from './takeLab.mts';

/** What is written down, claimed and released at each step of a submission: a crash can come between any two. */

const accepted = () => createdAnswer('ark', 'task-1');
const refused = () => answer(400, { error: { code: 'InvalidParameter', message: 'No.' } });

describe('P1 A row that is submitted', () => {
	test('is on record before it leaves, with its mark, its price and the time', async () => {
		const { keys, asked } = notingKeys();
		const how = { row: { key: KEY, cost: 2.5 }, keys, recipe: 'recipe' };
		const { outcome, written, calls, journal, startMs } = await take(accepted, how);
		const mark = `mark of ${KEY}, 1`;
		const sending = {
			state: 'sending',
			fingerprint: 'row 0',
			mark,
			sentAtMs: startMs,
			submissions: 1,
			cost: 2.5,
			executionId: 'now',
			recipe: 'recipe',
		};
		expect(written).toEqual([sending]);
		expect(calls[0].body).toMatchObject({ safety_identifier: mark });
		expect(outcome).toMatchObject({ end: 'submitted', adopted: false, failure: null });
		expect(outcome.task?.taskId).toBe('task-1');
		expect(journal.read(0)).toEqual({
			...sending,
			state: 'accepted',
			taskId: 'task-1',
			failure: null,
		});
		expect(asked.slice(1)).toEqual([
			['claim', KEY],
			[
				'remember',
				KEY,
				{
					taskId: 'task-1',
					provider: 'ark',
					fingerprint: 'row 0',
					sentAtMs: startMs,
					submissions: 1,
				},
			],
		]);
	});

	test('without a key asks nothing of the keys of others, whatever becomes of it', async () => {
		for (const key of [undefined, '']) {
			for (const reply of [accepted, refused, noAnswer]) {
				const { keys, asked } = notingKeys();
				await take(reply, { row: { key }, keys });
				expect(asked).toEqual([]);
			}
		}
	});

	test('without a known price still counts as ordered', async () => {
		const { journal } = await take(accepted);
		expect(journal.read(0)?.cost).toBe(0);
	});

	test('again on purpose has a number, a claim and a mark of its own, and the old record if it is refused', async () => {
		const known = entryOf({ failure: RETRYABLE, submissions: 2, executionId: 'then' });
		const { keys, of } = notingKeys();
		const how = { row: { key: KEY }, keys, entry: known, over: { isUserRetry: true } };
		const { written } = await take(accepted, how);
		expect(written[0]).toMatchObject({ submissions: 3, mark: `mark of ${KEY} (submission 3), 3` });
		expect(of('claim')).toEqual([['claim', `${KEY} (submission 3)`]]);
		const { journal } = await take(refused, how);
		expect(journal.read(0)).toEqual(known);
		expect(of('release')).toEqual([['release', `${KEY} (submission 3)`]]);
	});

	test('again for its key counts on from the record', async () => {
		for (const [submissions, next] of [
			[undefined, 2],
			[4, 5],
		]) {
			const record = {
				taskId: 't',
				fingerprint: 'f',
				sentAtMs: 1,
				failure: RETRYABLE,
				submissions,
			};
			const { keys, of } = notingKeys({ recall: () => record });
			const { written } = await take(accepted, { row: { key: KEY }, keys });
			expect(written[0]?.submissions).toBe(next);
			expect(of('claim')).toEqual([['claim', `${KEY} (submission ${next})`]]);
		}
	});

	test('and turned away claims its key once, and its time is that of the try that got through', async () => {
		const { keys, of } = notingKeys();
		const busy = answer(429, {}, { 'retry-after': '20' });
		const { journal, startMs, written } = await take((n) => (n < 3 ? busy : accepted()), {
			row: { key: KEY },
			keys,
		});
		expect(of('claim')).toHaveLength(1);
		expect(written).toHaveLength(3);
		expect(journal.read(0)?.sentAtMs).toBe(written[2]?.sentAtMs);
		expect(written[2]?.sentAtMs).toBeGreaterThan(startMs + 40_000);
	});

	test('and refused leaves nothing behind, and its key is free', async () => {
		const { keys, of } = notingKeys();
		const { outcome, journal } = await take(refused, { row: { key: KEY }, keys });
		expect(outcome).toMatchObject({ end: 'refused', task: null, adopted: false });
		expect(outcome.failure?.code).toBe('InvalidParameter');
		expect(journal.read(0)).toBeNull();
		expect(of('release')).toEqual([['release', KEY]]);
		expect(of('remember')).toEqual([]);
	});

	test('and never answered is on record as unknown, and its key stays taken', async () => {
		const { keys, of } = notingKeys();
		const { outcome, journal, startMs } = await take(noAnswer, { row: { key: KEY }, keys });
		expect(outcome).toMatchObject({ end: 'unknown', task: null, adopted: false });
		expect(journal.read(0)).toMatchObject({
			state: 'unknown',
			sentAtMs: startMs,
			failure: outcome.failure,
		});
		expect([of('release'), of('remember')]).toEqual([[], []]);
	});

	test('is not, when it cannot be made ready: then nothing is claimed either', async () => {
		const { keys, asked } = notingKeys({ isFor: async () => false });
		const prepare = async () => ({ failure: FINAL });
		const { outcome, journal } = await take(forbidden, { row: { key: KEY, prepare }, keys });
		expect(outcome).toMatchObject({ end: 'refused', failure: FINAL, adopted: false });
		expect(asked.map(([name]) => name)).toEqual(['recall', 'isFor']);
		expect(journal.read(0)).toBeNull();
	});

	test('is not said to be unpaid, when it cannot be made ready and an execution that crashed had claimed it', async () => {
		const { keys } = notingKeys();
		const prepare = async () => ({ failure: FINAL });
		const { outcome, calls } = await take(forbidden, { row: { key: KEY, prepare }, keys });
		expect(outcome).toMatchObject({ end: 'unknown', failure: { code: 'outcomeUnknown' } });
		expect(calls.filter(({ method }) => method === 'POST')).toEqual([]);
	});

	test('shows the request as it was made ready', async () => {
		const request = { ...rowFor('ark').request, prompt: 'Made ready' };
		const { outcome, calls } = await take(accepted, {
			row: { prepare: async () => ({ request }) },
		});
		expect(outcome.request).toBe(request);
		expect(JSON.stringify(calls[0].body)).toContain('Made ready');
	});

	test('holds a place for files only while it carries some', async () => {
		for (const carriesFiles of [true, false]) {
			const clock = newClock();
			const { governor } = dependenciesFor('ark', clock, { send: async () => noAnswer() });
			let carried = 0;
			const carry = governor.carry.bind(governor);
			governor.carry = async (submission) => {
				carried += 1;
				return await carry(submission);
			};
			await take(accepted, { clock, row: { carriesFiles }, over: { governor } });
			expect(carried).toBe(carriesFiles ? 1 : 0);
		}
	});

	test('after Stop claims nothing, and releases nothing that belongs to another execution', async () => {
		const clock = newClock();
		clock.pressStop();
		const { keys, asked } = notingKeys();
		const { outcome } = await take(forbidden, { clock, row: { key: KEY }, keys });
		expect(outcome).toMatchObject({ end: 'refused', failure: { code: 'stopped' } });
		expect(asked.map(([name]) => name)).toEqual(['recall']);
	});

	test('whose key n8n cannot store stays here, and nothing is released', async () => {
		const away = async () => {
			throw new Error('database is away');
		};
		const { keys, of } = notingKeys({ claim: away });
		const { outcome, journal } = await take(forbidden, { row: { key: KEY }, keys });
		const failure = { code: 'keyNotStored' };
		expect(outcome).toMatchObject({ end: 'refused', failure, adopted: false });
		expect(of('release')).toEqual([]);
		expect(journal.read(0)).toBeNull();
	});

	test('and refused is told so, also where n8n cannot store that its key is free', async () => {
		const away = async () => {
			throw new Error('database is away');
		};
		const { keys } = notingKeys({ release: away });
		const { outcome } = await take(refused, { row: { key: KEY }, keys });
		expect(outcome.failure?.code).toBe('InvalidParameter');
	});
});

describe('P1 A key that another execution has claimed', () => {
	const claim = async () => false;

	test('gives the row its task when that is known by now', async () => {
		const record = { taskId: 'task-9', fingerprint: 'row 0', sentAtMs: 77 };
		let asked = 0;
		const recall = () => {
			asked += 1;
			return asked === 1 ? null : record;
		};
		const { keys, of } = notingKeys({ claim, recall });
		const { outcome, calls } = await take(forbidden, { row: { key: KEY }, keys });
		expect(outcome).toMatchObject({ end: 'submitted', adopted: true, task: { taskId: 'task-9' } });
		expect(calls).toEqual([]);
		expect(of('release')).toEqual([]);
	});

	test('is not answered with the task of an earlier submission', async () => {
		const record = { taskId: 'old', fingerprint: 'f', sentAtMs: 1, failure: RETRYABLE };
		const { keys } = notingKeys({ claim, recall: () => record });
		const { outcome } = await take(forbidden, { row: { key: KEY }, keys });
		expect(outcome).toMatchObject({ end: 'unknown', task: null, adopted: true });
	});

	test('is looked for in the list, seven days back, by its own mark, and then kept', async () => {
		const { keys, of } = notingKeys({ claim });
		const list = () =>
			answer(200, {
				total: 1,
				items: [{ id: 'task-6', status: 'running', safety_identifier: `mark of ${KEY}, 1` }],
			});
		const { outcome, journal } = await take(forbidden, { row: { key: KEY }, keys, list });
		expect(outcome).toMatchObject({ end: 'submitted', adopted: true, task: { taskId: 'task-6' } });
		expect(journal.read(0)).toMatchObject({ state: 'accepted', taskId: 'task-6', cost: 0 });
		expect(of('remember')).toHaveLength(1);
	});

	test.each([
		[7 * 24 * 60 + 9, true],
		[7 * 24 * 60 + 11, false],
	])('is looked for among tasks that are %i minutes old: %s', async (minutes, goesOn) => {
		const { keys } = notingKeys({ claim });
		const clock = newClock();
		const created = Math.floor((clock.now() - minutes * 60_000) / 1000);
		const items = Array.from({ length: 500 }, (_, n) => ({
			id: `cgt-${n}`,
			status: 'running',
			created_at: created,
		}));
		const list = () => answer(200, { total: 9999, items });
		const { calls } = await take(forbidden, { clock, row: { key: KEY }, keys, list });
		const secondPages = calls.filter(({ query }) => query?.page_num === 2);
		expect(secondPages.length > 0).toBe(goesOn);
	});

	test.each([
		['was searched', undefined, true],
		['could not be searched', () => answer(403), false],
	])('and whose list %s stays unknown, with its claim', async (_, list, searched) => {
		const { keys, of } = notingKeys({ claim });
		const { outcome, journal } = await take(forbidden, { row: { key: KEY }, keys, list });
		expect(outcome).toMatchObject({ end: 'unknown', task: null, adopted: true });
		expect(outcome.failure?.message).toMatch(/^Another execution began to submit/);
		expect(/does not show it/.test(outcome.failure?.message ?? '')).toBe(searched);
		expect(of('release')).toEqual([]);
		expect(journal.read(0)).toBeNull();
	});
});
