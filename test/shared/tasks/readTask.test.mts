import { emptyTask } from '../../../nodes/shared/domain/task.ts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { Governor } from '../../../nodes/shared/tasks/governor.ts';
import { readTask, seenEnding } from '../../../nodes/shared/tasks/readTask.ts';
import { answer, newClock, noAnswer, notSent, taskAnswer } from '../../support/jobs.mts';
import type { HttpCall, Provider } from '../../../nodes/shared/providers/types.ts';
import type { Reply } from '../../../nodes/shared/net/reply.ts';

const known = { ...emptyTask('ark', 'task-1'), prompt: 'A paper boat', estimatedSeconds: 90 };

async function read(reply: Reply, provider: Provider = PROVIDERS.ark) {
	const calls: HttpCall[] = [];
	const client = {
		send: async (call: HttpCall) => {
			calls.push(call);
			return reply;
		},
	};
	const reading = await readTask(known, 30, { provider, client });
	expect(calls).toEqual([PROVIDERS.ark.get('task-1')]);
	return reading;
}

describe('Reading a task', () => {
	test('keeps what was known where the answer is silent', async () => {
		expect(await read(taskAnswer('ark', 'running'))).toMatchObject({
			kind: 'task',
			task: { taskId: 'task-1', status: 'running', prompt: 'A paper boat', estimatedSeconds: 90 },
		});
	});

	test.each([400, 401, 402, 403, 404, 410])(
		'takes status %i for a refusal that is meant',
		async (status) => {
			expect(await read(answer(status))).toMatchObject({ kind: 'refused', failure: {} });
		},
	);

	test('takes an error inside an answer with status 200 for one as well', async () => {
		const body = { error: { code: 'ResourceNotFound', message: 'There is no such task.' } };
		expect(await read(answer(200, body))).toMatchObject({
			kind: 'refused',
			failure: { message: 'There is no such task.' },
		});
	});

	test.each([429, 500, 502, 503, 504, 408, 302])(
		'learns nothing of a task from status %i',
		async (status) => {
			expect(await read(answer(status))).toEqual({
				kind: 'unreadable',
				reason: `it answered with status ${status}`,
			});
		},
	);

	test.each<[Reply, string]>([
		[noAnswer(), 'the connection was closed before the answer came'],
		[notSent(), 'nothing is listening at that address'],
		[{ kind: 'stopped' }, 'the look was stopped'],
		[answer(200, '<html>'), 'it answered with status 200'],
	])('says why it learned nothing: %j', async (reply, reason) => {
		expect(await read(reply)).toEqual({ kind: 'unreadable', reason });
	});

	test('learns nothing where a reader of ours breaks', async () => {
		const broken = () => {
			throw new Error('ours');
		};
		for (const part of [{ failureOf: broken }, { readTask: broken }]) {
			const reading = await read(taskAnswer('ark', 'running'), { ...PROVIDERS.ark, ...part });
			expect(reading).toEqual({ kind: 'unreadable', reason: 'its answer could not be read' });
		}
	});

	test('waits for its turn where a run paces its requests', async () => {
		const clock = newClock();
		const governor = new Governor({
			clock,
			stop: clock.stop,
			maxConcurrency: 5,
			maxOpenTasks: 0,
			rates: { get: 2 },
		});
		const sentMs: number[] = [];
		const client = {
			send: async () => {
				sentMs.push(clock.now());
				return taskAnswer('ark', 'running');
			},
		};
		const dependencies = { provider: PROVIDERS.ark, client, governor };
		await clock.run(
			Promise.all([readTask(known, 30, dependencies), readTask(known, 30, dependencies)]),
		);
		expect(sentMs[1] - sentMs[0]).toBeGreaterThanOrEqual(500);
	});
});

describe('A task that was seen to end', () => {
	const clock = newClock();

	test('ended now, and its link lives on from now, where the provider does not tell', () => {
		const task = { ...known, status: 'succeeded' as const, videoUrl: 'https://v.example.com/1' };
		const seen = seenEnding(task, { clock, provider: PROVIDERS.ark });
		expect(seen.completedAt).toBe(new Date(clock.now()).toISOString());
		expect(seen.urlExpiresAt).toBe(new Date(clock.now() + 24 * 3_600_000).toISOString());
	});

	test('keeps the time that the provider tells', () => {
		const task = { ...known, completedAt: '2026-01-05T09:00:00.000Z' };
		expect(seenEnding(task, { clock, provider: PROVIDERS.ark })).toBe(task);
	});
});

describe('Reading a task whose result is at another address', () => {
	const ended = taskAnswer('ark', 'succeeded');
	const result: Provider['result'] = {
		call: ({ taskId, status }) =>
			status === 'running' ? null : { method: 'GET', path: `/${taskId}/result` },
		read: (task, httpStatus, body) =>
			body === 'video'
				? { ...task, videoUrl: 'https://x/v.mp4', prompt: null }
				: httpStatus === 422
					? { ...task, status: 'failed', videoUrl: null }
					: null,
	};
	const provider: Provider = { ...PROVIDERS.ark, result };

	async function look(...replies: Reply[]) {
		const paths: string[] = [];
		const client = {
			async send({ path }: HttpCall) {
				paths.push(path);
				return replies[paths.length - 1];
			},
		};
		return { reading: await readTask(known, 30, { provider, client }), paths };
	}

	test('asks for the result once there is one, and keeps what was known', async () => {
		const { reading, paths } = await look(ended, answer(200, 'video'));
		expect(reading).toMatchObject({
			kind: 'task',
			task: { status: 'succeeded', videoUrl: 'https://x/v.mp4', prompt: 'A paper boat' },
		});
		expect(paths).toEqual([PROVIDERS.ark.get('task-1').path, '/task-1/result']);
	});

	test('does not ask before', async () => {
		const { reading, paths } = await look(taskAnswer('ark', 'running'));
		expect(reading).toMatchObject({ kind: 'task', task: { status: 'running' } });
		expect(paths).toHaveLength(1);
	});

	test('takes the answer to the second call for the end of the task where it is one', async () => {
		const { reading } = await look(ended, answer(422));
		expect(reading).toMatchObject({ kind: 'task', task: { status: 'failed' } });
	});

	test.each([noAnswer(), answer(503), answer(429), answer(200, taskAnswer('ark', 'running').body)])(
		'learns nothing from a second call that went wrong: %j',
		async (reply) => {
			expect((await look(ended, reply)).reading).toMatchObject({ kind: 'unreadable' });
		},
	);

	test('is refused where the second call is', async () => {
		expect((await look(ended, answer(401))).reading).toMatchObject({ kind: 'refused' });
	});

	test('believes a failure whose details cannot be had', async () => {
		for (const reply of [noAnswer(), answer(503), answer(404)]) {
			const { reading } = await look(taskAnswer('ark', 'failed'), reply);
			expect(reading).toMatchObject({ kind: 'task', task: { status: 'failed' } });
		}
	});
});
