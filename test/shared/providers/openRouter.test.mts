import { emptyTask } from '../../../nodes/shared/domain/task.ts';
import { costOf } from '../../../nodes/shared/providers/cost.ts';
import { openRouter } from '../../../nodes/shared/providers/openRouter/index.ts';
import { readTask } from '../../../nodes/shared/tasks/readTask.ts';
import { startSandbox } from '../../../sandbox/index.mts';
import FIXTURES from '../../contract/fixtures/index.mts';
import { requestFor } from '../../contract/requests.mts';
import { sandboxClient } from '../../support/sandboxClient.mts';
import type { JsonObject } from '../../../nodes/shared/domain/json.ts';

const { id, succeeded, task, refusal } = FIXTURES.openRouter;
const read = (body: unknown) => openRouter.readTask(body) ?? emptyTask('none', '');

describe('The answers of OpenRouter', () => {
	const keyed = `https://openrouter.ai/api/v1/videos/${id}/content?index=0`;

	test('a link that opens by itself goes before one that needs the key, and needs no warning', () => {
		expect(read(succeeded)).toMatchObject({ videoUrl: keyed });
		const signed = 'https://storage.example.com/v.mp4?sig=1';
		expect(read({ ...succeeded, urls: [signed] })).toMatchObject({
			videoUrl: signed,
			warnings: [],
		});
		for (const urls of [[], [null], ['no link'], 'text', {}, null]) {
			const { videoUrl, warnings } = read({ ...succeeded, urls });
			expect([videoUrl, warnings.length]).toEqual([keyed, 1]);
		}
	});

	test('the number of the bill is never taken for the id of the task', () => {
		expect(read(succeeded).taskId).toBe(id);
		expect(read({ ...succeeded, id: undefined }).taskId).toBe('');
	});

	test('a callback tells of the same task', () => {
		const body = { type: 'video.generation.completed', created_at: '2026-04-24T12:00:00.000Z' };
		const data = { ...succeeded, model: 'bytedance/seedance-2.0' };
		expect(read({ ...body, data })).toMatchObject({
			taskId: id,
			status: 'succeeded',
			model: 'bytedance/seedance-2.0',
			videoUrl: keyed,
		});
	});

	test('a reason is a sentence, with or without a code before it', () => {
		const plain = read({ ...task('failed'), error: 'Content policy violation' });
		expect(plain.failure).toMatchObject({
			category: 'content',
			message: 'Content policy violation',
		});
		const odd = read({ ...task('failed'), error: 'Note: the upstream gave up' });
		expect(odd.failure?.message).toBe('Note: the upstream gave up');
	});

	test('the dollars that it reports are the cost, but not the mere fee beside a bill of somebody else', () => {
		const cost = (usage: object) =>
			costOf(read({ ...succeeded, usage }), { provider: openRouter, region: undefined });
		expect(cost({ cost: 0.123456, is_byok: false })).toEqual({
			amount: 0.1235,
			currency: 'USD',
			basis: 'reported',
		});
		expect(cost({ cost: 0.0125, is_byok: true })).toBeNull();
		for (const odd of [{}, { cost: 'much' }, { cost: -1 }, { cost: Number.NaN }]) {
			expect(cost(odd)).toBeNull();
		}
	});

	test('a key without a limit of its own is told at once, with the way out', () => {
		const key = { label: 'sk-or-v1-…', limit: null, limit_remaining: null, usage: 3.5 };
		expect(openRouter.readBalance?.({ data: key })).toBeNull();
		expect(openRouter.failureOf(200, { data: key })).toMatchObject({
			code: 'noLimit',
			retryable: false,
		});
		const limited = { data: { ...key, limit: 10, limit_remaining: 6.5 } };
		expect(openRouter.failureOf(200, limited)).toBeNull();
		expect(openRouter.readBalance?.(limited)).toEqual({ amount: 6.5, currency: 'USD' });
	});

	test.each([
		[403, 'Key limit exceeded (total limit)', 'account', /Raise the limit/],
		[403, 'Your prompt was flagged for violence', 'content', /content check/],
		[404, 'No endpoints found matching your data policy', 'account', /Privacy/],
		[404, 'No endpoints found for bytedance/seedance-9', 'input', /Custom Model/],
		[402, 'Insufficient credits', 'account', /Top up/],
	] as const)('%i "%s" says what to do', (status, message, category, hint) => {
		const failure = openRouter.failureOf(status, refusal(String(status), message));
		expect(failure).toMatchObject({ category, message });
		expect(failure?.hint).toMatch(hint);
	});
});

