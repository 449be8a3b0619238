import { sha256 } from '../shared/files/container/sampleVideo.mts';
import { downloadsOf } from '../support/items.mts';
import { PROVIDER_IDS } from '../support/lab.mts';
import { clip, openDownloadLab } from './downloadLab.mts';
import type { RunResult } from '../../tools/engine/execution.mts';
import type { TaskJson } from '../support/items.mts';
import type { ProviderId } from '../support/lab.mts';
import type { DownloadLab } from './downloadLab.mts';

let lab: DownloadLab;
beforeAll(async () => {
	lab = await openDownloadLab();
});
afterAll(async () => await lab.close());
beforeEach(() => lab.sandbox.reset());
afterEach(() => lab.expectNoKeyAtFiles());

const bad = ({ error }: RunResult) => `${error?.message}\n${error?.description}`;

describe.each(PROVIDER_IDS)('P10 With %s', (provider) => {
	it('the video of a task is stored, checked and described beside the input', async () => {
		const [ordered] = await lab.order(provider, ['A paper boat']);
		const result = await lab.download(provider, [{ sku: 'A-1', ...ordered }]);
		expect(result.error).toBeUndefined();
		const [item] = downloadsOf(result);
		const content = await lab.engine.binaries.read(item.binary.data);
		expect(item.json).toMatchObject({ sku: 'A-1', taskId: ordered.taskId, provider });
		expect(item.json.download).toEqual({
			bytes: content.length,
			sha256: sha256(content),
			mimeType: 'video/mp4',
			fileName: `${ordered.taskId}.mp4`,
			sourceUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/[^?]*$/),
			attempts: 1,
			resumed: false,
			width: expect.any(Number),
			height: expect.any(Number),
			durationSeconds: expect.any(Number),
			hasAudio: true,
			warnings: [],
		});
		expect(sha256(content)).toBe(sha256(clip('landscape')));
		expect(item.binary.data).toMatchObject({
			fileName: `${ordered.taskId}.mp4`,
			mimeType: 'video/mp4',
			fileType: 'video',
		});
		expect(item.pairedItem).toEqual({ item: 0 });
		expect(lab.requests(provider, 'get')).toHaveLength(1);
	});

	it('a failed task stops with its own reason, and no file is asked for', async () => {
		const [ordered] = await lab.order(provider, ['[[fail:content_policy_violation|not allowed]]']);
		const result = await lab.download(provider, [ordered]);
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain(ordered.taskId);
		expect(result.error?.message).not.toMatch(/download/i);
		expect(lab.fileRequests()).toHaveLength(0);
	});

	it('a refused link is renewed by asking for the task again', async () => {
		const [ordered] = await lab.order(provider, ['A paper boat']);
		lab.sandbox.addFault({ provider: 'files', operation: 'file', kind: 'status', status: 403 });
		const result = await lab.download(provider, [ordered]);
		expect(downloadsOf(result)[0].json.download).toMatchObject({ attempts: 2, resumed: false });
		expect(lab.requests(provider, 'get')).toHaveLength(2);
	});
});

