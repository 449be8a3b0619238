import { jsonOf } from '../support/items.mts';
import { ownIdOf } from '../support/shownIds.mts';
import { PROVIDER_IDS, openLab } from '../support/lab.mts';
import FIXTURES from '../contract/fixtures/index.mts';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { isKeyed, linkNotes, openVideo } from '../support/videoLinks.mts';
import { sentBody, sentModel } from './support.mts';
import type { ProviderId } from '../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

/** The fields of every item about one task, in their order. */
const FIELDS = [
	...['taskId', 'provider', 'model', 'mode', 'status', 'videoUrl', 'lastFrameUrl', 'urlExpiresAt'],
	...['prompt', 'durationSeconds', 'resolution', 'aspectRatio', 'generateAudio', 'draftId'],
	...['submittedAt', 'completedAt', 'progress', 'usage', 'cost', 'metadata', 'warnings', 'failure'],
];

/** Who reports what a video has cost, and in what. */
const REPORTED: Partial<Record<ProviderId, string>> = {
	evolink: 'credits',
	ink: 'credits',
	kie: 'credits',
	openRouter: 'USD',
};

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;

describe.each(PROVIDER_IDS)('P12 Items of %s', (provider) => {
	test('have the same fields in every operation on one task', async () => {
		const task = { resource: 'task' };
		const [made] = jsonOf(await lab.generate(provider));
		const [submitted] = jsonOf(
			await lab.generate(provider, { parameters: { completion: 'submit' } }),
		);
		const rows = [{ taskId: made.taskId }];
		const [got] = jsonOf(
			await lab.generate(provider, { parameters: { ...task, operation: 'get' }, rows }),
		);
		const [waited] = jsonOf(
			await lab.generate(provider, { parameters: { ...task, operation: 'wait' }, rows }),
		);
		const [refused] = jsonOf(
			await lab.generate(provider, {
				parameters: { duration: 99 },
				settings: { onError: 'continueRegularOutput' },
			}),
		);
		for (const item of [made, submitted, got, waited, refused]) {
			expect(Object.keys(item)).toEqual(FIELDS);
		}
	});

	test('say what was sent, what came out and when', async () => {
		const [item] = jsonOf(
			await lab.generate(provider, {
				parameters: {
					prompt: 'A boat',
					duration: 8,
					resolution: '720p',
					aspectRatio: '9:16',
					options: { metadata: '{"row": 7}' },
				},
			}),
		);
		expect(item).toMatchObject({
			provider,
			model: sentModel(lab, provider),
			mode: 'textToVideo',
			status: 'succeeded',
			prompt: 'A boat',
			durationSeconds: 8,
			resolution: '720p',
			aspectRatio: '9:16',
			metadata: { row: 7 },
			failure: null,
			submittedAt: expect.stringMatching(ISO),
			completedAt: expect.stringMatching(ISO),
		});
		expect(item.videoUrl).toMatch(isKeyed(provider, item.videoUrl) ? /^http/ : /^http.*\.mp4/);
		if (PROVIDERS[provider].capabilities.resultLifetimeHours !== null)
			expect(item.urlExpiresAt).toMatch(ISO);
		const video = await openVideo(lab.sandbox, provider, item.videoUrl);
		expect(video.headers.get('content-type')).toBe('video/mp4');
		await video.arrayBuffer();
	});

	test('carry the answer of the provider only when asked for', async () => {
		const [plain] = jsonOf(await lab.generate(provider));
		expect(plain).not.toHaveProperty('raw');
		const [full] = jsonOf(
			await lab.generate(provider, { parameters: { options: { includeRawResponse: true } } }),
		);
		expect(JSON.stringify(full.raw)).toContain(ownIdOf(full.taskId));
		const [got] = jsonOf(
			await lab.generate(provider, {
				parameters: {
					resource: 'task',
					operation: 'get',
					options: { includeRawResponse: true },
				},
				rows: [{ taskId: plain.taskId }],
			}),
		);
		expect(JSON.stringify(got.raw)).toContain(ownIdOf(plain.taskId));
	});

	test('name a task that was submitted without waiting', async () => {
		const [item] = jsonOf(await lab.generate(provider, { parameters: { completion: 'submit' } }));
		expect(item).toMatchObject({ status: 'queued', videoUrl: null, failure: null });
		expect(item.taskId).toBe(lab.sandbox.tasks()[0].id);
		expect(lab.requests(provider, 'get')).toEqual([]);
	});

	test('have one cost per video: what the provider reports, else the figure of the user', async () => {
		const options = { costPerSecond: 0.1, costCurrency: 'eur', idempotencyKey: provider };
		const parameters = { duration: 6, options };
		const [first, twin] = jsonOf(await lab.generate(provider, { parameters, rows: [{}, {}] }));
		const currency = REPORTED[provider];
		expect(first.usage.estimatedCost).toEqual({ amount: 0.6, currency: 'EUR' });
		expect(first.cost).toEqual(
			currency
				? { amount: lab.sandbox.tasks()[0].units, currency, basis: 'reported' }
				: { amount: 0.6, currency: 'EUR', basis: 'costPerSecond' },
		);
		expect(twin.taskId).toBe(first.taskId);
		expect(twin.cost).toEqual({ ...first.cost, amount: 0 });
		const read = { resource: 'task', operation: 'get' };
		const rows = [{ taskId: first.taskId }];
		const [got] = jsonOf(await lab.generate(provider, { parameters: read, rows }));
		// seedance2.ink tells its credits once, when it takes the task.
		expect(got.cost).toEqual(provider !== 'ink' && currency ? first.cost : null);
	});

	test('of a row that was never sent have no cost', async () => {
		const [item] = jsonOf(
			await lab.generate(provider, {
				parameters: { duration: 99, options: { costPerSecond: 0.1 } },
				settings: { onError: 'continueRegularOutput' },
			}),
		);
		expect(item.cost).toBeNull();
	});

	test('refuse a currency that no sheet could add up', async () => {
		const result = await lab.generate(provider, {
			parameters: { options: { costPerSecond: 0.1, costCurrency: '$ per second' } },
		});
		expect(result.error?.message).toMatch(/Cost Currency is “\$ per second”.*USD/);
		expect(lab.sandbox.tasks()).toEqual([]);
	});

	test('silent videos are really ordered silent, or the item says that it cannot be', async () => {
		const [item] = jsonOf(await lab.generate(provider, { parameters: { generateAudio: false } }));
		const body = sentBody(lab, provider);
		if (provider === 'ink') {
			expect(item.warnings).toEqual([expect.stringMatching(/^Generate Audio was not sent: /)]);
			return;
		}
		expect({ ...body, ...body.metadata, ...body.input }.generate_audio).toBe(false);
		expect(item).toMatchObject({
			generateAudio: false,
			warnings: linkNotes(provider, item.videoUrl),
		});
	});

	test('an option that the provider cannot honour is not sent and appears in the warnings', async () => {
		const options = {
			watermark: true,
			seed: 7,
			webSearch: true,
			returnLastFrame: true,
			serviceTier: 'flex',
		};
		const [item] = jsonOf(await lab.generate(provider, { parameters: { options } }));
		const said = item.warnings.map((text: string) => text.split(' was not sent')[0]);
		const notes = linkNotes(provider, item.videoUrl);
		expect(said).toEqual(expect.arrayContaining([...FIXTURES[provider].unheard, ...notes]));
		expect(said).toHaveLength(FIXTURES[provider].unheard.length + notes.length);
		expect(item.status).toBe('succeeded');
		const sent = JSON.stringify(sentBody(lab, provider));
		expect(/seed"/.test(sent)).toBe(!FIXTURES[provider].unheard.includes('Seed'));
		expect(/service_tier/.test(sent)).toBe(false);
	});
});

test('two rows that were given the same task say so', async () => {
	lab.sandbox.addFault({
		...{ provider: 'evolink', operation: 'create', kind: 'status', status: 200, times: 3 },
		body: { id: 'task-unified-1', status: 'pending' },
	});
	const result = await lab.generate('evolink', {
		parameters: { completion: 'submit' },
		rows: [{}, {}, {}],
	});
	const [first, ...others] = jsonOf(result).map(({ warnings }) => warnings.join());
	expect(first).not.toContain('same task');
	for (const text of others) expect(text).toContain('this row and row 1 the same task ID');
});

test('on Ark the last frame is handed over', async () => {
	const [item] = jsonOf(
		await lab.generate('ark', { parameters: { options: { returnLastFrame: true } } }),
	);
	expect(item.lastFrameUrl).toMatch(/-last\.png/);
	expect(item.usage.completionTokens).toBe(108_900);
});
