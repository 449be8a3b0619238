import http from 'node:http';
import { estimatesOf } from '../../../support/items.mts';
import { openLab } from '../../../support/lab.mts';
import type { AddressInfo } from 'node:net';

describe('Check Media looks at every address before anything is paid', () => {
	let lab: Awaited<ReturnType<typeof openLab>>;
	beforeAll(async () => {
		lab = await openLab();
	});
	beforeEach(() => lab.sandbox.reset());
	afterAll(async () => await lab.close());

	async function run(name: string, kind: string = 'image', signal?: AbortSignal) {
		const { sandbox } = lab;
		const url = name.startsWith('http')
			? name
			: sandbox.mediaUrl('photo.jpg').replace('/media/photo.jpg', name);
		return await lab.generate('ark', {
			signal,
			parameters: {
				mode: kind === 'image' ? 'firstFrame' : 'reference',
				media: {
					item: [
						{ kind, source: 'url', url },
						...(kind === 'image'
							? []
							: [{ kind: 'image', source: 'url', url: sandbox.mediaUrl('photo.jpg') }]),
					],
				},
				options: { checkMedia: true },
			},
		});
	}

	const BAD: Array<[string, string, string, RegExp]> = [
		['a file behind a login', '/login/photo.jpg', 'image', /login.*Binary File/],
		['a file that is not there', '/media/missing.jpg', 'image', /does not exist/],
		['a page that calls itself a photo', '/media/page.jpg', 'image', /web page.*direct link/],
		['a photo larger than 30 MB', '/media/huge.png', 'image', /3\d MB.*30 MB/],
		['a photo given as a video', '/media/photo.jpg', 'video', /an image file.*Kind says video/],
		['a redirect without an end', '/loop', 'image', /sent on more than/],
		['a host that is not there', 'http://127.0.0.1:9/photo.jpg', 'image', /could not be opened/],
	];

	test.each(BAD)(
		'%s is refused with the remedy, and no provider hears of it',
		async (_, path, kind, says) => {
			const result = await run(path, kind);
			expect(result.status).toBe('error');
			expect(result.error?.message).toMatch(says);
			expect(result.error?.message).toContain('Media item 1');
			expect(lab.requests('ark')).toEqual([]);
		},
	);

	test.each([
		['/media/photo.jpg', 'image'],
		['/media/photo.webp', 'image'],
		['/media/photo', 'image'],
		['/redirect/photo.png', 'image'],
		['/media/clip.mp4', 'video'],
		['/media/tone.mp3', 'audio'],
		['/media/tone.wav', 'audio'],
	])('%s is fine as %s', async (path, kind) => {
		const result = await run(path, kind);
		expect(result.error?.message).toBeUndefined();
		expect(lab.requests('ark', 'create')).toHaveLength(1);
	});

	test.each([
		['evolink', 'image', 'large.png', /12 MB, but image input is safe up to 10 MB only/],
		['ark', 'image', 'large.png', /^$/],
		['evolink', 'video', 'large.mp4', /60 MB, but video input is safe up to 50 MB only/],
		['ark', 'video', 'large.mp4', /^$/],
	] as const)(
		'on %s the size of the %s %s is told but does not refuse',
		async (provider, kind, name, says) => {
			const result = await lab.generate(provider, {
				parameters: {
					operation: 'estimate',
					prompt: `Let the light fall on @${kind}1 from the left`,
					media: { item: [{ kind, source: 'url', url: lab.sandbox.mediaUrl(name) }] },
					options: { checkMedia: true },
				},
			});
			const [{ problems, warnings }] = estimatesOf(result);
			expect(problems).toEqual([]);
			const told = warnings.filter((text) => / MB/.test(text));
			expect(told.join()).toMatch(says);
		},
	);

	test('a file that breaks off is looked at twice, then refused in words', async () => {
		let asked = 0;
		const host = http.createServer((_request, response) => {
			asked += 1;
			response.writeHead(200, { 'content-length': 1000 });
			response.write('\x89PNG', () => response.destroy());
		});
		await new Promise((resolve) => host.listen(0, '127.0.0.1', () => resolve(undefined)));
		const { port } = host.address() as AddressInfo;
		const result = await run(`http://127.0.0.1:${port}/photo.png`);
		host.close();
		expect(result.error?.message).toMatch(
			/could not be opened: it broke off while it was read\. Check the link/,
		);
		expect(asked).toBe(2);
	});

	test('P6 Stop ends a look at a host that says nothing', async () => {
		const host = http.createServer(() => undefined);
		await new Promise((resolve) => host.listen(0, '127.0.0.1', () => resolve(undefined)));
		const { port } = host.address() as AddressInfo;
		const controller = new AbortController();
		let pressedAt = 0;
		host.once('request', () => {
			pressedAt = Date.now();
			controller.abort();
		});
		const result = await run(`http://127.0.0.1:${port}/photo.png`, 'image', controller.signal);
		expect(Date.now() - pressedAt).toBeLessThan(1000);
		expect(result.status).toBe('canceled');
		expect(lab.requests('ark')).toEqual([]);
		host.close();
	});

	test('a file that falls silent in the middle does not hold the run up for ever', async () => {
		const host = http.createServer((_request, response) => {
			response.writeHead(200, { 'content-length': 1000 });
			response.write('\x89PNG');
		});
		await new Promise((resolve) => host.listen(0, '127.0.0.1', () => resolve(undefined)));
		const { port } = host.address() as AddressInfo;
		const beganAt = Date.now();
		const result = await run(`http://127.0.0.1:${port}/photo.png`);
		expect(result.error?.message).toMatch(/it broke off while it was read/);
		// Two looks of twenty seconds each.
		expect(Date.now() - beganAt).toBeLessThan(45_000);
		host.close();
	});

	test('the same address in many rows is opened once, and no key goes there', async () => {
		const url = lab.sandbox.mediaUrl('photo.jpg');
		await lab.generate('evolink', {
			parameters: {
				operation: 'estimate',
				mediaSource: 'json',
				mediaJson: url,
				options: { checkMedia: true },
			},
			rows: [{}, {}, {}, {}],
		});
		expect(lab.sandbox.stats().files.requests).toBe(1);
		expect(lab.sandbox.stats().leakedKeys).toBe(0);
	});
});