describe('The sandbox plays OpenRouter', () => {
	let sandbox: Awaited<ReturnType<typeof startSandbox>>;
	beforeAll(async () => {
		sandbox = await startSandbox({
			jobMs: 30,
			fetchMedia: false,
			allowPrivateCallbacks: false,
			openRouterLinks: 'signed',
		});
	});
	afterAll(() => sandbox.stop());

	const post = async (body: JsonObject) =>
		await sandboxClient(sandbox, 'openRouter').send({ method: 'POST', path: '/videos', body });
	const GOOD = { model: 'bytedance/seedance-2.0', prompt: 'A boat' };
	const PICTURE = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } };
	const FRAME = { ...PICTURE, frame_type: 'first_frame' };

	test.each([
		['a small letter in 4K', { resolution: '4k' }],
		[
			'a resolution outside the row of the model',
			{ model: 'bytedance/seedance-2.5', resolution: '1080p' },
		],
		['adaptive', { aspect_ratio: 'adaptive' }],
		['a reference as plain text', { input_references: ['https://example.com/a.png'] }],
		['a reference without its type', { input_references: [{ url: 'https://example.com/a.png' }] }],
		['two first frames', { frame_images: [FRAME, FRAME] }],
		['a callback on http', { callback_url: 'http://n8n.example.com/hook' }],
		['size beside resolution', { size: '1280x720', resolution: '720p' }],
		['a length as text', { duration: '5' }],
		['a field that nobody knows', { watermark: false }],
		['an unknown model', { model: 'bytedance/seedance-9' }],
	])('and refuses %s', async (_title, change) => {
		expect(await post({ ...GOOD, ...change })).toMatchObject({ status: 400 });
	});

	test('and takes what is right, with an address that may lack its host', async () => {
		const good = { ...GOOD, resolution: '4K', seed: 1, frame_images: [FRAME] };
		const bodies = await Promise.all(
			Array.from({ length: 20 }, async () => {
				const { status, body } = await post(good);
				expect(status).toBe(202);
				return body as { polling_url: string };
			}),
		);
		const relative = bodies.filter(({ polling_url: url }) => url.startsWith('/'));
		expect(relative.length).toBeGreaterThan(0);
		expect(relative.length).toBeLessThan(20);
	});

	test('and gives the file to the key that made it, and to no other', async () => {
		const client = sandboxClient(sandbox, 'openRouter');
		const { body } = await client.send(openRouter.create(requestFor('openRouter').request));
		const taskId = openRouter.readCreated(body, Date.now())?.taskId ?? '';
		await new Promise((resolve) => setTimeout(resolve, 200));
		const base = sandbox.baseUrls.openRouter;
		const content = async (key?: string, query = '') => {
			const headers = key === undefined ? undefined : { authorization: `Bearer ${key}` };
			return (await fetch(`${base}/videos/${taskId}/content${query}`, { headers })).status;
		};
		const { openRouter: own } = sandbox.keys;
		expect(await content()).toBe(401);
		expect(await content('sk-or-v1-wrong')).toBe(401);
		expect(await content(sandbox.secondKeys.openRouter)).toBe(404);
		expect(await content(own)).toBe(200);
		expect(await content(own, '?index=1')).toBe(404);
		// The signed link beside it opens by itself, and is the one that is given out.
		const known = emptyTask('openRouter', taskId);
		const reading = await readTask(known, 30, { provider: openRouter, client });
		if (reading.kind !== 'task') throw new Error(JSON.stringify(reading));
		expect(reading.task.warnings).toEqual([]);
		expect((await fetch(String(reading.task.videoUrl))).status).toBe(200);
		expect(sandbox.stats().leakedKeys).toBe(0);
	});

	test('and tells what all keys have only to a management key', async () => {
		const client = sandboxClient(sandbox, 'openRouter');
		expect(await client.send({ method: 'GET', path: '/credits' })).toMatchObject({ status: 403 });
		expect(await client.send({ method: 'GET', path: '/key' })).toMatchObject({ status: 200 });
	});
});
