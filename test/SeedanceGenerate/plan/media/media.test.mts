import { jsonOf } from '../../../support/items.mts';
import { PROVIDER_IDS, credentialsFor, openLab } from '../../../support/lab.mts';
import { bodyOf, sentBody } from '../../support.mts';
import type { INodeParameters } from 'n8n-workflow';
import type { ProviderId } from '../../../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
/** Media addresses are believed unseen. */
let blind: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
	blind = await openLab({ fetchMedia: false });
});
beforeEach(() => {
	lab.sandbox.reset();
	blind.sandbox.reset();
	lab.engine.state.credentials = { ...credentialsFor(lab.sandbox) };
});
afterAll(async () => {
	await lab.close();
	await blind.close();
});

describe.each(PROVIDER_IDS)('P12 Items of %s', (provider) => {
	test.each([
		['a list in a cell', 'https://example.com/1.jpg, https://example.com/2.jpg'],
		['lines in a cell', 'https://example.com/1.jpg\nhttps://example.com/2.jpg'],
		['JSON in a cell', '["https://example.com/1.jpg", {"url": "https://example.com/2.jpg"}]'],
		['a list made by a node', ['https://example.com/1.jpg', 'https://example.com/2.jpg']],
	])('media come from %s', async (_, cell) => {
		const [item] = jsonOf(
			await blind.generate(provider, {
				parameters: {
					completion: 'submit',
					mediaSource: 'json',
					mediaJson: '={{ $json.pictures }}',
				},
				rows: [{ pictures: cell }],
			}),
		);
		expect(item).toMatchObject({ mode: 'firstLastFrame', status: 'queued' });
		const sent = JSON.stringify(sentBody(blind, provider));
		expect(sent.indexOf('https://example.com/1.jpg')).toBeGreaterThan(0);
		expect(sent.indexOf('https://example.com/2.jpg')).toBeGreaterThan(
			sent.indexOf('https://example.com/1.jpg'),
		);
	});
});

