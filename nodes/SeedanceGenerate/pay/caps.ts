import type { Problem } from '../../shared/domain/request';
import type { Decided, Order } from './decide';
import { isPaid, ordersOf, paidAmong } from './decide';
import type { PlannedRow } from '../plan/plan';
import type { Ordered } from './ledger/journal';
import type { Row } from './row';
import { holdStories } from './stories/stories';

/** What one row would cost; null when it cannot be known beforehand. */
export interface PricedRow {
	itemIndex: number;
	cost: number | null;
}

export interface Caps {
	/** Most tasks one run may submit; 0 = no cap. */
	maxTasks: number;
	/** Most one run may cost, in the currency of the estimate; 0 = no cap. */
	maxCost: number;
}

/** Says what is wrong and what to do. */
export interface OverCap extends Problem {
	field: 'Max Tasks' | 'Max Cost' | 'Cost per Second';
}

/** What may go on. */
export interface Capped {
	orders: Order[];
	/** Why the rows that would have been paid for may not; null when they may. */
	overCap: OverCap | null;
}

/** Makes orders of the rows of a run, those that cost money only if all of them together stay within the caps. */
export function capOrders(decided: readonly Decided[], caps: Caps, ordered: Ordered): Capped {
	const orders = ordersOf(decided);
	const priced = orders
		.filter(isPaid)
		.map(({ row: { itemIndex, cost = null } }) => ({ itemIndex, cost }));
	const overCap = checkCaps(priced, caps, ordered);
	if (overCap === null) return { orders, overCap };
	return { orders: ordersOf(decided.filter((row) => !isPaid(row))), overCap };
}

/**
 * Makes orders of the rows that are sound after the looks at their media and drafts.
 * @param probed the plans of all rows after those looks, by row
 * @returns the orders that may go on, and the plans, which say so where the caps keep a row back
 */
export function capPlans(
	decided: readonly Decided[],
	probed: readonly PlannedRow[],
	caps: Caps,
	ordered: Ordered,
): { orders: Order[]; plans: PlannedRow[] } {
	const sound = decided
		.filter(({ row }) => probed[row.itemIndex].problems.length === 0)
		.map((one) => ({ ...one, row: asProbed(one.row, probed[one.row.itemIndex]) }));
	const whole = holdStories(sound, probed);
	const { orders, overCap } = capOrders(whole, caps, ordered);
	const isKept = paidAmong(whole);
	const plans = probed.map((plan) =>
		overCap !== null && isKept(plan) ? { ...plan, problems: [overCap] } : plan,
	);
	return { orders, plans };
}

/** The row as the looks before paying leave it: its cost, and the model of the draft that it finishes. */
function asProbed(row: Row, { estimate, request }: PlannedRow): Row {
	return { ...row, request: request ?? row.request, cost: estimate.estimatedCost?.amount };
}

/**
 * Checks a whole run against its caps before its first paid request.
 * @param rows the rows that would be submitted now; rows taken over from an earlier try cost nothing new
 * @returns null when the run may go on
 */
export function checkCaps(
	rows: readonly PricedRow[],
	caps: Caps,
	ordered: Ordered = { tasks: 0, cost: 0 },
): OverCap | null {
	const { maxTasks, maxCost } = caps;
	if (rows.length === 0) return null;
	const tasks = rows.length + ordered.tasks;
	const before =
		ordered.tasks === 0 ? '' : ` (with ${ordered.tasks} submitted before in this execution)`;
	if (maxTasks > 0 && tasks > maxTasks) {
		return {
			field: 'Max Tasks',
			message: `This run would submit ${tasks} videos${before}, but Max Tasks is ${maxTasks}. Send fewer rows or raise Max Tasks.`,
		};
	}
	if (maxCost <= 0) return null;
	const unpriced = rows.filter((row) => row.cost === null);
	if (unpriced.length > 0) {
		const names = unpriced.slice(0, 5).map((row) => row.itemIndex + 1);
		const more = unpriced.length > 5 ? ` and ${unpriced.length - 5} more` : '';
		return {
			field: 'Cost per Second',
			message: `Max Cost is set, but the cost of row ${names.join(', ')}${more} cannot be known beforehand. Fill in Cost per Second with the price of your provider, or remove Max Cost.`,
		};
	}
	const total = rows.reduce((sum, row) => sum + (row.cost ?? 0), ordered.cost);
	// Half a hundredth of a cent, so that sums of binary fractions do not trip a cap that fits exactly.
	if (total <= maxCost + 0.00005) return null;
	return {
		field: 'Max Cost',
		message: `This run would cost about ${total.toFixed(2)}${before}, but Max Cost is ${maxCost}. Send fewer or shorter rows, or raise Max Cost.`,
	};
}
