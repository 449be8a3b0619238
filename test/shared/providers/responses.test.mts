import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import FIXTURES from '../../contract/fixtures/index.mts';
import { requestFor } from '../../contract/requests.mts';
import type { ProviderId } from '../../support/providers.mts';

const NOW_MS = Date.UTC(2026, 10, 20, 12);
const NOTHING = {
	model: null,
	prompt: null,
	videoUrl: null,
	lastFrameUrl: null,
	urlExpiresAt: null,
	durationSeconds: null,
	resolution: null,
	aspectRatio: null,
	generateAudio: null,
	draftId: null,
	completedAt: null,
	progress: null,
	usage: {},
	failure: null,
	warnings: [],
	estimatedSeconds: null,
	mark: null,
};

function read(id: ProviderId, body: unknown) {
	const task = PROVIDERS[id].readTask(body);
	if (task === null) throw new Error('expected a task');
	return task;
}

describe('Volcengine Ark answers', () => {
	test('a new task is known by its id alone', () => {
		expect(PROVIDERS.ark.readCreated(FIXTURES.ark.created, NOW_MS)).toEqual({
			...NOTHING,
			taskId: FIXTURES.ark.id,
			provider: 'ark',
			status: 'queued',
			rawStatus: '',
			submittedAt: '2026-11-20T12:00:00.000Z',
			raw: FIXTURES.ark.created,
		});
	});

	test('lengths and counts that come as text are numbers, and flex tasks are tasks', () => {
		const task = read('ark', {
			...FIXTURES.ark.succeeded,
			id: 'cgt-batch-20260701120000-ab1cd',
			duration: '5',
			usage: { completion_tokens: '108900', total_tokens: '108900' },
		});
		expect(task).toMatchObject({
			taskId: 'cgt-batch-20260701120000-ab1cd',
			durationSeconds: 5,
			usage: { completionTokens: 108900 },
		});
		expect(PROVIDERS.ark.taskIdForm?.test(task.taskId)).toBe(true);
	});

	test('a finished task is read completely', () => {
		expect(read('ark', FIXTURES.ark.succeeded)).toEqual({
			...NOTHING,
			taskId: FIXTURES.ark.id,
			provider: 'ark',
			status: 'succeeded',
			rawStatus: 'succeeded',
			model: 'doubao-seedance-2-0-260128',
			videoUrl: 'https://ark.example.com/v.mp4?X-Tos-Signature=s1',
			lastFrameUrl: 'https://ark.example.com/last.png?X-Tos-Signature=s2',
			urlExpiresAt: '2026-07-02T10:01:30.000Z',
			durationSeconds: 5,
			resolution: '720p',
			aspectRatio: '16:9',
			generateAudio: true,
			submittedAt: '2026-07-01T10:00:00.000Z',
			completedAt: '2026-07-01T10:01:30.000Z',
			usage: { completionTokens: 108900 },
			raw: FIXTURES.ark.succeeded,
		});
	});

	test('our own mark comes back in the safety identifier', () => {
		const { request } = requestFor('ark', { options: { mark: 'm-1' } });
		expect(PROVIDERS.ark.create(request).body).toMatchObject({ safety_identifier: 'm-1' });
		const body = { ...FIXTURES.ark.task('queued'), safety_identifier: 'm-1' };
		expect(read('ark', body).mark).toBe('m-1');
	});

	test('a running task is not completed, though it was updated', () => {
		expect(read('ark', FIXTURES.ark.task('running')).completedAt).toBeNull();
	});

	test('a length in frames becomes seconds, and -1 is no length', () => {
		const body = FIXTURES.ark.task('succeeded');
		expect(read('ark', { ...body, frames: 121, framespersecond: 24 }).durationSeconds).toBeCloseTo(
			5.04,
		);
		expect(read('ark', { ...body, frames: 48 }).durationSeconds).toBe(2);
		expect(read('ark', { ...body, duration: -1 }).durationSeconds).toBeNull();
	});

	test('content that is gone after 24 hours is success without a link, and says why', () => {
		for (const content of [null, undefined, {}, { video_url: '' }]) {
			const task = read('ark', { ...FIXTURES.ark.succeeded, content });
			expect(task).toMatchObject({ status: 'succeeded', videoUrl: null, urlExpiresAt: null });
			expect(task.warnings).toHaveLength(1);
			expect(task.warnings[0]).toMatch(/24 hours/);
		}
	});

	test('a list gives its tasks, also with failure_reason, and leaves out what is none', () => {
		const failed = {
			...FIXTURES.ark.task('failed'),
			failure_reason: { code: 'InputTextSensitiveContentDetected', message: 'No.' },
		};
		const items = [FIXTURES.ark.succeeded, failed, null, 'x', { status: 'queued' }];
		const page = PROVIDERS.ark.readList?.({ total: 42, items });
		expect(page?.total).toBe(42);
		expect(page?.tasks.map((task) => task.status)).toEqual(['succeeded', 'failed']);
		expect(page?.tasks[1].failure).toMatchObject({ category: 'content', message: 'No.' });
		expect(PROVIDERS.ark.readList?.({ items: [] })).toEqual({ total: null, tasks: [] });
		expect(PROVIDERS.ark.readList?.({ total: 'x', items: [FIXTURES.ark.succeeded] })?.total).toBe(
			null,
		);
	});
});

