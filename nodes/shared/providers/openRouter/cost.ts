import type { Cost } from '../../domain/cost';
import { roundCost } from '../../domain/cost';
import type { Task } from '../../domain/task';
import { readAt, readNumber } from '../reading/reading';
import { findTask } from '../reading/taskBody';

/**
 * The dollars that OpenRouter reports. With a key of those who make the model it reports its own fee only, which says
 * nothing of what they bill (docs/providers.md 14.6).
 */
export function cost({ raw }: Task): Cost | null {
	const usage = findTask(raw)?.body.usage;
	const amount = readNumber(readAt(usage, ['cost']));
	if (amount === null || amount < 0 || readAt(usage, ['is_byok']) === true) return null;
	return { amount: roundCost(amount), currency: 'USD', basis: 'reported' };
}
