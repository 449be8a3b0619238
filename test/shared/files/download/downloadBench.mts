import { failureOf } from './failureOf.mts';
import { createDownloads } from './harness.mts';
import { startRudeHost } from './rudeHost.mts';
import { sampleVideo, sha256 } from '../container/sampleVideo.mts';
import type { Downloads, Saving } from './harness.mts';
import type { Manner } from './rudeHost.mts';

export const VIDEO = sampleVideo({ pictureBytes: 700_000 });

/** What a text for people must not hold: words that frighten, words that n8n replaces, signatures. */
const NOT_FOR_PEOPLE = /\b(?:[Ee]rror|[Pp]roblem|[Ff]ailure|[Mm]istake)\b|E[A-Z]{4,}|signature=|\?/;

/**
 * A rude host and n8n's own HTTP and store, and the two ways in which a download may end. Registers its own hooks.
 */
export function downloadBench() {
	let host: Awaited<ReturnType<typeof startRudeHost>>;
	let downloads: Downloads;

	beforeAll(async () => {
		host = await startRudeHost();
		downloads = await createDownloads();
	});
	afterAll(async () => {
		await host.stop();
	});
	beforeEach(() => host.forget());
	afterEach(async () => {
		// A key must never reach the host of the files, whatever it answers.
		expect(host.seen.filter((request) => request.authorization !== undefined)).toEqual([]);
		await downloads.clear();
	});

	return {
		host: () => host,
		downloads: () => downloads,

		download: async (manner: Partial<Manner>, how?: Saving) =>
			await downloads.save(host.serve({ file: VIDEO, ...manner }), how),

		/** A verified file, byte for byte. */
		async expectFile(promise: ReturnType<Downloads['save']>, expected: Buffer = VIDEO) {
			const { stored, file, inspector } = await promise;
			const content = await downloads.read(stored);
			expect(content.length).toBe(expected.length);
			expect(sha256(content)).toBe(sha256(expected));
			expect(file.sha256).toBe(sha256(expected));
			expect(file.bytes).toBe(expected.length);
			expect(inspector.facts).toMatchObject({ width: 1280, height: 720, durationSeconds: 5 });
			return file;
		},

		/** A failure in clear words, and nothing in the store. */
		async expectFailure(promise: Promise<unknown>, code: string, message: RegExp = /./) {
			const failure = await failureOf(promise);
			expect(failure.code).toBe(code);
			expect(failure.message).toMatch(message);
			expect(`${failure.message} ${failure.hint}`).not.toMatch(NOT_FOR_PEOPLE);
			expect(downloads.storedFiles()).toEqual([]);
			return failure;
		},
	};
}
