import { PROVIDERS, findModel, modelIdFor } from '../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../support/providers.mts';
import { checkRequest } from '../../nodes/SeedanceGenerate/plan/checks/check.ts';
import { emptyTask, isEnded } from '../../nodes/shared/domain/task.ts';
import { startSandbox } from '../../sandbox/index.mts';
import { readTask } from '../../nodes/shared/tasks/readTask.ts';
import { sandboxClient } from '../support/sandboxClient.mts';
import { isKeyed, linkNotes, openVideo } from '../support/videoLinks.mts';
import FIXTURES from './fixtures/index.mts';
import { SEED_ROWS } from './seeds.mts';
import { videoRequest } from './seeds/rows.mts';
import { requestFor } from './requests.mts';
import type { ProviderId } from '../support/providers.mts';
import type { HttpCall } from '../../nodes/shared/providers/types.ts';
import type { VideoRequest } from '../../nodes/shared/domain/request.ts';

let sandbox: Awaited<ReturnType<typeof startSandbox>>;

beforeAll(async () => {
	sandbox = await startSandbox({
		fetchMedia: false,
		jobMs: 60,
		parallel: 1000,
		creditsPerAccount: 1e9,
	});
});

afterAll(() => sandbox.stop());

const send = async (id: ProviderId, call: HttpCall, apiKey?: string) =>
	await sandboxClient(sandbox, id, { apiKey }).send(call);

async function submitted(id: ProviderId, request: VideoRequest) {
	const call = PROVIDERS[id].create(request);
	const { status, body } = await send(id, call);
	const task = PROVIDERS[id].readCreated(body, Date.now(), call);
	if (task === null) throw new Error(`not accepted: ${status} ${JSON.stringify(body)}`);
	return task;
}

