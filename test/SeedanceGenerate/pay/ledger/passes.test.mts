import { GENERATE, openLab } from '../../../support/lab.mts';

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const to = (...names: string[]) => ({
	main: [names.map((node) => ({ node, type: 'main', index: 0 }))],
});

/** Several ways lead to the node, so n8n runs it several times in one execution, as in a loop. */
async function loop(passes: number, options: Record<string, unknown>) {
	const ways = Array.from({ length: passes }, (_, index) => `Way ${index + 1}`);
	const node = (name: string, type: string, parameters: Record<string, unknown> = {}) => ({
		...{ id: name, name, type, parameters, typeVersion: 1, position: [0, 0] },
		onError: 'continueRegularOutput',
	});
	const parameters = {
		provider: 'evolink',
		prompt: 'A boat drifts',
		options: { pollInterval: 1, ...options },
	};
	const result = await lab.engine.run({
		workflow: {
			id: 'loop',
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger'),
				...ways.map((way) => node(way, 'n8n-nodes-base.noOp')),
				node('Node', GENERATE, parameters),
			],
			connections: {
				Start: to(...ways),
				...Object.fromEntries(ways.map((way) => [way, to('Node')])),
			},
		},
	});
	const items = ways.map((_, pass) => result.items('Node', 0, pass)[0].json as any);
	return { result, items };
}

describe('The passes of a loop in one execution', () => {
	test('P11 Max Tasks counts them together', async () => {
		const { items } = await loop(3, { maxTasks: 2 });
		expect(items.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'failed']);
		expect(items[2].failure.message).toMatch(/3 videos \(with 2 submitted before in this exec/);
		expect(lab.sandbox.tasks()).toHaveLength(2);
	});

	test('P11 Max Cost counts them together', async () => {
		const { items } = await loop(3, { maxCost: 1.2, costPerSecond: 0.1 });
		expect(items.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'failed']);
		expect(items[2].failure.message).toMatch(/about 1\.50 \(with 2 submitted before/);
		expect(lab.sandbox.tasks()).toHaveLength(2);
	});

	test('the execution can be searched for the tasks of all of them', async () => {
		const { result, items } = await loop(3, {});
		const found = String(result.data.resultData.metadata?.seedanceTasks);
		expect(found.split(' ')).toEqual(items.map(({ taskId }) => taskId));
	});
});
