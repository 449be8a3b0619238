import { checkCaps } from '../../../nodes/SeedanceGenerate/pay/caps.ts';

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
