import { jsonOf } from '../../../support/items.mts';
import { openLab } from '../../../support/lab.mts';
import { loopWorkflow } from '../../loop.mts';
import type { INodeParameters } from 'n8n-workflow';

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

async function loop(passes: number, options: INodeParameters) {
	const parameters = { provider: 'evolink', prompt: 'A boat drifts', options };
	const workflow = loopWorkflow(passes, parameters, { onError: 'continueRegularOutput' });
	const result = await lab.engine.run({ workflow });
	const items = Array.from({ length: passes }, (_, pass) => jsonOf(result, pass)[0]);
	return { result, items };
}

describe('The passes of a loop in one execution', () => {
	test('P11 Max Tasks counts them together', async () => {
		const { items } = await loop(3, { maxTasks: 2 });
		expect(items.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'failed']);
		expect(items[2].failure?.message).toMatch(/3 videos \(with 2 submitted before in this exec/);
		expect(lab.sandbox.tasks()).toHaveLength(2);
	});

	test('P11 Max Cost counts them together', async () => {
		const { items } = await loop(3, { maxCost: 1.2, costPerSecond: 0.1 });
		expect(items.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'failed']);
		expect(items[2].failure?.message).toMatch(/about 1\.50 \(with 2 submitted before/);
		expect(lab.sandbox.tasks()).toHaveLength(2);
	});

	test('the execution can be searched for the tasks of all of them', async () => {
		const { result, items } = await loop(3, {});
		const found = String(result.data.resultData.metadata?.seedanceTasks);
		expect(found.split(' ')).toEqual(items.map(({ taskId }) => taskId));
	});
});
