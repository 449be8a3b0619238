import type { IExecuteFunctions } from 'n8n-workflow';
import { roundCost } from './plan/price/estimateCost';
import type { VideoResult } from './results';

/** n8n keeps at most 512 characters per custom value. */
const LONGEST_VALUE = 512;

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;

/** One line about a run: rows, what became of them, seconds of video, cost, warnings. Pure. */
export function summaryOf(results: readonly VideoResult[], elapsedMs: number): string {
	const items = results.map(({ item }) => item);
	// A success without a link is a row without a video.
	const finished = items.filter(
		({ status, failure }) => status === 'succeeded' && failure === null,
	);
	const failed = results.filter(({ failure }) => failure !== null).length;
	const open = items.length - finished.length - failed;
	const videoSeconds = finished.reduce((sum, item) => sum + (item.durationSeconds ?? 0), 0);
	const warnings = items.reduce((sum, item) => sum + item.warnings.length, 0);
	const footage = videoSeconds > 0 ? ` (${Math.round(videoSeconds)} s of video)` : '';
	const parts = [
		`${count(items.length, 'row')} in ${Math.round(elapsedMs / 1000)} s: ${finished.length} finished${footage}`,
		open > 0 && `${open} still at work`,
		failed > 0 && `${failed} without a video`,
		costOf(results),
		warnings > 0 && `${count(warnings, 'warning')} (field "warnings")`,
	];
	return parts.filter((part) => part !== false && part !== '').join(', ');
}

/** The estimated cost, only where every finished row has one on the same basis, in the same currency. */
function costOf(results: readonly VideoResult[]): string {
	const costs = results
		.filter(({ item }) => item.status === 'succeeded')
		.map(({ item, costBasis }) => ({ ...item.usage.estimatedCost, costBasis }));
	const [first] = costs;
	if (first?.amount === undefined) return '';
	const isOther = ({ costBasis, currency }: typeof first) =>
		costBasis !== first.costBasis || currency !== first.currency;
	if (costs.some(isOther)) return '';
	const total = roundCost(costs.reduce((sum, { amount = 0 }) => sum + amount, 0));
	const unit = first.costBasis === 'costPerSecond' ? 'at your Cost per Second' : first.currency;
	return `about ${total} ${unit}`;
}

/**
 * Shows the summary in the output panel. Older versions of n8n cannot, which is no reason to fail.
 */
export function tellSummary(
	context: IExecuteFunctions,
	results: readonly VideoResult[],
	elapsedMs: number,
): void {
	if (typeof context.addExecutionHints !== 'function') return;
	const troubled = results.some(({ failure }) => failure !== null);
	context.addExecutionHints({
		message: summaryOf(results, elapsedMs),
		type: troubled ? 'warning' : 'info',
		location: 'outputPane',
	});
}

/**
 * Writes task ids into n8n's custom execution data as soon as they are known: executions can be
 * searched by them, and one that was stopped still names the tasks that go on.
 * @returns called for every row that has a task
 */
export function rememberTasks(
	context: IExecuteFunctions,
): (itemIndex: number, taskId: string) => void {
	// Not in versions of n8n before 2.16.
	const customData = context.customData as typeof context.customData | undefined;
	return (_, taskId) => {
		// Other passes and nodes of the execution may have written theirs.
		const known = customData?.get('seedanceTasks')?.split(' ') ?? [];
		customData?.set('seedanceTasks', fitting([...new Set([...known, taskId])]));
	};
}

/** As many ids as fit, whole ones only. */
function fitting(taskIds: readonly string[]): string {
	let value = '';
	for (const taskId of taskIds) {
		const longer = value === '' ? taskId : `${value} ${taskId}`;
		if (longer.length > LONGEST_VALUE) break;
		value = longer;
	}
	return value;
}
