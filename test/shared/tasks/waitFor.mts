import { emptyTask } from '../../../nodes/shared/domain/task.ts';
import { waitForEnd } from '../../../nodes/shared/tasks/wait.ts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { DIALECTS } from '../../../tools/simulation/dialects.mts';
import {
	createdAnswer,
	dependenciesFor,
	newClock,
	scriptedProvider,
	taskAnswer,
} from '../../support/jobs.mts';
import type { Task } from '../../../nodes/shared/domain/task.ts';
import type { ProviderId } from '../../../nodes/shared/domain/vocabulary.ts';
import type { Reply } from '../../../nodes/shared/net/reply.ts';
import type { VirtualClock } from '../../../tools/simulation/virtualClock.mts';
import type { RunParts } from '../../support/jobs.mts';

export const MINUTE = 60_000;

/** Waits for one task that answers by the script. */
export async function waitFor(
	provider: ProviderId,
	script: (n: number, ageMs: number) => Reply,
	options: {
		fresh?: boolean;
		minutes?: number;
		over?: Partial<RunParts>;
		estimateSeconds?: number;
		clock?: VirtualClock;
		task?: Task;
		latencyMs?: number;
	} = {},
) {
	const { fresh = true, minutes = 30, clock = newClock() } = options;
	const startMs = clock.now();
	const scripted = scriptedProvider(
		clock,
		({ atMs }, { get }) => script(get, atMs - startMs),
		options.latencyMs,
	);
	const created = createdAnswer(provider, 'task-1', options.estimateSeconds);
	const task =
		options.task ??
		(fresh
			? PROVIDERS[provider].readCreated(created.body, startMs)
			: emptyTask(provider, 'task-1'));
	if (task === null) throw new Error('The answer names no task');
	const dependencies = dependenciesFor(provider, clock, scripted.client, {
		deadlineMs: startMs + minutes * MINUTE,
		...options.over,
	});
	const end = await clock.run(waitForEnd({ task, rank: 0, sinceMs: startMs, fresh }, dependencies));
	const ages = scripted.calls.map(({ atMs }) => atMs - startMs);
	return { end, ages, tookMs: clock.now() - startMs, dependencies };
}

export const finishingAfter =
	(provider: ProviderId, jobMs: number): ((n: number, ageMs: number) => Reply) =>
	(_, ageMs) => {
		const { running, ends } = DIALECTS[provider].words;
		return taskAnswer(provider, ageMs >= jobMs ? ends.good : running);
	};
