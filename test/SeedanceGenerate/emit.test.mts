import * as n8nWorkflow from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { asItems, emit } from '../../nodes/SeedanceGenerate/emit.ts';
import type { RowResult } from '../../nodes/SeedanceGenerate/emit.ts';
import type { TaskItem } from '../../nodes/shared/domain/item.ts';
import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * How rows are handed to n8n. Texts are looked at as a whole here, because this is the one place where they are put
 * together.
 */

const REFUSED = {
	category: 'input' as const,
	code: 'invalidInput',
	message: 'Duration is 99. Use 4 to 15',
	hint: 'Change Duration.',
	retryable: false,
};
const NODE = { id: 'n', name: 'Node', type: 't', typeVersion: 1, position: [0, 0], parameters: {} };

const contextWith = (onError?: string) =>
	({
		getNode: () => ({ ...NODE, onError }),
		continueOnFail: () => onError !== undefined && onError !== 'stopWorkflow',
	}) as unknown as IExecuteFunctions;

const itemOf = (taskId: string | null) =>
	({ taskId, provider: 'ark', warnings: [] }) as unknown as TaskItem;

const good = (itemIndex: number, taskId: string | null = `task-${itemIndex}`) => ({
	itemIndex,
	item: itemOf(taskId),
	failure: null,
});

const bad = (itemIndex: number, taskId: string | null, over: object = {}) => ({
	itemIndex,
	item: itemOf(taskId),
	failure: { ...REFUSED, ...over },
});

/** What the node stops with. */
function stopOf(results: RowResult[], forVideos?: boolean) {
	try {
		emit(contextWith(), 'Ark', results, forVideos);
	} catch (thrown) {
		return thrown as NodeOperationError;
	}
	throw new Error('The node did not stop');
}

describe('P3 What the node stops with', () => {
	test('is the failure itself where there is one row, told apart by its item', () => {
		const error = stopOf([bad(0, 'task-1')]);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe('Ark, task task-1: Duration is 99. Use 4 to 15.');
		expect(error.description).toBe('Change Duration.');
		expect(error.context.itemIndex).toBe(0);
	});

	test('names every row and every task: one line for each kind of trouble, and what is paid and safe', () => {
		const later = { message: 'It is closed.', hint: 'Come later.' };
		const error = stopOf([
			bad(0, null),
			good(1),
			bad(2, 'task-2', later),
			bad(3, null),
			bad(4, null, { ...later, hint: '' }),
			good(5, null),
		]);
		expect(error.message).toBe(
			'4 of 6 rows did not give a video. Rows 1, 4: Ark: Duration is 99. Use 4 to 15. Row 3: Ark, task task-2: It is closed. Row 5: Ark: It is closed.',
		);
		expect(error.description).toBe(
			'Change Duration.\nCome later.\n\nThese other rows are fine and paid: row 2 (task task-1). "Retry execution" in the Executions tab takes them over instead of paying again; so do Task: Wait and Seedance Download with the task ID. "Execute workflow" would order them anew, unless the rows have an Idempotency Key.',
		);
		expect(error.context.itemIndex).toBeUndefined();
	});

	test('says nothing of other rows where there are none that are paid', () => {
		expect(stopOf([bad(0, null), good(1, null)]).description).toBe('Change Duration.');
	});

	test('calls rows about the records of tasks what they are', () => {
		const error = stopOf([bad(0, 'task-0'), good(1), good(2)], false);
		expect(error.message).toMatch(/^1 of 3 rows failed\. Row 1: /);
		expect(error.description).toBe(
			'Change Duration.\n\nThese other rows are done: row 2 (task task-1), row 3 (task task-2).',
		);
	});

	test('puts rows together that differ in nothing but the number of their request', () => {
		const answer = (n: number) => ({ message: `No. Request id: 02${n}` });
		const error = stopOf([bad(0, null, answer(1)), bad(1, null, answer(2))]);
		expect(error.message).toBe(
			'2 of 2 rows did not give a video. Rows 1, 2: Ark: No. Request id: 021.',
		);
		const middle = (n: number) => ({ message: `Request id: 02${n} is wrong.` });
		expect(stopOf([bad(0, null, middle(1)), bad(1, null, middle(2))]).message).toMatch(
			/Row 1: .* Row 2: /,
		);
	});

	test('spells ten kinds of trouble out, and names the rows and tasks of the others', () => {
		const rows = Array.from({ length: 13 }, (_, n) =>
			bad(n, n === 11 ? 'task-x' : null, { message: `Trouble ${n}.`, hint: `Hint ${n % 2}.` }),
		);
		const { message, description } = stopOf(rows);
		expect(message).toContain(
			'Row 10: Ark: Trouble 9. And row 11 (no task), row 12 (task task-x), row 13 (no task).',
		);
		expect(message).not.toContain('Trouble 10');
		expect(description).toBe('Hint 0.\nHint 1.');
		expect(stopOf(rows.slice(0, 10)).message).not.toContain('And ');
	});
});

describe('Rows that go on', () => {
	const rows = [good(0), bad(1, 'task-1'), bad(2, null, { hint: '' })];

	test('are plain items with "Continue": `failure` is in the item, and no `error` beside it', () => {
		const items = emit(contextWith('continueRegularOutput'), 'Ark', rows);
		expect(items).toEqual(
			rows.map(({ item, itemIndex }) => ({ json: item, pairedItem: { item: itemIndex } })),
		);
	});

	test('have the form for the error output there: nothing but error, message and details', () => {
		const [first, second, third] = emit(contextWith('continueErrorOutput'), 'Ark', rows);
		expect(first).toEqual({ json: rows[0].item, pairedItem: { item: 0 } });
		const what = 'Ark, task task-1: Duration is 99. Use 4 to 15.';
		expect(second).toEqual({
			json: { error: what, message: `${what} Change Duration.`, details: rows[1].item },
			pairedItem: { item: 1 },
		});
		expect(third.json.message).toBe(third.json.error);
		// Where it lasts n8n of today puts the bare message in place of the item.
		expect(Object.getOwnPropertyNames(second)).toEqual(['json', 'pairedItem']);
	});

	test('have an error beside the json on n8n before 2.34, which looks for one, but nothing that lasts', () => {
		// A function that n8n dropped with 2.34.
		const gone = { value: () => undefined, configurable: true };
		Object.defineProperty(n8nWorkflow, 'sleepWithAbort', gone);
		const [first, second] = emit(contextWith('continueErrorOutput'), 'Ark', rows);
		delete (n8nWorkflow as { sleepWithAbort?: unknown }).sleepWithAbort;
		expect(first).not.toHaveProperty('error');
		expect(second.error).toBe(second.json.error);
		expect(Object.keys(second)).toEqual(['json', 'pairedItem']);
		expect(JSON.parse(JSON.stringify(second))).not.toHaveProperty('error');
	});

	test('that are all good are emitted whatever On Error says', () => {
		for (const onError of [undefined, 'stopWorkflow', 'continueErrorOutput']) {
			expect(emit(contextWith(onError), 'Ark', [good(0)])).toHaveLength(1);
		}
	});

	test('are copies, because n8n empties the items that a node returns', () => {
		const [item] = asItems('Ark', [rows[0]], {
			onError: 'continueRegularOutput',
			simplified: false,
		});
		expect(item.json).toEqual(rows[0].item);
		expect(item.json).not.toBe(rows[0].item);
	});
});
