import { SHORT_FIELDS } from '../../nodes/shared/domain/shortItem.ts';
import { generateFields } from '../../nodes/SeedanceGenerate/fields/index.ts';
import { openLab } from '../support/lab.mts';
import { agentTool } from './pay/agentTool.mts';
import { call, callbackLab, ended, until } from './suspend/callbackLab.mts';
import { bodyOf, FINAL, QUEUED, taskTools } from './support.mts';
import type { INodeProperties } from 'n8n-workflow';
import type { NodeParameters, NodeSettings } from '../support/lab.mts';

jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { onTasks, order, reached } = taskTools(() => lab);

const TEN = [...SHORT_FIELDS];
const SIMPLIFY = { options: { simplify: true } };

/** The names of the fields of every item. */
const fieldsOf = (result: Awaited<ReturnType<typeof onTasks>>) =>
	result.items('Node').map(({ json }) => Object.keys(json));

const shownFor = (resource: string): unknown[] => {
	const panel = generateFields.find(
		({ name, displayOptions }) =>
			name === 'options' && displayOptions?.show?.resource?.includes(resource),
	);
	const options = (panel?.options ?? []) as INodeProperties[];
	const simplify = options.find(({ name }) => name === 'simplify');
	return simplify?.displayOptions?.show?.['/operation'] ?? [];
};

test('Simplify is offered where an item has more than ten fields, and only there', async () => {
	const [done, waiting] = await order('ark', ['A drum', `A boat ${QUEUED}`]);
	await reached(done, 'succeeded');
	const wide: string[] = [];
	const look = async (operation: string, result: ReturnType<typeof onTasks>) => {
		const [fields] = fieldsOf(await result);
		if (fields.length > 10) wide.push(operation);
	};
	await look('generate', lab.generate('ark'));
	await look('estimate', lab.generate('ark', { parameters: { operation: 'estimate' } }));
	await look('get', onTasks('ark', 'get', [done]));
	await look('getMany', onTasks('ark', 'getMany', [done]));
	await look('wait', onTasks('ark', 'wait', [done]));
	await look('cancel', onTasks('ark', 'cancel', [waiting]));
	await look('delete', onTasks('ark', 'delete', [done]));
	const account = { resource: 'account', operation: 'getBalance' };
	await look('getBalance', lab.generate('evolink', { parameters: account }));
	expect(wide).toEqual(['generate', 'get', 'getMany', 'wait']);
	expect(shownFor('task')).toEqual(['get', 'getMany', 'wait']);
	expect(shownFor('video')).toContain('generate');
	expect(TEN.length).toBeLessThanOrEqual(10);
});

test('Simplify leaves the same ten fields of every operation, with the values that they had', async () => {
	const [id] = await order('ark', ['A drum']);
	await reached(id, 'succeeded');
	for (const operation of ['get', 'getMany', 'wait']) {
		const [whole] = (await onTasks('ark', operation, [id])).items('Node');
		const [short] = (await onTasks('ark', operation, [id], { parameters: SIMPLIFY })).items('Node');
		expect(Object.keys(short.json)).toEqual(TEN);
		// A link is signed anew for each read.
		expect(whole.json).toMatchObject({ ...short.json, videoUrl: expect.stringMatching(/^http/) });
		expect(short.pairedItem).toEqual(whole.pairedItem);
	}
	const options = { ...SIMPLIFY.options, metadata: '{"row": 7}', includeRawResponse: true };
	const made = await lab.generate('ark', { parameters: { options } });
	expect(fieldsOf(made)).toEqual([TEN]);
	expect(made.items('Node')[0].json).toMatchObject({ status: 'succeeded', metadata: { row: 7 } });
});

test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
	'P3 a failed row keeps its task ID and its reason when simplified, with On Error %s',
	async (onError) => {
		const settings: NodeSettings = { onError };
		const parameters = { ...SIMPLIFY, prompt: `A kite [[fail:${FINAL.ark}]]` };
		const result = await lab.generate('ark', { parameters, settings });
		const [task] = lab.sandbox.tasks();
		const outputs = result.data.resultData.runData.Node[0].data?.main.flat() ?? [];
		const [{ json }] = outputs.flatMap((item) => item ?? []);
		const item = onError === 'continueErrorOutput' ? json.details : json;
		expect(Object.keys(Object(item))).toEqual(TEN);
		expect(item).toMatchObject({ taskId: task.id, failure: { category: 'content' } });
	},
);

test('A cell that says neither yes nor no is refused before anything is ordered', async () => {
	const parameters = { options: { simplify: 'perhaps' } };
	const result = await lab.generate('ark', { parameters });
	expect(result.error?.message).toContain('Simplify needs true or false');
	expect(lab.sandbox.tasks()).toEqual([]);
});

describe('As the tool of an agent', () => {
	const fields = async (options: NodeParameters['options']) =>
		Object.keys(await agentTool(lab, { options })('A paper boat drifts'));

	test('the agent reads ten fields unless it is told otherwise', async () => {
		expect(await fields({})).toEqual(TEN);
		expect(await fields({ simplify: true })).toEqual(TEN);
		expect((await fields({ simplify: false })).length).toBeGreaterThan(10);
		expect(await fields({ includeRawResponse: true })).toContain('raw');
	});
});

describe('In a suspended execution', () => {
	let called: Awaited<ReturnType<typeof callbackLab>>;
	beforeAll(async () => {
		called = await callbackLab();
	});
	afterAll(async () => await called.close());

	test('P1 simplified rows come back with their videos, each once', async () => {
		const result = await called.generate('ark', {
			parameters: {
				...SIMPLIFY,
				completion: 'callback',
				prompt: '=Boat {{ $json.n }} [[callbacks:0]]',
			},
			rows: [{ n: 1 }, { n: 2 }],
		});
		expect(result.status).toBe('waiting');
		const parked = result.data.executionData?.nodeExecutionStack[0].data.main[0] ?? [];
		expect(parked.map(({ json }) => Object.keys(json))).toEqual([TEN, TEN]);
		const ids = parked.map(({ json }) => String(json.taskId));
		const stateOf = (id: string) => called.sandbox.tasks().find((task) => task.id === id)?.state;
		await until(() => ids.every((id) => stateOf(id) === 'succeeded'), 'both ended');
		const [created] = called.requests('ark', 'create');
		await call(String(bodyOf(created).callback_url), ended(ids[0]));
		const record = () => called.engine.execution(result.executionId);
		await until(() => record()?.status === 'success', 'the execution resumed');
		const items = record()?.result?.items('Node') ?? [];
		expect(items.map(({ json }) => Object.keys(json))).toEqual([TEN, TEN]);
		expect(items.map(({ json }) => json.taskId)).toEqual(ids);
		for (const { json } of items) {
			expect(json).toMatchObject({ status: 'succeeded', warnings: [], failure: null });
			expect(json.videoUrl).toMatch(/^http/);
		}
		expect(called.requests('ark', 'create')).toHaveLength(2);
	});
});
