import { capOrders, checkCaps } from '../../../nodes/SeedanceGenerate/pay/caps.ts';
import { rowFor } from '../../support/jobs.mts';
import type { Decision } from '../../../nodes/SeedanceGenerate/pay/decide.ts';
import type { JournalEntry } from '../../../nodes/SeedanceGenerate/pay/ledger/journal.ts';

const rowsOf = (costs: (number | null)[]) => costs.map((cost, itemIndex) => ({ itemIndex, cost }));

describe('Spending guard', () => {
	test('without caps everything passes, known price or not', () => {
		expect(checkCaps(rowsOf([null, 1000]), { maxTasks: 0, maxCost: 0 })).toBeNull();
	});

	test('as many tasks as allowed pass, one more does not, and the text names both numbers', () => {
		expect(checkCaps(rowsOf([1, 1, 1]), { maxTasks: 3, maxCost: 0 })).toBeNull();
		const over = checkCaps(rowsOf([1, 1, 1, 1]), { maxTasks: 3, maxCost: 0 });
		expect(over?.field).toBe('Max Tasks');
		expect(over?.message).toMatch(/4 videos.*Max Tasks is 3/);
	});

	test('the cost is summed over the whole run', () => {
		expect(checkCaps(rowsOf([4, 3, 3]), { maxTasks: 0, maxCost: 10 })).toBeNull();
		const over = checkCaps(rowsOf([4, 3, 3, 0.01]), { maxTasks: 0, maxCost: 10 });
		expect(over?.field).toBe('Max Cost');
		expect(over?.message).toMatch(/10\.01.*Max Cost is 10/);
	});

	test('a cap that fits exactly is not tripped by sums of binary fractions', () => {
		expect(checkCaps(rowsOf(Array(10).fill(0.1)), { maxTasks: 0, maxCost: 1 })).toBeNull();
		expect(checkCaps(rowsOf(Array(3).fill(0.1)), { maxTasks: 0, maxCost: 0.3 })).toBeNull();
	});

	test('with Max Cost set, a row without a known price is refused with the option that gives it one', () => {
		const over = checkCaps(rowsOf([1, null, 1]), { maxTasks: 0, maxCost: 10 });
		expect(over?.field).toBe('Cost per Second');
		expect(over?.message).toMatch(/row 2 .*Cost per Second/);
	});

	test('many unpriced rows are named in part and counted', () => {
		const over = checkCaps(rowsOf(Array(9).fill(null)), { maxTasks: 0, maxCost: 10 });
		expect(over?.message).toMatch(/row 1, 2, 3, 4, 5 and 4 more/);
	});

	test('nothing to submit costs nothing', () => {
		expect(checkCaps([], { maxTasks: 1, maxCost: 0.01 })).toBeNull();
	});
});

describe('P11 The caps over the orders of a run', () => {
	const none = { tasks: 0, cost: 0 };
	const entry: JournalEntry = {
		...{ state: 'accepted', fingerprint: 'f', mark: 'm' },
		...{ sentAtMs: 1, submissions: 1, taskId: 'known' },
	} as const;
	const submit: Decision = { kind: 'submit', submissions: 1, before: null };
	const adopt: Decision = { kind: 'adopt', entry, taskId: 'known' };
	const decidedOf = (rows: Array<[Decision, string?]>) =>
		rows.map(([decision, key], itemIndex) => ({
			decision,
			row: rowFor('ark', { itemIndex, key, cost: 2 }),
		}));
	const cap = (rows: Array<[Decision, string?]>, maxTasks: number) => {
		const { orders, overCap } = capOrders(decidedOf(rows), { maxTasks, maxCost: 0 }, none);
		return { rows: orders.map(({ row }) => row.itemIndex), isOver: overCap !== null };
	};

	test('keep back all rows that would be paid for, and none that is taken over', () => {
		expect(cap([[submit], [adopt], [submit]], 2)).toEqual({ rows: [0, 1, 2], isOver: false });
		expect(cap([[submit], [adopt], [submit]], 1)).toEqual({ rows: [1], isOver: true });
	});

	test('count a key once', () => {
		expect(cap([[submit, 'A'], [submit, 'A'], [submit]], 2)).toEqual({
			rows: [0, 2],
			isOver: false,
		});
	});

	test('count no row that shares a video which is taken over', () => {
		expect(cap([[adopt, 'A'], [submit, 'A'], [submit]], 1)).toEqual({
			rows: [0, 2],
			isOver: false,
		});
	});
});
