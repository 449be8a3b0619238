/** The field Task ID as saved workflows hold it, on n8n's own engine. */

import { createRequire } from 'node:module';
import { jsonOf } from '../../support/items.mts';
import { GENERATE, openLab } from '../../support/lab.mts';
import { singleNodeWorkflow } from '../../../tools/engine/index.mts';
import { createAdditionalData, createWorkflow } from '../../../tools/engine/execution.mts';
import { SeedanceGenerate } from '../../../nodes/SeedanceGenerate/SeedanceGenerate.node.ts';
import { taskTools } from '../support.mts';
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import type { ProviderId } from '../../support/lab.mts';

const { LoadOptionsContext } = createRequire(import.meta.url)('n8n-core');

jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { order, reached } = taskTools(() => lab);

const FROM_ROW = '={{ $json.taskId }}';
const locator = (mode: string, value: string) => ({ __rl: true, mode, value });

describe.each(['ark', 'evolink'] as const)('A task on %s is found', (provider) => {
	const saved: Array<[string, (id: string) => object]> = [
		['by the text of a workflow of 0.1', (id) => ({ taskId: id })],
		['by the expression of a workflow of 0.1', () => ({ taskId: FROM_ROW })],
		['where a workflow of 0.1 has left the field as it was', () => ({})],
		['by its ID', (id) => ({ taskId: locator('id', id) })],
		['by an expression', () => ({ taskId: locator('id', FROM_ROW) })],
		['as it was chosen from a list', (id) => ({ taskId: locator('list', id) })],
	];

	test.each(saved)('%s', async (_, parametersFor) => {
		const ids = await order(provider, ['A drum', 'A boat']);
		for (const id of ids) await reached(id, 'succeeded');
		for (const operation of ['get', 'wait']) {
			const parameters = { resource: 'task', operation, ...parametersFor(ids[0]) };
			const rows = [{ taskId: ids[0] }];
			const [item] = jsonOf(await lab.generate(provider, { parameters, rows }));
			expect(item).toMatchObject({ taskId: ids[0], status: 'succeeded' });
		}
	});

	test.each([FROM_ROW, locator('id', FROM_ROW)])(
		'only where there is one: %j without one is told before anything is asked for',
		async (taskId) => {
			const parameters = { resource: 'task', operation: 'get', taskId };
			const result = await lab.generate(provider, { parameters, rows: [{ taskId: '' }] });
			expect(result.error?.message).toMatch(/Task ID is empty/);
			expect(lab.requests(provider)).toEqual([]);
		},
	);
});

/** What the editor shows when somebody opens the list of the field. */
async function shown(provider: ProviderId, filter?: string) {
	const definition = singleNodeWorkflow({ type: GENERATE, parameters: { provider } });
	const { state } = lab.engine;
	const workflow = createWorkflow(state, definition, {});
	const additional = createAdditionalData(state, {
		executionId: 'list',
		mode: 'internal',
		definition,
	});
	const context = new LoadOptionsContext(
		workflow,
		workflow.getNode('Node'),
		{ ...additional, currentNodeParameters: { provider, resource: 'task', operation: 'get' } },
		'parameters.taskId',
	) as ILoadOptionsFunctions;
	const { searchTasks } = new SeedanceGenerate().methods.listSearch;
	return (await searchTasks.call(context, filter)).results;
}

describe('The list of the field Task ID', () => {
	test.each(['ark', 'waveSpeed'] as const)(
		'shows the tasks of the account on %s, newest first, and costs nothing',
		async (provider) => {
			const ids = await order(provider, ['A drum']);
			ids.push(...(await order(provider, ['A boat'])));
			const results = await shown(provider);
			expect(results.map(({ value }) => value).sort()).toEqual([...ids].sort());
			for (const { name, value } of results) expect(name).toContain(String(value));
			const [only, ...others] = await shown(provider, ids[0].toUpperCase());
			expect([only.value, others]).toEqual([ids[0], []]);
			expect(lab.requests(provider, 'create')).toHaveLength(2);
		},
	);

	test('says in words why there is none', async () => {
		await expect(shown('evolink')).rejects.toThrow('EvoLink keeps no list of tasks');
		lab.sandbox.addFault({ provider: 'ark', operation: 'list', kind: 'status', status: 401 });
		await expect(shown('ark')).rejects.toThrow(/key/i);
	});
});
