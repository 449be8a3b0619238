import { unreachable, unreadableNow } from '../domain/failures';
import type { Failure, Task } from '../domain/task';
import type { HttpClient, Reply } from '../net/reply';
import { aboutAddress } from '../net/wrongAddress';
import type { ListPage, ListQuery, Provider } from '../providers/types';
import type { Clock } from './clock';
import type { Governor } from './governor';

/**
 * A list may show the tasks of one service tier at a time, and the usual one unless asked (docs/providers.md 1.2).
 * Relays that speak the same language may not know the word, so the usual one is not named.
 */
function allTiers({
	otherListTiers = [],
}: Pick<Provider, 'otherListTiers'>): ReadonlyArray<string | undefined> {
	return [undefined, ...otherListTiers];
}

const DAY_MS = 24 * 3_600_000;

/** How far back a list goes whose provider does not say (docs/providers.md 1.2). */
const USUAL_LIST_DAYS = 7;

/**
 * From when on (epoch milliseconds) a list is worth reading. Where it forgets within hours what was asked for and what
 * came of it, a day is more than any task takes.
 */
export function worthListingSinceMs(
	{ listDays = USUAL_LIST_DAYS, forgetsRequestAfterHours }: Provider,
	nowMs: number,
): number {
	return nowMs - (forgetsRequestAfterHours === undefined ? listDays : 1) * DAY_MS;
}

const TIMEOUT_SECONDS = 30;
const FIRST_PAUSE_MS = 1000;

/** How long a pause that the provider asks for is sat out where nobody has set a deadline. */
export const PATIENCE_MS = 30_000;

/** A little more than the pace allows, because others may use the key as well. */
const SPARE = 1.05;

/** Tasks that arrive meanwhile shift the pages, so one page without anything new can be chance. */
const STALE_PAGES = 2;

export interface ListDependencies {
	provider: Provider;
	client: HttpClient;
	governor: Governor;
	clock: Clock;
	/** Epoch milliseconds until which a turn is waited for; until the walk's own deadline unless told. */
	turnUntilMs?: number;
}

export interface ListWalk {
	/** Gone through one after the other; undefined = not named. All of them unless told. */
	tiers?: ReadonlyArray<string | undefined>;
	filters?: Pick<ListQuery, 'status' | 'model' | 'sinceMs'>;
	/** Tasks to ask for per page; a relay may give fewer. */
	pageSize: number;
	/** Per tier. */
	mostPages: number;
	/** Requests for one page before it counts as unreadable. */
	tries: number;
	/** Epoch milliseconds after which no further page is asked for; none unless told. */
	deadlineMs?: number;
}

export type ListEnd =
	/** Everything was seen, or as much as the caller wanted. */
	| { kind: 'complete' }
	/** There is more than was seen: the pages or the time were up, or the same page came again and again. */
	| { kind: 'cut' }
	/** The provider means it: asking again does not help. */
	| { kind: 'refused'; failure: Failure }
	/** No readable answer; a later walk may have one. */
	| { kind: 'unreadable'; failure: Failure };

type Trouble = Extract<ListEnd, { failure: Failure }>;
type Page = ({ kind: 'page' } & ListPage) | Trouble;

/**
 * Walks the provider's list of tasks, page by page, the newest first within a tier. Bad moments are asked over,
 * because reading costs nothing. A page that is shorter than asked for is not the end. Tasks that arrive
 * meanwhile shift the pages, so a task may come twice. Never throws for network or provider trouble.
 * @param isEnough takes each page and tells whether the tier need not be followed further;
 * `seen` counts the tasks of the tier so far
 */
export async function walkList(
	walk: ListWalk,
	dependencies: ListDependencies,
	isEnough: (tasks: Task[], seen: number) => boolean,
): Promise<ListEnd> {
	const tiers = walk.tiers ?? allTiers(dependencies.provider);
	let end: ListEnd = { kind: 'complete' };
	for (const tier of tiers) {
		if (tier !== tiers[0]) await pauseBetween(dependencies);
		const tierEnd = await walkTier(tier, walk, dependencies, isEnough);
		if (tierEnd.kind === 'cut') end = tierEnd;
		if (!('failure' in tierEnd)) continue;
		// Where there is no second tier there is nothing to miss in it.
		const isMissed = tier === tiers[0] || tierEnd.failure.category !== 'input';
		if (isMissed) return tierEnd;
	}
	return end;
}

