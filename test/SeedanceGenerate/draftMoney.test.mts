/** What drafts and their full videos may cost, by every way in which a run goes wrong or is repeated. */

import { jsonOf } from '../support/items.mts';
import { credentialsFor, openLab } from '../support/lab.mts';
import { DRAFT, FINISH, draftTools } from './draftLab.mts';
import { agentTool } from './pay/agentTool.mts';

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

/** What the provider says of every task that is read after the draft. */
function reads(body: object) {
	lab.sandbox.addFault({
		...{ provider: 'ark', operation: 'get', kind: 'status', status: 200, body },
		...{ skip: 1, times: 'always' },
	});
}

describe('P1 One draft is one full video', () => {
	test('in two rows that say the same', async () => {
		const draft = await makeDraft();
		const [first, twin] = jsonOf(await finish([draft.draftId, draft.draftId]));
		expect(fulls()).toHaveLength(1);
		expect([first.status, twin.status]).toEqual(['succeeded', 'succeeded']);
		expect(twin.taskId).toBe(first.taskId);
		expect(twin.warnings.join()).toMatch(/same draft as row 1/);
	});

	test('in two rows of which one failed before, by Retry On Fail', async () => {
		const { draftId } = await makeDraft();
		const before = sent();
		const rows = [draftId, 'cgt-20260701120000-never', draftId];
		await finish(
			rows,
			{},
			{
				settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
			},
		);
		expect(sent()).toBe(before + 1);
	});

	test('but another full video where the rows differ in what is sent', async () => {
		const { draftId } = await makeDraft();
		const parameters = { ...FINISH, options: { watermark: '={{ $json.mark }}' } };
		const rows = [true, false].map((mark) => ({ draftId, mark }));
		const items = jsonOf(await lab.generate('ark', { parameters, rows }));
		expect(new Set(items.map(({ taskId }) => taskId)).size).toBe(2);
	});

	test('when an agent asks twice while it is in the making', async () => {
		const { draftId } = await makeDraft();
		const tool = {
			parameters: { provider: 'ark', ...FINISH, draftId: "={{ $fromAI('prompt') }}" },
		};
		const ask = agentTool(lab, tool);
		const said = await Promise.all([ask(String(draftId)), ask(String(draftId))]);
		expect(fulls()).toHaveLength(1);
		expect(said.map(({ taskId }) => taskId)).toEqual([fulls()[0].id, fulls()[0].id]);
	});

	test('after "Retry execution", which takes over what was ordered', async () => {
		const { draftId } = await makeDraft();
		const first = await finish([draftId, 'cgt-20260701120000-never']);
		expect(first.status).toBe('error');
		const second = await lab.engine.retry(first.saved);
		expect(second.error?.message).toContain('never');
		expect(fulls()).toHaveLength(1);
	});

	test('after its first try failed for good; one that may work now is ordered once more', async () => {
		const { draftId } = await makeDraft();
		const failed = (code: string) => ({
			id: 'cgt-x',
			status: 'failed',
			error: { code, message: 'The service encountered an error.' },
		});
		for (const [code, orders] of [
			['OutputVideoSensitiveContentDetected', 1],
			['InternalServiceError', 2],
		] as const) {
			lab.sandbox.clearFaults();
			const before = sent();
			reads(failed(code));
			const first = await finish([draftId]);
			expect(first.status).toBe('error');
			lab.sandbox.clearFaults();
			await lab.engine.retry(first.saved);
			expect([code, sent() - before]).toEqual([code, orders]);
		}
	});

	test('of a key in a second execution, also after the answer to the order was lost', async () => {
		const { draftId } = await makeDraft();
		lab.sandbox.addFault({ provider: 'ark', operation: 'create', kind: 'resetAfter' });
		lab.sandbox.addFault({
			...{ provider: 'ark', operation: 'list', kind: 'status', status: 500, times: 'always' },
		});
		const options = { idempotencyKey: 'lost', waitTimeout: 0.1 };
		const first = await finish([draftId], options);
		expect(first.error?.message).toMatch(/may or may not/);
		lab.sandbox.clearFaults();
		const [item] = jsonOf(await finish([draftId], options, { staticData: first.staticData }));
		expect(item).toMatchObject({ taskId: fulls()[0].id, status: 'succeeded' });
		expect(fulls()).toHaveLength(1);
	});

	test('that is found again when the draft is no longer there', async () => {
		const { draftId } = await makeDraft();
		const options = { idempotencyKey: 'gone' };
		const first = await finish([draftId], options);
		lab.sandbox.age(String(draftId), 8 * 86_400_000);
		const [item] = jsonOf(await finish([draftId], options, { staticData: first.staticData }));
		expect(item).toMatchObject({ taskId: fulls()[0].id, status: 'succeeded' });
		expect(fulls()).toHaveLength(1);
	});
});

