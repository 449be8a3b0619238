import type { Cost } from '../shared/domain/cost';
import { invalidInput } from '../shared/domain/failures';
import { buildItem, isDraft } from '../shared/domain/item';
import type { TaskItem } from '../shared/domain/item';
import type { Problem } from '../shared/domain/request';
import type { Failure } from '../shared/domain/task';
import type { RowResult } from './emit';
import { costOf, costOfSeconds } from '../shared/providers/cost';
import { linkNotes } from '../shared/providers/linkNotes';
import type { Connection, Provider } from '../shared/providers/types';
import type { RowEnd, RowOutcome } from './pay/row';
import type { RowInputs } from './plan/inputs';
import type { PlannedRow } from './plan/plan';
import type { StoredVideos } from './storing';
import { bareResult } from './withoutLoss';

export interface ResultSettings {
	waitTimeoutMs: number;
	/** When the items come out, epoch milliseconds. */
	nowMs: number;
	/** By row: whose prices count. */
	regions: ReadonlyArray<Connection['region']>;
	/** Of the run as a whole; every row says them. */
	warnings: readonly string[];
	videos: StoredVideos;
}

/** Problems of one row as one failure; several are all told at once, so that a sheet is fixed in one go. */
function problemsAsFailure(problems: readonly Problem[]): Failure {
	return invalidInput([...new Set(problems.map((problem) => problem.message))].join(' '));
}

/** Turns plans and outcomes into results, one per input item and in the same order. */
export function resultsOf(
	provider: Provider,
	plans: readonly PlannedRow[],
	outcomes: readonly RowOutcome[],
	settings: ResultSettings,
): RowResult[] {
	const outcomeOf = new Map(outcomes.map((outcome) => [outcome.itemIndex, outcome]));
	const ordered = new Map<string, number>();
	const resultOf = (plan: PlannedRow, outcome: RowOutcome | null): RowResult => {
		const item = itemOf(provider, plan, outcome, settings);
		if (outcome !== null && outcome.task !== null && !outcome.adopted) {
			const name = `${outcome.account ?? ''} ${outcome.task.taskId}`;
			const twin = ordered.get(name);
			if (twin === undefined) ordered.set(name, plan.itemIndex);
			else item.warnings.push(sameTask(provider.displayName, twin));
		}
		const result = { itemIndex: plan.itemIndex, item, failure: item.failure };
		if (!plan.inputs.downloadVideo) return result;
		const video = settings.videos.get(plan.itemIndex) ?? null;
		if (typeof video !== 'string') return { ...result, stored: video };
		item.warnings.push(video);
		return { ...result, stored: null };
	};
	return plans.map((plan) => {
		const outcome = outcomeOf.get(plan.itemIndex) ?? null;
		try {
			return resultOf(plan, outcome);
		} catch (thrown) {
			return bareResult(provider, plan.itemIndex, outcome, thrown);
		}
	});
}

function itemOf(
	provider: Provider,
	plan: PlannedRow,
	outcome: RowOutcome | null,
	{ waitTimeoutMs, warnings, regions, nowMs }: ResultSettings,
): TaskItem {
	const failure =
		plan.problems.length > 0 ? problemsAsFailure(plan.problems) : (outcome?.failure ?? null);
	return buildItem({
		provider: provider.id,
		task: outcome?.task ?? null,
		request: outcome === null ? plan.request : outcome.request,
		failure,
		statusWithoutTask: outcome?.end === 'unknown' ? 'unknown' : 'failed',
		metadata: plan.inputs.metadata ?? null,
		warnings: [
			...plan.warnings,
			...warnings,
			...(outcome === null
				? []
				: [
						...keyWarnings(outcome, plan.inputs),
						...draftWarnings(outcome, provider),
						...endWarnings(outcome.end, provider, outcome, waitTimeoutMs),
						...(outcome.task === null ? [] : linkNotes(outcome.task, provider, nowMs)),
					]),
		],
		estimate: plan.estimate,
		cost: rowCost(provider, plan, outcome, regions[plan.itemIndex]),
		includeRaw: plan.inputs.includeRawResponse,
	});
}

/** Of rows that share a video the first one has its cost. */
function rowCost(
	provider: Provider,
	{ inputs, estimatedCost }: PlannedRow,
	outcome: RowOutcome | null,
	region: Connection['region'],
): Cost | null {
	const task = outcome?.task ?? null;
	if (outcome === null || task === null) return null;
	const { costPerSecond, costCurrency } = inputs;
	const { durationSeconds } = task;
	const isMeasured = costPerSecond !== undefined && durationSeconds !== null;
	const estimated = isMeasured
		? costOfSeconds(durationSeconds, costPerSecond, costCurrency)
		: estimatedCost;
	const cost = costOf(task, { provider, region, request: outcome.request, estimated });
	return cost !== null && outcome.twinOf !== undefined ? { ...cost, amount: 0 } : cost;
}

function sameTask(providerName: string, twin: number): string {
	return `${providerName} gave this row and row ${twin + 1} the same task ID, so both show one video. Look at its task list for the other one.`;
}

/** What a row may not expect of its key, or of a draft that another row finishes. */
function keyWarnings({ request, twinOf }: RowOutcome, { idempotencyKey }: RowInputs): string[] {
	if (twinOf !== undefined) {
		const same =
			idempotencyKey === ''
				? `finishes the same draft as row ${twinOf + 1}`
				: `has the Idempotency Key of row ${twinOf + 1}`;
		return [`This row ${same}, so both are one video.`];
	}
	if (request !== null) return [];
	return [
		'This Idempotency Key was submitted before with another request, and this is that video. Give the row a new key for a new one.',
	];
}

/** A relay may not know drafts, which only its answer shows. */
function draftWarnings({ request, task }: RowOutcome, { displayName }: Provider): string[] {
	if (request?.options.draft !== true || task === null || isDraft(request, task)) return [];
	return [
		`${displayName} made a full video in ${task.resolution} instead of a draft. Turn off Draft: it is not known there.`,
	];
}

function endWarnings(
	end: RowEnd,
	provider: Provider,
	outcome: RowOutcome,
	waitTimeoutMs: number,
): string[] {
	const taskId = outcome.task?.taskId ?? '';
	if (end === 'timeout') return [timeoutWarning(provider.displayName, taskId, waitTimeoutMs)];
	if (end === 'stopped') {
		return [
			`The execution was stopped. Task ${taskId} goes on at ${provider.displayName} and is billed when it finishes.`,
		];
	}
	return [];
}

/** A wait that ran out is not a failure: the paid task goes on and can be picked up. */
export function timeoutWarning(
	providerName: string,
	taskId: string,
	waitTimeoutMs: number,
): string {
	const minutes = Math.round((waitTimeoutMs / 60_000) * 100) / 100;
	return `The wait ended after ${minutes} minutes while the task was still at work at ${providerName}. It goes on there: give task ID ${taskId} to Task: Wait or to Seedance Download later.`;
}
