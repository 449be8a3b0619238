import { Governor } from '../tasks/governor';
import type { GovernorSettings } from '../tasks/governor';
import type { Session, Sessions } from './session';

/** The governors of a run: one for each session, with the requests under way and the open tasks of all counted together. */
export interface Governors {
	of(session: Session): Governor;
}

export function governorsOf(
	{ provider, clock, stop, all }: Sessions,
	{ maxConcurrency, maxOpenTasks }: Pick<GovernorSettings, 'maxConcurrency' | 'maxOpenTasks'>,
): Governors {
	const rates = provider.capabilities.ratePerSecond;
	const settings = { clock, stop, maxConcurrency, maxOpenTasks, rates };
	const first = new Governor(settings);
	const rest = all.slice(1).map(() => new Governor({ ...settings, beside: first }));
	const governors = [first, ...rest];
	return { of: (session) => governors[all.indexOf(session)] };
}
