import { SPEAKER_NAMES, clientOf, fetchText, startSandbox } from './support.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { Speaker } from './support.mts';

const WORDS: Record<Speaker, { queued: string; running: string; done: string; failed: string }> = {
	evolink: { queued: 'pending', running: 'processing', done: 'completed', failed: 'failed' },
	evolinkOld: { queued: 'pending', running: 'processing', done: 'completed', failed: 'failed' },
	ark: { queued: 'queued', running: 'running', done: 'succeeded', failed: 'failed' },
	arkInternational: { queued: 'queued', running: 'running', done: 'succeeded', failed: 'failed' },
	twelveAi: { queued: 'queued', running: 'in_progress', done: 'completed', failed: 'failed' },
	ink: { queued: 'queued', running: 'processing', done: 'succeeded', failed: 'failed' },
};

describe('the life of a job', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ jobMs: 200, queueMs: 80 });
	});
	afterEach(() => sandbox.reset());
	afterAll(() => sandbox.stop());

	test.each(SPEAKER_NAMES)(
		'%s goes through its own words and ends with a playable file',
		async (speaker) => {
			const client = clientOf(sandbox, speaker);
			const id = await client.start();
			const words = WORDS[speaker];
			expect((await client.read(id)).json.status).toBe(words.queued);
			await client.until(id, [words.running]);
			const done = await client.until(id, [words.done]);
			const url = client.urlOf(done);
			const file = await fetch(String(url));
			expect(file.status).toBe(200);
			expect(file.headers.get('content-type')).toBe('video/mp4');
			expect(Buffer.from(await file.arrayBuffer()).toString('latin1', 4, 8)).toBe('ftyp');
		},
	);

	test.each(SPEAKER_NAMES)(
		'%s ends failed with the code that the prompt asks for',
		async (speaker) => {
			const client = clientOf(sandbox, speaker);
			const id = await client.start('x [[fail:some_code|Some text]]');
			const failed = await client.until(id, [WORDS[speaker].failed]);
			const text = JSON.stringify(failed.error);
			expect(text).toContain('Some text');
			if (speaker !== 'evolinkOld') expect(text).toContain('some_code');
			expect(client.urlOf(failed)).toBeUndefined();
		},
	);

	test.each(SPEAKER_NAMES)(
		'%s can show a status word nobody documents, then end well',
		async (speaker) => {
			const client = clientOf(sandbox, speaker);
			const id = await client.start('x [[status:baking]]');
			await client.until(id, ['baking']);
			await client.until(id, [WORDS[speaker].done]);
		},
	);

	test.each(SPEAKER_NAMES)('%s can succeed without a link, or with a late one', async (speaker) => {
		const client = clientOf(sandbox, speaker);
		const never = await client.start('x [[noUrl]]');
		const late = await client.start('x [[lateUrl:1000]]');
		expect(client.urlOf(await client.until(never, [WORDS[speaker].done]))).toBeUndefined();
		expect(client.urlOf(await client.until(late, [WORDS[speaker].done]))).toBeUndefined();
		await new Promise((resolve) => setTimeout(resolve, 1060));
		expect(client.urlOf((await client.read(late)).json)).toMatch(/^http/);
		expect(client.urlOf((await client.read(never)).json)).toBeUndefined();
	});

	test('only Ark has a word for expired; the others fail with a timeout code', async () => {
		const ark = clientOf(sandbox, 'ark');
		await ark.until(await ark.start('x [[expire]]'), ['expired']);
		const evolink = clientOf(sandbox, 'evolink');
		const failed = await evolink.until(await evolink.start('x [[expire]]'), ['failed']);
		expect(failed.error.code).toBe('generation_timeout');
	});

	test('a prompt can have the request refused with any code and status', async () => {
		const { status, json } = await clientOf(sandbox, 'ark').send({
			model: 'doubao-seedance-2-0-260128',
			content: [{ type: 'text', text: 'x [[refuse:InputTextSensitiveContentDetected]]' }],
		});
		expect(status).toBe(400);
		expect(json.error.code).toBe('InputTextSensitiveContentDetected');
		const second = await clientOf(sandbox, 'ink').send({
			model: 'seedance-2.0',
			prompt: '[[refuse:451:blocked]]',
		});
		expect([second.status, second.json.error.code]).toEqual([451, 'blocked']);
		expect(sandbox.stats().ark.tasksAccepted).toBe(0);
	});

	test('Ark reports tokens by the measured formula and echoes what was made', async () => {
		const client = clientOf(sandbox, 'ark');
		const id = await client.start('x', { ratio: '16:9', duration: 5, return_last_frame: true });
		const done = await client.until(id, ['succeeded']);
		expect(done).toMatchObject({
			error: null,
			usage: { completion_tokens: 108900, total_tokens: 108900 },
			resolution: '720p',
			ratio: '16:9',
			duration: 5,
			framespersecond: 24,
			generate_audio: true,
			service_tier: 'default',
			execution_expires_after: 172800,
		});
		const frame = await fetchText(done.content.last_frame_url);
		expect(frame.text.slice(1, 4)).toBe('PNG');
	});

	test.each([
		['480p', 4, 40594],
		['720p', 5, 108900],
	])('Ark bills %s for %d s with %d tokens', async (resolution, duration, tokens) => {
		const client = clientOf(sandbox, 'ark');
		const id = await client.start('x', { ratio: '16:9', resolution, duration });
		expect((await client.until(id, ['succeeded'])).usage.completion_tokens).toBe(tokens);
	});

	test('Ark bills the seconds of videos that go in as well', async () => {
		const client = clientOf(sandbox, 'ark');
		const url = sandbox.mediaUrl('six-seconds.mp4');
		const content = [
			{ type: 'text', text: 'x' },
			{ type: 'video_url', video_url: { url }, role: 'reference_video' },
		];
		const id = await client.start('x', { ratio: '16:9', duration: 5, content });
		expect((await client.until(id, ['succeeded'])).usage.completion_tokens).toBe(238_500);
	});

	test('a length left to the model comes back as a real number', async () => {
		const client = clientOf(sandbox, 'ark');
		const done = await client.until(await client.start('x', { duration: -1 }), ['succeeded']);
		expect(done.duration).toBeGreaterThanOrEqual(4);
		expect(done.duration).toBeLessThanOrEqual(15);
	});

	test('an adaptive Ark video takes the shape of its first image', async () => {
		const client = clientOf(sandbox, 'ark');
		const answer = await client.send({
			model: 'doubao-seedance-2-0-260128',
			content: [{ type: 'image_url', image_url: { url: sandbox.mediaUrl('portrait.png') } }],
		});
		const done = await client.until(answer.json.id, ['succeeded']);
		expect(done.ratio).toBe('9:16');
	});

	test('EvoLink reserves credits, gives those of failed jobs back, and says what is left', async () => {
		const client = clientOf(sandbox, 'evolink');
		const left = async () =>
			(await client.call('GET', '/v1/credits')).json.data.user.remaining_credits;
		expect(await left()).toBe(10000);
		const good = await client.start('x', { duration: 5, quality: '720p' });
		const bad = await client.start('x [[fail:service_error]]', { duration: 10 });
		expect(await left()).toBe(10000 - 50 - 100);
		await client.until(good, ['completed']);
		await client.until(bad, ['failed']);
		expect(await left()).toBe(10000 - 50);
		expect(sandbox.stats().evolink).toMatchObject({
			tasksAccepted: 2,
			tasksBilled: 1,
			unitsBilled: 50,
		});
	});

	test('EvoLink shows progress and an estimate', async () => {
		const client = clientOf(sandbox, 'evolink');
		const id = await client.start('x [[slow:1000]]');
		const running = await client.until(id, ['processing']);
		expect(running.task_info).toMatchObject({ estimated_time: 1, video_duration: 5 });
		expect(running.progress).toBeGreaterThan(0);
		expect((await client.until(id, ['completed'])).progress).toBe(100);
	});
});

