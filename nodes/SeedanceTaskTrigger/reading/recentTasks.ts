import { unreadableNow } from '../../shared/domain/failures';
import { isOptionalTier, LIST_TIERS } from '../../shared/tasks/listTiers';
import type { Failure, Task } from '../../shared/domain/task';
import { readLook } from '../../shared/tasks/wait';
import { emptyTask } from '../../shared/domain/task';
import type { Clock } from '../../shared/tasks/clock';
import type { Governor } from '../../shared/tasks/governor';
import type { Provider } from '../../shared/providers/types';
import type { HttpClient } from '../../shared/net/reply';

export interface RecentDependencies {
	provider: Provider;
	client: HttpClient;
	governor: Governor;
	clock: Clock;
	/** Epoch milliseconds after which no further page is asked for. */
	deadlineMs: number;
}

export interface RecentTasks {
	/** Newest first within a service tier. */
	tasks: Task[];
	/** `cut` = the time was up before the last page; `broken` = a page could not be read. */
	end: 'complete' | 'cut' | 'broken';
	/** Set when the end is `broken`. */
	failure: Failure | null;
}

/** The most Ark gives in one page (docs/providers.md 1.2); few pages, because it allows one list request per second. */
export const LARGEST_PAGE = 500;

const LIST_TIMEOUT_SECONDS = 30;
const TRIES_PER_PAGE = 3;
const FIRST_PAUSE_MS = 1000;

/** A little more than the pace allows, because others may use the key as well. */
const SPARE = 1.05;

type Page = { tasks: Task[]; total: number } | { failure: Failure };

/** One page; unlucky answers are asked for again, because reading costs nothing. */
async function readPage(
	tier: string | undefined,
	page: number,
	pageSize: number,
	{ provider, client, governor, clock, deadlineMs }: RecentDependencies,
): Promise<Page> {
	const call = provider.list?.({ page, pageSize, serviceTier: tier });
	let failure = unreadableNow(provider.displayName);
	if (call === undefined) return { failure };
	for (let tries = 1; tries <= TRIES_PER_PAGE; tries += 1) {
		const reply = await governor.call(
			'list',
			async () => await client.send(call, LIST_TIMEOUT_SECONDS),
		);
		if (reply.kind === 'answer') {
			const refusal = provider.failureOf(reply.status, reply.body);
			const list = refusal === null ? provider.readList?.(reply.body) : null;
			if (list !== null && list !== undefined) return list;
			if (refusal !== null) failure = refusal;
			const meant = readLook(reply, emptyTask(provider.id, ''), provider).kind === 'refused';
			if (meant) return { failure };
		}
		const pauseMs = FIRST_PAUSE_MS * 2 ** (tries - 1);
		if (clock.now() + pauseMs >= deadlineMs) break;
		if (tries < TRIES_PER_PAGE) await clock.sleep(pauseMs);
	}
	return { failure };
}

/**
 * Reads the provider's list of recent tasks, page by page, over both service tiers. Tasks that
 * arrive while it is read shift the pages, so a task may come twice; callers count each once.
 * Never throws for network or provider trouble.
 * @param mostPages per tier
 */
export async function readRecentTasks(
	dependencies: RecentDependencies,
	{ pageSize = LARGEST_PAGE, mostPages = 500 }: { pageSize?: number; mostPages?: number } = {},
): Promise<RecentTasks> {
	const { clock, deadlineMs, provider } = dependencies;
	const perSecond = provider.capabilities.ratePerSecond.list;
	// Counted from the answer: requests that leave a second apart can arrive closer together.
	const gapMs = perSecond === undefined ? 0 : SPARE * (1000 / perSecond);
	const tasks: Task[] = [];
	let end: RecentTasks['end'] = 'complete';
	let isFirst = true;
	for (const tier of LIST_TIERS) {
		let listed = 0;
		for (let page = 1; ; page += 1) {
			if (page > mostPages || clock.now() >= deadlineMs) {
				end = 'cut';
				break;
			}
			if (!isFirst) await clock.sleep(gapMs);
			isFirst = false;
			const read = await readPage(tier, page, pageSize, dependencies);
			if ('failure' in read) {
				if (isOptionalTier(tier, read.failure)) break;
				return { tasks, end: 'broken', failure: read.failure };
			}
			tasks.push(...read.tasks);
			listed += read.tasks.length;
			// A relay may give shorter pages than asked for.
			if (read.tasks.length === 0 || listed >= read.total) break;
		}
	}
	return { tasks, end, failure: null };
}
