import type { Cost } from '../../domain/cost';
import type { Task } from '../../domain/task';
import { hasEndedBadly } from '../cost';

/** EvoLink tells what it reserves for a task (docs/providers.md 2.5); whether a bad end gives it back is not documented. */
export function cost(task: Task): Cost | null {
	const amount = task.usage.creditsReserved;
	if (amount === undefined || hasEndedBadly(task)) return null;
	return { amount, currency: 'credits', basis: 'reported' };
}
