import { DIALECTS } from '../../../tools/simulation/dialects.mts';
import {
	PROVIDER_IDS,
	answer,
	createdAnswer,
	dependenciesFor,
	newClock,
	noAnswer,
	rowFor,
	runRows,
	scriptedProvider,
	taskAnswer,
} from '../../support/jobs.mts';
import type { ProviderId } from '../../../nodes/shared/domain/vocabulary.ts';
import type { Reply } from '../../../nodes/shared/net/reply.ts';

type Kind = 'create' | 'get' | 'list';

const SECOND = 1000;

/** An answer under way when the time is up is still waited for. */
const REQUEST_MS = 100;

/** "Come back in an hour." */
const inAnHour = (provider: ProviderId, status = 429) =>
	answer(status, DIALECTS[provider].tooMany, { 'retry-after': '3600' });

/** Runs rows at a provider that answers by the script. */
async function runAll(
	provider: ProviderId,
	script: (kind: Kind, n: number) => Reply,
	{ rowCount = 1, waitMs = 90 * SECOND } = {},
) {
	const clock = newClock();
	const scripted = scriptedProvider(
		clock,
		({ method, path }, count) => {
			if (method === 'POST') return script('create', count.create);
			const isTask = DIALECTS[provider].taskPath.test(path);
			return isTask ? script('get', count.get) : script('list', count.list);
		},
		REQUEST_MS,
	);
	const deadlineMs = clock.now() + waitMs;
	const dependencies = dependenciesFor(provider, clock, scripted.client, { deadlineMs });
	const rows = Array.from({ length: rowCount }, (_, itemIndex) => rowFor(provider, { itemIndex }));
	const outcomes = await clock.run(runRows(rows, dependencies));
	const { count, looks } = scripted;
	return { outcomes, count, looks, lateMs: clock.now() - deadlineMs };
}

describe.each(PROVIDER_IDS.map((id) => [id]))('P18 A pause of an hour that %s asks for', (id) => {
	const running = () => taskAnswer(id, DIALECTS[id].words.running);

	test.each([[425], [429], [500], [502], [503], [504]])(
		'at a status read (%i) ends at the deadline, with the task id and what was known last',
		async (status) => {
			const { outcomes, count, lateMs } = await runAll(id, (kind, n) => {
				if (kind === 'create') return createdAnswer(id);
				return n === 1 ? running() : inAnHour(id, status);
			});
			expect(outcomes[0]).toMatchObject({
				end: 'timeout',
				failure: null,
				task: { taskId: 'task-1', status: 'running' },
			});
			expect(count.get).toBe(2);
			expect(lateMs).toBeLessThanOrEqual(0);
		},
	);

	test('at submissions ends at the deadline: nothing is billed and every row says why', async () => {
		const { outcomes, count, lateMs } = await runAll(id, () => inAnHour(id), {
			rowCount: 30,
			waitMs: 9 * SECOND,
		});
		for (const { end, failure } of outcomes) {
			expect(end).toBe('refused');
			expect(failure).toMatchObject({ category: 'rateLimit', code: 'stillTooBusy' });
			expect(failure?.message).toContain('too many requests');
		}
		expect(count.create).toBeLessThanOrEqual(10);
		expect(lateMs).toBeLessThanOrEqual(0);
	});

	test('that comes with an unclear 503 keeps the other rows from being sent into it', async () => {
		const { outcomes, count } = await runAll(id, () => inAnHour(id, 503), { rowCount: 30 });
		expect(count.create).toBeLessThanOrEqual(10);
		expect(outcomes.filter(({ end }) => end === 'unknown')).toHaveLength(count.create);
		expect(outcomes.filter(({ end }) => end === 'refused')).toHaveLength(30 - count.create);
	});

	test('is not needed: many rows that are turned away without one end with the wait as well', async () => {
		const { outcomes, lateMs } = await runAll(
			id,
			(kind, n) => (kind === 'create' ? createdAnswer(id, `task-${n}`) : answer(429)),
			{ rowCount: 40 },
		);
		expect(outcomes.map(({ end }) => end)).toEqual(Array(40).fill('timeout'));
		expect(new Set(outcomes.map(({ task }) => task?.taskId)).size).toBe(40);
		expect(lateMs).toBeLessThanOrEqual(REQUEST_MS);
	});

	// Longer than the pace alone would leave between two looks.
	test.each([[425], [500], [502], [503]])(
		'is kept when there is time for it: a status read (%i) is not repeated before',
		async (status) => {
			const { outcomes, looks } = await runAll(id, (kind, n) => {
				if (kind === 'create') return createdAnswer(id);
				if (n === 1) return answer(status, {}, { 'retry-after': '45' });
				return taskAnswer(id, DIALECTS[id].words.ends.good);
			});
			expect(outcomes[0]).toMatchObject({ end: 'ended', task: { status: 'succeeded' } });
			const [first, second] = looks();
			expect(second - first).toBeGreaterThanOrEqual(45 * SECOND);
		},
	);

	test('is none where an answer of success names it', async () => {
		const { looks } = await runAll(id, (kind, n) => {
			if (kind === 'create') return createdAnswer(id);
			const word = n < 3 ? DIALECTS[id].words.running : DIALECTS[id].words.ends.good;
			return { ...taskAnswer(id, word), headers: { 'retry-after': '3600' } };
		});
		expect(looks()).toHaveLength(3);
	});
});

test('P18 The list in which a lost task is looked for does not hold a row beyond the deadline', async () => {
	const { outcomes, count, lateMs } = await runAll('ark', (kind) =>
		kind === 'create' ? noAnswer() : inAnHour('ark'),
	);
	expect(outcomes[0]).toMatchObject({ end: 'unknown', failure: { code: 'outcomeUnknown' } });
	expect(count).toMatchObject({ create: 1, list: 1 });
	// The pauses of our own between two looks at the list may still run out.
	expect(lateMs).toBeLessThanOrEqual(20 * SECOND);
});
