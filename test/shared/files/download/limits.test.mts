import { VIDEO, downloadBench } from './downloadBench.mts';
import type { IncomingMessage, ServerResponse } from 'node:http';

const bench = downloadBench();
const { download, expectFile, expectFailure } = bench;

describe('The size limit', () => {
	it('refuses before reading when the size is announced', async () => {
		await expectFailure(
			download({}, { maxBytes: 100_000 }),
			'tooLarge',
			/0.7 MB, more than the 0.1 MB/,
		);
	});

	it('refuses while reading when it is not', async () => {
		await expectFailure(
			download({ length: 'chunked' }, { maxBytes: 100_000 }),
			'tooLarge',
			/larger than/,
		);
	});

	it('ends a body that never ends', async () => {
		let sent = 0;
		const endless = download(
			{
				instead: (_call, request, response) => {
					response.writeHead(200);
					response.write(VIDEO.subarray(0, 600));
					const more = () => {
						sent += 65536;
						if (!request.socket.destroyed) response.write(Buffer.alloc(65536), more);
					};
					more();
					return true;
				},
			},
			{ maxBytes: 5_000_000, verify: false },
		);
		await expectFailure(endless, 'tooLarge');
		expect(sent).toBeLessThan(30_000_000);
	});
});

describe('A silent host', () => {
	it('is left, and the download goes on elsewhere in the file', async () => {
		const silentOnce = download({
			instead: (call, _request, response) => {
				if (call > 1) return false;
				response.writeHead(200, { etag: '"first-version"', 'content-length': VIDEO.length });
				response.write(VIDEO.subarray(0, 250_000));
				return true;
			},
		});
		const file = await expectFile(silentOnce);
		expect(file).toMatchObject({ attempts: 2, resumed: true });
		expect(bench.host().seen[1].range).toBe('bytes=250000-');
	});

	it('ends in a clear word when it stays silent', async () => {
		await expectFailure(
			download({ stallAt: 250_000 }, { stallMs: 100 }),
			'brokeOff',
			/did not get beyond 0.2 MB.*no data came/,
		);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(bench.host().openConnections()).toBe(0);
	});

	it('ends in a clear word when it never answers at all', async () => {
		await expectFailure(
			download({ instead: () => true }, { stallMs: 60 }),
			'brokeOff',
			/no data came/,
		);
	});

	it('ends in a clear word when it sends a byte now and then', async () => {
		const trickle = download(
			{
				instead: (_call, request, response) => {
					response.writeHead(200);
					const timer = setInterval(() => response.write(Buffer.from([0])), 10);
					request.socket.on('close', () => clearInterval(timer));
					return true;
				},
			},
			{ stallMs: 60, verify: false },
		);
		await expectFailure(trickle, 'brokeOff', /no data came/);
	});
});

describe('A link that is refused', () => {
	const refusedFrom = (status: number, from: number = 1) => ({
		instead: (call: number, _request: IncomingMessage, response: ServerResponse) => {
			if (call < from) return false;
			response.writeHead(status, { 'content-type': 'application/xml' }).end('<Error/>');
			return true;
		},
	});

	it.each([
		[403, /does not accept this link.*24 hours/],
		[401, /does not accept this link/],
		[404, /no file at this link/],
		[410, /no file at this link/],
	])('with %i and nobody to ask says so at once', async (status, message) => {
		await expectFailure(download(refusedFrom(status)), 'linkRefused', message);
		expect(bench.host().seen).toHaveLength(1);
	});

	it.each([401, 403, 404, 410])('with %i is renewed', async (status) => {
		const renewed = bench.host().serve({ file: VIDEO });
		const file = await expectFile(download(refusedFrom(status), { renew: async () => renewed }));
		expect(file.attempts).toBe(2);
	});

	it('after the first bytes is renewed and continued, not begun anew', async () => {
		const renewed = bench.host().serve({ file: VIDEO });
		const refused = refusedFrom(403, 2);
		await expectFile(
			download({ ...refused, dropAt: () => 200_000 }, { renew: async () => renewed }),
		);
		expect(bench.host().seen.map((request) => request.range)).toEqual([
			undefined,
			'bytes=200000-',
			'bytes=200000-',
		]);
	});

	it('again and again is renewed twice at most', async () => {
		const renew = jest.fn(async () => bench.host().serve({ file: VIDEO, ...refusedFrom(403) }));
		await expectFailure(download(refusedFrom(403), { renew }), 'linkRefused');
		expect(renew).toHaveBeenCalledTimes(2);
	});

	it('because the result is too old says so', async () => {
		await expectFailure(
			download(refusedFrom(404), { expiredAfterHours: () => 24 }),
			'linkExpired',
			/more than 24 hours ago/,
		);
	});

	it.each([500, 502, 503, 429])('for the moment (%i) is tried again', async (status) => {
		await expectFile(
			download({
				instead: (call, _request, response) => {
					if (call > 2) return false;
					response.writeHead(status).end();
					return true;
				},
			}),
		);
	});

	it('for good (503) ends in a clear word', async () => {
		await expectFailure(download(refusedFrom(503)), 'hostBusy', /status 503, 5 tries/);
	});

	it.each([400, 405, 204, 304])(
		'with a status nobody expects (%i) ends in a clear word',
		async (status) => {
			await expectFailure(
				download(refusedFrom(status)),
				'unexpectedAnswer',
				new RegExp(`${status}`),
			);
		},
	);
});

describe('Stop', () => {
	it('closes the connection and leaves no file', async () => {
		const controller = new AbortController();
		const running = download(
			{ file: VIDEO, stallAt: 650_000 },
			{ stopSignal: controller.signal, stallMs: 60_000 },
		);
		while (bench.downloads().storedFiles().length === 0)
			await new Promise((resolve) => setTimeout(resolve, 5));
		const stopped = Date.now();
		controller.abort();
		await expectFailure(running, 'stopped');
		expect(Date.now() - stopped).toBeLessThan(1000);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(bench.host().openConnections()).toBe(0);
	});

	it('before the first byte ends the download as well', async () => {
		const controller = new AbortController();
		const running = download(
			{ instead: () => true },
			{ stopSignal: controller.signal, stallMs: 60_000 },
		);
		while (bench.host().seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		controller.abort();
		await expectFailure(running, 'stopped');
	});
});

describe('A store that refuses', () => {
	it('ends in a clear word, and the connection is closed', async () => {
		await expectFailure(
			download(
				{ stallAt: 600_000 },
				{
					stallMs: 60_000,
					store: async () => {
						throw new Error('ENOSPC: no space left on device');
					},
				},
			),
			'notStored',
			/could not store it/,
		);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(bench.host().openConnections()).toBe(0);
	});
});
