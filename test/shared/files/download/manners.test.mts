import { VIDEO, downloadBench } from './downloadBench.mts';
import { box, sampleVideo } from '../container/sampleVideo.mts';
import type { Manner } from './rudeHost.mts';

const bench = downloadBench();
const { download, expectFile, expectFailure } = bench;
const SEVENTHS = [1, 2, 3, 4, 5, 6];

const LINES: Array<[string, Partial<Manner>]> = [
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

describe('A packed answer', () => {
	it.each(['known', 'chunked'] as const)('is unpacked (length %s)', async (length) => {
		const file = await expectFile(download({ gzip: true, length }));
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
