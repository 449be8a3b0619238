import { createHash } from 'node:crypto';
import { clip, openDownloadLab } from '../SeedanceDownload/downloadLab.mts';
import { downloadsOf, jsonOf } from '../support/items.mts';
import { PROVIDER_IDS } from '../support/lab.mts';
import { linkNotes } from '../support/videoLinks.mts';
import { agentTool } from './pay/agentTool.mts';
import { RETRY_ON_FAIL } from './pay/faults.mts';
import { fromRows, stopTools } from './stopTools.mts';
import { FINAL, QUEUED } from './support.mts';
import type { IDataObject } from 'n8n-workflow';
import type { GenerateRun, NodeParameters, ProviderId } from '../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openDownloadLab>>;
beforeAll(async () => {
	lab = await openDownloadLab();
});
afterAll(async () => await lab.close());
beforeEach(() => lab.sandbox.reset());
afterEach(() => lab.expectNoKeyAtFiles());

const CONTINUE = { onError: 'continueRegularOutput' } as const;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const creates = (provider: ProviderId) => lab.requests(provider, 'create').length;
const prompts = (...texts: string[]): IDataObject[] => texts.map((prompt) => ({ prompt }));

/** Runs Generate with Download Video on. */
async function store(provider: ProviderId, run: GenerateRun = {}) {
	const { parameters = {}, ...rest } = run;
	const { options, ...fields } = parameters;
	const all: NodeParameters = {
		...(run.rows !== undefined && fromRows),
		...fields,
		options: { downloadVideo: true, ...options },
	};
	return await lab.generate(provider, { ...rest, parameters: all });
}

/** Breaks what the file host says, from now on. */
const breakFiles = (status: number) =>
	lab.sandbox.addFault({
		provider: 'files',
		operation: 'file',
		kind: 'status',
		status,
		times: 'always',
	});

describe.each(PROVIDER_IDS)('P10 Download Video on %s', (provider) => {
	test('makes one item of a row, with the video in it, checked and described', async () => {
		const result = await store(provider);
		expect(result.error).toBeUndefined();
		const [item] = downloadsOf(result);
		const content = await lab.engine.binaries.read(item.binary.data);
		const { taskId } = item.json;
		const warnings = linkNotes(provider, item.json.videoUrl);
		expect(item.json).toMatchObject({ provider, status: 'succeeded', failure: null, warnings });
		expect(item.json.download).toEqual({
			bytes: content.length,
			sha256: sha256(content),
			mimeType: 'video/mp4',
			fileName: `${taskId}.mp4`,
			sourceUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/[^?]*$/),
			attempts: 1,
			resumed: false,
			width: expect.any(Number),
			height: expect.any(Number),
			durationSeconds: expect.any(Number),
			hasAudio: true,
			warnings: [],
		});
		expect(item.binary.data).toMatchObject({ fileName: `${taskId}.mp4`, mimeType: 'video/mp4' });
		expect(item.pairedItem).toEqual({ item: 0 });
		expect(creates(provider)).toBe(1);
	});

	test('asks for a fresh link when the file host refuses the one that the task had', async () => {
		lab.sandbox.addFault({ provider: 'files', operation: 'file', kind: 'status', status: 403 });
		const [{ json }] = downloadsOf(await store(provider));
		expect(json.download).toMatchObject({ attempts: 2 });
	});

	test('P1 keeps a video that cannot be stored: no failure, nothing ordered again, and how to get it', async () => {
		breakFiles(404);
		const result = await store(provider, { settings: RETRY_ON_FAIL });
		expect(result.status).toBe('success');
		const [item] = downloadsOf(result);
		expect(item.binary).toEqual({});
		expect(item.json).toMatchObject({ status: 'succeeded', failure: null, download: null });
		expect(item.json.videoUrl).toMatch(/^http/);
		const warning = String(item.json.warnings.at(-1));
		expect(warning).toMatch(
			/^The video is made and paid, but it was not stored: .+\. It stays at /,
		);
		expect(warning).toContain(`give task ID ${item.json.taskId} to Seedance Download`);
		expect(warning).not.toMatch(/Verify|Max Size|https?:/);
		expect(creates(provider)).toBe(1);

		lab.sandbox.clearFaults();
		const later = await lab.download(provider, [item.json]);
		expect(downloadsOf(later)[0].json.download).toMatchObject({ bytes: clip('landscape').length });
		expect(creates(provider)).toBe(1);
	});
});

