import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { lookUpLostTask } from '../../../nodes/SeedanceGenerate/pay/findLost.ts';
import { markOf } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { Governor } from '../../../nodes/shared/tasks/governor.ts';
import { walkList } from '../../../nodes/shared/tasks/walkList.ts';
import { createVirtualClock } from '../../../tools/simulation/virtualClock.mts';
import { requestFor } from '../../contract/requests.mts';
import FIXTURES from '../../contract/fixtures/index.mts';
import { startSandbox } from '../../../sandbox/index.mts';
import { sandboxClient } from '../../support/sandboxClient.mts';
import type { HttpCall } from '../../../nodes/shared/providers/types.ts';
import type { Sandbox } from '../../../sandbox/index.mts';

const { replicate } = PROVIDERS;
const MARK = markOf(['execution', 'row 1']);
const HOUR_MS = 3_600_000;

/** A provider in virtual time whose list has these pages. */
function listing(pages: object[][], calls: HttpCall[] = []) {
	const clock = createVirtualClock({ startMs: Date.UTC(2026, 6, 1, 12, 5) });
	const client = {
		send: async (call: HttpCall) => {
			calls.push(call);
			const page = Number(call.query?.cursor ?? 0);
			const isLast = page + 1 >= pages.length;
			const next = isLast
				? null
				: `https://elsewhere.example.com/v1/predictions?cursor=${page + 1}`;
			const body = { previous: null, next, results: pages[page] };
			return { kind: 'answer' as const, status: 200, headers: {}, body };
		},
	};
	const governor = new Governor({
		clock,
		stop: clock.stop,
		maxConcurrency: 1,
		maxOpenTasks: 0,
		rates: {},
	});
	return { provider: replicate, client, governor, clock };
}

const prediction = (id: string, parts: object = {}) => ({
	...FIXTURES.replicate.task('processing'),
	created_at: '2026-07-01T12:04:59.000Z',
	id,
	...parts,
});

describe('P1 P2 a prediction of Replicate whose answer was lost', () => {
	const seed = Number(replicate.markAs?.(MARK));

	const find = async (pages: object[][], sentAgoMs = 1000) => {
		const lab = listing(pages);
		const deadlineMs = lab.clock.now() + HOUR_MS;
		const search = lookUpLostTask(MARK, lab.clock.now() - sentAgoMs, {
			...lab,
			stop: lab.clock.stop,
			deadlineMs,
		});
		return await lab.clock.run(search);
	};

	test('goes out with a seed of its own, unless the user has one', () => {
		const inputOf = (options: object) =>
			replicate.create(requestFor('replicate', { options }).request).body?.input;
		expect(inputOf({ mark: MARK })).toMatchObject({ seed });
		expect(inputOf({ mark: MARK, seed: -1 })).toMatchObject({ seed });
		expect(inputOf({ mark: MARK, seed: 7 })).toMatchObject({ seed: 7 });
		expect(inputOf({})).not.toHaveProperty('seed');
		expect(replicate.markAs?.(markOf(['execution', 'row 2']))).not.toBe(String(seed));
	});

	test('is found on a later page, past those of other models', async () => {
		const foreign = prediction('otherzdhgbfurvjtvhg6dckhu', {
			model: 'someone/pictures',
			input: { seed },
		});
		const ours = prediction('gm3qorzdhgbfurvjtvhg6dckhu', { input: { prompt: 'A', seed } });
		expect(await find([[foreign], [ours]])).toMatchObject({
			kind: 'found',
			task: { taskId: 'gm3qorzdhgbfurvjtvhg6dckhu' },
		});
	});

	test('is nobody else’s: one with another seed is not taken for it', async () => {
		const other = prediction('gm3qorzdhgbfurvjtvhg6dckhu', { input: { prompt: 'A', seed: 1 } });
		expect(await find([[other]])).toEqual({ kind: 'absent' });
	});

	test('is not said to be absent once Replicate may have deleted what was asked for', async () => {
		const bare = prediction('gm3qorzdhgbfurvjtvhg6dckhu', { input: {}, data_removed: true });
		expect(await find([[bare]], 2 * HOUR_MS)).toEqual({ kind: 'impossible' });
	});
});

test('the list of Replicate is walked by its cursor alone, and its end is the end', async () => {
	const calls: HttpCall[] = [];
	const lab = listing([[prediction('a'.repeat(26))], [], [prediction('b'.repeat(26))]], calls);
	const ids: string[] = [];
	const walk = { pageSize: 500, mostPages: 9, tries: 1 };
	const end = await lab.clock.run(
		walkList(walk, lab, (tasks) => {
			ids.push(...tasks.map(({ taskId }) => taskId));
			return false;
		}),
	);
	expect(end).toEqual({ kind: 'complete' });
	expect(ids).toEqual(['a'.repeat(26), 'b'.repeat(26)]);
	expect(calls.map(({ path, query, url }) => [path, query, url])).toEqual([
		['/predictions', undefined, undefined],
		['/predictions', { cursor: '1' }, undefined],
		['/predictions', { cursor: '2' }, undefined],
	]);
});