async function walkTier(
	tier: string | undefined,
	walk: ListWalk,
	dependencies: ListDependencies,
	isEnough: (tasks: Task[], seen: number) => boolean,
): Promise<ListEnd> {
	const { pageSize, mostPages, deadlineMs = Number.POSITIVE_INFINITY } = walk;
	const ids = new Set<string>();
	let stalePages = 0;
	let cursor: string | undefined;
	for (let page = 1; page <= mostPages; page += 1) {
		if (page > 1) await pauseBetween(dependencies);
		if (dependencies.clock.now() >= deadlineMs) return { kind: 'cut' };
		const query = { ...walk.filters, page, pageSize, serviceTier: tier, cursor };
		const read = await readPage(query, walk, dependencies);
		if (read.kind !== 'page') return read;
		const before = ids.size;
		read.tasks.forEach(({ taskId }) => ids.add(taskId));
		stalePages = ids.size > before ? 0 : stalePages + 1;
		if (isEnough(read.tasks, ids.size)) return { kind: 'complete' };
		const { tasks, total, next } = read;
		if (next === null) return { kind: 'complete' };
		// A page may show nothing of ours and the next one something.
		if (next !== undefined && next === cursor) return { kind: 'cut' };
		if (next !== undefined) {
			cursor = next;
			continue;
		}
		const isFull = tasks.length >= pageSize;
		const hasMore = total === null ? isFull : ids.size < total;
		if (tasks.length === 0) return { kind: 'complete' };
		if (total !== null && !isFull && !hasMore) return { kind: 'complete' };
		if (stalePages === STALE_PAGES) return { kind: hasMore ? 'cut' : 'complete' };
	}
	return { kind: 'cut' };
}

/** Counted from the answer: requests that leave a second apart can arrive closer together. */
async function pauseBetween({ clock, provider }: ListDependencies): Promise<void> {
	const perSecond = provider.capabilities.ratePerSecond.list;
	if (perSecond !== undefined) await clock.sleep(SPARE * (1000 / perSecond));
}

async function readPage(
	query: ListQuery,
	{ tries, deadlineMs = Number.POSITIVE_INFINITY }: ListWalk,
	{ provider, client, governor, clock, turnUntilMs }: ListDependencies,
): Promise<Page> {
	const call = provider.list?.(query);
	let failure = unreadableNow(provider.displayName);
	if (call === undefined) return { kind: 'refused', failure };
	for (let count = 1; ; count += 1) {
		const ownUntilMs = Math.min(deadlineMs, clock.now() + PATIENCE_MS);
		const reply = await governor.call(
			'list',
			async () => await client.send(call, TIMEOUT_SECONDS),
			turnUntilMs ?? ownUntilMs,
		);
		if (reply.kind === 'notSent' && reply.remedy !== undefined) {
			const { reason, remedy } = reply;
			return { kind: 'unreadable', failure: unreachable(provider.displayName, reason, remedy) };
		}
		const page = judgePage(reply, provider);
		if (page !== null && page.kind !== 'unreadable') return page;
		if (page !== null) failure = page.failure;
		const pauseMs = FIRST_PAUSE_MS * 2 ** (count - 1);
		const isAskedAway = reply.kind === 'notSent' && governor.pauseLeftMs('list') > 0;
		if (isAskedAway) failure = { ...failure, message: `${failure.message} Now ${reply.reason}.` };
		const isLast = isAskedAway || count >= tries || clock.now() + pauseMs >= deadlineMs;
		if (isLast || reply.kind === 'stopped') return { kind: 'unreadable', failure };
		await clock.sleep(pauseMs);
	}
}

/** @returns null when the answer says nothing, also when a reader of ours breaks on it */
function judgePage(reply: Reply, provider: Provider): Page | null {
	if (reply.kind !== 'answer') return null;
	try {
		const said = provider.failureOf(reply.status, reply.body);
		if (said !== null) {
			const failure = aboutAddress(said, reply, true);
			return { kind: failure.retryable ? 'unreadable' : 'refused', failure };
		}
		const list = provider.readList?.(reply.body) ?? null;
		return list === null ? null : { kind: 'page', ...list };
	} catch {
		return null;
	}
}