describe('EvoLink answers', () => {
	test('a new task brings credits, progress and the expected time', () => {
		expect(PROVIDERS.evolink.readCreated(FIXTURES.evolink.created, NOW_MS)).toEqual({
			...NOTHING,
			taskId: FIXTURES.evolink.id,
			provider: 'evolink',
			status: 'queued',
			rawStatus: 'pending',
			model: 'seedance-2.0-text-to-video',
			durationSeconds: 5,
			submittedAt: '2026-03-30T07:56:45.000Z',
			progress: 0,
			usage: { creditsReserved: 50 },
			estimatedSeconds: 165,
			raw: FIXTURES.evolink.created,
		});
	});

	test('a finished task has its link for 24 hours', () => {
		expect(read('evolink', FIXTURES.evolink.succeeded)).toMatchObject({
			status: 'succeeded',
			videoUrl: 'https://cdn.example.com/result.mp4?sig=s1',
			completedAt: '2026-03-30T07:59:30.000Z',
			urlExpiresAt: '2026-03-31T07:59:30.000Z',
			progress: 100,
		});
	});

	test('the expiry is unknown when the time of completion is', () => {
		const body: Record<string, unknown> = { ...FIXTURES.evolink.succeeded };
		delete body.completed_at;
		expect(read('evolink', body)).toMatchObject({ completedAt: null, urlExpiresAt: null });
		expect(read('evolink', { ...body, updated_at: 1774857570 }).urlExpiresAt).toBe(
			'2026-03-31T07:59:30.000Z',
		);
	});

	test('the older dialect is understood: task_id, output.video_url and result_data', () => {
		expect(PROVIDERS.evolink.readCreated({ task_id: 'task-unified-1' }, NOW_MS)).toMatchObject({
			taskId: 'task-unified-1',
			status: 'queued',
		});
		const videoUrl = 'https://cdn.example.com/old.mp4';
		for (const result of [
			{ output: { video_url: videoUrl } },
			{ result_data: [{ video_url: videoUrl }] },
			{ results: [{ url: videoUrl }] },
		]) {
			expect(read('evolink', { status: 'completed', ...result })).toMatchObject({
				taskId: '',
				status: 'succeeded',
				videoUrl,
			});
		}
	});
});

describe('12AI answers', () => {
	test('a finished task is read completely', () => {
		expect(read('twelveAi', FIXTURES.twelveAi.succeeded)).toEqual({
			...NOTHING,
			taskId: 'task_ab12',
			provider: 'twelveAi',
			status: 'succeeded',
			rawStatus: 'completed',
			model: 'seedance-2-official',
			videoUrl: 'https://img.example.com/videos/task_ab12.mp4',
			submittedAt: '2026-04-01T03:02:44.000Z',
			completedAt: '2026-04-01T03:08:20.000Z',
			progress: 100,
			raw: FIXTURES.twelveAi.succeeded,
		});
	});

	test('progress is 0 to 100, however it is written', () => {
		const body = FIXTURES.twelveAi.task('in_progress');
		expect(read('twelveAi', { ...body, progress: '30%' }).progress).toBe(30);
		expect(read('twelveAi', { ...body, progress: 130 }).progress).toBe(100);
		expect(read('twelveAi', { ...body, progress: -1 }).progress).toBe(0);
	});

	test('a link that a running task already shows is not handed on', () => {
		const body = { ...FIXTURES.twelveAi.succeeded, status: 'in_progress' };
		expect(read('twelveAi', body).videoUrl).toBeNull();
	});
});

