import type { Task } from '../../shared/domain/task';
import type { StopSignal } from '../../shared/tasks/clock';
import { walkList } from '../../shared/tasks/walkList';
import type { ListDependencies } from '../../shared/tasks/walkList';

/** Pauses before each look at the list; a task that was taken can take a moment to appear. */
const LOOK_PAUSES_MS: readonly number[] = [1000, 3000, 6000, 10_000];

/** Pause between further looks while the list cannot be read at all (an outage). */
const OUTAGE_PAUSE_MS = 15_000;

/** The newest tasks come first, and Ark gives up to 500 per page (docs/providers.md 1.2). */
const WALK = { pageSize: 500, mostPages: 10, tries: 1 };

/** Clocks of n8n and the provider may differ by this much. */
const CLOCK_SKEW_MS = 10 * 60_000;

export interface LookUpDependencies extends ListDependencies {
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
	/** The provider has no list that shows marks, the mark was switched off, or the list could not be read. */
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
	const isListed = provider.list !== undefined && provider.readList !== undefined;
	if (mark === undefined || !isListed || provider.listShowsMark !== true) {
		return { kind: 'impossible' };
	}
	const carried = provider.markAs?.(mark) ?? mark;
	let result: LookUp = { kind: 'impossible' };
	for (let looks = 0; ; looks += 1) {
		const late = looks >= pausesMs.length;
		if (late && (result.kind === 'absent' || clock.now() >= dependencies.deadlineMs)) return result;
		await clock.sleep(late ? OUTAGE_PAUSE_MS : pausesMs[looks]);
		if (stop.aborted) return result;
		const search = await searchList(carried, sentAtMs - CLOCK_SKEW_MS, dependencies);
		if (search.kind === 'found') return search;
		if (search.kind === 'absent' && !isForgotten(sentAtMs, dependencies)) result = search;
		if (search.kind === 'refused' || (search.kind === 'absent' && result.kind !== 'absent')) {
			return result;
		}
	}
}

/** Where the list may have lost the mark by now, its silence says nothing. */
function isForgotten(sentAtMs: number, { provider, clock }: LookUpDependencies): boolean {
	const { forgetsRequestAfterHours: hours } = provider;
	return hours !== undefined && clock.now() - sentAtMs > hours * 3_600_000;
}

async function searchList(
	mark: string,
	notBeforeMs: number,
	dependencies: LookUpDependencies,
): Promise<Search> {
	let found: Task | undefined;
	const walk = { ...WALK, tiers: [dependencies.serviceTier] };
	const turnUntilMs = dependencies.deadlineMs;
	const end = await walkList(walk, { ...dependencies, turnUntilMs }, (tasks) => {
		found = tasks.find((candidate) => candidate.mark === mark);
		const oldest = tasks[tasks.length - 1]?.submittedAt;
		const pastTheTime = typeof oldest === 'string' && Date.parse(oldest) < notBeforeMs;
		return found !== undefined || pastTheTime;
	});
	if (found !== undefined) return { kind: 'found', task: found };
	if (end.kind === 'complete') return { kind: 'absent' };
	// Longer than anybody reads: further looks would not get further.
	return { kind: end.kind === 'cut' ? 'refused' : end.kind };
}
