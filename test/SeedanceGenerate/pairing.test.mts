import { bareRun } from '../support/bareRun.mts';
import { GENERATE, PROVIDER_IDS, openLab } from '../support/lab.mts';
import { FINAL, QUEUED } from './support.mts';
import type { ProviderId } from '../support/lab.mts';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

/**
 * Which input item each output item belongs to, as the node itself says it. With one item in and one out, or as many
 * out as in, the engine adds what is missing, so a test on it would not notice.
 */

jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const PAIRED = [{ item: 0 }, { item: 1 }, { item: 2 }];
const ON_ERROR = ['continueRegularOutput', 'continueErrorOutput'];

const run = async (
	provider: ProviderId,
	parameters: INodeParameters,
	rows: IDataObject[],
	onError: string = 'stopWorkflow',
) =>
	await bareRun(lab.engine, {
		type: GENERATE,
		parameters: { prompt: '={{ $json.prompt }}', provider, ...parameters },
		items: rows.map((json) => ({ json })),
		settings: { onError },
	});

const pairs = (items: INodeExecutionData[]) => items.map(({ pairedItem }) => pairedItem);

async function order(provider: ProviderId, prompts: string[]) {
	const rows = prompts.map((prompt) => ({ prompt }));
	const items = await run(provider, { completion: 'submit' }, rows);
	return items.map(({ json }) => ({ taskId: json.taskId }));
}

describe.each(PROVIDER_IDS)('Items of %s are paired with their rows', (provider) => {
	const rows = ['A boat', `A kite [[fail:${FINAL[provider]}]]`, 'A cup'].map((prompt) => ({
		prompt,
	}));

	test.each(ON_ERROR)('by Generate, good and bad ones, with On Error %s', async (onError) => {
		const items = await run(provider, { options: { pollInterval: 1 } }, rows, onError);
		expect(pairs(items)).toEqual(PAIRED);
		expect(items.filter(({ json }) => 'error' in json)).toHaveLength(
			onError === 'continueErrorOutput' ? 1 : 0,
		);
	});

	test('by Generate with "Submit Only"', async () => {
		expect(pairs(await run(provider, { completion: 'submit' }, rows))).toEqual(PAIRED);
	});

	test('by Generate that goes to sleep', async () => {
		const parameters = { completion: 'sleep', options: { sleepMinutes: 5 } };
		expect(pairs(await run(provider, parameters, rows))).toEqual(PAIRED);
	});

	test('by Estimate', async () => {
		expect(pairs(await run(provider, { operation: 'estimate' }, rows))).toEqual(PAIRED);
	});

	test.each(['get', 'wait', 'cancel', 'delete'])('by Task: %s', async (operation) => {
		const [queued, other] = await order(provider, [`A boat ${QUEUED}`, `A cup ${QUEUED}`]);
		const parameters = { resource: 'task', operation, options: { waitTimeout: 0 } };
		const missing = { taskId: '' };
		for (const onError of ON_ERROR) {
			const items = await run(provider, parameters, [queued, missing, other], onError);
			expect(pairs(items)).toEqual(PAIRED);
		}
	});
});

test('Records that Delete has deleted are paired with their rows', async () => {
	const tasks = await order('ark', ['A boat', 'A kite', 'A cup']);
	const parameters = { resource: 'task', taskId: '={{ $json.taskId }}' };
	await run('ark', { ...parameters, operation: 'wait', options: { pollInterval: 1 } }, tasks);
	const items = await run('ark', { ...parameters, operation: 'delete' }, tasks);
	expect(items.map(({ json }) => json.deleted)).toEqual([true, true, true]);
	expect(pairs(items)).toEqual(PAIRED);
});

test('Every task of Get Many is paired with the row that asked for it, however many there are', async () => {
	await order('ark', ['A boat', 'A kite', 'A cup']);
	const parameters = { resource: 'task', operation: 'getMany', limit: '={{ $json.limit }}' };
	const items = await run('ark', parameters, [{ limit: 1 }, { limit: 3 }]);
	expect(pairs(items)).toEqual([{ item: 0 }, { item: 1 }, { item: 1 }, { item: 1 }]);
});
