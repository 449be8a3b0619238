import type { INodeParameters } from 'n8n-workflow';
import { jsonOf } from '../support/items.mts';
import { PROVIDER_IDS, credentialsFor, openLab } from '../support/lab.mts';
import { sentBody } from './support.mts';
import type { NodeParameters } from '../support/lab.mts';

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

const MODEL = 'doubao-seedance-2-5-260628';
const DRAFT = { model: 'seedance-2.5', prompt: 'A boat drifts', options: { draft: true } };
const FINISH = { operation: 'finishDraft', draftId: '={{ $json.draftId }}' };
const DAY_MS = 86_400_000;

/** A draft that is there. */
async function makeDraft(parameters: NodeParameters = {}) {
	const [item] = jsonOf(await lab.generate('ark', { parameters: { ...DRAFT, ...parameters } }));
	return item;
}

const finish = async (rows: Array<{ draftId?: unknown }>, options: INodeParameters = {}) =>
	await lab.generate('ark', {
		parameters: { ...FINISH, options },
		rows: rows.map(({ draftId }) => ({ draftId: draftId as string })),
	});

const orders = () => lab.requests('ark', 'create').length;

describe('A draft', () => {
	test('is a preview in 480p with the id by which it is finished', async () => {
		const item = await makeDraft({ duration: 6, aspectRatio: '9:16', resolution: '4k' });
		expect(item).toMatchObject({
			status: 'succeeded',
			resolution: '480p',
			draftId: item.taskId,
			durationSeconds: 6,
		});
		expect(item.warnings).toEqual([expect.stringMatching(/draft in 480p.*1080p within 7 days/)]);
		expect(sentBody(lab, 'ark')).toMatchObject({ draft: true, resolution: '480p', ratio: '9:16' });
		const [submitted] = jsonOf(
			await lab.generate('ark', { parameters: { ...DRAFT, completion: 'submit' } }),
		);
		expect(submitted.draftId).toBe(submitted.taskId);
		const read = { resource: 'task', operation: 'get' };
		const rows = [{ taskId: item.taskId }];
		const [got] = jsonOf(await lab.generate('ark', { parameters: read, rows }));
		expect(got.draftId).toBe(item.taskId);
	});

	test('is what every full video is not', async () => {
		const [item] = jsonOf(await lab.generate('ark', { parameters: { ...DRAFT, options: {} } }));
		expect(item.draftId).toBeNull();
		expect(sentBody(lab, 'ark')).not.toHaveProperty('draft');
	});

	test.each(PROVIDER_IDS)('P11 on %s is never made as a full video instead', async (provider) => {
		const parameters = { model: 'seedance-2.0', prompt: 'A boat drifts', options: { draft: true } };
		const result = await lab.generate(provider, { parameters });
		expect(result.error?.message).toMatch(/makes no drafts and would bill the full video/);
		expect(lab.sandbox.tasks()).toEqual([]);
	});

	test('is estimated at its own size', async () => {
		lab.engine.state.credentials.seedanceArkApi = { apiKey: 'x', region: 'china', baseUrl: '' };
		const parameters = { ...DRAFT, operation: 'estimate', duration: 4 };
		const [{ json }] = (await lab.generate('ark', { parameters })).items('Node');
		expect(json.usage).toEqual({
			estimatedTokens: 38_830,
			estimatedCost: { amount: 2.7181, currency: 'CNY' },
		});
	});
});