describe('queues', () => {
	test('runs no more jobs at once than the provider allows, and finishes all of them', async () => {
		const sandbox = await startSandbox({ jobMs: 400, parallel: { evolink: 2 } });
		try {
			const client = clientOf(sandbox, 'evolink');
			const ids = await Promise.all(Array.from({ length: 7 }, () => client.start()));
			for (const id of ids) await client.until(id, ['completed']);
			expect(sandbox.stats().evolink).toMatchObject({
				maxRunning: 2,
				maxOpenTasks: 7,
				tasksSucceeded: 7,
				openTasks: 0,
			});
		} finally {
			await sandbox.stop();
		}
	});

	test('refuses instead of queueing when told so, with Retry-After, and never takes one too many', async () => {
		const sandbox = await startSandbox({
			jobMs: 300,
			parallel: 2,
			whenFull: 'refuse',
			retryAfter: 7,
		});
		try {
			const client = clientOf(sandbox, 'ark');
			const body = {
				model: 'doubao-seedance-2-0-260128',
				content: [{ type: 'image_url', image_url: { url: sandbox.mediaUrl('photo.jpg') } }],
			};
			const answers = await Promise.all(Array.from({ length: 6 }, () => client.send(body)));
			expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
			const refused = answers.filter(({ status }) => status === 429);
			expect(refused).toHaveLength(4);
			expect(refused[0].headers.get('retry-after')).toBe('7');
			expect(refused[0].json.error.code).toBe('InflightBatchsizeExceeded');
		} finally {
			await sandbox.stop();
		}
	});

	test('on Ark a larger priority overtakes', async () => {
		const sandbox = await startSandbox({ jobMs: 100, queueMs: 20, parallel: 1 });
		try {
			const client = clientOf(sandbox, 'ark');
			const first = await client.start();
			const low = await client.start('low', { priority: 0 });
			const high = await client.start('high', { priority: 9 });
			await client.until(low, ['succeeded']);
			const started = Object.fromEntries(
				sandbox.tasks().map((task) => [task.id, task.startedAtMs ?? 0]),
			);
			expect(started[first]).toBeLessThan(started[high]);
			expect(started[high]).toBeLessThan(started[low]);
		} finally {
			await sandbox.stop();
		}
	});
});
