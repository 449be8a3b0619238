import { credentialsFor } from '../support/lab.mts';
import { jsonOf } from '../support/items.mts';
import { openDownloadLab } from './downloadLab.mts';
import type { DownloadLab } from './downloadLab.mts';

/** One sheet for several customers: the credential of Seedance Download holds an expression, too. */

let lab: DownloadLab;
beforeAll(async () => {
	lab = await openDownloadLab();
});
beforeEach(() => {
	lab.sandbox.reset();
	const type = 'seedanceEvoLinkApi';
	lab.engine.state.credentials[type] = {
		...credentialsFor(lab.sandbox)[type],
		apiKey: '={{ $json.key }}',
	};
});
afterAll(async () => await lab.close());

const CONTINUE = { onError: 'continueRegularOutput' } as const;

/** One finished video of each customer. */
async function orderBoth() {
	const keys = [lab.sandbox.keys.evolink, lab.sandbox.secondKeys.evolink];
	const rows = keys.map((key) => ({ key }));
	const items = jsonOf(await lab.generate('evolink', { rows }));
	return items.map(({ taskId, videoUrl }, index) => ({ taskId, videoUrl, key: keys[index] }));
}

const reads = () => lab.requests('evolink', 'get');

describe('P21 Seedance Download', () => {
	test('reads the task of each row with its own key, and renews its link with it', async () => {
		const rows = await orderBoth();
		const before = reads().length;
		lab.sandbox.addFault({
			provider: 'files',
			operation: 'file',
			kind: 'status',
			status: 403,
			times: 2,
		});
		const result = await lab.download('evolink', rows);
		expect(result.error?.message).toBeUndefined();
		expect(result.items('Node').map(({ binary }) => binary?.data.mimeType)).toEqual(
			Array(2).fill('video/mp4'),
		);
		const owners = new Map(lab.sandbox.tasks().map(({ id, owner }) => [id, owner]));
		expect(reads().length - before).toBeGreaterThanOrEqual(4);
		for (const { taskId, account } of reads()) expect(account).toBe(owners.get(String(taskId)));
		lab.expectNoKeyAtFiles();
	});

	test('refuses the row whose key is missing or of somebody else, and stores the others', async () => {
		const [one, two] = await orderBoth();
		const rows = [one, { ...two, key: '' }, { ...two, key: one.key }, two];
		const items = jsonOf(await lab.download('evolink', rows, { settings: CONTINUE }));
		expect(items.map(({ failure }) => failure?.code ?? null)).toEqual([
			null,
			'invalidInput',
			expect.any(String),
			null,
		]);
		expect(items[1].failure?.message).toContain('gives no API Key for this row');
	});

	test('needs no key for a link', async () => {
		const [{ videoUrl }] = await orderBoth();
		const parameters = { source: 'url', url: videoUrl };
		lab.engine.state.credentials.seedanceEvoLinkApi.baseUrl = lab.sandbox.baseUrls.evolink;
		const result = await lab.download('evolink', [{ key: lab.sandbox.keys.evolink }], {
			parameters,
		});
		expect(result.error?.message).toBeUndefined();
		const publicLink = { ...parameters, url: 'http://127.0.0.1:1/v.mp4' };
		const refused = await lab.download('evolink', [{}], {
			parameters: publicLink,
			settings: CONTINUE,
		});
		// It is the address that is refused, not the credential.
		expect(jsonOf(refused)[0].failure?.code).toBe('badAddress');
	});
});
