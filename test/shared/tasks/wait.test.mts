import { emptyTask } from '../../../nodes/shared/domain/task.ts';
import { DIALECTS } from '../../../tools/simulation/dialects.mts';
import {
	PROVIDER_IDS,
	answer,
	failureOf,
	newClock,
	noAnswer,
	notSent,
	taskAnswer,
} from '../../support/jobs.mts';
import { MINUTE, finishingAfter, waitFor } from './waitFor.mts';

/** Providers that say "not found" for a task that is. */
const notFound = () => answer(404, { error: { code: 'NotFound', message: 'No such task.' } });

describe.each(PROVIDER_IDS.map((id) => [id]))('P4 The wait on %s', (id) => {
	test.each([
		['status 500', answer(500)],
		['status 502 with a page', answer(502, '<html>Bad Gateway</html>')],
		['status 503', answer(503)],
		['"too many"', answer(429, DIALECTS[id].tooMany)],
		['"too many" with Retry-After', answer(429, DIALECTS[id].tooMany, { 'retry-after': '20' })],
		['a reset', noAnswer()],
		['a refused connection', notSent()],
		['a page instead of an answer', answer(200, '<html>maintenance</html>')],
		['a broken body', answer(200, '{"id":')],
		['an empty answer', answer(200, '')],
		['status 408', answer(408)],
	])('rides out %s for as long as there is time', async (_, trouble) => {
		const { end } = await waitFor(id, (_n, ageMs) =>
			ageMs < 20 * MINUTE ? trouble : taskAnswer(id, DIALECTS[id].words.ends.good),
		);
		expect(end).toMatchObject({ kind: 'ended', task: { taskId: 'task-1', status: 'succeeded' } });
		const lasting = await waitFor(id, () => trouble, { minutes: 4 });
		expect(lasting.end).toMatchObject({ kind: 'timeout', task: { taskId: 'task-1' } });
	});

	test('looks once more just before the deadline, and believes what it sees', async () => {
		for (const minutes of [1, 2.2, 3.14, 7, 30]) {
			const deadline = minutes * MINUTE;
			const { end, ages } = await waitFor(id, finishingAfter(id, deadline - 3000), { minutes });
			expect(end).toMatchObject({ kind: 'ended', task: { status: 'succeeded' } });
			const last = ages[ages.length - 1];
			expect(last).toBeGreaterThanOrEqual(deadline - 3000);
			expect(last).toBeLessThan(deadline);
		}
	});

	test('never looks sooner than the interval, nor later than three of them', async () => {
		for (let seed = 1; seed <= 25; seed += 1) {
			const clock = newClock({ seed });
			const minutes = 0.6 + clock.random() * 6;
			const pollIntervalMs = 1000 + Math.floor(clock.random() * 12_000);
			const { ages } = await waitFor(id, finishingAfter(id, clock.random() * 8 * MINUTE), {
				clock,
				minutes,
				latencyMs: 0,
				over: { pollIntervalMs },
			});
			const gaps = ages.map((age, n) => age - (n === 0 ? 0 : ages[n - 1]));
			expect(Math.min(...gaps)).toBeGreaterThanOrEqual(pollIntervalMs);
			expect(Math.max(...gaps)).toBeLessThanOrEqual(pollIntervalMs * 3);
		}
	});

	test('hands over the task id and what was known last when the time is up', async () => {
		const { end } = await waitFor(
			id,
			(n) => (n === 1 ? taskAnswer(id, DIALECTS[id].words.running) : noAnswer()),
			{ minutes: 2 },
		);
		expect(end).toMatchObject({ kind: 'timeout', task: { taskId: 'task-1', status: 'running' } });
	});

	test('keeps its task id although a body names another one', async () => {
		const { end } = await waitFor(id, () =>
			taskAnswer(id, DIALECTS[id].words.ends.good, 'other-id'),
		);
		expect(end.task.taskId).toBe('task-1');
	});

	test.each([[404], [401], [403], [410]])(
		'believes status %i only when it lasts: several times over a minute',
		async (status) => {
			const short = await waitFor(id, (_, ageMs) =>
				ageMs < 50_000 ? answer(status) : taskAnswer(id, DIALECTS[id].words.ends.good),
			);
			expect(short.end).toMatchObject({ kind: 'ended', task: { status: 'succeeded' } });
			const quick = await waitFor(
				id,
				(_, ageMs) =>
					ageMs < 50_000 ? answer(status) : taskAnswer(id, DIALECTS[id].words.ends.good),
				{ over: { pollIntervalMs: 1000 } },
			);
			expect(quick.end.kind).toBe('ended');
			const lasting = await waitFor(id, () => answer(status));
			expect(lasting.end).toMatchObject({ kind: 'unreadable', task: { taskId: 'task-1' } });
			expect(failureOf(lasting.end).hint).not.toBe('');
			expect(lasting.ages.length).toBeGreaterThanOrEqual(4);
			expect(lasting.ages[lasting.ages.length - 1] - lasting.ages[0]).toBeGreaterThanOrEqual(
				MINUTE,
			);
		},
	);

	test('counts refusals anew after every readable answer', async () => {
		const { end } = await waitFor(
			id,
			(n) => (n % 4 === 0 ? taskAnswer(id, DIALECTS[id].words.running) : notFound()),
			{ minutes: 20 },
		);
		expect(end.kind).toBe('timeout');
	});

	test('ends with Stop, at once and with the task id', async () => {
		const clock = newClock();
		void clock.sleep(25_000).then(() => clock.pressStop());
		const { end, tookMs } = await waitFor(id, finishingAfter(id, 10 * MINUTE), { clock });
		expect(end).toMatchObject({ kind: 'stopped', task: { taskId: 'task-1' } });
		expect(tookMs).toBe(25_000);
	});
});

