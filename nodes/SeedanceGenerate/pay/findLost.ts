import type { Task } from '../../shared/domain/task';
import type { Provider } from '../../shared/providers/types';
import type { HttpClient } from '../../shared/net/reply';
import type { Clock, StopSignal } from '../../shared/tasks/clock';
import type { Governor } from '../../shared/tasks/governor';

/** Pauses before each look at the list; a task that was taken can take a moment to appear. */
const LOOK_PAUSES_MS: readonly number[] = [1000, 3000, 6000, 10_000];

/** Pause between further looks while the list cannot be read at all (an outage). */
const OUTAGE_PAUSE_MS = 15_000;

/** Tasks per page; the newest come first, and Ark allows up to 500 (docs/providers.md 1.2). */
const PAGE_SIZE = 500;
const MOST_PAGES = 10;
const LIST_TIMEOUT_SECONDS = 30;

/** Clocks of n8n and the provider may differ by this much. */
const CLOCK_SKEW_MS = 10 * 60_000;

export interface LookUpDependencies {
	provider: Provider;
	client: HttpClient;
	governor: Governor;
	clock: Clock;
	stop: StopSignal;
	/** Epoch milliseconds until which an unreadable list is tried again. */
	deadlineMs: number;
	/** Of the request; Ark keeps a list per tier (docs/providers.md 1.2). */
	serviceTier?: string;
}

export type LookUp =
	| { kind: 'found'; task: Task }
	/** The list was read and does not hold it. */
	| { kind: 'absent' }
	/** The provider has no list, the mark was switched off, or the list could not be read. */
	| { kind: 'impossible' };

/** What one search came to; `refused` = the provider does not show us its list at all. */
type Search = Exclude<LookUp, { kind: 'impossible' }> | { kind: 'unreadable' | 'refused' };

/**
 * Searches the provider's list of tasks for the one that carries our mark: a few times, because a
 * task can take a moment to appear, and during an outage until the deadline.
 * @param mark the mark that the request carried; undefined when the user switched it off
 * @param sentAtMs when the request left (epoch milliseconds); older tasks are not searched
 */
export async function lookUpLostTask(
	mark: string | undefined,
	sentAtMs: number,
	dependencies: LookUpDependencies,
	pausesMs: readonly number[] = LOOK_PAUSES_MS,
): Promise<LookUp> {
	const { provider, clock, stop } = dependencies;
	if (mark === undefined || provider.list === undefined || provider.readList === undefined) {
		return { kind: 'impossible' };
	}
	let result: LookUp = { kind: 'impossible' };
	for (let looks = 0; ; looks += 1) {
		const late = looks >= pausesMs.length;
		if (late && (result.kind === 'absent' || clock.now() >= dependencies.deadlineMs)) return result;
		await clock.sleep(late ? OUTAGE_PAUSE_MS : pausesMs[looks]);
		if (stop.aborted) return result;
		const search = await searchList(mark, sentAtMs - CLOCK_SKEW_MS, dependencies);
		if (search.kind === 'found') return search;
		if (search.kind === 'absent') result = search;
		if (search.kind === 'refused') return result;
	}
}

async function searchList(
	mark: string,
	notBeforeMs: number,
	dependencies: LookUpDependencies,
): Promise<Search> {
	let seen = 0;
	for (let page = 1; page <= MOST_PAGES; page += 1) {
		const list = await readPage(page, dependencies);
		if ('kind' in list) return list;
		const { tasks, total } = list;
		const task = tasks.find((candidate) => candidate.mark === mark);
		if (task !== undefined) return { kind: 'found', task };
		seen += tasks.length;
		const oldest = tasks[tasks.length - 1]?.submittedAt;
		const pastTheTime = typeof oldest === 'string' && Date.parse(oldest) < notBeforeMs;
		// A provider may give shorter pages than asked for, so a short page alone is not the end.
		const wasLast = tasks.length === 0 || (tasks.length < PAGE_SIZE && seen >= total);
		if (pastTheTime || wasLast) return { kind: 'absent' };
	}
	// Longer than anybody reads: further looks would not get further.
	return { kind: 'refused' };
}

/** One page of the list, the newest tasks first, or why there is none. */
async function readPage(
	page: number,
	{ provider, client, governor, serviceTier }: LookUpDependencies,
): Promise<{ total: number; tasks: Task[] } | { kind: 'unreadable' | 'refused' }> {
	const call = provider.list?.({ page, pageSize: PAGE_SIZE, serviceTier });
	if (call === undefined) return { kind: 'refused' };
	const reply = await governor.call(
		'list',
		async () => await client.send(call, LIST_TIMEOUT_SECONDS),
	);
	if (reply.kind !== 'answer') return { kind: 'unreadable' };
	const failure = provider.failureOf(reply.status, reply.body);
	if (failure !== null) return { kind: failure.retryable ? 'unreadable' : 'refused' };
	return provider.readList?.(reply.body) ?? { kind: 'unreadable' };
}
