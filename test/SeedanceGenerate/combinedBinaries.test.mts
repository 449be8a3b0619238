import { singleNodeWorkflow } from '../../tools/engine/index.mts';
import { GENERATE } from '../support/lab.mts';
import { readParkedItems } from '../../nodes/SeedanceGenerate/suspend/pendingItems.ts';
import { callbackLab, until } from './suspend/callbackLab.mts';

jest.setTimeout(60_000);

/** n8n can keep binary data inside the json of items; it then shows expressions nothing of an item but that. */
test.each(['combined', 'separate'] as const)(
	'P8 An execution is resumed by its callbacks with binary data that is %s',
	async (binaryMode) => {
		const lab = await callbackLab();
		const workflow = singleNodeWorkflow({
			type: GENERATE,
			parameters: {
				provider: 'ark',
				completion: 'callback',
				prompt: '={{ $json.prompt }}',
				options: {},
			},
			settings: { onError: 'continueErrorOutput' },
		});
		workflow.settings = { binaryMode };
		const failing = 'A kite [[fail:OutputVideoSensitiveContentDetected]]';
		const { executionId, status } = await lab.engine.run({
			workflow,
			startItems: ['A boat drifts', '', failing, 'A cup turns'].map((prompt) => ({
				json: { prompt },
			})),
		});
		expect(status).toBe('waiting');
		const record = () => lab.engine.execution(executionId);
		await until(() => record()?.status === 'success', 'the execution resumed');
		const result = record()?.result;
		const pairs = (output: number) =>
			(result?.items('Node', output) ?? []).map(({ pairedItem }) => pairedItem);
		expect(pairs(0)).toEqual([{ item: 0 }, { item: 3 }]);
		expect(pairs(1)).toEqual([{ item: 1 }, { item: 2 }]);
		const [boat] = result?.items('Node') ?? [];
		expect(boat.json).toMatchObject({ status: 'succeeded', warnings: [] });
		await lab.close();
	},
);

describe('Parked items are read', () => {
	const item = (taskId: string) => ({
		taskId,
		provider: 'ark',
		status: 'queued',
		warnings: [],
	});
	const failed = { error: 'No.', message: 'No.', details: item('b') };

	test('with the rows they are of', () => {
		const rows = [
			{ json: item('a'), pairedItem: { item: 4 } },
			{ json: failed, pairedItem: { item: 7 } },
		];
		expect(readParkedItems(rows)).toEqual([
			{ itemIndex: 4, item: item('a') },
			{ itemIndex: 7, item: item('b') },
		]);
	});

	test('by their order, where n8n shows nothing but the json', () => {
		expect(readParkedItems([item('a'), failed])).toEqual([
			{ itemIndex: 0, item: item('a') },
			{ itemIndex: 1, item: item('b') },
		]);
	});

	test.each([
		['nothing', undefined],
		['no list', { json: item('a') }],
		['a list of texts', ['a']],
		['an item without its row', [{ json: item('a') }]],
		['an item of another node', [{ json: { x: 1 }, pairedItem: { item: 0 } }]],
		['one of another node among ours', [item('a'), { x: 1 }]],
		['an unknown provider', [{ ...item('a'), provider: 'moon' }]],
		['a status that is none', [{ ...item('a'), status: 'done' }]],
		['a task that is no text', [{ ...item('a'), taskId: 7 }]],
	])('as none of ours: %s', (_, value) => expect(readParkedItems(value)).toBeNull());
});