describe('P10 Seedance Download', () => {
	it.each([
		['text', (id: string) => id],
		['expression', () => '={{ $json.taskId }}'],
		['choice of a list', (id: string) => ({ __rl: true, mode: 'list', value: id })],
	])('finds the task of a saved workflow by its %s', async (_, taskIdOf) => {
		const [ordered] = await lab.order('ark', ['A paper boat']);
		const parameters = { taskId: taskIdOf(String(ordered.taskId)) };
		const result = await lab.download('ark', [ordered], { parameters });
		expect(downloadsOf(result)[0].json.download.fileName).toBe(`${ordered.taskId}.mp4`);
	});

	it('keeps order and pairing, and stays within its limit of files at once', async () => {
		const ratios = ['16:9', '9:16', '1:1', '16:9', '9:16', '1:1'];
		const ordered: TaskJson[] = [];
		for (const aspectRatio of ratios) {
			ordered.push(...(await lab.order('evolink', ['A boat'], { aspectRatio })));
		}
		for (const nth of [1, 3]) {
			lab.sandbox.addFault({
				provider: 'files',
				operation: 'file',
				kind: 'delay',
				delayMs: 150,
				nth,
			});
		}
		const result = await lab.download('evolink', ordered, {
			parameters: { options: { maxConcurrency: 2 } },
		});
		const items = downloadsOf(result);
		expect(items.map(({ json }) => json.taskId)).toEqual(ordered.map((row) => row.taskId));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			ratios.map((_ratio, item) => ({ item })),
		);
		const shapes = items.map(({ json }) =>
			Math.sign(Number(json.download.width) - Number(json.download.height)),
		);
		expect(shapes).toEqual([1, -1, 0, 1, -1, 0]);
		expect(lab.sandbox.stats().files.maxInFlight).toBeLessThanOrEqual(2);
	});

	it('goes on where the line dropped', async () => {
		const [ordered] = await lab.order('ark', ['A paper boat']);
		lab.sandbox.addFault({ provider: 'files', operation: 'file', kind: 'cut', afterBytes: 20_000 });
		const result = await lab.download('ark', [ordered]);
		expect(downloadsOf(result)[0].json.download).toMatchObject({
			attempts: 2,
			resumed: true,
			sha256: sha256(clip('landscape')),
		});
	});

	it('takes a link instead of a task', async () => {
		const [ordered] = await lab.order('ark', ['A paper boat']);
		const { videoUrl } = (
			await lab.generate('ark', {
				parameters: { resource: 'task', operation: 'get', taskId: ordered.taskId },
			})
		).items('Node')[0].json;
		lab.sandbox.clearFaults();
		const before = lab.requests('ark').length;
		const result = await lab.download('ark', [{ videoUrl, sku: 'X/1' }], {
			parameters: { source: 'url', binaryProperty: 'video', fileName: '={{ $json.sku }}' },
		});
		const [item] = downloadsOf(result);
		expect(Object.keys(item.binary)).toEqual(['video']);
		expect(item.json.download.fileName).toBe('1.mp4');
		expect(JSON.stringify(item.json.download)).not.toMatch(/X-Tos|Signature|\?/);
		expect(lab.requests('ark')).toHaveLength(before);
	});

	it('stores the last frame beside the video', async () => {
		const [ordered] = await lab.order('ark', ['A paper boat'], {
			options: { returnLastFrame: true },
		});
		const result = await lab.download('ark', [ordered], {
			parameters: { options: { includeLastFrame: true } },
		});
		const { binary, json } = downloadsOf(result)[0];
		expect(binary.lastFrame).toMatchObject({
			mimeType: 'image/png',
			fileName: `${ordered.taskId}-last-frame.png`,
		});
		expect((await lab.engine.binaries.read(binary.lastFrame)).subarray(1, 4).toString()).toBe(
			'PNG',
		);
		expect(json.download.warnings).toEqual([]);
	});

	it('does not lose a video because there is no last frame', async () => {
		const [ordered] = await lab.order('evolink', ['A paper boat']);
		const result = await lab.download('evolink', [ordered], {
			parameters: { options: { includeLastFrame: true } },
		});
		const { binary, json } = downloadsOf(result)[0];
		expect(Object.keys(binary)).toEqual(['data']);
		expect(json.download.warnings[0]).toMatch(/no last frame.*Return Last Frame/);
	});

	it.each([
		['ark', /finished more than 24 hours ago/],
		['evolink', /link.*runs out, usually after 24 hours/],
	] as Array<[ProviderId, RegExp]>)(
		'says after 24 hours that the video is gone (%s)',
		async (provider, expected) => {
			const [ordered] = await lab.order(provider, ['A paper boat']);
			lab.sandbox.age(String(ordered.taskId), 25 * 3_600_000);
			lab.sandbox.addFault({
				provider: 'files',
				operation: 'file',
				kind: 'status',
				status: 403,
				times: 9,
			});
			const result = await lab.download(provider, [ordered]);
			expect(bad(result)).toMatch(expected);
			expect(bad(result)).toContain(ordered.taskId);
		},
	);

	it('refuses a file above the limit', async () => {
		const [ordered] = await lab.order('evolink', ['[[size:3]]']);
		const result = await lab.download('evolink', [ordered], {
			parameters: { options: { maxSizeMb: 1 } },
		});
		expect(bad(result)).toMatch(/more than the 1 MB.*"Max Size \(MB\)"/s);
	});

	it('finds out a web page in place of the video', async () => {
		const [ordered] = await lab.order('ink', ['A paper boat']);
		lab.sandbox.addFault({ provider: 'files', operation: 'file', kind: 'html' });
		const result = await lab.download('ink', [ordered]);
		expect(bad(result)).toMatch(/leads to a web page, not to a video file/);
		expect(lab.storedFiles().filter((name) => /tmp/.test(name))).toEqual([]);
	});

	it.each([
		['no task ID', {}, /Task ID is empty/],
		['the word undefined', { taskId: 'undefined' }, /Task ID is empty/],
		['an unknown task', { taskId: 'task-unified-1-nothere' }, /task-unified-1-nothere/],
	])('with %s says what to do', async (_title, row, message) => {
		const result = await lab.download('evolink', [row]);
		expect(bad(result)).toMatch(message);
		expect(result.error?.message).not.toMatch(/undefined:/);
	});

	it('passes on why a row never became a task', async () => {
		const failure = {
			category: 'input',
			code: 'invalidInput',
			message: 'Duration is 16 seconds.',
			hint: 'Choose 4 to 15.',
			retryable: false,
		};
		const result = await lab.download('evolink', [{ taskId: null, failure }]);
		expect(bad(result)).toMatch(/Duration is 16 seconds.*Choose 4 to 15/s);
	});

	it.each([
		[{ maxSizeMb: 0 }, /Max Size \(MB\) is 0/],
		[{ waitTimeout: -1 }, /Wait Timeout \(Minutes\) is -1/],
		[{ maxSizeMb: '={{ "big" }}' }, /Max Size \(MB\) needs a number/],
	])('refuses the option %j by name', async (options, message) => {
		const result = await lab.download('evolink', [{ taskId: 'task-unified-1-a' }], {
			parameters: { options },
		});
		expect(bad(result)).toMatch(message);
		expect(lab.requests('evolink')).toHaveLength(0);
	});
});
