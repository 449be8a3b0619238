import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { rowLeftBehind } from '../../shared/domain/failures';
import type { RowResult } from '../emit';
import { emit } from '../emit';
import type { Run, Session, Sessions } from '../../shared/n8n/session';
import { reasonOf } from '../../shared/providers/reading/message';
import { isTool } from '../tool';
import type { RowOutcome } from '../pay/row';
import type { Completion } from '../fields/completion';
import type { RunSettings } from '../runSettings';
import { reportStop } from '../stopped';
import { isPending } from './pendingItems';
import { resumeAddressFor } from './resumeAddress';
import type { Ending } from './park';
import { suspendForCallbacks, suspendForSleep } from './park';

/** How long videos usually take when the provider does not say (docs/providers.md 2.11: 60 to 180 seconds). */
const USUAL_JOB_MS = 180_000;

const KEY_PER_ROW =
	'The credential gives each row its own key or address, which n8n does not know when the provider calls back, so the node waited by asking it. "After the Expected Time" suspends the execution all the same.';

/** How this run really completes, which is not always how it was asked to. */
export interface CompletionPlan {
	completion: Completion;
	/** Where the provider calls back, and who reads the tasks then. */
	callbacks?: { resumeUrl: string; session: Session };
	/** Why it is another one than was chosen. */
	warnings: string[];
}

/** Falls back to waiting in the node where the execution cannot be suspended or not be woken. */
export function planCompletion(
	context: IExecuteFunctions,
	{ all }: Sessions,
	chosen: Completion,
): CompletionPlan {
	if (chosen === 'callback') {
		const [session] = all;
		// No row has a session, so there is nothing to wait for.
		if (session === undefined) return { completion: 'wait', warnings: [] };
		const address = resumeAddressFor(context, session);
		if ('warning' in address) return { completion: 'wait', warnings: [address.warning] };
		// A callback knows no rows, and n8n would give it another key (docs/n8n-behaviour.md 9.7).
		if (session.isOfRow || all.length > 1) return { completion: 'wait', warnings: [KEY_PER_ROW] };
		return {
			completion: 'callback',
			callbacks: { resumeUrl: address.url, session },
			warnings: [],
		};
	}
	if (chosen === 'sleep' && isTool(context)) {
		const warning =
			'As a tool of an AI agent the node never suspends: it waited by asking the provider.';
		return { completion: 'wait', warnings: [warning] };
	}
	return { completion: chosen, warnings: [] };
}

/** Ends the run: suspends the execution where that was chosen and something is still in the making. */
export async function complete(
	context: IExecuteFunctions,
	run: Sessions,
	plan: CompletionPlan,
	results: readonly RowResult[],
	outcomes: readonly RowOutcome[],
	settings: RunSettings,
): Promise<INodeExecutionData[]> {
	const { displayName } = run.provider;
	const ending = await endingOf(context, run, plan, results, outcomes, settings).catch(
		(thrown): Ending => ({
			results: results.map((result) => leftBehind(result, displayName, thrown)),
		}),
	);
	// It may have come while the last rows were looked at, or in a short sleep.
	if (run.stop.aborted) await reportStop(context, run, outcomes, settings);
	return 'suspended' in ending ? ending.suspended : emit(context, displayName, ending.results);
}

async function endingOf(
	context: IExecuteFunctions,
	run: Run,
	{ completion, callbacks }: CompletionPlan,
	results: readonly RowResult[],
	outcomes: readonly RowOutcome[],
	{ waitTimeoutMs, sleepMs }: RunSettings,
): Promise<Ending> {
	if (callbacks !== undefined) {
		return await suspendForCallbacks(context, callbacks.session, results, waitTimeoutMs);
	}
	if (completion === 'sleep') {
		const ms = sleepMs ?? Math.min(expectedMs(outcomes), waitTimeoutMs);
		return await suspendForSleep(context, run, results, ms);
	}
	return { results };
}

/** Nobody waits for the row's task any more, so the user has to know of it; a row that has ended stays as it is. */
function leftBehind(result: RowResult, providerName: string, thrown: unknown): RowResult {
	if (!isPending(result.item)) return result;
	const failure = rowLeftBehind(providerName, String(result.item.taskId), reasonOf(thrown));
	return { ...result, item: { ...result.item, failure }, failure };
}

/** The longest estimate of the provider, for all rows together. */
function expectedMs(outcomes: readonly RowOutcome[]): number {
	const estimates = outcomes.flatMap(({ task }) => task?.estimatedSeconds ?? []);
	return estimates.length === 0 ? USUAL_JOB_MS : Math.max(...estimates) * 1000;
}
