/** Answers as relays give them, in the shapes that have been seen; every provider reads all of them. */

import { PROVIDERS } from '../../../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../../../support/providers.mts';
import { BESIDE_OTHERS } from './otherLinks.mts';

const V = 'https://v.example.com/a.mp4';
const S = `${V}?X-Tos-Signature=s1`;
const text = (value: unknown) => JSON.stringify(value);

const ARK = { id: 'cgt-1', status: 'succeeded', content: { video_url: V } };
const TASK = { task_id: 't', status: 'SUCCESS', fail_reason: '', progress: '100%' };

/** What a status read answers, and the link in it. */
const LINKS: Array<[string, unknown, string]> = [
	['the envelope of a gateway', { code: 'success', data: { ...TASK, data: ARK } }, V],
	[
		'the same with the inner answer as text',
		{ code: 'success', data: { ...TASK, data: text(ARK) } },
		V,
	],
	['the whole as text', text({ code: 'success', data: { ...TASK, data: ARK } }), V],
	['packed twice', { code: 'success', data: text(text({ ...TASK, data: ARK })) }, V],
	...BESIDE_OTHERS,
	['a bare url', { id: 't', status: 'completed', url: V }, V],
	[
		'a bare url without an ending',
		{ id: 't', status: 'completed', url: 'https://r.example.com/v1/videos/t/content' },
		'https://r.example.com/v1/videos/t/content',
	],
	['data.url', { id: 't', status: 'succeeded', data: { url: V } }, V],
	['data[0].url', { id: 't', status: 'succeeded', data: [{ url: V }] }, V],
	['video.url', { id: 't', status: 'succeeded', video: { url: V } }, V],
	['videos[0].url', { id: 't', status: 'succeeded', videos: [{ url: V }] }, V],
	['output as text', { id: 't', status: 'succeeded', output: V }, V],
	['assets.video', { id: 't', status: 'succeeded', assets: { video: V } }, V],
	[
		'the file rather than the player',
		{
			id: 't',
			status: 'succeeded',
			result: { clip: { download_url: V, play_url: 'https://v.example.com/play?id=1' } },
		},
		V,
	],
	['output as a list', { id: 't', status: 'succeeded', output: [S] }, S],
	['output.video', { id: 't', status: 'succeeded', output: { video: V } }, V],
	[
		'a task result',
		{
			code: 0,
			data: {
				task_id: 't',
				task_status: 'succeed',
				status: 'succeeded',
				task_result: { videos: [{ id: '1', url: V }] },
			},
		},
		V,
	],
	['a result as text', { id: 't', state: 'success', resultJson: text({ resultUrls: [V] }) }, V],
	[
		'result.result_url',
		{ code: 200, result: { taskId: 't', status: 'done', state: 'success', result_url: V } },
		V,
	],
	['a link where reasons stand', { code: 'success', data: { ...TASK, fail_reason: V } }, V],
	['an odd wrapper', { id: 't', status: 'succeeded', thing: { more: [{ hdVideoLink: V }] } }, V],
	[
		'a signed link that is there twice',
		{ id: 't', status: 'succeeded', a: { url: S }, b: { url: `${V}?X-Tos-Signature=s2` } },
		S,
	],
	[
		'a picture before the video',
		{ id: 't', status: 'succeeded', results: ['https://v.example.com/cover.png', V] },
		V,
	],
	[
		'what was asked for beside it',
		{
			id: 't',
			status: 'succeeded',
			input: {
				video_url: 'https://in.example.com/in.mp4',
				image_urls: ['https://in.example.com/i.png'],
			},
			video_urls: ['https://in.example.com/b.mp4'],
			content: [
				{
					type: 'video_url',
					role: 'reference_video',
					video_url: { url: 'https://in.example.com/c.mp4' },
				},
			],
			callback_url: 'https://n8n.example.com/hook.mp4',
			thumbnail: 'https://v.example.com/t.mp4',
			docs: 'https://docs.example.com/video.mp4',
			url: V,
		},
		V,
	],
	[
		'an input that is repeated under a known name',
		{
			id: 't',
			status: 'succeeded',
			request: { video_url: 'https://in.example.com/in.mp4' },
			video_url: 'https://in.example.com/in.mp4',
			data: { url: V },
		},
		V,
	],
	[
		'a copy with a watermark',
		{
			id: 't',
			status: 'succeeded',
			data: { x_video: V, watermark_x_video: 'https://v.example.com/w.mp4' },
		},
		V,
	],
];

