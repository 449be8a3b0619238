import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clipOf } from '../../sandbox/engine/clips/index.mts';
import { clientOf, sleep, startSandbox } from './support.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { Fault } from '../../sandbox/engine/types.mts';

async function get(url: string, init?: RequestInit) {
	const response = await fetch(url, init);
	return {
		status: response.status,
		headers: response.headers,
		bytes: Buffer.from(await response.arrayBuffer()),
	};
}

/** A finished Ark job. */
async function finished(
	sandbox: Sandbox,
	prompt: string = 'x',
): Promise<{ id: string; url: string }> {
	const client = clientOf(sandbox, 'ark');
	const id = await client.start(prompt, { ratio: '16:9' });
	const done = await client.until(id, ['succeeded']);
	return { id, url: done.content.video_url };
}

const CLIP = clipOf('landscape', 1);

describe('the file host', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ jobMs: 20 });
	});
	afterEach(() => sandbox.reset());
	afterAll(() => sandbox.stop());

	test('serves the whole clip behind a signed link', async () => {
		const { url } = await finished(sandbox);
		expect(url).toMatch(/X-Tos-Signature=[0-9a-f]{64}/);
		const { status, headers, bytes } = await get(url);
		expect(status).toBe(200);
		expect(headers.get('content-length')).toBe(String(CLIP.length));
		expect(headers.get('accept-ranges')).toBe('bytes');
		expect(bytes.equals(CLIP)).toBe(true);
	});

	test.each([
		['bytes=0-99', 0, 100],
		['bytes=1000-', 1000, CLIP.length],
		['bytes=-500', CLIP.length - 500, CLIP.length],
		['bytes=30000-99999999', 30000, CLIP.length],
	])('serves the range %s', async (range, start, end) => {
		const { url } = await finished(sandbox);
		const answer = await get(url, { headers: { range } });
		expect(answer.status).toBe(206);
		expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end - 1}/${CLIP.length}`);
		expect(answer.bytes.equals(CLIP.subarray(start, end))).toBe(true);
	});

	test('answers 416 beyond the end and the whole file when If-Range does not match', async () => {
		const { url } = await finished(sandbox);
		const beyond = await get(url, { headers: { range: 'bytes=99999999-' } });
		expect([beyond.status, beyond.headers.get('content-range')]).toEqual([
			416,
			`bytes */${CLIP.length}`,
		]);
		const etag = String(beyond.headers.get('etag'));
		const range = 'bytes=10-19';
		expect((await get(url, { headers: { range, 'if-range': etag } })).status).toBe(206);
		const changed = await get(url, { headers: { range, 'if-range': '"other"' } });
		expect([changed.status, changed.bytes.length]).toEqual([200, CLIP.length]);
	});

	test('refuses HEAD on results, forged and altered links, and unknown files', async () => {
		const { url } = await finished(sandbox);
		expect((await fetch(url, { method: 'HEAD' })).status).toBe(403);
		expect((await get(url.replace(/Signature=.{8}/, 'Signature=00000000'))).status).toBe(403);
		expect((await get(url.split('?')[0])).status).toBe(403);
		expect(
			(await get(url.replace(/x-sandbox-until=\d+/, 'x-sandbox-until=9999999999999'))).status,
		).toBe(403);
		expect((await get(`${sandbox.filesUrl}/results/cgt-none.mp4`)).status).toBe(404);
		expect((await get(`${sandbox.filesUrl}/media/none.png`)).status).toBe(404);
	});

	test('refuses a request that carries a key in any place, and counts it', async () => {
		const { url } = await finished(sandbox);
		const authorization = `Bearer ${sandbox.keys.ark}`;
		expect((await get(url, { headers: { authorization } })).status).toBe(400);
		expect((await get(url, { headers: { authorization: 'Bearer whatever' } })).status).toBe(400);
		expect((await get(`${url}&key=${sandbox.keys.ark}`)).status).toBe(400);
		expect((await get(url, { headers: { 'x-api-key': sandbox.keys.ink } })).status).toBe(400);
		expect(sandbox.stats().files.leakedKeys).toBe(4);
		expect(sandbox.stats().leakedKeys).toBe(4);
		expect((await get(url)).status).toBe(200);
	});

	test('makes large results without holding them, valid to the last byte', async () => {
		const { url } = await finished(sandbox, 'x [[size:3]]');
		const { bytes } = await get(url);
		expect(bytes.length).toBe(3 * 1024 * 1024);
		const tail = await get(url, {
			headers: { range: `bytes=${CLIP.length - 10}-${CLIP.length + 99}` },
		});
		expect(tail.bytes.equals(bytes.subarray(CLIP.length - 10, CLIP.length + 100))).toBe(true);
		const boxes = [];
		for (let at = 0; at < bytes.length; ) {
			const short = bytes.readUInt32BE(at);
			boxes.push(bytes.toString('latin1', at + 4, at + 8));
			at += short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
			if (at > bytes.length) throw new Error('The boxes do not add up');
		}
		expect([boxes[0], boxes[boxes.length - 1]]).toEqual(['ftyp', 'free']);
	});

	test('12AI and ink name plain links that stay', async () => {
		for (const speaker of ['twelveAi', 'ink'] as const) {
			const client = clientOf(sandbox, speaker);
			const id = await client.start();
			const url = String(client.urlOf(await client.until(id, ['completed', 'succeeded'])));
			expect(url).toMatch(/\.mp4$/);
			expect((await get(url)).status).toBe(200);
		}
	});

	const CUTS: [string, Fault][] = [
		['cut', { operation: 'file', kind: 'cut', afterBytes: 10000 }],
		['a reset', { operation: 'file', kind: 'resetBefore' }],
	];
	test.each(CUTS)('can break the transfer: %s', async (_title, fault) => {
		const { url } = await finished(sandbox);
		sandbox.addFault(fault);
		await expect(get(url)).rejects.toThrow();
		expect((await get(url)).bytes.equals(CLIP)).toBe(true);
	});

	test('a cut delivers the promised bytes first', async () => {
		const { url } = await finished(sandbox);
		sandbox.addFault({ provider: 'ark', operation: 'file', kind: 'cut', afterBytes: 12345 });
		const response = await fetch(url);
		let received = 0;
		await expect(
			(async () => {
				for await (const chunk of response.body ?? []) received += chunk.length;
			})(),
		).rejects.toThrow();
		expect(received).toBe(12345);
	});

	test('can end too early without saying so, ignore ranges, dawdle, and answer with pages', async () => {
		const { url } = await finished(sandbox);
		sandbox.addFault({ operation: 'file', kind: 'truncate', afterBytes: 5000 });
		const short = await get(url);
		expect([short.status, short.bytes.length, short.headers.get('content-length')]).toEqual([
			200,
			5000,
			null,
		]);
		sandbox.addFault({ operation: 'file', kind: 'ignoreRange' });
		const whole = await get(url, { headers: { range: 'bytes=5-' } });
		expect([whole.status, whole.bytes.length]).toEqual([200, CLIP.length]);
		sandbox.addFault({ operation: 'file', kind: 'slow', bytesPerSecond: 100000 });
		const before = Date.now();
		await get(url);
		expect(Date.now() - before).toBeGreaterThan(200);
		sandbox.addFault({ operation: 'file', kind: 'html' });
		expect((await get(url)).headers.get('content-type')).toMatch('text/html');
		sandbox.addFault({ operation: 'file', kind: 'status', status: 503, retryAfter: 1 });
		expect((await get(url)).status).toBe(503);
	});

	test('signed links expire, and asking again gives a fresh one', async () => {
		const brief = await startSandbox({ jobMs: 20, resultLifetimeMs: 100 });
		try {
			const { id, url } = await finished(brief);
			expect((await get(url)).status).toBe(200);
			await sleep(130);
			expect((await get(url)).status).toBe(403);
			expect(brief.stats().files.expired).toBe(1);
			const { json } = await clientOf(brief, 'ark').read(id);
			expect((await get(json.content.video_url)).status).toBe(200);
		} finally {
			await brief.stop();
		}
	});

	test('serves a folder of one’s own, and nothing above it', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'sandbox-public-'));
		writeFileSync(join(folder, 'cup.svg'), '<svg/>');
		const own = await startSandbox({ publicDir: folder });
		try {
			const { status, headers } = await get(own.publicUrl('cup.svg'));
			expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
			expect((await get(own.publicUrl('none.svg'))).status).toBe(404);
			expect((await get(own.publicUrl('..%2f..%2fetc%2fpasswd'))).status).toBe(404);
		} finally {
			await own.stop();
			rmSync(folder, { recursive: true });
		}
	});
});
