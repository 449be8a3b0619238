/** What is taken for a draft, and what becomes of it. */

import { jsonOf } from '../support/items.mts';
import { credentialsFor, openLab } from '../support/lab.mts';
import { DRAFT, FINISH, draftTools, rowsOf } from './draftLab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => {
	lab.sandbox.reset();
	lab.engine.state.credentials = { ...credentialsFor(lab.sandbox) };
});
afterAll(async () => await lab.close());

const { finish, fulls, makeDraft, sent } = draftTools(() => lab);

const ROUTED = { onError: 'continueRegularOutput' } as const;

describe('P11 A draft that would become a full video', () => {
	test('by Extra Body is refused before paying', async () => {
		for (const extraBody of ['{"draft": false}', '{"draft": null}']) {
			const result = await lab.generate('ark', {
				parameters: { ...DRAFT, options: { draft: true, extraBody } },
			});
			expect(result.error?.message).toMatch(/Draft is on, but Extra Body/);
		}
		expect(sent()).toBe(0);
		const parameters = { ...DRAFT, options: { draft: true, extraBody: '{"draft": true}' } };
		expect(jsonOf(await lab.generate('ark', { parameters }))[0].resolution).toBe('480p');
	});

	test('at a relay that knows no drafts is told as what it is', async () => {
		lab.sandbox.addFault({
			...{ provider: 'ark', operation: 'get', kind: 'status', status: 200, times: 'always' },
			body: {
				...{ id: 'cgt-x', status: 'succeeded', resolution: '1080p' },
				content: { video_url: 'https://example.com/v.mp4' },
			},
		});
		const item = await makeDraft();
		expect(item.draftId).toBeNull();
		expect(item.warnings.join()).toMatch(/made a full video in 1080p instead of a draft/);
	});

	test('in spite of options that drafts have not is a draft all the same', async () => {
		const options = { draft: true, returnLastFrame: true, serviceTier: 'flex', webSearch: false };
		const item = await makeDraft({ resolution: '1080p', options });
		expect(item).toMatchObject({ status: 'succeeded', resolution: '480p', lastFrameUrl: null });
		expect(item.warnings.join()).toMatch(/Return Last Frame was not sent.*/);
		expect(item.warnings.join()).toMatch(/Service Tier was not sent/);
		const endpoint = { model: 'custom', customModel: 'ep-25-20261101-abcde', options };
		const result = await lab.generate('ark', { parameters: { ...DRAFT, ...endpoint } });
		// Nobody knows the model behind an endpoint: Ark refuses, and nothing is made.
		expect(result.error?.message).toMatch(/service_tier|Service Tier/);
		expect(lab.sandbox.tasks()).toHaveLength(1);
	});
});

describe('P17 A Draft ID that is none orders nothing', () => {
	const CELLS: unknown[] = [
		'#REF!',
		'#VALUE!',
		'N/A',
		'undefined',
		'null',
		'-',
		'[object Object]',
		'{{ $json.draftId }}',
		'=A2',
		'Loading...',
		12345,
		0,
		true,
		'yes',
		'soon',
		['cgt-20260701120000-abcde'],
		{ id: 'cgt-20260701120000-abcde' },
		'cgt-20260701120000-abcde, cgt-20260701120000-fghij',
		'https://example.com/video.mp4',
		'../../models',
		'cgt-20260701120000-abcde?x=1',
		'asset-2026',
		'x'.repeat(5000),
	];

	test.each(CELLS.map((cell) => [JSON.stringify(cell).slice(0, 60), cell]))(
		'%s',
		async (_, cell) => {
			const result = await finish([cell], {}, { settings: ROUTED });
			const [item] = jsonOf(result);
			expect(sent()).toBe(0);
			expect(item.failure ?? item.details).toBeTruthy();
			const text = JSON.stringify(item);
			expect(text).toMatch(/Draft ID|Draft .* is not there/);
		},
	);

	test('but one with spaces, quotes and what nobody sees around it is the draft', async () => {
		const { draftId } = await makeDraft();
		const [item] = jsonOf(await finish([`\u200b "${draftId}"\n`]));
		expect(item.failure).toBeNull();
		expect(fulls()).toHaveLength(1);
	});
});

describe('The full video of a draft', () => {
	test('names the endpoint id that made the draft', async () => {
		const made = await makeDraft({ model: 'custom', customModel: 'ep-25-20261101-abcde' });
		expect(made.draftId).not.toBeNull();
		const [item] = jsonOf(await finish([made.draftId]));
		expect(item).toMatchObject({ model: 'ep-25-20261101-abcde', status: 'succeeded' });
	});

	test('P11 is refused where the endpoint makes no drafts, and no full video is made', async () => {
		const parameters = { ...DRAFT, model: 'custom', customModel: 'ep-20261101-abcde' };
		const result = await lab.generate('ark', { parameters });
		expect(result.error?.message).toMatch(/draft/);
		expect(lab.sandbox.tasks()).toEqual([]);
	});

	test.each([
		[{ resolution: '720p' }],
		[{ draft: true }],
		[{ content: [] }],
		[{ duration: 5 }],
		[{ seed: 7 }],
	])(
		'with Extra Body %j is what Ark takes of it, and nothing is made otherwise',
		async (extraBody) => {
			const { draftId } = await makeDraft();
			const options = { extraBody: JSON.stringify(extraBody) };
			const result = await finish([draftId], options, { settings: ROUTED });
			const [item] = jsonOf(result);
			expect(item.failure ?? item.details).toBeTruthy();
			expect(fulls()).toEqual([]);
			expect(sent()).toBe(2);
		},
	);

	test.each([['submit'], ['wait']])('goes on as chosen: %s', async (completion) => {
		const { draftId } = await makeDraft();
		const parameters = { ...FINISH, completion };
		const [item] = jsonOf(await lab.generate('ark', { parameters, rows: rowsOf([draftId]) }));
		expect(item.taskId).toBe(fulls()[0].id);
		expect(item.draftId).toBeNull();
		const rows = [{ taskId: item.taskId }];
		const waiting = { resource: 'task', operation: 'wait' };
		const [got] = jsonOf(await lab.generate('ark', { parameters: waiting, rows }));
		expect(got).toMatchObject({ taskId: item.taskId, status: 'succeeded', draftId: null });
	});
});

describe('A draft of another', () => {
	test('account is not there, and the words say so', async () => {
		const { draftId } = await makeDraft();
		const { baseUrls, keys } = lab.sandbox;
		lab.engine.state.credentials.seedanceArkApi = {
			...{ region: 'custom', baseUrl: baseUrls.arkInternational, apiKey: keys.arkInternational },
		};
		const result = await finish([draftId]);
		expect(result.error?.message).toMatch(/only to the API key and region that made them/);
		expect(fulls()).toEqual([]);
	});

	test('provider is refused there without a request', async () => {
		const { draftId } = await makeDraft();
		for (const provider of ['evolink', 'fal'] as const) {
			const rows = rowsOf([draftId]);
			const result = await lab.generate(provider, { parameters: FINISH, rows });
			expect(result.error?.message).toMatch(/makes no drafts/);
			expect(lab.requests(provider)).toEqual([]);
		}
	});
});
