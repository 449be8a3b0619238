import { createServer } from 'node:http';
import { clientOf, startSandbox } from './support.mts';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../../sandbox/index.mts';

export type Kind = 'image' | 'video' | 'audio';

/** What no provider takes: kind, file, and a word of the reason. */
const BAD: [Kind, string, RegExp][] = [
	['image', '/media/missing.png', /could not be downloaded/],
	['image', '/login/photo.jpg', /could not be downloaded/],
	['image', '/loop', /could not be downloaded/],
	['image', '/media/page.jpg', /not a supported image/],
	['image', '/media/notes.txt', /not a supported image/],
	['image', '/media/clip.mp4', /not a supported image/],
	['image', '/media/small.png', /100x100/],
	['image', '/media/wide.png', /4\.00/],
	['image', '/media/huge.png', /too large/],
	['video', '/media/photo.jpg', /not a supported video/],
	['audio', '/media/clip.mp4', /not a supported audio/],
	['audio', '/media/short.wav', /0\.5 s/],
	['video', '/media/twenty-seconds.mp4', /20\.0 s/],
];

const GOOD: [Kind, string][] = [
	['image', '/media/photo.jpg'],
	['image', '/media/photo.png'],
	['image', '/media/photo.webp'],
	['image', '/media/photo'],
	['image', '/redirect/photo.jpg'],
	['video', '/media/clip.mp4'],
	['audio', '/media/tone.mp3'],
	['audio', '/media/tone.wav'],
];

/** Longer clips are taken by 2.5, sounds alone by no other. */
const arkBody = (kind: Kind, url: string) => ({
	model: url.includes('twenty') ? 'doubao-seedance-2-0-260128' : 'doubao-seedance-2-5-260628',
	content: [{ type: `${kind}_url`, [`${kind}_url`]: { url }, role: `reference_${kind}` }],
});

const evolinkBody = (kind: Kind, url: string) => ({
	model: 'seedance-2.5-reference-to-video',
	prompt: 'x',
	[`${kind}_urls`]: [url],
});

const twelveBody = (kind: Kind, url: string) => ({
	model: 'seedance-2-official',
	prompt: 'x',
	...(kind === 'image'
		? { images: [url] }
		: { metadata: { action: 'multi_ref', [`${kind}_urls`]: [url] } }),
});