describe('seedance2.ink answers', () => {
	test('a new task brings what was charged', () => {
		expect(PROVIDERS.ink.readCreated(FIXTURES.ink.created, NOW_MS)).toEqual({
			...NOTHING,
			taskId: FIXTURES.ink.id,
			provider: 'ink',
			status: 'queued',
			rawStatus: 'queued',
			submittedAt: '2026-11-20T12:00:00.000Z',
			usage: { creditsCharged: 64 },
			raw: FIXTURES.ink.created,
		});
	});

	test('a finished task is read completely', () => {
		expect(read('ink', FIXTURES.ink.succeeded)).toEqual({
			...NOTHING,
			taskId: FIXTURES.ink.id,
			provider: 'ink',
			status: 'succeeded',
			rawStatus: 'succeeded',
			model: 'seedance-2.0',
			prompt: 'A paper boat sails across a puddle',
			videoUrl: 'https://pub.example.com/open-api-results/req_1234567890.mp4',
			durationSeconds: 5,
			aspectRatio: '16:9',
			submittedAt: null,
			raw: FIXTURES.ink.succeeded,
		});
	});

	test('a cancelled task is read from the answer to the cancel call', () => {
		const body = { success: true, requestId: FIXTURES.ink.id, status: 'cancelled' };
		expect(read('ink', body)).toMatchObject({ status: 'cancelled', taskId: FIXTURES.ink.id });
	});

	test('a failed task may give its reason as plain text', () => {
		const task = read('ink', { ...FIXTURES.ink.task('failed'), error: 'Content policy violation' });
		expect(task.failure).toMatchObject({
			category: 'content',
			message: 'Content policy violation',
		});
	});

	test.each([
		{ code: 1, msg: 'success', data: { task_id: 'paid' } },
		{ code: 1000, message: 'Submitted.', data: { task_id: 'paid', status: 'queued' } },
		{ code: 1000, message: 'In the queue', data: { id: 'paid', status: 'queued' } },
		{ code: 202, message: 'Your task was taken', id: 'paid' },
		{ code: 0, requestId: 'not-the-task', request_id: 'nor-this', data: { id: 'paid' } },
	])('a relay that has taken the task is not heard as a refusal: %j', (body) => {
		for (const provider of Object.values(PROVIDERS)) {
			expect(provider.failureOf(200, body)).toBeNull();
			expect(provider.readCreated(body, 0)?.taskId).toBe('paid');
		}
	});

	test('success: false without a task is a refused call, with a task it is that task', () => {
		const refused = FIXTURES.ink.refusal('unauthorized', 'Invalid API key');
		expect(PROVIDERS.ink.failureOf(200, refused)).toMatchObject({ category: 'account' });
		expect(PROVIDERS.ink.readCreated(refused, NOW_MS)).toBeNull();
		const failed = { success: false, requestId: 'r1', status: 'failed', error: 'x' };
		expect(PROVIDERS.ink.failureOf(200, failed)).toBeNull();
		expect(read('ink', failed).status).toBe('failed');
	});

	test('P1 a submission that is answered with the request id alone is taken, where it was sent', () => {
		const sent = { method: 'POST', path: '/bytedance/seedance-2.5/text-to-video' } as const;
		const task = PROVIDERS.fal.readCreated({ request_id: '764cabcf-1' }, NOW_MS, sent);
		expect(task).toMatchObject({ taskId: 'bytedance--seedance-2.5--764cabcf-1', status: 'queued' });
		expect(PROVIDERS.fal.readCreated({ detail: 'busy' }, NOW_MS, sent)).toBeNull();
	});
});
