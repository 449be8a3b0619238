import { emptyTask, isEnded } from '../domain/task';
import type { Clock } from '../tasks/clock';
import type { ReadDependencies, TaskReading } from '../tasks/readTask';
import { readTask } from '../tasks/readTask';
import { claimsEnd } from './incoming';
import type { TaskHint } from './incoming';
import type { ReadBudget } from './readBudget';

/** For providers that name no limit: with room below the shortest that is known, 5 s (docs/providers.md 1.10). */
const USUAL_ANSWER_MS = 3800;

/** The pause before the second and last look: an end can be called back a moment before it can be read. */
const SECOND_LOOK_AFTER_MS = 600;

/** A look with less time than this left is not begun. */
const SHORTEST_LOOK_MS = 500;

const MOST_WAITING = 200;
const NAP_MS = 50;

/** The reads under way that callbacks have caused: one at a time per task, and those who ask meanwhile share it. */
export class CallbackReads {
	private readonly underWay = new Map<string, Promise<TaskReading>>();

	/** Callbacks that wait for a free read. */
	private waiting = 0;

	/**
	 * Reads a task when the budget has a place for it, and waits a little for one.
	 * @param untilMs epoch milliseconds; how long to wait for a place
	 * @returns null when there is none in time
	 */
	async read(
		taskId: string,
		look: () => Promise<TaskReading>,
		{ budget, clock, untilMs }: { budget: ReadBudget; clock: Clock; untilMs: number },
	): Promise<TaskReading | null> {
		const begun = this.underWay.get(taskId);
		if (begun !== undefined) return await begun;
		if (!(await this.place(budget, clock, untilMs))) return null;
		const begunMeanwhile = this.underWay.get(taskId);
		if (begunMeanwhile !== undefined) return await begunMeanwhile;
		const reading = look();
		this.underWay.set(taskId, reading);
		try {
			return await reading;
		} finally {
			this.underWay.delete(taskId);
		}
	}

	private async place(budget: ReadBudget, clock: Clock, untilMs: number): Promise<boolean> {
		if (budget.take(clock.now())) return true;
		if (this.waiting >= MOST_WAITING) return false;
		this.waiting += 1;
		try {
			while (clock.now() + NAP_MS < untilMs) {
				await clock.sleep(NAP_MS);
				if (budget.take(clock.now())) return true;
			}
			return false;
		} finally {
			this.waiting -= 1;
		}
	}
}

export interface LookDependencies extends ReadDependencies {
	clock: Clock;
	reads: CallbackReads;
	budget: ReadBudget;
}

function isConclusive(reading: TaskReading, hint: TaskHint): boolean {
	if (reading.kind !== 'task') return reading.kind !== 'unreadable';
	if (!isEnded(reading.task.status)) return !claimsEnd(hint);
	return reading.task.status !== 'succeeded' || reading.task.videoUrl !== null;
}

/**
 * Asks the provider about the task of a callback, within the time in which it wants its answer: at most two looks,
 * because the end, or the link, can come a moment after the callback. Never throws.
 * @returns null when callbacks have caused too many reads
 */
export async function lookAtCalledBack(
	hint: TaskHint,
	dependencies: LookDependencies,
): Promise<TaskReading | null> {
	const { provider, clock, budget, reads } = dependencies;
	const deadlineMs = clock.now() + (provider.answerCallbackWithinMs ?? USUAL_ANSWER_MS);
	const known = emptyTask(provider.id, hint.taskId);
	const leftSeconds = () => (deadlineMs - clock.now()) / 1000;
	const twice = async (): Promise<TaskReading> => {
		const first = await readTask(known, leftSeconds() * 0.7, dependencies);
		if (isConclusive(first, hint)) return first;
		if (deadlineMs - clock.now() < SECOND_LOOK_AFTER_MS + SHORTEST_LOOK_MS) return first;
		if (!budget.take(clock.now())) return first;
		await clock.sleep(SECOND_LOOK_AFTER_MS);
		const second = await readTask(known, leftSeconds(), dependencies);
		return second.kind === 'unreadable' ? first : second;
	};
	const untilMs = deadlineMs - SHORTEST_LOOK_MS;
	return await reads.read(hint.taskId, twice, { budget, clock, untilMs });
}
