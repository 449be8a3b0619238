import { jsonOf, refusedOf } from '../support/items.mts';
import { linkNotes } from '../support/videoLinks.mts';
import { PROVIDER_IDS, openLab } from '../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

describe.each(PROVIDER_IDS)('P12 Items of %s', (provider) => {
	test('P5 show an undocumented status word as unknown, never as success, and wait for its end', async () => {
		const prompt = 'A boat [[status:pondering]] [[slow:60000]] [[queue:1]]';
		const [item] = jsonOf(
			await lab.generate(provider, { parameters: { prompt, options: { waitTimeout: 0.06 } } }),
		);
		expect(item).toMatchObject({ status: 'unknown', failure: null });
		expect(item.warnings.join()).toMatch(/"pondering"/);
		expect(item.warnings.join()).toContain(item.taskId);
		lab.sandbox.reset();
		const later = 'A boat [[status:pondering]] [[slow:1500]] [[queue:1]]';
		const [finished] = jsonOf(await lab.generate(provider, { parameters: { prompt: later } }));
		expect(finished).toMatchObject({ status: 'succeeded', failure: null });
	});

	test('P4 hand over the id when the wait runs out, and the task can be finished later', async () => {
		const prompt = 'A boat [[slow:5000]]';
		const result = await lab.generate(provider, {
			parameters: { prompt, options: { waitTimeout: 0.05 } },
		});
		expect(result.status).toBe('success');
		const [item] = jsonOf(result);
		expect(item).toMatchObject({ videoUrl: null, failure: null });
		expect(['queued', 'running']).toContain(item.status);
		expect(item.warnings.join()).toMatch(new RegExp(`0\\.05 minutes.*${item.taskId}`));
		const [later] = jsonOf(
			await lab.generate(provider, {
				parameters: { resource: 'task', operation: 'wait' },
				rows: [item],
			}),
		);
		expect(later).toMatchObject({ taskId: item.taskId, status: 'succeeded' });
	});

	test('without a link go the way of rows without a video', async () => {
		const result = await lab.generate(provider, {
			parameters: { prompt: 'A boat [[noUrl]]' },
			settings: { onError: 'continueErrorOutput' },
		});
		expect(result.items('Node')).toEqual([]);
		const [{ details }] = refusedOf(result);
		expect(details).toMatchObject({ status: 'succeeded', videoUrl: null });
		expect(details.failure).toMatchObject({ code: 'noVideoLink', retryable: false });
		expect(details.failure?.message).toMatch(/no video address/);
		expect(details.failure?.hint).toContain(`give task ID ${details.taskId} to Seedance Download`);
	});

	test('wait for a link that comes a little late', async () => {
		const [item] = jsonOf(
			await lab.generate(provider, {
				parameters: { prompt: 'A boat turns slowly [[lateUrl:1500]]' },
			}),
		);
		const warnings = linkNotes(provider, item.videoUrl);
		expect(item).toMatchObject({ status: 'succeeded', warnings });
		expect(item.videoUrl).toMatch(/^http/);
	});
});
