import type { Failure, Task } from '../../shared/domain/task';
import { walkList, worthListingSinceMs } from '../../shared/tasks/walkList';
import type { ListDependencies } from '../../shared/tasks/walkList';

export interface RecentDependencies extends ListDependencies {
	/** Epoch milliseconds after which no further page is asked for. */
	deadlineMs: number;
}

export interface RecentTasks {
	/** Newest first within a service tier; a task may come twice, and callers count it once. */
	tasks: Task[];
	/** `cut` = there is more than was read; `broken` = a page could not be read. */
	end: 'complete' | 'cut' | 'broken';
	/** Set when the end is `broken`. */
	failure: Failure | null;
}

/** The most in one page (docs/providers.md 1.2); few pages, because one list request per second is allowed. */
export const LARGEST_PAGE = 500;

const TRIES_PER_PAGE = 3;

/**
 * Reads the provider's list of recent tasks. Never throws for network or provider trouble.
 * @param mostPages per tier
 */
export async function readRecentTasks(
	dependencies: RecentDependencies,
	{ pageSize = LARGEST_PAGE, mostPages = 500 }: { pageSize?: number; mostPages?: number } = {},
): Promise<RecentTasks> {
	const { deadlineMs, provider, clock } = dependencies;
	const filters = { sinceMs: worthListingSinceMs(provider, clock.now()) };
	const walk = { pageSize, mostPages, tries: TRIES_PER_PAGE, deadlineMs, filters };
	const tasks: Task[] = [];
	const end = await walkList(walk, dependencies, (page) => {
		tasks.push(...page);
		return false;
	});
	if ('failure' in end) return { tasks, end: 'broken', failure: end.failure };
	return { tasks, end: end.kind, failure: null };
}
