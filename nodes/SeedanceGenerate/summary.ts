import type { IExecuteFunctions } from 'n8n-workflow';
import { sumsOf } from '../shared/domain/cost';
import type { TaskItem } from '../shared/domain/item';
import type { RowResult } from './emit';

/** n8n keeps at most 512 characters per custom value. */
const LONGEST_VALUE = 512;

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;

/** One line about a run: rows, what became of them, seconds of video, cost, warnings. Pure. */
export function summaryOf(results: readonly RowResult[], elapsedMs: number): string {
	const items = results.map(({ item }) => item);
	// A success without a link is a row without a video.
	const finished = items.filter(
		({ status, failure }) => status === 'succeeded' && failure === null,
	);
	const failed = results.filter(({ failure }) => failure !== null).length;
	const open = items.length - finished.length - failed;
	const videoSeconds = finished.reduce((sum, item) => sum + (item.durationSeconds ?? 0), 0);
	const warnings = items.reduce((sum, item) => sum + item.warnings.length, 0);
	const asked = results.filter(({ stored }) => stored !== undefined);
	const stored = asked.filter((result) => result.stored !== null).length;
	const footage = videoSeconds > 0 ? ` (${Math.round(videoSeconds)} s of video)` : '';
	const parts = [
		`${count(items.length, 'row')} in ${Math.round(elapsedMs / 1000)} s: ${finished.length} finished${footage}`,
		asked.length > 0 && `${stored} stored`,
		open > 0 && `${open} still at work`,
		failed > 0 && `${failed} without a video`,
		costOf(items),
		warnings > 0 && `${count(warnings, 'warning')} (field "warnings")`,
	];
	return parts.filter((part) => part !== false && part !== '').join(', ');
}

/** What the videos of the run cost, currency by currency; a floor where the cost of some is not known. */
function costOf(items: readonly TaskItem[]): string {
	const costs = items.flatMap(({ cost }) => (cost === null ? [] : [cost]));
	const sums = sumsOf(costs).filter(({ amount }) => amount > 0);
	if (sums.length === 0) return '';
	const total = sums.map(({ amount, currency }) => `${amount} ${currency}`).join(' and ');
	const isPartial = items.some(({ status, cost }) => status === 'succeeded' && cost === null);
	if (isPartial) return `at least ${total}`;
	return costs.every(({ basis }) => basis === 'reported') ? total : `about ${total}`;
}

/**
 * Shows the summary in the output panel. Older versions of n8n cannot, which is no reason to fail.
 */
export function tellSummary(
	context: IExecuteFunctions,
	results: readonly RowResult[],
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