describe('media', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ jobMs: 20, mediaTimeoutMs: 1000 });
	});
	afterAll(() => sandbox.stop());

	test.each(BAD)('Ark refuses at once the %s %s', async (kind, path, reason) => {
		const { status, json } = await clientOf(sandbox, 'ark').send(
			arkBody(kind, sandbox.filesUrl + path),
		);
		expect(status).toBe(400);
		expect(json.error).toMatchObject({ code: 'InvalidParameter', param: `content[0].${kind}_url` });
		expect(json.error.message).toMatch(reason);
	});

	test.each(BAD)('EvoLink accepts, then fails over the %s %s', async (kind, path, reason) => {
		const client = clientOf(sandbox, 'evolink');
		const answer = await client.send(evolinkBody(kind, sandbox.filesUrl + path));
		expect(answer.status).toBe(200);
		const { error } = await client.until(answer.json.id, ['failed']);
		expect(error.type).toBe('task_error');
		expect(error.message).toMatch(reason);
		const codes = ['image_processing_error', 'image_dimension_mismatch', 'invalid_parameters'];
		expect(codes).toContain(error.code);
		if (/small|wide/.test(path)) expect(error.code).toBe('image_dimension_mismatch');
	});

	test.each(BAD)('12AI accepts, then fails over the %s %s', async (kind, path, reason) => {
		const client = clientOf(sandbox, 'twelveAi');
		const answer = await client.send(twelveBody(kind, sandbox.filesUrl + path));
		const { error } = await client.until(answer.json.id, ['failed']);
		expect(error.message).toMatch(reason);
	});

	test('ink goes by the extension and fails when the content is something else', async () => {
		const client = clientOf(sandbox, 'ink');
		const urls = [sandbox.mediaUrl('photo.jpg'), sandbox.mediaUrl('page.jpg')];
		const answer = await client.send({ model: 'seedance-2.0', prompt: 'x', mediaUrls: urls });
		const { error } = await client.until(answer.json.requestId, ['failed']);
		expect(error.code).toBe('invalid_media');
	});

	test.each(GOOD)('every provider takes the %s %s', async (kind, path) => {
		const url = sandbox.filesUrl + path;
		expect((await clientOf(sandbox, 'ark').send(arkBody(kind, url))).status).toBe(200);
		const evolink = clientOf(sandbox, 'evolink');
		await evolink.until((await evolink.send(evolinkBody(kind, url))).json.id, ['completed']);
		const twelve = clientOf(sandbox, 'twelveAi');
		await twelve.until((await twelve.send(twelveBody(kind, url))).json.id, ['completed']);
		const ink = clientOf(sandbox, 'ink');
		const answer = await ink.send({ model: 'seedance-2.0', prompt: 'x', mediaUrls: [url] });
		await ink.until(answer.json.requestId, ['succeeded']);
	});

	test('a GIF is fine for Ark and the older EvoLink id, not for the newer ones', async () => {
		const url = sandbox.mediaUrl('photo.gif');
		expect((await clientOf(sandbox, 'ark').send(arkBody('image', url))).status).toBe(200);
		const client = clientOf(sandbox, 'evolink');
		const newer = await client.send(evolinkBody('image', url));
		expect((await client.until(newer.json.id, ['failed'])).error.code).toBe(
			'image_processing_error',
		);
		const older = await client.send({ model: 'seedance-2.0', prompt: 'x', image_urls: [url] });
		await client.until(older.json.task_id, ['completed']);
	});

	test('EvoLink takes videos up to 50 MB', async () => {
		const client = clientOf(sandbox, 'evolink');
		const { json } = await client.send(evolinkBody('video', sandbox.mediaUrl('large.mp4')));
		expect((await client.until(json.id, ['failed'])).error.message).toMatch(/too large/);
	});

	test('Ark takes pictures and sound as data URLs and looks inside them', async () => {
		const client = clientOf(sandbox, 'ark');
		const encoded = async (name: string) =>
			Buffer.from(await (await fetch(sandbox.mediaUrl(name))).arrayBuffer()).toString('base64');
		const good = `data:image/png;base64,${await encoded('photo.png')}`;
		const sound = `data:audio/mpeg;base64,${await encoded('tone.mp3')}`;
		const small = `data:image/png;base64,${await encoded('small.png')}`;
		expect((await client.send(arkBody('image', good))).status).toBe(200);
		expect((await client.send(arkBody('audio', sound))).status).toBe(200);
		expect((await client.send(arkBody('image', small))).status).toBe(400);
		expect((await client.send(arkBody('image', 'data:image/png;base64,AAAA'))).status).toBe(400);
	});

	test('asset ids are taken on Ark and on 12AI’s fast model, unless they are still being reviewed', async () => {
		const ark = clientOf(sandbox, 'ark');
		expect((await ark.send(arkBody('image', 'asset://asset-2026cup'))).status).toBe(200);
		expect((await ark.send(arkBody('image', 'asset://asset-processing1'))).status).toBe(400);
		const twelve = clientOf(sandbox, 'twelveAi');
		const body = { model: 'seedance-2-official2-fast', prompt: 'x' };
		const good = await twelve.send({ ...body, images: ['asset://asset-2026cup'] });
		await twelve.until(good.json.id, ['completed']);
		const early = await twelve.send({ ...body, images: ['asset://asset-processing1'] });
		await twelve.until(early.json.id, ['failed']);
	});

	test('clips that last too long together are refused, on 2.5 above 30 seconds', async () => {
		const client = clientOf(sandbox, 'ark');
		const three = (model: string, name: string) =>
			client.send({
				model,
				content: Array.from({ length: 3 }, () => ({
					type: 'video_url',
					video_url: { url: sandbox.mediaUrl(name) },
					role: 'reference_video',
				})),
			});
		expect((await three('doubao-seedance-2-0-260128', 'clip.mp4')).status).toBe(200);
		const long = await three('doubao-seedance-2-0-260128', 'six-seconds.mp4');
		expect([long.status, long.json.error.param]).toEqual([400, 'content[2].video_url']);
		expect((await three('doubao-seedance-2-5-260628', 'six-seconds.mp4')).status).toBe(200);
		const longest = await three('doubao-seedance-2-5-260628', 'twenty-seconds.mp4');
		expect([longest.status, longest.json.error.param]).toEqual([400, 'content[2].video_url']);
	});

	test('media is fetched without any key, and a server that never answers ends as unreachable', async () => {
		const seen: (string | undefined)[] = [];
		const server = createServer((request) => {
			seen.push(request.headers.authorization);
		});
		await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
		const { port } = server.address() as AddressInfo;
		const answer = await clientOf(sandbox, 'ark').send(
			arkBody('image', `http://127.0.0.1:${port}/photo.png`),
		);
		server.closeAllConnections();
		server.close();
		expect(answer.status).toBe(400);
		expect(seen).toEqual([undefined]);
		expect(sandbox.stats().leakedKeys).toBe(0);
	});

	test('media can be believed unseen', async () => {
		const blind = await startSandbox({ jobMs: 20, fetchMedia: false });
		try {
			const client = clientOf(blind, 'evolink');
			const id = (await client.send(evolinkBody('image', 'http://127.0.0.1:1/x.png'))).json.id;
			await client.until(id, ['completed']);
		} finally {
			await blind.stop();
		}
	});
});
