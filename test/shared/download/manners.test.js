'use strict';

const { VIDEO, downloadBench } = require('./downloadBench');
const { box, sampleVideo } = require('./sampleVideo');
/** @typedef {import('./rudeHost').Manner} Manner */

const bench = downloadBench();
const { download, expectFile, expectFailure } = bench;
const OTHER_VIDEO = sampleVideo({ pictureBytes: 700_000, seed: 2 });
const HTML = Buffer.from('<!DOCTYPE html><html><body>Please sign in</body></html>');
const JSON_BODY = Buffer.from('{"code":"AccessDenied","message":"Request has expired"}');
const SEVENTHS = [1, 2, 3, 4, 5, 6];

/** @type {Array<[string, Partial<Manner>]>} */
const LINES = [
	['a regular host', {}],
	['a host that does not tell the length', { length: 'chunked' }],
	['a host without ranges', { range: false }],
	['a host with neither', { length: 'chunked', range: false }],
	['a host that ends files by closing the line', { length: 'none' }],
	['a host that ends files by closing and has no ranges', { length: 'none', range: false }],
	['a host that only dates its files', { validator: 'date' }],
	['a host whose tags are weak', { validator: 'weak' }],
	['a host that marks no versions', { validator: 'none' }],
];

describe.each(LINES)('From %s', (_title, manner) => {
	it('comes a verified file', async () => {
		const file = await expectFile(download(manner));
		expect(file).toMatchObject({
			attempts: 1,
			resumed: false,
			mimeType: 'video/mp4',
			fileName: 'clip.mp4',
		});
		expect(bench.host().seen).toHaveLength(1);
		expect(bench.host().seen[0].headers['accept-encoding']).toBe('identity');
	});

	it.each(SEVENTHS)('comes a verified file when the line drops after %i/7', async (part) => {
		const at = Math.floor((VIDEO.length * part) / 7);
		const file = await expectFile(
			download({ ...manner, dropAt: (call) => (call === 1 ? at : Infinity) }),
		);
		expect(file).toMatchObject({ attempts: 2, resumed: true });
	});

	it('comes a verified file when the line drops at every seventh', async () => {
		const file = await expectFile(
			download({
				...manner,
				dropAt: (call) => (call < 7 ? Math.floor((VIDEO.length * call) / 7) : Infinity),
			}),
		);
		expect(file).toMatchObject({ attempts: 7, resumed: true });
	});

	it('comes a clear word when it never gets beyond a point', async () => {
		const at = Math.floor(VIDEO.length / 2);
		const code = manner.length === 'none' ? 'incompleteFile' : 'brokeOff';
		await expectFailure(download({ ...manner, dropAt: () => at }), code);
		expect(bench.host().seen.length).toBeLessThan(10);
	});
});

describe('A download goes on in the middle', () => {
	/** @param {number} call */
	const dropOnce = (call) => (call === 1 ? 300_000 : Infinity);

	it('only with the tag of the version it has', async () => {
		await expectFile(download({ dropAt: dropOnce }));
		expect(bench.host().seen[1]).toMatchObject({
			range: 'bytes=300000-',
			ifRange: '"first-version"',
		});
	});

	it('with the date where there is no strong tag', async () => {
		await expectFile(download({ dropAt: dropOnce, validator: 'date' }));
		expect(bench.host().seen[1].range).toBe('bytes=300000-');
		expect(bench.host().seen[1].ifRange).toMatch(/2026/);
	});

	it.each([
		['weak', 'weak'],
		['missing', 'none'],
	])('never when the version mark is %s: then the beginning is compared', async (_title, kind) => {
		const validator = /** @type {'weak' | 'none'} */ (kind);
		await expectFile(download({ dropAt: dropOnce, validator }));
		expect(bench.host().seen[1].range).toBeUndefined();
	});

	it('begins anew when the file has become another one', async () => {
		const file = await expectFile(
			download({
				dropAt: dropOnce,
				etagFor: (call) => (call === 1 ? '"old"' : '"new"'),
				fileFor: (call) => (call === 1 ? VIDEO : OTHER_VIDEO),
			}),
			OTHER_VIDEO,
		);
		expect(file.attempts).toBe(3);
		expect(file.resumed).toBe(false);
	});

	it('begins anew when the host continues with another version in spite of If-Range', async () => {
		await expectFile(
			download({
				dropAt: dropOnce,
				ignoresIfRange: true,
				etagFor: (call) => (call === 1 ? '"old"' : '"new"'),
				fileFor: (call) => (call === 1 ? VIDEO : OTHER_VIDEO),
			}),
			OTHER_VIDEO,
		);
	});

	it('begins anew when another version comes without any mark of it', async () => {
		await expectFile(
			download({
				dropAt: dropOnce,
				validator: 'none',
				fileFor: (call) => (call === 1 ? VIDEO : OTHER_VIDEO),
			}),
			OTHER_VIDEO,
		);
	});

	it('begins anew when a shorter one has taken its place', async () => {
		const shorter = sampleVideo({ pictureBytes: 90_000, seed: 3 });
		await expectFile(
			download({
				dropAt: dropOnce,
				validator: 'none',
				fileFor: (call) => (call === 1 ? VIDEO : shorter),
			}),
			shorter,
		);
	});

	it('gives up on a file that keeps changing', async () => {
		const versions = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) =>
			sampleVideo({ pictureBytes: 700_000, seed }),
		);
		await expectFailure(
			download({
				validator: 'none',
				dropAt: (call) => (call % 2 === 1 ? 300_000 : Infinity),
				fileFor: (call) => versions[call % 8],
			}),
			'fileChanged',
		);
	});

	it('does not trust a part that begins somewhere else', async () => {
		await expectFile(
			download({
				dropAt: dropOnce,
				instead: (_call, request, response) => {
					if (request.headers.range === undefined) return false;
					response.writeHead(206, {
						etag: '"first-version"',
						'content-range': `bytes 200000-${VIDEO.length - 1}/${VIDEO.length}`,
					});
					response.end(VIDEO.subarray(200_000));
					return true;
				},
			}),
		);
	});

	it('does not trust a part of a file of another size', async () => {
		await expectFile(
			download({
				dropAt: dropOnce,
				instead: (_call, request, response) => {
					if (request.headers.range === undefined) return false;
					response.writeHead(206, {
						etag: '"first-version"',
						'content-range': `bytes 300000-${VIDEO.length + 4}/${VIDEO.length + 5}`,
					});
					response.end(Buffer.concat([VIDEO.subarray(300_000), Buffer.alloc(5)]));
					return true;
				},
			}),
		);
	});

	it('survives a host that is busy in between', async () => {
		const file = await expectFile(
			download({
				dropAt: dropOnce,
				instead: (call, _request, response) => {
					if (call !== 2 && call !== 3) return false;
					response.writeHead(503, { 'retry-after': '1' }).end();
					return true;
				},
			}),
		);
		expect(file.attempts).toBe(4);
		expect(bench.host().seen[3].range).toBe('bytes=300000-');
	});
});