/** Answers in which nothing is surely the video, and what is shown instead. */
const NO_LINKS: Array<[string, object, RegExp | null]> = [
	[
		'two videos',
		{ id: 't', status: 'succeeded', a: { url: S }, b: { url: 'https://v.example.com/b.mp4' } },
		/a\.mp4, https:\/\/v\.example\.com\/b\.mp4/,
	],
	['an input only', { id: 't', status: 'succeeded', input: { video_url: V } }, null],
	[
		'inputs under their own names',
		{ id: 't', status: 'succeeded', image_urls: [V], first_frame_url: V, reference_video: V },
		null,
	],
	['a sentence', { id: 't', status: 'succeeded', result: `[video](${S})` }, /a\.mp4$/],
	['what may be an input', { id: 't', status: 'succeeded', video_urls: [S] }, /a\.mp4$/],
	[
		'a thumbnail',
		{
			id: 't',
			status: 'succeeded',
			data: { cover_url: 'https://v.example.com/x', url: 'https://v.example.com/a.webp' },
		},
		null,
	],
	['a page', { id: 't', status: 'succeeded', url: 'https://relay.example.com/docs/tasks' }, null],
	[
		'the address of the task',
		{ id: 't', status: 'succeeded', url: 'https://relay.example.com/v1/tasks/t' },
		/may be the video: https:\/\/relay/,
	],
	[
		'no web address',
		{ id: 't', status: 'succeeded', url: 'a.mp4', video_url: 'file:///a.mp4' },
		null,
	],
];

const IDS: Array<[string, unknown, string | null]> = [
	['data.task_id', { code: 'success', message: '', data: { task_id: 't' } }, 't'],
	['data.id', { code: 0, msg: 'ok', request_id: 'r', data: { id: 't' } }, 't'],
	[
		'a call that has an id of its own',
		{ id: 'call-1', code: 200, message: 'ok', data: { id: 't' } },
		't',
	],
	['task.id', { success: true, requestId: 'r', task: { id: 't', status: 'queued' } }, 't'],
	['result.task_id', { code: 200, result: { task_id: 't' } }, 't'],
	['output.task_id', { request_id: 'r', output: { task_id: 't', task_status: 'PENDING' } }, 't'],
	['a number', { id: 42, status: 'queued' }, '42'],
	[
		'a row number beside the id',
		{ code: 'success', data: { id: 42, task_id: 't', status: 'NOT_START' } },
		't',
	],
	['an answer as text', { code: 0, data: text({ task_id: 't' }) }, 't'],
	['an answer packed twice', { code: 0, response: text(text({ taskId: 't' })) }, 't'],
	['data as the id', { code: 'success', message: '', data: 'task_12345' }, 'task_12345'],
	['an odd wrapper', { ok: 1, answer: { created: [{ task_id: 't' }] } }, 't'],
	['a list', [{ id: 't', status: 'queued' }], 't'],
	['a success that is about the call', { id: 't', status: 'success' }, 't'],
	['a request id', { request_id: 'r', code: 0, message: 'ok' }, null],
	['a request id beside success', { request_id: 'r', status: 'success' }, null],
	['a list of models', { object: 'list', data: [{ id: 'm-1' }, { id: 'm-2' }] }, null],
	['one model', { object: 'list', data: [{ id: 'm-1', object: 'model' }] }, null],
	['a request id in a queue', { request_id: 'r-1', status: 'IN_QUEUE' }, 'r-1'],
	[
		'trace, user, model and channel',
		{ trace_id: 'a1', user: { id: 'u1' }, model: { id: 'm1' }, channel_id: 7 },
		null,
	],
	['a sentence', { code: 'success', data: 'Your video is in the making' }, null],
	['what was asked for', { input: { task_id: 'old-1' } }, null],
	['two task ids', { a: { task_id: 'x' }, b: { task_id: 'y' } }, null],
];

