import { VIDEO, downloadBench } from './downloadBench.mts';
import { sampleVideo } from '../container/sampleVideo.mts';

const bench = downloadBench();
const { download, expectFile, expectFailure } = bench;
const OTHER_VIDEO = sampleVideo({ pictureBytes: 700_000, seed: 2 });

describe('P10 A download goes on in the middle', () => {
	const dropOnce = (call: number) => (call === 1 ? 300_000 : Infinity);

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
		const validator = kind as 'weak' | 'none';
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
