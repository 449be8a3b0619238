import type { Cost } from '../../domain/cost';
import type { Task } from '../../domain/task';
import { hasEndedBadly } from '../cost';

/** seedance2.ink tells what it charges for a task (docs/providers.md 4.4); whether a bad end gives it back is not documented. */
export function cost(task: Task): Cost | null {
	const amount = task.usage.creditsCharged;
	if (amount === undefined || hasEndedBadly(task)) return null;
	return { amount, currency: 'credits', basis: 'reported' };
}