const STATUSES: Array<[string, object, string]> = [
	['NOT_START', { code: 'success', data: { ...TASK, status: 'NOT_START' } }, 'queued'],
	['SUBMITTED', { code: 'success', data: { ...TASK, status: 'SUBMITTED' } }, 'queued'],
	['QUEUED', { code: 'success', data: { ...TASK, status: 'QUEUED' } }, 'queued'],
	['IN_PROGRESS', { code: 'success', data: { ...TASK, status: 'IN_PROGRESS' } }, 'running'],
	['in-progress', { id: 't', status: 'In Progress' }, 'running'],
	['排队中', { id: 't', status: '排队中' }, 'queued'],
	['处理中', { id: 't', status: '处理中' }, 'running'],
	['成功', { id: 't', status: '成功', url: V }, 'succeeded'],
	['失败', { id: 't', status: '失败' }, 'failed'],
	['task_status', { code: 0, data: { task_id: 't', task_status: 'processing' } }, 'running'],
	[
		'success around a task at work',
		{ status: 'success', data: { id: 't', status: 'processing' } },
		'running',
	],
	[
		'the same with an id of the call',
		{ id: 'c', status: 'success', data: { task_id: 't', status: 'running' } },
		'running',
	],
	[
		'success around nothing known',
		{ status: 'success', data: { id: 't', status: 'marinating' } },
		'unknown',
	],
	['ok around a task', { status: 'ok', data: { id: 't', state: 'failed' } }, 'failed'],
	[
		'a relay that has not noticed the end yet',
		{ id: 't', status: 'IN_PROGRESS', data: { status: 'succeeded' } },
		'running',
	],
];

const run = (body: unknown, id: (typeof PROVIDER_IDS)[number]) => PROVIDERS[id].readTask(body);

describe.each(PROVIDER_IDS)('P16 %s behind a relay: the link of a finished video', (id) => {
	test.each(LINKS)('is found: %s', (_, body, link) => {
		expect(run(body, id)).toMatchObject({ status: 'succeeded', videoUrl: link, failure: null });
		expect(PROVIDERS[id].failureOf(200, body)).toBeNull();
	});

	test.each(NO_LINKS)('is not made up: %s', (_, body, shown) => {
		const task = run(body, id);
		expect(task).toMatchObject({ status: 'succeeded', videoUrl: null });
		expect(task?.failure).toMatchObject({ code: 'noVideoLink', retryable: false });
		expect(task?.failure?.hint).toContain('give task ID t to Seedance Download');
		expect(task?.failure?.message).not.toContain('Signature');
		if (shown === null) expect(task?.failure?.message).not.toContain('http');
		else expect(task?.failure?.message).toMatch(shown);
	});

	test('so is that of its last frame, and no frame that was asked for', () => {
		const L = 'https://v.example.com/last.png';
		const inner = { ...ARK, content: { video_url: V, last_frame_url: L } };
		expect(run({ code: 'success', data: { ...TASK, data: inner } }, id)?.lastFrameUrl).toBe(L);
		expect(run({ ...ARK, output: { lastFrameUrl: L } }, id)?.lastFrameUrl).toBe(L);
		expect(run({ ...ARK, input: { last_frame_url: L } }, id)?.lastFrameUrl).toBeNull();
	});
});

describe.each(PROVIDER_IDS)('P16 %s behind a relay', (id) => {
	test.each(IDS)('the task id of a submission: %s', (_, body, taskId) => {
		const task = PROVIDERS[id].readCreated(body, 0);
		expect(task?.taskId ?? null).toBe(taskId);
		if (task !== null) expect(task).toMatchObject({ status: 'queued', failure: null });
	});

	test.each(STATUSES)('P5 the status word: %s', (_, body, status) => {
		expect(run(body, id)?.status).toBe(status);
	});

	test.each([['35%'], [35], [0.35]])('progress %j is 35 per cent', (progress) => {
		expect(
			run({ code: 'success', data: { ...TASK, status: 'IN_PROGRESS', progress } }, id)?.progress,
		).toBe(35);
	});

	test.each([[1782900000], [1782900000000], ['1782900000'], ['2026-07-01T10:00:00Z']])(
		'the times of a gateway as %j',
		(time) => {
			const body = {
				code: 'success',
				data: { ...TASK, submit_time: time, finish_time: time, data: ARK },
			};
			const at = '2026-07-01T10:00:00.000Z';
			expect(run(body, id)).toMatchObject({ submittedAt: at, completedAt: at });
		},
	);

	test('what only the inner answer tells is read, too', () => {
		const body = {
			code: 'success',
			data: { ...TASK, data: { ...ARK, duration: 5, model: 'm-1' } },
		};
		expect(run(body, id)).toMatchObject({ taskId: 't', model: 'm-1', durationSeconds: 5 });
	});
});