describe('Files of n8n as media', () => {
	/** An item with a test file of the sandbox under a name and a type of its own. */
	const fileItem = async (
		mimeType: string = 'image/png',
		fileName: string = 'mug.png',
		name: string = 'photo.png',
	) => {
		const source = await fetch(lab.sandbox.mediaUrl(name));
		const data = Buffer.from(await source.arrayBuffer()).toString('base64');
		return [{ json: {}, binary: { picture: { data, mimeType, fileName } } }];
	};
	const one = (kind = 'image') => ({
		media: { item: [{ kind, source: 'binary', binaryProperty: 'picture' }] },
	});

	test('go to Ark inside the request', async () => {
		const result = await lab.generate('ark', { parameters: one(), items: await fileItem() });
		expect(jsonOf(result)[0]).toMatchObject({ mode: 'firstFrame', status: 'succeeded' });
		expect(JSON.stringify(sentBody(lab, 'ark'))).toContain('data:image/png;base64,');
	});

	test.each([
		['image', 'photo.jpg', 'application/octet-stream', 'data:image/jpeg;base64,'],
		['image', 'photo.png', 'text/plain', 'data:image/png;base64,'],
		['audio', 'tone.wav', 'audio/x-wav', 'data:audio/wav;base64,'],
		['audio', 'tone.mp3', 'application/octet-stream', 'data:audio/mpeg;base64,'],
	])('%s %s declared as %s goes to Ark as what it is', async (kind, name, mimeType, begins) => {
		const items = await fileItem(mimeType, name, name);
		const other = { kind: 'image', source: 'url', url: lab.sandbox.mediaUrl('photo.jpg') };
		const media = { item: [...one(kind).media.item, ...(kind === 'audio' ? [other] : [])] };
		const result = await lab.generate('ark', { parameters: { media }, items });
		expect(jsonOf(result)[0]).toMatchObject({ status: 'succeeded' });
		expect(JSON.stringify(sentBody(lab, 'ark'))).toContain(begins);
	});

	test.each([
		['image', 'photo.jpg', 'a "mug"\r\n.jpg'],
		['video', 'clip.mp4', 'Clip für Anna.mp4'],
		['audio', 'tone.mp3', 'tone.mp3'],
	] as const)(
		'%s files go to EvoLink by its upload, byte for byte',
		async (kind, name, fileName) => {
			const items = await fileItem('application/octet-stream', fileName, name);
			const other = { kind: 'image', source: 'url', url: lab.sandbox.mediaUrl('photo.png') };
			const result = await lab.generate('evolink', {
				parameters: { mode: 'reference', media: { item: [...one(kind).media.item, other] } },
				items,
			});
			expect(result.error?.message).toBeUndefined();
			expect(jsonOf(result)[0]).toMatchObject({ mode: 'reference', status: 'succeeded' });
			const body = sentBody(lab, 'evolink');
			const stored = await fetch(String(body[`${kind}_urls`]?.[0]));
			const bytes = Buffer.from(await stored.arrayBuffer());
			expect(bytes.toString('base64')).toBe(items[0].binary.picture.data);
		},
	);

	test('go to EvoLink by its upload, and the link is what is ordered with', async () => {
		const result = await lab.generate('evolink', { parameters: one(), items: await fileItem() });
		expect(jsonOf(result)[0]).toMatchObject({ mode: 'firstFrame', status: 'succeeded' });
		expect(lab.requests('evolink', 'upload').length).toBe(1);
		expect(sentBody(lab, 'evolink').image_urls?.[0]).toMatch(/^http/);
		expect(lab.sandbox.stats().leakedKeys).toBe(0);
	});

	test('equal files go up to EvoLink once for all rows, because it keeps a hundred files', async () => {
		const [[same], [other]] = [
			await fileItem(),
			await fileItem('image/jpeg', 'a.jpg', 'photo.jpg'),
		];
		const result = await lab.generate('evolink', {
			parameters: { ...one(), completion: 'submit' },
			items: [same, other, same, same],
		});
		expect(jsonOf(result).map(({ status }) => status)).toEqual(Array(4).fill('queued'));
		expect(lab.requests('evolink', 'upload')).toHaveLength(2);
		const bodies = lab.requests('evolink', 'create').map(bodyOf);
		const links = bodies.map((body) => body.image_urls?.[0]);
		expect(new Set(links).size).toBe(2);
	});

	test('an equal file that could not go up for one row is tried again for the next', async () => {
		lab.sandbox.addFault({ provider: 'evolink', operation: 'upload', kind: 'status', status: 403 });
		const [file] = await fileItem();
		const result = await lab.generate('evolink', {
			parameters: { ...one(), completion: 'submit' },
			items: [file, file],
			settings: { onError: 'continueRegularOutput' },
		});
		const statuses = jsonOf(result).map(({ status }) => status);
		expect(statuses).toEqual(['failed', 'queued']);
	});

	test('an upload that keeps going wrong orders nothing and says so', async () => {
		lab.sandbox.addFault({
			provider: 'evolink',
			operation: 'upload',
			kind: 'status',
			status: 500,
			times: 'always',
		});
		const result = await lab.generate('evolink', { parameters: one(), items: await fileItem() });
		expect(result.error?.message).toMatch(
			/Media item 1 could not be uploaded to EvoLink: .*No video was ordered and nothing was billed/,
		);
		expect(lab.requests('evolink', 'upload').length).toBe(3);
		expect(lab.requests('evolink', 'create')).toEqual([]);
	});

	test.each([
		[403, 'The file quota is used up', /100 uploaded files.*72 hours/],
		[400, 'This file type is not supported', /Source "URL"/],
		[401, 'Invalid or expired token.', /API Key/],
	])('an upload that is refused with %d says what to do about it', async (status, msg, remedy) => {
		lab.sandbox.addFault({
			provider: 'evolink',
			operation: 'upload',
			kind: 'status',
			status,
			body: { success: false, code: status, msg, data: null },
		});
		const result = await lab.generate('evolink', { parameters: one(), items: await fileItem() });
		expect(result.error?.message).toContain(
			`Media item 1 could not be uploaded to EvoLink: ${msg}`,
		);
		expect(result.error?.description).toMatch(remedy);
		expect(lab.requests('evolink', 'upload').length).toBe(1);
		expect(lab.requests('evolink', 'create')).toEqual([]);
	});

	test.each(['twelveAi', 'ink'] as ProviderId[])(
		'go to %s as a signed link of this n8n, when both are in the same network',
		async (provider) => {
			const [{ binary }] = await fileItem();
			const bytes = Buffer.from(binary.picture.data, 'base64');
			const picture = await blind.engine.binaries.store(bytes, {
				fileName: 'mug.png',
				mimeType: 'image/png',
			});
			const items = [{ json: {}, binary: { picture } }];
			const result = await blind.generate(provider, { parameters: one(), items });
			const [item] = jsonOf(result);
			expect(item.status).toBe('succeeded');
			expect(JSON.stringify(sentBody(blind, provider))).toMatch(
				/http:\/\/localhost:5678\/rest\/binary-data\/signed\?token=/,
			);
			// Such a link has no ending, and seedance2.ink goes by the ending.
			expect(/does not end in a known file type/.test(item.warnings.join())).toBe(
				provider === 'ink',
			);
		},
	);

	test.each([
		['twelveAi', 'seedanceTwelveAiApi', 'https://cdn.12ai.org'],
		['ink', 'seedanceInkApi', 'https://www.seedance2.ink'],
	] as Array<[ProviderId, string, string]>)(
		'cannot go to %s from an n8n without a public address, which is said before anything is sent',
		async (provider, type, baseUrl) => {
			lab.engine.state.credentials[type] = { apiKey: 'x', baseUrl };
			const result = await lab.generate(provider, { parameters: one(), items: await fileItem() });
			expect(result.error?.message).toMatch(
				/can only fetch files from public https addresses.*Source "URL"/,
			);
			expect(result.error?.description).toMatch(/Nothing was sent/);
		},
	);

	test('a file that n8n holds in memory has no link, which is said before anything is sent', async () => {
		const result = await blind.generate('ink', { parameters: one(), items: await fileItem() });
		expect(result.error?.message).toMatch(/holds in memory.*on disk.*Source "URL"/);
		expect(blind.sandbox.requests()).toEqual([]);
	});

	test('a video file cannot go to Ark, which takes videos as links only', async () => {
		const items = await fileItem('video/mp4', 'clip.mp4');
		const result = await lab.generate('ark', {
			parameters: { mode: 'reference', ...one('video') },
			items,
		});
		expect(result.error?.message).toMatch(/video input as a link only.*Source "URL"/);
		expect(lab.requests('ark')).toEqual([]);
	});

	test('photos that are too large together for one request to Ark are refused before anything is sent', async () => {
		const store = async () =>
			await blind.engine.binaries.store(Buffer.alloc(20 * 1024 * 1024, 1), {
				fileName: 'photo.jpg',
				mimeType: 'image/jpeg',
			});
		const binary = { a: await store(), b: await store(), c: await store() };
		const item = ['a', 'b', 'c'].map((binaryProperty) => ({
			kind: 'image',
			source: 'binary',
			binaryProperty,
		}));
		const run = async (media: INodeParameters[]) =>
			await blind.generate('ark', {
				parameters: { operation: 'estimate', prompt: 'It snows', media: { item: media } },
				items: [{ json: {}, binary }],
			});
		const [{ problems }] = jsonOf(await run(item));
		expect(problems).toEqual([
			{ field: 'Media', message: expect.stringMatching(/47 MB of files in one request.*links/) },
		]);
		expect(jsonOf(await run(item.slice(1)))[0].valid).toBe(true);
	});

	test('a field without a file is named', async () => {
		const result = await lab.generate('ark', { parameters: one(), items: [{ json: {} }] });
		expect(result.error?.message).toMatch(/input field "picture", but this row has no file there/);
	});
});
