import { clientOf, startSandbox } from './support.mts';
import type { Sandbox } from '../../sandbox/index.mts';

/** What EvoLink says of files; one that reads a field which is not there fails. */
interface FileAnswer {
	success: boolean;
	data: { file_id: string; file_url: string; file_size: number };
}

describe('EvoLink’s file service', () => {
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox({ jobMs: 20 });
	});
	afterEach(() => sandbox.stop());

	async function call(path: string, init: RequestInit = {}, key: string = sandbox.keys.evolink) {
		const headers = {
			...((init.headers ?? {}) as Record<string, string>),
			authorization: `Bearer ${key}`,
		};
		const response = await fetch(`${sandbox.baseUrls.evolinkFiles}/api/v1/files${path}`, {
			...init,
			headers,
		});
		return { status: response.status, json: (await response.json()) as FileAnswer };
	}
	const json = (body: unknown) => ({
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	const bytesOf = async (name: string) =>
		Buffer.from(await (await fetch(sandbox.mediaUrl(name))).arrayBuffer());

	test('takes base64 (bare or as data URL) and keeps the very bytes for a generation', async () => {
		const bytes = await bytesOf('photo.jpg');
		for (const prefix of ['', 'data:image/jpeg;base64,']) {
			const { status, json: answer } = await call(
				'/upload/base64',
				json({ base64_data: prefix + bytes.toString('base64'), file_name: 'cup.jpg' }),
			);
			expect(status).toBe(200);
			expect(answer).toMatchObject({
				success: true,
				code: 200,
				data: { file_name: 'cup.jpg', file_size: bytes.length, mime_type: 'image/jpeg' },
			});
			const stored = await (await fetch(answer.data.file_url)).arrayBuffer();
			expect(Buffer.from(stored).equals(bytes)).toBe(true);
			const client = clientOf(sandbox, 'evolink');
			const body = {
				model: 'seedance-2.0-image-to-video',
				prompt: 'x',
				image_urls: [answer.data.file_url],
			};
			await client.until((await client.send(body)).json.id, ['completed']);
		}
	});

	test.each(['photo.png', 'clip.mp4', 'tone.mp3'])(
		'takes %s as a form and by address',
		async (name) => {
			const bytes = await bytesOf(name);
			const form = new FormData();
			form.set('file', new Blob([bytes]), `my ${name}`);
			form.set('uploadPath', 'campaign');
			const streamed = await call('/upload/stream', { method: 'POST', body: form });
			expect(streamed.json.data).toMatchObject({
				file_name: `my ${name}`,
				upload_path: 'campaign',
				file_size: bytes.length,
			});
			const stored = await (await fetch(streamed.json.data.file_url)).arrayBuffer();
			expect(Buffer.from(stored).equals(bytes)).toBe(true);
			const fetched = await call('/upload/url', json({ file_url: sandbox.mediaUrl(name) }));
			expect(fetched.json.data.file_size).toBe(bytes.length);
			expect(sandbox.stats().evolink.byOperation.upload).toBe(2);
		},
	);

	test('lists, counts and deletes', async () => {
		const { data } = (await call('/upload/url', json({ file_url: sandbox.mediaUrl('photo.jpg') })))
			.json;
		expect((await call('/list?page=1&pageSize=5')).json.data).toMatchObject({
			total: 1,
			files: [data],
		});
		expect((await call('/quota')).json.data).toMatchObject({ total_files: 1, remaining_files: 99 });
		expect((await call(`/${data.file_id}`, { method: 'DELETE' })).status).toBe(200);
		expect((await fetch(data.file_url)).status).toBe(404);
		expect((await call(`/${data.file_id}`, { method: 'DELETE' })).status).toBe(404);
	});

	test('refuses a wrong key, unknown fields, text files, broken forms and dead addresses', async () => {
		expect((await call('/quota', {}, 'sk-wrong')).json).toMatchObject({
			success: false,
			code: 401,
		});
		const text = Buffer.from('plain text').toString('base64');
		const video = (await bytesOf('clip.mp4')).toString('base64');
		const refused = [
			await call('/upload/base64', json({ base64_data: text })),
			await call('/upload/base64', json({ base64_data: video })),
			await call('/upload/base64', json({ base64_data: '%%%' })),
			await call('/upload/base64', json({ data: 'x' })),
			await call('/upload/url', json({ file_url: sandbox.mediaUrl('missing.png') })),
			await call('/upload/stream', {
				method: 'POST',
				body: 'x',
				headers: { 'content-type': 'text/plain' },
			}),
		];
		for (const { status, json: answer } of refused) {
			expect([status, answer.success]).toEqual([400, false]);
		}
	});
});
