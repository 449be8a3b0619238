import type { Listed } from '../../shared/domain/failures';
import type { Task } from '../../shared/domain/task';
import type { HttpCall } from '../../shared/providers/types';
import type { StopSignal } from '../../shared/tasks/clock';
import { walkList } from '../../shared/tasks/walkList';
import type { ListDependencies, ListEnd } from '../../shared/tasks/walkList';
import { holds } from './holds';

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
	/** What was sent, where that is known. */
	call?: HttpCall;
	/** Whether a task is that of another row. */
	isTaken?: (taskId: string) => boolean;
}

export type LookUp =
	| { kind: 'found'; task: Task }
	/** The list was read and does not hold it. */
	| { kind: 'absent' }
	/** The list shows tasks that may be it, and none that certainly is. */
	| { kind: 'unclear'; taskIds: string[] }
	/** The provider has no list that shows marks, the request carried none, or the list could not be read. */
	| { kind: 'impossible' };

/** What one search came to; `refused` = the provider does not show us its list at all. */
type Search = Exclude<LookUp, { kind: 'impossible' }> | { kind: 'unreadable' | 'refused' };

/** What a row may say of a search that did not find its task. */
export function listedIn(lookUp: LookUp): Listed {
	if (lookUp.kind === 'unclear') return lookUp.taskIds;
	return lookUp.kind === 'absent' ? [] : null;
}

/**
 * Searches the provider's list of tasks for the one that carries our mark: a few times, because a
 * task can take a moment to appear, and during an outage until the deadline. It is found only where
 * exactly one task can be it and no other row has that.
 * @param mark the mark that the request carried; undefined or empty when it carried none
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
	if (!mark || !isListed || provider.listShowsMark !== true) return { kind: 'impossible' };
	const carried = provider.markAs?.(mark) ?? mark;
	let result: LookUp = { kind: 'impossible' };
	for (let looks = 0; ; looks += 1) {
		const late = looks >= pausesMs.length;
		if (late && (result.kind === 'absent' || clock.now() >= dependencies.deadlineMs)) return result;
		await clock.sleep(late ? OUTAGE_PAUSE_MS : pausesMs[looks]);
		if (stop.aborted) return result;
		const search = await searchList(carried, sentAtMs - CLOCK_SKEW_MS, dependencies);
		if (search.kind === 'found' || search.kind === 'unclear') return search;
		const saysNothing = search.kind === 'absent' && isForgotten(sentAtMs, dependencies);
		if (search.kind === 'refused' || saysNothing) return result;
		if (search.kind === 'absent') result = search;
	}
}

/** Where the list may have lost the mark by now, its silence says nothing. */
function isForgotten(sentAtMs: number, { provider, clock }: LookUpDependencies): boolean {
	const { forgetsRequestAfterHours: hours } = provider;
	return hours !== undefined && clock.now() - sentAtMs > hours * 3_600_000;
}

/** A mark in a text of ours is borne by no other task; one that is made into something else may be. */
async function searchList(
	mark: string,
	notBeforeMs: number,
	dependencies: LookUpDependencies,
): Promise<Search> {
	const { provider, serviceTier, deadlineMs, isTaken } = dependencies;
	const isOnlyOurs = provider.markAs === undefined;
	const isOld = ({ submittedAt }: Task) =>
		submittedAt !== null && Date.parse(submittedAt) < notBeforeMs;
	const mayBeIt = (task: Task) =>
		task.mark === mark && (isOnlyOurs || !isOld(task)) && isTaken?.(task.taskId) !== true;
	const bearers = new Map<string, Task>();
	const walk = { ...WALK, tiers: [serviceTier], filters: { sinceMs: notBeforeMs } };
	const end = await walkList(walk, { ...dependencies, turnUntilMs: deadlineMs }, (tasks) => {
		tasks.filter(mayBeIt).forEach((task) => bearers.set(task.taskId, task));
		return (isOnlyOurs && bearers.size > 0) || tasks.slice(-1).some(isOld);
	});
	return judge([...bearers.values()], end, isOnlyOurs, dependencies);
}

function judge(
	[task, ...others]: Task[],
	end: ListEnd,
	isOnlyOurs: boolean,
	{ call }: LookUpDependencies,
): Search {
	if (task === undefined) {
		if (end.kind === 'complete') return { kind: 'absent' };
		// Longer than anybody reads: further looks would not get further.
		return { kind: end.kind === 'cut' ? 'refused' : end.kind };
	}
	if (others.length === 0) {
		if (isOnlyOurs) return { kind: 'found', task };
		if (end.kind === 'unreadable') return end;
		if (end.kind === 'complete' && isOf(task, call)) return { kind: 'found', task };
	}
	return { kind: 'unclear', taskIds: [task, ...others].map(({ taskId }) => taskId) };
}

/** Whether what the list shows of a task is what was sent. */
function isOf({ prompt, model }: Task, call: HttpCall | undefined): boolean {
	if (call === undefined) return true;
	const { body = {}, path } = call;
	const isInPath = model !== null && path.includes(`/${model}/`);
	return (
		(prompt === null || holds(body, prompt)) && (model === null || isInPath || holds(body, model))
	);
}