describe('The wait', () => {
	test('looks again when a finished task has no link yet, but not for ever', async () => {
		const done = (withLink: boolean) => {
			const { body } = taskAnswer('ark', 'succeeded');
			return answer(200, withLink ? body : { ...body, content: {} });
		};
		const late = await waitFor('ark', (n) => done(n >= 2));
		expect(late.end.task.videoUrl).not.toBeNull();
		expect(late.ages).toHaveLength(2);
		const never = await waitFor('ark', () => done(false));
		expect(never.end).toMatchObject({
			kind: 'ended',
			task: { status: 'succeeded', videoUrl: null },
		});
		expect(never.end.task.warnings.join()).toMatch(/no video address/);
		expect(never.ages).toHaveLength(3);
	});

	test('also looks again when the link was missing from the very first answer', async () => {
		const known = { ...emptyTask('ark', 'task-1'), status: 'succeeded' as const };
		const { end } = await waitFor('ark', () => taskAnswer('ark', 'succeeded'), { task: known });
		expect(end.task.videoUrl).not.toBeNull();
	});

	test('a finished task without a link at the deadline has still finished', async () => {
		const { body } = taskAnswer('ark', 'succeeded');
		const { end } = await waitFor('ark', () => answer(200, { ...body, content: {} }), {
			minutes: 0.3,
		});
		expect(end).toMatchObject({ kind: 'ended', task: { status: 'succeeded' } });
	});

	test('takes the word of the provider for the first look', async () => {
		const { ages } = await waitFor('evolink', finishingAfter('evolink', 90_000), {
			estimateSeconds: 120,
		});
		expect(ages[0]).toBeGreaterThanOrEqual(0.8 * 120_000);
		expect(ages).toHaveLength(1);
	});

	test('keeps what an earlier answer told where a later one is silent', async () => {
		const { end } = await waitFor('evolink', finishingAfter('evolink', 30_000));
		expect(end.task.model).toBe('simulated-model');
		expect(end.task.usage).toEqual({ creditsReserved: 50 });
		expect(end.task.submittedAt).not.toBeNull();
	});

	test('teaches the run how long a task took, by the times of the provider or by our own', async () => {
		for (const provider of PROVIDER_IDS) {
			const { dependencies } = await waitFor(provider, finishingAfter(provider, 60_000));
			const typical = dependencies.forecast.typicalMs();
			expect(typical).toBeGreaterThanOrEqual(40_000);
			expect(typical).toBeLessThanOrEqual(70_000);
		}
	});

	test('learns nothing from refusals that came within seconds', async () => {
		const { dependencies } = await waitFor('ark', () => taskAnswer('ark', 'failed'));
		expect(dependencies.forecast.typicalMs()).toBeNull();
	});

	test('looks at once at a task that somebody else submitted, and believes a refusal of that look', async () => {
		const { ages, end } = await waitFor('ink', notFound, { fresh: false });
		expect(ages).toEqual([0]);
		expect(end).toMatchObject({ kind: 'unreadable', task: { taskId: 'task-1' } });
	});

	test('with no time to wait looks exactly once', async () => {
		const { ages, end } = await waitFor('ink', finishingAfter('ink', MINUTE), {
			fresh: false,
			minutes: 0,
		});
		expect(ages).toHaveLength(1);
		expect(end).toMatchObject({ kind: 'timeout', task: { status: 'running' } });
	});
});
