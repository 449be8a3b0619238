import { downloadsOf, jsonOf, refusedOf } from '../support/items.mts';
import { openDownloadLab } from './downloadLab.mts';
import type { NodeParameters } from '../support/lab.mts';
import type { DownloadLab } from './downloadLab.mts';

let lab: DownloadLab;
beforeAll(async () => {
	lab = await openDownloadLab();
});
afterAll(async () => await lab.close());
beforeEach(() => lab.sandbox.reset());
afterEach(() => lab.expectNoKeyAtFiles());

describe('One bad row', () => {
	/** A good, a bad and a good row. */
	const threeRows = async () =>
		await lab.order('evolink', ['One', '[[fail:generation_failed_no_content]]', 'Three']);

	it('lets the others finish, then stops with a message that names row and task', async () => {
		const rows = await threeRows();
		const result = await lab.download('evolink', rows);
		expect(result.error?.name).toBe('NodeOperationError');
		expect(result.error?.message).toMatch(
			/^1 of 3 videos were not downloaded\. Row 2: EvoLink, task /,
		);
		expect(result.error?.message).toContain(rows[1].taskId);
		// n8n would add "[item 1]" to a text that speaks of row 2.
		expect(result.error?.context.itemIndex).toBeUndefined();
		expect(lab.fileRequests()).toHaveLength(2);
	});

	it('that fail for the same reason are told in one line', async () => {
		const [good] = await lab.order('evolink', ['One']);
		const result = await lab.download('evolink', [{}, good, {}, { taskId: '' }]);
		expect(result.error?.message).toMatch(
			/^3 of 4 videos were not downloaded\. Rows 1, 3, 4: EvoLink, no task: [^:]+$/,
		);
	});

	it('goes to the error output with everything that is known', async () => {
		const rows = await threeRows();
		const photo = { mimeType: 'image/png', data: 'iVBORw0KGgo=', fileName: 'photo.png' };
		const result = await lab.download('evolink', rows, {
			settings: { onError: 'continueErrorOutput' },
			items: rows.map((json) => ({ json, binary: { photo } })),
		});
		expect(result.status).toBe('success');
		expect(jsonOf(result).map(({ taskId }) => taskId)).toEqual([rows[0].taskId, rows[2].taskId]);
		const [failed] = refusedOf(result);
		expect(failed.error).toMatch(/^EvoLink, task task-unified-/);
		expect(failed.details).toMatchObject({
			taskId: rows[1].taskId,
			provider: 'evolink',
			failure: { code: 'generation_failed_no_content', retryable: true },
		});
		expect(result.items('Node', 1)[0].binary?.photo).toMatchObject(photo);
	});

	it.each<[string, NodeParameters, RegExp]>([
		[
			'an expression without a result',
			{ fileName: "={{ $itemIndex === 1 ? $('Start').itemMatching(7).json.sku : 'x' }}" },
			/expression in fileName/,
		],
		...['taskId', 'fileName', 'binaryProperty'].map((name): [string, NodeParameters, RegExp] => [
			`a word of the spreadsheet as ${name}`,
			{ [name]: `={{ $itemIndex === 1 ? '#REF!' : $json.taskId }}` },
			/ is "#REF!", which a spreadsheet shows/,
		]),
		...['waitTimeout', 'maxSizeMb', 'verify', 'includeLastFrame'].map(
			(name): [string, NodeParameters, RegExp] => [
				`a word of the spreadsheet as ${name}`,
				{ options: { [name]: `={{ $itemIndex === 1 ? '#N/A' : null }}` } },
				/ is "#N\/A", which a spreadsheet shows/,
			],
		),
		[
			'one field for video and last frame',
			{
				binaryProperty: "={{ $itemIndex === 1 ? 'lastFrame' : 'data' }}",
				options: { includeLastFrame: true },
			},
			/is lastFrame.*Enter another name/,
		],
	])('with %s leaves the others alone', async (_title, parameters, says) => {
		const rows = await lab.order('evolink', ['One', 'Two', 'Three']);
		const result = await lab.download('evolink', rows, {
			parameters,
			settings: { onError: 'continueErrorOutput' },
		});
		const kept = jsonOf(result).map(({ taskId }) => taskId);
		expect(kept).toEqual([rows[0].taskId, rows[2].taskId]);
		const [failed] = refusedOf(result);
		expect(failed.message).toMatch(says);
		expect([rows[1].taskId, null]).toContain(failed.details.taskId);
	});

	it('stays in its place with its failure, and does not make n8n run the node again', async () => {
		const [bad_, good] = await lab.order('evolink', ['[[fail:service_error]]', 'Two']);
		const result = await lab.download('evolink', [{ ...bad_, error: 'from before' }, good], {
			settings: { onError: 'continueRegularOutput', retryOnFail: true, maxTries: 3 },
		});
		const items = downloadsOf(result);
		expect(items).toHaveLength(2);
		expect(items[0].json).toMatchObject({
			taskId: bad_.taskId,
			inputError: 'from before',
			failure: { code: 'service_error' },
		});
		expect(items[0].json.error).toBeUndefined();
		expect(result.items('Node')[0].binary).toBeUndefined();
		expect(items[1].binary.data.fileName).toBe(`${good.taskId}.mp4`);
		expect(lab.requests('evolink', 'get')).toHaveLength(2);
	});
});

describe('Stop', () => {
	it('closes the connection and leaves no temporary file', async () => {
		const [ordered] = await lab.order('evolink', ['[[size:4]]']);
		lab.sandbox.addFault({
			provider: 'files',
			operation: 'file',
			kind: 'slow',
			bytesPerSecond: 1_500_000,
		});
		const before = lab.storedFiles();
		const controller = new AbortController();
		const running = lab.download('evolink', [ordered], { signal: controller.signal });
		const partial = () => lab.storedFiles().filter((name) => name.includes('.tmp.'));
		while (partial().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
		const pressed = Date.now();
		controller.abort();
		const result = await running;
		expect(result.status).toBe('canceled');
		expect(Date.now() - pressed).toBeLessThan(1000);
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(partial()).toEqual([]);
		expect(lab.storedFiles()).toEqual(before);
		expect(lab.sandbox.stats().files.inFlight).toBe(0);
	});
});