describe('P10 Download Video', () => {
	test('stores what is ready while other videos are still in the making', async () => {
		const result = await store('evolink', { rows: prompts('A boat', 'A kite [[slow:2500]]') });
		const [first] = lab.fileRequests();
		const [boat, kite] = downloadsOf(result);
		expect(first.path).toContain(boat.json.taskId);
		expect(first.at).toBeLessThan(Date.parse(String(kite.json.completedAt)) - 500);
		expect([boat, kite].map(({ json }) => json.download.attempts)).toEqual([1, 1]);
	});

	test('keeps order and pairing, with three files at once, or fewer with Max Concurrency', async () => {
		lab.sandbox.addFault({
			provider: 'files',
			operation: 'file',
			kind: 'delay',
			delayMs: 150,
			times: 'always',
		});
		const aspects = ['16:9', '9:16', '1:1', '9:16', '16:9', '1:1', '16:9'];
		const rows = aspects.map((aspectRatio) => ({ prompt: 'A boat', aspectRatio }));
		const parameters = { aspectRatio: '={{ $json.aspectRatio }}' };
		const items = downloadsOf(await store('ark', { rows, parameters }));
		const shape = (width: number | null, height: number | null) =>
			Math.sign(Number(width) - Number(height));
		expect(items.map(({ json: { download } }) => shape(download.width, download.height))).toEqual(
			aspects.map((ratio) => shape(...(ratio.split(':').map(Number) as [number, number]))),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(aspects.map((_, item) => ({ item })));
		expect(lab.sandbox.stats().files.maxInFlight).toBe(3);
		lab.sandbox.reset();
		await store('ark', { rows, parameters: { ...parameters, options: { maxConcurrency: 1 } } });
		expect(lab.sandbox.stats().files.maxInFlight).toBe(1);
	});

	test('goes on where the line dropped', async () => {
		lab.sandbox.addFault({ provider: 'files', operation: 'file', kind: 'cut', afterBytes: 20_000 });
		const [{ json }] = downloadsOf(await store('ark'));
		expect(json.download).toMatchObject({
			attempts: 2,
			resumed: true,
			sha256: sha256(clip('landscape')),
		});
	});

	test('puts the file where Put Output File in Field says, row by row', async () => {
		const rows = [
			{ prompt: 'A boat', field: 'clip' },
			{ prompt: 'A kite', field: 'shot' },
			{ prompt: 'A cloud', field: '' },
		];
		const parameters = { options: { binaryProperty: '={{ $json.field }}' } };
		const items = downloadsOf(await store('evolink', { rows, parameters }));
		expect(items.map(({ binary }) => Object.keys(binary))).toEqual([['clip'], ['shot'], ['data']]);
	});

	test('is up to each row, and items that do not ask for it are as ever', async () => {
		const rows = [
			{ prompt: 'A boat', keep: 'yes' },
			{ prompt: 'A kite', keep: 'no' },
		];
		const parameters = { options: { downloadVideo: '={{ $json.keep }}' } };
		const [boat, kite] = downloadsOf(await store('evolink', { rows, parameters }));
		expect(boat.json.download.attempts).toBe(1);
		expect(kite.binary).toEqual({});
		expect(kite.json).not.toHaveProperty('download');
		expect(lab.fileRequests()).toHaveLength(1);
	});

	test.each([
		[
			'a cell that is no yes or no',
			{ downloadVideo: 'perhaps' },
			{},
			/Download Video needs true or false/,
		],
		[
			'Right After Submitting',
			{},
			{ completion: 'submit' },
			/Set When to Continue to "When the Videos/,
		],
		[
			'After the Expected Time',
			{},
			{ completion: 'sleep' },
			/Set When to Continue to "When the Videos/,
		],
		['a callback', {}, { completion: 'callback' }, /Set When to Continue to "When the Videos/],
	])('P11 refuses %s before anything is sent', async (_, options, parameters, words) => {
		const result = await store('ark', { parameters: { ...parameters, options } });
		expect(result.error?.message).toMatch(words);
		expect(result.error?.description).toMatch(/Nothing was sent and nothing was billed/);
		expect(creates('ark')).toBe(0);
	});

	test('asks for no file of a task that failed, and its row says why', async () => {
		const rows = prompts(`A boat [[fail:${FINAL.evolink}]]`, 'A kite');
		const [boat, kite] = downloadsOf(await store('evolink', { rows, settings: CONTINUE }));
		expect(boat.json).toMatchObject({ status: 'failed', download: null });
		expect(boat.json.failure?.code).toBe(FINAL.evolink);
		expect(boat.binary).toEqual({});
		expect(kite.json.download.attempts).toBe(1);
		expect(lab.fileRequests()).toHaveLength(1);
	});

	test('asks for no file of a task that is still at work at Wait Timeout', async () => {
		const result = await store('ark', {
			rows: prompts(`A boat drifts by ${QUEUED}`),
			parameters: { options: { waitTimeout: 0.02 } },
		});
		const [{ json, binary }] = downloadsOf(result);
		expect(json).toMatchObject({ failure: null, download: null });
		expect(json.warnings).toEqual([expect.stringMatching(/^The wait ended/)]);
		expect(binary).toEqual({});
		expect(lab.fileRequests()).toHaveLength(0);
	});

	test('finishes a download that Wait Timeout overtakes', async () => {
		lab.sandbox.addFault({ provider: 'files', operation: 'file', kind: 'delay', delayMs: 3000 });
		const startMs = Date.now();
		const result = await store('ark', { parameters: { options: { waitTimeout: 0.04 } } });
		expect(Date.now() - startMs).toBeGreaterThan(0.04 * 60_000);
		expect(downloadsOf(result)[0].json).toMatchObject({ download: { attempts: 1 }, warnings: [] });
	});

	test('P6 Stop breaks a download off within a second, and says that the video is paid', async () => {
		const before = lab.storedFiles().length;
		lab.sandbox.addFault({ provider: 'files', operation: 'file', kind: 'delay', delayMs: 20_000 });
		const { idOf, stopWhen } = stopTools(() => lab);
		const { message } = await stopWhen(
			'evolink',
			{ parameters: { ...fromRows, options: { downloadVideo: true } }, rows: prompts('A boat') },
			() => lab.fileRequests().length === 1,
		);
		expect(message).toContain(`Already finished and paid: row 1 (task ${idOf('boat')}).`);
		expect(lab.storedFiles()).toHaveLength(before);
	});

	test('P2 "Retry execution" and Retry On Fail pay nothing again, and store', async () => {
		const rows = prompts(`A boat [[fail:${FINAL.ark}]]`, 'A kite');
		const result = await store('ark', { rows, settings: RETRY_ON_FAIL });
		expect(result.status).toBe('error');
		expect(creates('ark')).toBe(2);
		const { workflow } = result.saved;
		const lenient = workflow.nodes.map((node) => ({ ...node, ...CONTINUE }));
		const retried = await lab.engine.retry(result.saved, {
			workflow: { ...workflow, nodes: lenient },
		});
		const [, kite] = downloadsOf(retried);
		expect(kite.json.download).toMatchObject({ attempts: 1 });
		expect(await lab.engine.binaries.read(kite.binary.data)).toHaveLength(kite.json.download.bytes);
		expect(creates('ark')).toBe(2);
	});

	test('downloads once what rows with the same key share', async () => {
		const rows = prompts('A boat', 'A boat');
		const parameters = { options: { idempotencyKey: 'same' } };
		const items = downloadsOf(await store('evolink', { rows, parameters }));
		expect(new Set(items.map(({ json }) => json.download.sha256)).size).toBe(1);
		expect(items.every(({ binary }) => binary.data !== undefined)).toBe(true);
		expect(lab.fileRequests()).toHaveLength(1);
		expect(creates('evolink')).toBe(1);
	});

	test('stores the full video of a draft as well', async () => {
		const draft = { model: 'seedance-2.5', options: { draft: true } };
		const [{ draftId }] = jsonOf(await lab.generate('ark', { parameters: draft }));
		const result = await store('ark', {
			items: [{ json: { draftId } }],
			parameters: { operation: 'finishDraft', draftId: '={{ $json.draftId }}' },
		});
		expect(downloadsOf(result)[0].json.download).toMatchObject({ attempts: 1 });
	});

	test('gives an AI agent the link and no file: n8n would drop it, so nothing is stored in vain', async () => {
		const before = lab.storedFiles().length;
		const said = await agentTool(lab, { options: { downloadVideo: true } })('A boat drifts by');
		expect(said).toMatchObject({ status: 'succeeded', failure: null, download: null });
		expect(said.videoUrl).toMatch(/^http/);
		expect(said.warnings).toEqual([
			expect.stringMatching(/^n8n hands no files to AI agents.*Seedance Download\.$/),
		]);
		expect(JSON.stringify(said).length).toBeLessThan(2500);
		expect(lab.fileRequests()).toHaveLength(0);
		expect(lab.storedFiles()).toHaveLength(before);
	});
});
