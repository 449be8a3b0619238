import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { acquirePlatform } from '../../../../tools/engine/environment.mts';
import { createDownloads } from './harness.mts';
import { startRudeHost } from './rudeHost.mts';
import { sampleVideo, sha256 } from '../container/sampleVideo.mts';
import type { Readable } from 'node:stream';
import type { IBinaryData } from 'n8n-workflow';
import type { StoreInput } from '../../../../nodes/shared/files/types.ts';
import type { Downloads } from './harness.mts';

/** What a store says of a file. */
const STORED: IBinaryData = { data: '', mimeType: 'video/mp4' };

const VIDEO = sampleVideo({ pictureBytes: 3_000_000 });

let host: Awaited<ReturnType<typeof startRudeHost>>;
let downloads: Downloads;
/** n8n's own, which is told nowhere but at its start how to store. */
let service: object;
const storeIn = (mode: string) => Reflect.set(service, 'mode', mode);

beforeAll(async () => {
	host = await startRudeHost();
	downloads = await createDownloads();
	const { container, core } = await acquirePlatform();
	service = container.get(core.BinaryDataService);
});
afterAll(async () => {
	storeIn('filesystem-v2');
	await host.stop();
});

/** A store like n8n's S3 and Azure ones: it takes the stream as a stream, slowly. */
function streamingStore() {
	const received: Buffer[] = [];
	return {
		received,
		write: async (body: StoreInput): Promise<IBinaryData> => {
			const sink = new Writable({
				write(chunk, _encoding, done) {
					received.push(chunk);
					setImmediate(done);
				},
			});
			await pipeline(body as Readable, sink);
			return STORED;
		},
	};
}

describe('A video that drops in the middle', () => {
	const dropAt = (call: number) => (call === 1 ? 1_700_000 : Infinity);

	it.each(['filesystem-v2', 'default'])('is whole in n8n binary mode "%s"', async (mode) => {
		storeIn(mode);
		const { stored, file } = await downloads.save(host.serve({ file: VIDEO, dropAt }));
		expect(stored.bytes).toBe(VIDEO.length);
		expect(sha256(await downloads.read(stored))).toBe(sha256(VIDEO));
		expect(file).toMatchObject({ sha256: sha256(VIDEO), resumed: true });
	});

	it('is whole in a store that takes it as a stream', async () => {
		const store = streamingStore();
		await downloads.save(host.serve({ file: VIDEO, dropAt }), { store: store.write });
		expect(sha256(Buffer.concat(store.received))).toBe(sha256(VIDEO));
	});

	it('is never finished in such a store when it stays broken', async () => {
		const store = streamingStore();
		const finished = jest.fn((stored: IBinaryData) => stored);
		await expect(
			downloads.save(host.serve({ file: VIDEO, dropAt: () => 1_700_000 }), {
				store: async (body) => finished(await store.write(body)),
			}),
		).rejects.toThrow(/did not get beyond 1.6 MB/);
		expect(finished).not.toHaveBeenCalled();
	});
});

it('P10 Only the bytes on the way are held in memory, while a slow store takes them', async () => {
	let ahead = 0;
	let most = 0;
	const sent = { bytes: 0 };
	const file = sampleVideo({ pictureBytes: 24_000_000 });
	const url = host.serve({
		file,
		instead: (_call, request, response) => {
			response.writeHead(200, { 'content-length': file.length });
			const more = () => {
				const chunk = file.subarray(sent.bytes, sent.bytes + 65536);
				sent.bytes += chunk.length;
				if (chunk.length === 0) response.end();
				else if (response.write(chunk)) setImmediate(more);
				else response.once('drain', more);
			};
			more();
			return true;
		},
	});
	let taken = 0;
	await downloads.save(url, {
		stallMs: 60_000,
		store: async (body) => {
			for await (const piece of body as Readable) {
				await new Promise((resolve) => setTimeout(resolve, 10));
				taken += piece.length;
				ahead = sent.bytes - taken;
				most = Math.max(most, ahead);
			}
			return STORED;
		},
	});
	expect(taken).toBe(file.length);
	// The buffers of two sockets, of n8n's HTTP helper and of the stream to the store, and not the file.
	expect(most).toBeLessThan(14_000_000);
});