/** Reads a task until it has ended. */
async function finished(id: ProviderId, taskId: string) {
	for (let look = 0; look < 100; look += 1) {
		const reading = await readTask(emptyTask(id, taskId), 30, {
			provider: PROVIDERS[id],
			client: sandboxClient(sandbox, id),
		});
		if (reading.kind !== 'task') throw new Error(`not a task: ${JSON.stringify(reading)}`);
		const { task } = reading;
		if (isEnded(task.status)) return task;
		expect(['queued', 'running', 'unknown']).toContain(task.status);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	throw new Error('the task did not end');
}

describe.each(PROVIDER_IDS)('a whole life at the sandbox: %s', (id) => {
	const settings = { durationSeconds: 5, resolution: '720p' as const };

	test('a request becomes a video with a link', async () => {
		const { request } = requestFor(id, { ...settings, aspectRatio: '16:9' });
		const created = await submitted(id, request);
		expect(created.status).toBe('queued');
		const task = await finished(id, created.taskId);
		expect(task).toMatchObject({ taskId: created.taskId, status: 'succeeded', failure: null });
		expect(task.warnings).toEqual(linkNotes(id, task.videoUrl));
		const plain = await fetch(task.videoUrl ?? '');
		expect(plain.status).toBe(isKeyed(id, task.videoUrl) ? 401 : 200);
		await plain.arrayBuffer();
		const video = await openVideo(sandbox, id, task.videoUrl);
		expect(video.status).toBe(200);
		await video.arrayBuffer();
	});

	test('a task that is refused by the content check says so', async () => {
		const code = FIXTURES[id].contentCode;
		const { request } = requestFor(id, { prompt: `A boat sails [[fail:${code}]]` });
		const task = await finished(id, (await submitted(id, request)).taskId);
		expect(task).toMatchObject({ status: 'failed', videoUrl: null });
		expect(task.failure).toMatchObject({ category: 'content', code });
	});

	test('success without a link is told', async () => {
		const { request } = requestFor(id, { prompt: 'A boat sails [[noUrl]]' });
		const task = await finished(id, (await submitted(id, request)).taskId);
		expect(task).toMatchObject({ status: 'succeeded', videoUrl: null });
		expect(task.warnings).toHaveLength(1);
	});

	test('a wrong key and an unknown task are told apart', async () => {
		const { request } = requestFor(id);
		const wrong = await send(id, PROVIDERS[id].create(request), 'not-a-key');
		const failure = PROVIDERS[id].failureOf(wrong.status, wrong.body);
		expect(failure).toMatchObject({ category: 'account', retryable: false });
		expect(failure?.hint).toMatch(/API Key/);
		const poor = await send(id, PROVIDERS[id].create(request), sandbox.emptyKeys[id]);
		expect(PROVIDERS[id].failureOf(poor.status, poor.body)).toMatchObject({ category: 'account' });
		const gone = await send(id, PROVIDERS[id].get('task-unified-0-none'));
		expect(PROVIDERS[id].readTask(gone.body)).toBeNull();
		expect(PROVIDERS[id].failureOf(gone.status, gone.body)).toMatchObject({ category: 'input' });
	});

	test('a wrong model gets a hint that names the field', async () => {
		const { request } = requestFor(id, { model: 'custom', customModel: 'seedance-9' });
		const { status, body } = await send(id, PROVIDERS[id].create(request));
		expect(PROVIDERS[id].failureOf(status, body)?.hint).toMatch(/Custom Model/);
	});
});

describe('every request example of the provider documents is accepted', () => {
	// The outline of all fields names no action; with one image and a video the count rule refuses it.
	const rows = SEED_ROWS.filter((row) => row.options.extraBody === undefined);

	test.each(rows.map((row) => [`seed ${row.seed}, ${row.title}`, row]))(
		'%s',
		async (_title, row) => {
			const provider = PROVIDERS[row.provider];
			const found = findModel(provider, row.model, row.customModel ?? '');
			const modelId = modelIdFor(found, row.model, row.customModel ?? '', row.requestMode, 'china');
			const { request } = checkRequest(videoRequest(row, modelId), provider, found.capability, {
				privateProvider: false,
			});
			const created = await submitted(row.provider, request);
			const task = await finished(row.provider, created.taskId);
			expect(task.status).toBe('succeeded');
			expect(task.videoUrl).toMatch(/^http/);
		},
	);
});

describe('cancelling, deleting and listing at the sandbox', () => {
	test('Ark: a queued task is cancelled, a finished one deleted, and the list has both shapes', async () => {
		const { ark } = PROVIDERS;
		const { request } = requestFor('ark', { prompt: 'A boat [[slow:5000]] [[queue:4000]]' });
		const queued = await submitted('ark', request);
		const cancelled = await send('ark', ark.cancel?.(queued.taskId) ?? ark.get(''));
		expect(ark.failureOf(cancelled.status, cancelled.body)).toBeNull();
		expect(await finished('ark', queued.taskId)).toMatchObject({
			status: 'cancelled',
			failure: { code: 'cancelled' },
		});
		const done = await submitted('ark', requestFor('ark').request);
		await finished('ark', done.taskId);
		const page = await send(
			'ark',
			ark.list?.({ page: 1, pageSize: 50, taskIds: [done.taskId, queued.taskId] }) ?? ark.get(''),
		);
		const tasks = ark.readList?.(page.body)?.tasks ?? [];
		expect(tasks.map((task) => task.taskId).sort()).toEqual([done.taskId, queued.taskId].sort());
		const removed = await send('ark', ark.remove?.(done.taskId) ?? ark.get(''));
		expect(ark.failureOf(removed.status, removed.body)).toBeNull();
		const gone = await send('ark', ark.get(done.taskId));
		expect(ark.failureOf(gone.status, gone.body)).toMatchObject({ category: 'input' });
	});

	test('seedance2.ink: a task is cancelled and says so in the answer', async () => {
		const { ink } = PROVIDERS;
		const { request } = requestFor('ink', { prompt: 'A boat [[slow:5000]]' });
		const created = await submitted('ink', request);
		const { status, body } = await send('ink', ink.cancel?.(created.taskId) ?? ink.get(''));
		expect(ink.failureOf(status, body)).toBeNull();
		expect(ink.readTask(body)).toMatchObject({ taskId: created.taskId, status: 'cancelled' });
	});

	test('WaveSpeed: the list shows a task by its status, deleting takes it away, the balance is less', async () => {
		const { waveSpeed } = PROVIDERS;
		const request = requestFor('waveSpeed').request;
		const done = await submitted('waveSpeed', request);
		const { videoUrl } = await finished('waveSpeed', done.taskId);
		const listed = async (status: string) => {
			const query = { page: 1, pageSize: 500, status, model: request.modelId };
			const page = await send('waveSpeed', waveSpeed.list?.(query) ?? waveSpeed.get(''));
			return waveSpeed.readList?.(page.body);
		};
		const ended = await listed('succeeded');
		expect(ended?.total).toBeNull();
		const [entry] = ended?.tasks.filter(({ taskId }) => taskId === done.taskId) ?? [];
		expect(entry).toMatchObject({ status: 'succeeded', videoUrl });
		expect((await listed('expired'))?.tasks).toEqual([]);
		const credits = await send('waveSpeed', waveSpeed.balance?.() ?? waveSpeed.get(''));
		const left = waveSpeed.readBalance?.(credits.body);
		expect(left?.currency).toBe('USD');
		expect(left?.amount).toBeLessThan(1e9);
		const removed = await send('waveSpeed', waveSpeed.remove?.(done.taskId) ?? waveSpeed.get(''));
		expect(waveSpeed.failureOf(removed.status, removed.body)).toBeNull();
		const gone = await send('waveSpeed', waveSpeed.get(done.taskId));
		expect(waveSpeed.failureOf(gone.status, gone.body)).toMatchObject({ category: 'input' });
	});

	test('12AI: deleting a task is answered without a complaint', async () => {
		const { twelveAi } = PROVIDERS;
		const created = await submitted('twelveAi', requestFor('twelveAi').request);
		const call = twelveAi.remove?.(created.taskId) ?? twelveAi.get('');
		const { status, body } = await send('twelveAi', call);
		expect(twelveAi.failureOf(status, body)).toBeNull();
	});
});