test('P1 a submission does not wait for the video with the header Prefer', () => {
	expect(replicate.create(requestFor('replicate').request).headers).toBeUndefined();
});

test('a link of Replicate lives for one hour, counted from the end of the video', () => {
	const task = replicate.readTask(FIXTURES.replicate.succeeded);
	expect(task?.urlExpiresAt).toBe('2026-07-01T13:02:00.000Z');
});

test('a video that Replicate has deleted is told so, and no address of its API is shown as a video', () => {
	const gone = { ...FIXTURES.replicate.succeeded, output: null, input: {}, data_removed: true };
	const task = replicate.readTask(gone);
	expect(task).toMatchObject({ status: 'succeeded', videoUrl: null });
	expect(task?.failure).toMatchObject({ code: 'noVideoLink', retryable: false });
	expect(task?.failure?.message).toMatch(/deleted the video/);
	const early = replicate.readTask({ ...FIXTURES.replicate.succeeded, output: null });
	expect(JSON.stringify([early?.failure, early?.warnings])).not.toMatch(/api\.replicate\.com/);
});

describe('Replicate at the sandbox', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ jobMs: 60, allowPrivateCallbacks: false });
	});
	afterAll(() => sandbox.stop());

	const send = async (call: HttpCall) => await sandboxClient(sandbox, 'replicate').send(call);

	test('P1 a prediction that is failed in the answer to its submission is a task that failed', async () => {
		const prompt = 'A boat [[fail:E005]] [[atOnce]]';
		const { status, body } = await send(
			replicate.create(requestFor('replicate', { prompt }).request),
		);
		expect([status, replicate.failureOf(status, body)]).toEqual([201, null]);
		expect(replicate.readCreated(body, Date.now())).toMatchObject({
			status: 'failed',
			failure: { category: 'content', code: 'E005' },
		});
	});

	test('a file goes up and comes back as a reference', async () => {
		const photo = await fetch(sandbox.mediaUrl('photo.jpg'));
		const file = {
			bytes: Buffer.from(await photo.arrayBuffer()),
			fileName: 'a "cup".jpg',
			mimeType: 'image/jpeg',
		};
		const call = replicate.upload?.call(file);
		const { body } = await send(call as HttpCall);
		const url = replicate.upload?.read(body) ?? '';
		expect(url).toMatch(/\/replicate\/v1\/files\/\w+$/);
		const media = [{ kind: 'image' as const, url, label: 'Media item 1' }];
		const { request } = requestFor('replicate', { mode: 'firstFrame', media });
		const created = await send(replicate.create(request));
		const task = replicate.readCreated(created.body, Date.now());
		await new Promise((resolve) => setTimeout(resolve, 400));
		const look = await send(replicate.get(task?.taskId ?? ''));
		expect(replicate.readTask(look.body)).toMatchObject({ status: 'succeeded', failure: null });
	});

	test('a task is cancelled while it runs, and is gone from nowhere', async () => {
		const prompt = 'A boat [[slow:5000]] [[queue:1]]';
		const created = await send(replicate.create(requestFor('replicate', { prompt }).request));
		const { taskId = '' } = replicate.readCreated(created.body, Date.now()) ?? {};
		const { status, body } = await send(replicate.cancel?.(taskId) ?? replicate.get(''));
		expect(replicate.failureOf(status, body)).toBeNull();
		expect(replicate.readTask(body)).toMatchObject({ taskId, status: 'cancelled' });
		const page = await send(replicate.list?.({ page: 1, pageSize: 100 }) ?? replicate.get(''));
		const tasks = replicate.readList?.(page.body)?.tasks ?? [];
		expect(tasks.map((task) => task.taskId)).toContain(taskId);
	});

	test('an hour after its end a video is deleted', async () => {
		const created = await send(replicate.create(requestFor('replicate').request));
		const { taskId = '' } = replicate.readCreated(created.body, Date.now()) ?? {};
		await new Promise((resolve) => setTimeout(resolve, 400));
		sandbox.age(taskId, HOUR_MS + 1000);
		const { body } = await send(replicate.get(taskId));
		expect(body).toMatchObject({ data_removed: true, output: null, input: {} });
	});

	test.each([
		['an unknown field at the top', { prompt: 'A' }],
		['a webhook over http', { webhook: 'http://n8n.example.com/x' }],
		['a last frame without a first', { input: { last_frame_image: 'https://e.com/a.png' } }],
		['audio alone', { input: { reference_audios: ['https://e.com/a.mp3'] } }],
		['a length beyond the model', { input: { duration: 16 } }],
	])('%s is refused with 422', async (_title, extraBody) => {
		const { request } = requestFor('replicate', { options: { extraBody } });
		const { status, body } = await send(replicate.create(request));
		expect(status).toBe(422);
		expect(replicate.failureOf(status, body)).toMatchObject({ category: 'input' });
	});
});
