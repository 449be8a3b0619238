import { jsonOf } from '../../support/items.mts';
import { openLab } from '../../support/lab.mts';
import type { INodeParameters } from 'n8n-workflow';

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab({ creditsPerAccount: 100_000 });
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const ROWS = 20;

/**
 * Rows with a picture each, all different.
 *
 * @param padding bytes
 */
async function pictures(padding: number = 0) {
	const answer = await fetch(lab.sandbox.mediaUrl('photo.jpg'));
	const photo = Buffer.from(await answer.arrayBuffer());
	return Array.from({ length: ROWS }, (_, row) => {
		const data = Buffer.concat([photo, Buffer.alloc(padding), Buffer.from([row])]);
		const picture = { data: data.toString('base64'), mimeType: 'image/jpeg', fileName: 'a.jpg' };
		return { json: {}, binary: { picture } };
	});
}

const parameters = (options?: INodeParameters) => ({
	completion: 'submit',
	media: { item: [{ kind: 'image', source: 'binary', binaryProperty: 'picture' }] },
	options: { maxConcurrency: 3, ...options },
});

test('P7 uploads count as requests: never more at once than Max Concurrency', async () => {
	lab.sandbox.addFault({ provider: 'evolink', kind: 'delay', delayMs: 30, times: 'always' });
	const result = await lab.generate('evolink', {
		parameters: parameters(),
		items: await pictures(),
	});
	expect(jsonOf(result).filter(({ failure }) => failure !== null)).toEqual([]);
	expect(lab.requests('evolink', 'upload')).toHaveLength(ROWS);
	expect(lab.sandbox.stats().evolink.maxInFlight).toBe(3);
});

test('P7 a sheet of pictures is not held in memory as a whole while the provider is busy', async () => {
	lab.sandbox.addFault({
		...{ provider: 'ark', operation: 'create', kind: 'status' },
		...{ status: 429, retryAfter: 1, times: 3 },
	});
	const items = await pictures();
	const read = jest.spyOn(Buffer, 'from');
	const running = lab.generate('ark', { parameters: parameters(), items });
	while (lab.requests('ark', 'create').length === 0) {
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	await new Promise((resolve) => setTimeout(resolve, 300));
	const stored = new Set(items.map(({ binary }) => binary.picture.data));
	const opened = read.mock.calls.filter(([data]) => typeof data === 'string' && stored.has(data));
	read.mockRestore();
	// Each is looked into once, two at a time, and let go; only those of requests under way are held.
	expect(opened.length).toBeLessThanOrEqual(ROWS + 3);
	expect(jsonOf(await running).filter(({ failure }) => failure !== null)).toEqual([]);
	expect(lab.sandbox.tasks()).toHaveLength(ROWS);
});
