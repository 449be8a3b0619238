import { jsonOf } from '../../support/items.mts';
import { callbackLab, until } from './callbackLab.mts';
import type { NodeParameters } from '../../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof callbackLab>>;
beforeAll(async () => {
	lab = await callbackLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const DRAFT = { model: 'seedance-2.5', prompt: 'A boat drifts', options: { draft: true } };
const FINISH = { operation: 'finishDraft', draftId: '={{ $json.draftId }}', prompt: '' };

/** The items of a suspended execution once the provider has called back. */
async function calledBack(parameters: NodeParameters, rows: Array<{ draftId?: string }>) {
	const result = await lab.generate('ark', {
		parameters: { ...parameters, completion: 'callback' },
		rows,
	});
	expect(result.status).toBe('waiting');
	const record = () => lab.engine.execution(result.executionId);
	await until(() => record()?.status === 'success', 'the execution resumed');
	const resumed = record()?.result;
	if (resumed === undefined) throw new Error('It resumed without a result');
	return jsonOf(resumed);
}

test('P1 a draft and its full video are each paid once where the node is called back', async () => {
	const [draft] = await calledBack(DRAFT, [{}]);
	expect(draft).toMatchObject({ status: 'succeeded', resolution: '480p', draftId: draft.taskId });
	const rows = [{ draftId: String(draft.draftId) }, { draftId: String(draft.draftId) }];
	const [full, twin] = await calledBack(FINISH, rows);
	expect(full).toMatchObject({
		...{ status: 'succeeded', resolution: '1080p', draftId: null, mode: null },
	});
	expect(twin.taskId).toBe(full.taskId);
	expect(twin.cost?.amount ?? 0).toBe(0);
	expect(lab.requests('ark', 'create')).toHaveLength(2);
});

test('P1 a draft that sleeps is handed on with the id by which it is finished', async () => {
	const parameters = { ...DRAFT, completion: 'sleep' };
	const first = await lab.generate('ark', { parameters });
	expect(first.status).toBe('waiting');
	const [draft] = jsonOf(await lab.engine.resumeByTimer(first.saved));
	expect(draft.draftId).toBe(lab.sandbox.tasks()[0].id);
	await until(() => lab.sandbox.tasks()[0].state === 'succeeded', 'the draft is made');
	const rows = [{ draftId: String(draft.draftId) }];
	const asleep = await lab.generate('ark', {
		parameters: { ...FINISH, completion: 'sleep' },
		rows,
	});
	expect(asleep.status).toBe('waiting');
	const [full] = jsonOf(await lab.engine.resumeByTimer(asleep.saved));
	expect(full).toMatchObject({ taskId: lab.sandbox.tasks()[1].id, draftId: null });
	expect(lab.requests('ark', 'create')).toHaveLength(2);
});