describe('P1 A draft', () => {
	test('whose answer got lost is found and not made again', async () => {
		lab.sandbox.addFault({ provider: 'ark', operation: 'create', kind: 'resetAfter' });
		const item = await makeDraft();
		expect(item).toMatchObject({ status: 'succeeded', draftId: lab.sandbox.tasks()[0].id });
		expect(sent()).toBe(1);
	});

	test('with a key is the same draft in the next execution, and still one that can be finished', async () => {
		const options = { draft: true, idempotencyKey: 'kept' };
		const parameters = { ...DRAFT, options };
		const first = await lab.generate('ark', { parameters });
		const { staticData } = first;
		const [again] = jsonOf(await lab.generate('ark', { parameters, staticData }));
		expect(again.draftId).toBe(lab.sandbox.tasks()[0].id);
		expect(sent()).toBe(1);
	});

	test('and its full video have keys of their own, though a sheet has one column for both', async () => {
		const options = { draft: true, idempotencyKey: 'boat' };
		const first = await lab.generate('ark', { parameters: { ...DRAFT, options } });
		const [draft] = jsonOf(first);
		const more = { staticData: first.staticData };
		const result = await finish([draft.draftId], { idempotencyKey: 'boat' }, more);
		const [item] = jsonOf(result);
		expect(item.taskId).toBe(fulls()[0]?.id);
		expect(item.resolution).toBe('1080p');
	});
});

describe('P11 Caps', () => {
	test('count drafts like any video', async () => {
		const parameters = { ...DRAFT, duration: 6 };
		const rows = [{}, {}, {}];
		const many = await lab.generate('ark', {
			parameters: { ...parameters, options: { draft: true, maxTasks: 2 } },
			rows,
		});
		expect(many.error?.message).toMatch(/Max Tasks is 2/);
		const dear = await lab.generate('ark', {
			parameters: { ...parameters, options: { draft: true, maxCost: 1.7, costPerSecond: 0.1 } },
			rows,
		});
		expect(dear.error?.message).toMatch(/cost about 1\.80/);
		expect(sent()).toBe(0);
	});

	test('count the twin of a draft once, and not what is taken over', async () => {
		const { draftId } = await makeDraft({ duration: 4 });
		const result = await finish([draftId, draftId], {
			maxTasks: 1,
			maxCost: 0.4,
			costPerSecond: 0.1,
		});
		expect(jsonOf(result).map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
		expect(fulls()).toHaveLength(1);
	});

	test('of costs that nobody knows refuse before paying', async () => {
		const { draftId } = await makeDraft();
		const result = await finish([draftId], { maxCost: 5 });
		expect(result.error?.message).toMatch(/Max Cost is set, but the cost of row 1/);
		expect(fulls()).toEqual([]);
	});

	test('hold open tasks together for full videos', async () => {
		const drafts = [await makeDraft({ duration: 4 }), await makeDraft({ duration: 5 })];
		const ids = drafts.map(({ draftId }) => draftId);
		await finish(ids, { maxOpenTasks: 1 });
		const [one, two] = fulls();
		expect(two.createdAtMs).toBeGreaterThanOrEqual(Number(one.endedAtMs));
	});
});