describe('The full video of a draft', () => {
	test('is ordered by the id of the draft alone, and comes in 1080p', async () => {
		const draft = await makeDraft({ duration: 6, aspectRatio: '9:16', generateAudio: false });
		const [item] = jsonOf(await finish([draft], { costPerSecond: 0.5, costCurrency: 'CNY' }));
		const { safety_identifier: mark, ...body } = lab.sandbox.tasks()[1].request;
		expect(body).toEqual({
			model: MODEL,
			content: [{ type: 'draft_task', draft_task: { id: draft.taskId } }],
			resolution: '1080p',
		});
		expect(mark).toMatch(/^n8n-seedance-/);
		expect(item).toMatchObject({
			status: 'succeeded',
			model: MODEL,
			mode: null,
			prompt: null,
			durationSeconds: 6,
			resolution: '1080p',
			aspectRatio: '9:16',
			draftId: null,
			cost: { amount: 3, currency: 'CNY', basis: 'costPerSecond' },
			warnings: [],
		});
		expect(item.taskId).not.toBe(draft.taskId);
	});

	test('P1 is paid once when the answer to the order is lost', async () => {
		const draft = await makeDraft();
		const before = orders();
		lab.sandbox.addFault({ provider: 'ark', operation: 'create', kind: 'resetAfter' });
		const [item] = jsonOf(await finish([draft]));
		expect(item.status).toBe('succeeded');
		expect(orders()).toBe(before + 1);
		expect(lab.sandbox.tasks()).toHaveLength(2);
	});

	test('counts against the caps at the length of its draft', async () => {
		const drafts = [await makeDraft({ duration: 4 }), await makeDraft({ duration: 10 })];
		const before = orders();
		const many = await finish(drafts, { maxTasks: 1 });
		expect(many.error?.message).toMatch(/Max Tasks is 1/);
		const dear = await finish(drafts, { maxCost: 1.3, costPerSecond: 0.1 });
		expect(dear.error?.message).toMatch(/cost about 1\.40/);
		expect(orders()).toBe(before);
		const fine = await finish(drafts, { maxCost: 1.4, costPerSecond: 0.1 });
		expect(jsonOf(fine).map(({ durationSeconds }) => durationSeconds)).toEqual([4, 10]);
	});

	test('with one Idempotency Key is one video', async () => {
		const draft = await makeDraft();
		const [first, twin] = jsonOf(await finish([draft, draft], { idempotencyKey: 'boat' }));
		expect(twin.taskId).toBe(first.taskId);
		expect(lab.sandbox.tasks()).toHaveLength(2);
	});

	test('P11 of a draft that cannot be finished is not ordered, and says why', async () => {
		const old = await makeDraft();
		lab.sandbox.age(String(old.taskId), 7 * DAY_MS + 60_000);
		const full = { draftId: (await makeDraft({ options: {} })).taskId };
		const failed = jsonOf(
			await lab.generate('ark', {
				parameters: { ...DRAFT, prompt: 'A boat [[fail:OutputVideoRisk]]' },
				settings: { onError: 'continueRegularOutput' },
			}),
		)[0] as { draftId?: unknown; details?: { taskId: string }; taskId?: unknown };
		const failedId = failed.taskId ?? failed.details?.taskId;
		const slow = jsonOf(
			await lab.generate('ark', {
				parameters: { ...DRAFT, prompt: 'A boat [[slow:600000]]', completion: 'submit' },
			}),
		)[0];
		const before = orders();
		const cases: Array<[{ draftId?: unknown }, RegExp]> = [
			[{ draftId: old.taskId }, /is not there: .*7 days.*new draft/],
			[{ draftId: 'cgt-20260701120000-never' }, /is not there/],
			[full, /is a full video and no draft/],
			[{ draftId: failedId }, /has no video \(status "failed"\)/],
			[{ draftId: slow.taskId }, /still in the making/],
			[{ draftId: '' }, /Draft ID is empty.*option Draft/],
			[{}, /Draft ID is empty/],
			[{ draftId: '#N/A' }, /^(?!.*is empty).*#N\/A/],
		];
		for (const [row, words] of cases) {
			const result = await finish([row]);
			expect(result.error?.message).toMatch(words);
		}
		expect(orders()).toBe(before);
	});

	test('P2 is taken over by Retry On Fail, and not paid again, when another row had no draft', async () => {
		const draft = await makeDraft();
		const before = orders();
		const result = await lab.generate('ark', {
			parameters: FINISH,
			rows: [{ draftId: draft.draftId }, { draftId: 'cgt-20260701120000-never' }],
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(result.error?.message).toMatch(/is not there/);
		expect(orders()).toBe(before + 1);
	});

	test('P18 is not waited for beyond the end of the wait when its draft cannot be read', async () => {
		const draft = await makeDraft();
		const before = orders();
		const retryAfter = 3600;
		lab.sandbox.addFault({
			...{ provider: 'ark', operation: 'get', kind: 'status', status: 429 },
			...{ times: 'always', retryAfter },
		});
		const result = await finish([draft], { waitTimeout: 0.02 });
		expect(result.error?.message).toMatch(/could not be read.*Nothing was sent/);
		expect(orders()).toBe(before);
	});

	test('of a good draft is made although another row has a bad one', async () => {
		const draft = await makeDraft();
		const result = await lab.generate('ark', {
			parameters: FINISH,
			rows: [{ draftId: 'cgt-20260701120000-never' }, { draftId: draft.draftId }],
			settings: { onError: 'continueRegularOutput' },
		});
		const [bad, good] = jsonOf(result);
		expect(bad.failure).toMatchObject({ category: 'input' });
		expect(good).toMatchObject({ status: 'succeeded', resolution: '1080p' });
	});

	test.each(PROVIDER_IDS.filter((id) => id !== 'ark'))(
		'is refused on %s, which makes no drafts',
		async (provider) => {
			const result = await lab.generate(provider, { parameters: { ...FINISH, draftId: 'x' } });
			expect(result.error?.message).toMatch(/makes no drafts.*Volcengine Ark.*2\.5/);
			expect(lab.sandbox.requests()).toEqual([]);
		},
	);
});
