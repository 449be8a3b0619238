import type { Task } from '../domain/task';
import type { Provider } from '../providers/types';
import type { HttpClient } from '../transport/reply';
import type { Clock, StopSignal } from './clock';
import type { Governor } from './governor';

/** Pauses before each look at the list; a task that was taken can take a moment to appear. */
const LOOK_PAUSES_MS: readonly number[] = [1000, 3000, 6000, 10_000];

/** Tasks per page; the newest come first, and Ark allows up to 500 (providers.md 1.2). */
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
}

export type LookUp =
	| { kind: 'found'; task: Task }
	/** The list was read and does not hold it. */
	| { kind: 'absent' }
	/** The provider has no list, the mark was switched off, or the list could not be read. */
	| { kind: 'impossible' };

/**
 * Searches the provider's list of tasks for the one that carries our mark.
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
	for (const pauseMs of pausesMs) {
		await clock.sleep(pauseMs);
		if (stop.aborted) return result;
		const search = await searchList(mark, sentAtMs - CLOCK_SKEW_MS, dependencies);
		if (search.kind === 'found') return search;
		if (search.kind === 'absent') result = search;
	}
	return result;
}

async function searchList(
	mark: string,
	notBeforeMs: number,
	dependencies: LookUpDependencies,
): Promise<LookUp> {
	let seen = 0;
	for (let page = 1; page <= MOST_PAGES; page += 1) {
		const list = await readPage(page, dependencies);
		if (list === null) return { kind: 'impossible' };
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
	return { kind: 'impossible' };
}

/** One page of the list, the newest tasks first; null when it could not be read. */
async function readPage(
	page: number,
	{ provider, client, governor }: LookUpDependencies,
): Promise<{ total: number; tasks: Task[] } | null> {
	const call = provider.list?.({ page, pageSize: PAGE_SIZE });
	if (call === undefined) return null;
	const reply = await governor.call(
		'list',
		async () => await client.send(call, LIST_TIMEOUT_SECONDS),
	);
	if (reply.kind !== 'answer' || provider.failureOf(reply.status, reply.body) !== null) return null;
	return provider.readList?.(reply.body) ?? null;
}
