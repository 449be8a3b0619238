import type { Cost } from '../../domain/cost';
import type { Task } from '../../domain/task';
import { hasEndedBadly } from '../cost';

/**
 * kie.ai tells what it has charged once a task has ended (docs/providers.md 11.6). Whether credits of a bad end come back
 * is not documented, so of those only "nothing" is sure.
 */
export function cost(task: Task): Cost | null {
	const amount = task.usage.creditsCharged;
	if (amount === undefined || (hasEndedBadly(task) && amount > 0)) return null;
	return { amount, currency: 'credits', basis: 'reported' };
}