describe('A host that lies', () => {
	it.each([true, false])(
		'about a length that is too great ends in a clear word (ranges: %s)',
		async (range) => {
			await expectFailure(download({ saysLength: VIDEO.length + 1000, range }), 'brokeOff');
		},
	);

	it('about having more than it has is believed when it says itself that this was all', async () => {
		const file = await expectFile(
			download({
				instead: (call, request, response) => {
					if (call > 1) return false;
					response.writeHead(200, { etag: '"first-version"' });
					response.write(VIDEO, () => void setTimeout(() => request.socket.destroy(), 30));
					return true;
				},
			}),
		);
		expect(file.attempts).toBe(2);
		expect(bench.host().seen[1].range).toBe(`bytes=${VIDEO.length}-`);
	});

	it('about a length that is too small does not pass half a video off as good', async () => {
		await expectFailure(download({ saysLength: 400_000, range: false }), 'incompleteFile');
	});

	it('about a length that is too small is asked for the rest', async () => {
		const file = await expectFile(
			download({
				instead: (call, request) => {
					if (call > 1) return false;
					request.socket.write(
						'HTTP/1.1 200 OK\r\nETag: "first-version"\r\nContent-Length: 400000\r\n\r\n',
					);
					request.socket.end(VIDEO);
					return true;
				},
			}),
		);
		expect(file.attempts).toBe(2);
	});

	it('by closing politely in the middle does not pass half a video off as good', async () => {
		await expectFailure(
			download({ length: 'chunked', dropPolitely: true, dropAt: () => 400_000 }),
			'incompleteFile',
			/only the first 0.4 MB/,
		);
	});

	it.each([
		['that is half a video', VIDEO.subarray(0, 400_000)],
		['without its index', sampleVideo({ index: 'none' })],
	])('with a file %s is found out', async (_title, file) => {
		await expectFailure(download({ file }), 'incompleteFile');
	});

	it.each([
		['a web page', HTML, /a web page, not to a video/],
		['a message', JSON_BODY, /a text message of the file host \(JSON\)/],
		[
			'an XML message',
			Buffer.from('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
			/XML/,
		],
		[
			'a picture',
			Buffer.from('\x89PNG\r\n\x1a\n0000IHDR0000', 'latin1'),
			/a picture \(image\/png\)/,
		],
		['nothing', Buffer.alloc(0), /an empty file/],
		['noise', Buffer.alloc(5000, 0xa7), /a file of another kind/],
	])('and sends %s for a video is found out', async (_title, file, message) => {
		await expectFailure(download({ file }), 'notAVideo', message);
		expect(bench.host().seen).toHaveLength(1);
	});

	it('about the content type only is believed by the bytes', async () => {
		await expectFile(download({ type: 'text/html' }));
	});
});

describe('A packed answer', () => {
	it.each(['known', 'chunked'])('is unpacked (length %s)', async (length) => {
		const file = await expectFile(download({ gzip: true, length: /** @type {any} */ (length) }));
		expect(file.attempts).toBe(1);
	});

	it.each([
		['parts packed too', { gzip: true }],
		['parts not packed', { gzip: true, gzipOnlyWhole: true }],
		['no parts', { gzip: true, range: false }],
	])('that drops ends in a verified file or a clear word (%s)', async (_title, manner) => {
		await expectFile(download({ ...manner, dropAt: (call) => (call === 1 ? 300_000 : Infinity) }));
	});

	it('that grows beyond the limit is refused', async () => {
		const file = sampleVideo({ pictures: () => box('mdat', Buffer.alloc(9_000_000)) });
		const limits = { maxBytes: 1_000_000 };
		await expectFailure(download({ gzip: true, file }, limits), 'tooLarge', /larger than/);
	});
});
