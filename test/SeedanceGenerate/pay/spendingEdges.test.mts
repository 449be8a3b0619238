import { checkCaps } from '../../../nodes/SeedanceGenerate/pay/caps.ts';

/** The exact limits of the caps, and their words. */

const rowsOf = (costs: (number | null)[]) => costs.map((cost, itemIndex) => ({ itemIndex, cost }));
const FREE = { maxTasks: 0, maxCost: 0 };

describe('P11 Max Tasks', () => {
	test('counts what the execution has submitted before', () => {
		const caps = { ...FREE, maxTasks: 3 };
		expect(checkCaps(rowsOf([1]), caps, { tasks: 2, cost: 0 })).toBeNull();
		expect(checkCaps(rowsOf([1]), caps, { tasks: 3, cost: 0 })).toEqual({
			field: 'Max Tasks',
			message:
				'This run would submit 4 videos (with 3 submitted before in this execution), but Max Tasks is 3. Send fewer rows or raise Max Tasks.',
		});
		expect(checkCaps(rowsOf([1, 1, 1, 1]), caps)?.message).toBe(
			'This run would submit 4 videos, but Max Tasks is 3. Send fewer rows or raise Max Tasks.',
		);
	});

	test('of one lets one through', () => {
		expect(checkCaps(rowsOf([1]), { ...FREE, maxTasks: 1 })).toBeNull();
		expect(checkCaps(rowsOf([1, 1]), { ...FREE, maxTasks: 1 })).not.toBeNull();
	});
});

describe('P11 Max Cost', () => {
	const caps = { ...FREE, maxCost: 10 };

	test('counts what the execution has spent before', () => {
		expect(checkCaps(rowsOf([4]), caps, { tasks: 2, cost: 6 })).toBeNull();
		expect(checkCaps(rowsOf([4.5]), caps, { tasks: 2, cost: 6 })).toEqual({
			field: 'Max Cost',
			message:
				'This run would cost about 10.50 (with 2 submitted before in this execution), but Max Cost is 10. Send fewer or shorter rows, or raise Max Cost.',
		});
	});

	test('is kept to half a hundredth of a cent', () => {
		expect(checkCaps(rowsOf([10.00004]), caps)).toBeNull();
		expect(checkCaps(rowsOf([10.00006]), caps)?.field).toBe('Max Cost');
	});

	test('does not care for prices while it is not set', () => {
		expect(checkCaps(rowsOf([null]), FREE)).toBeNull();
		expect(checkCaps(rowsOf([null]), { ...FREE, maxCost: -1 })).toBeNull();
		expect(checkCaps(rowsOf([null]), { ...FREE, maxCost: 0.01 })?.field).toBe('Cost per Second');
	});

	test.each([
		[1, '1'],
		[2, '1, 2'],
		[5, '1, 2, 3, 4, 5'],
		[6, '1, 2, 3, 4, 5 and 1 more'],
	])('names the rows whose price nobody knows: %i', (count, named) => {
		expect(checkCaps(rowsOf(Array(count).fill(null)), caps)).toEqual({
			field: 'Cost per Second',
			message: `Max Cost is set, but the cost of row ${named} cannot be known beforehand. Fill in Cost per Second with the price of your provider, or remove Max Cost.`,
		});
	});

	test('stops a run at Max Tasks first, whose rows need no price', () => {
		const both = { maxTasks: 1, maxCost: 10 };
		expect(checkCaps(rowsOf([null, null]), both)?.field).toBe('Max Tasks');
	});
});

test('A run that submits nothing is within every cap, whatever was spent before', () => {
	expect(checkCaps([], { maxTasks: 1, maxCost: 1 }, { tasks: 9, cost: 9 })).toBeNull();
});
