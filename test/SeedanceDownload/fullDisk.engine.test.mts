import fs from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { downloadsOf, jsonOf } from '../support/items.mts';
import { sampleVideo } from '../shared/files/container/sampleVideo.mts';
import { startRudeHost } from '../shared/files/download/rudeHost.mts';
import { openDownloadLab } from './downloadLab.mts';
import type { DownloadLab } from './downloadLab.mts';

/** An n8n that cannot keep what it is given: the store of its own engine, whose disk gives up. */

jest.setTimeout(60_000);

/** Where n8n's store hands a file to the disk. */
interface ByteStore {
	write: (key: string, body: Readable) => Promise<number>;
}

let lab: DownloadLab;
let host: Awaited<ReturnType<typeof startRudeHost>>;
let store: ByteStore;
let write: ByteStore['write'];
beforeAll(async () => {
	lab = await openDownloadLab();
	host = await startRudeHost();
	const { container, core } = lab.engine.platform;
	const service = container.get(core.BinaryDataService) as unknown as {
		managers: Record<string, { byteStore: ByteStore }>;
	};
	store = service.managers['filesystem-v2'].byteStore;
	write = store.write;
});
beforeEach(() => {
	lab.sandbox.reset();
	host.forget();
});
afterEach(() => {
	store.write = write;
});
afterAll(async () => {
	await lab.close();
	await host.stop();
});

/** Lets the disk give up after so many bytes, as `fs.writeFile` does. */
function giveUpAfter(bytes: number, fault: object) {
	store.write = async (_key, body) => {
		let taken = 0;
		for await (const piece of body) {
			taken += (piece as Buffer).length;
			if (taken > bytes) throw Object.assign(new Error('write'), fault);
		}
		throw Object.assign(new Error('close'), fault);
	};
}

const CONTINUE = { onError: 'continueRegularOutput' } as const;
const VIDEO = sampleVideo({ pictureBytes: 3_000_000 });
const FULL = { code: 'ENOSPC', syscall: 'write' };

async function fetchOnce() {
	const url = host.serve({ file: VIDEO });
	const parameters = { source: 'url', url };
	return await lab.download('evolink', [{ taskId: 'task-1' }], { parameters, settings: CONTINUE });
}

describe('P10 A disk that gives up', () => {
	test.each([
		[FULL, /its disk is full/],
		[{ code: 'EDQUOT' }, /its share of the disk is used up/],
		[{ code: 'EFBIG' }, /larger than its system allows/],
		[{ code: 'EACCES' }, /may not write/],
		[{ code: 'EROFS' }, /can only be read/],
		[{ cause: { code: 'ENOSPC' } }, /its disk is full/],
		[{ name: 'NoSuchBucket', statusCode: 404 }, /could not store it\.$/],
		[{ name: 'AbortError', code: 'ABORT_ERR' }, /could not store it\.$/],
	])('(%j) is named, and the host is not asked again', async (fault, reason) => {
		for (const after of [0, 600_000, VIDEO.length]) {
			host.forget();
			giveUpAfter(after, fault);
			const { failure } = jsonOf(await fetchOnce())[0];
			expect(failure).toMatchObject({ code: 'notStored', retryable: true });
			expect(failure?.message).toMatch(/n8n could not store it/);
			expect(failure?.message).toMatch(reason);
			expect(failure?.hint).toMatch(/Check that the disk .* downloading costs nothing/);
			expect(host.seen).toHaveLength(1);
		}
	});

	test('stops a run with the paid task in its message', async () => {
		const [row] = await lab.order('evolink', ['A boat']);
		giveUpAfter(0, FULL);
		const result = await lab.download('evolink', [row]);
		expect(result.error?.message).toContain(row.taskId);
		expect(result.error?.message).toMatch(/its disk is full/);
		expect(lab.fileRequests()).toHaveLength(1);
	});

	test('costs one row, and the next run has the video', async () => {
		const rows = await lab.order('evolink', ['A boat', 'A kite']);
		giveUpAfter(0, FULL);
		const failed = jsonOf(await lab.download('evolink', rows, { settings: CONTINUE }));
		expect(failed.map(({ taskId }) => taskId)).toEqual(rows.map(({ taskId }) => taskId));
		store.write = write;
		const items = downloadsOf(await lab.download('evolink', rows));
		expect(items.map(({ json }) => json.download.attempts)).toEqual([1, 1]);
	});

	test('and a last frame that it cannot keep is a warning', async () => {
		const [row] = await lab.order('ark', ['A boat'], { options: { returnLastFrame: true } });
		let files = 0;
		store.write = async (key, body) => {
			files += 1;
			// The video and what n8n notes of it.
			if (files <= 2) return await write.call(store, key, body);
			for await (const piece of body) void piece;
			throw Object.assign(new Error('write'), FULL);
		};
		const result = await lab.download('ark', [row], {
			parameters: { options: { includeLastFrame: true } },
		});
		const [{ json }] = downloadsOf(result);
		expect(json.download.warnings).toEqual([expect.stringMatching(/its disk is full/)]);
	});
});

test('A storage folder that is none is named', async () => {
	const [{ binary }] = downloadsOf(await fetchOnce());
	const stored = lab.engine.binaries.path(binary.data);
	const storage = stored.slice(0, stored.indexOf(`${path.sep}workflows${path.sep}`));
	fs.rmSync(storage, { recursive: true });
	fs.writeFileSync(storage, '');
	try {
		const { failure } = jsonOf(await fetchOnce())[0];
		expect(failure).toMatchObject({ code: 'notStored' });
		expect(failure?.message).toMatch(/its storage folder is not a folder/);
	} finally {
		fs.rmSync(storage);
	}
});
