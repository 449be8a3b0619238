import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import * as n8nWorkflow from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { TaskItem } from '../domain/item';
import type { Failure } from '../domain/task';

/** What became of one row; `failure` is what makes it an item that n8n's On Error setting is about. */
export interface RowResult {
	itemIndex: number;
	item: TaskItem;
	failure: Failure | null;
}

/** One row that did not give what the user asked for. */
export interface FailedRow {
	itemIndex: number;
	item: TaskItem;
	failure: Failure;
}

/** A row that did, for the part of the message that says what is already paid and safe. */
export interface GoodRow {
	itemIndex: number;
	taskId: string | null;
}

export interface StopReport {
	providerName: string;
	failed: readonly FailedRow[];
	good: readonly GoodRow[];
	/** The run was about videos, not about the records of tasks. */
	forVideos: boolean;
}

/** More kinds of trouble than this are left to the rows; of those only the tasks are named. */
const TEXTS_IN_MESSAGE = 10;

function rowName(itemIndex: number): string {
	return `row ${itemIndex + 1}`;
}

function taskNote(taskId: string | null): string {
	return taskId === null ? 'no task' : `task ${taskId}`;
}

/** One line: which row, which provider and task, what happened. */
export function describeFailure(providerName: string, row: FailedRow): string {
	const place = row.item.taskId === null ? '' : `, ${taskNote(row.item.taskId)}`;
	return sentence(`${providerName}${place}: ${row.failure.message}`);
}

/** Providers leave out the full stop, and something is always said after their text. */
export function sentence(text: string): string {
	return /[.!?。！？…]$/.test(text) ? text : `${text}.`;
}

/** n8n-workflow dropped this function with 2.34, which is how an older n8n can be told. */
const isBefore234 = () => 'sleepWithAbort' in n8nWorkflow;

/**
 * Makes every n8n 2.x move an item to the error output. Since 2.34 n8n does so when its json holds
 * nothing but `error`, `message` and `details`; before, `details` is not always among them, and an
 * `error` beside the json is needed. It must not be enumerable and must not be there on newer
 * versions: where it lasts, n8n replaces the whole json, task id included, by the bare message.
 */
export function forErrorOutput(item: INodeExecutionData): INodeExecutionData {
	if (!isBefore234()) return item;
	return Object.defineProperty(item, 'error', { value: item.json.error, enumerable: false });
}

/** The item for n8n's error output; everything but `error` and `message` goes into `details`. */
export function errorOutputItem(providerName: string, row: FailedRow): INodeExecutionData {
	const what = describeFailure(providerName, row);
	return forErrorOutput({
		json: {
			error: what,
			message: `${what} ${row.failure.hint}`.trim(),
			details: row.item as unknown as IDataObject,
		},
		pairedItem: { item: row.itemIndex },
	});
}

/**
 * The one message with which the node stops after all rows have ended: what went wrong per row, and
 * every task id, so that nothing paid is lost.
 */
export function stopError(context: IExecuteFunctions, report: StopReport): NodeOperationError {
	const { failed, good, providerName, forVideos } = report;
	const total = failed.length + good.length;
	// Ark numbers its answers; the number of the first row stands for those of its kind.
	const texts = failed.map((row) =>
		describeFailure(providerName, row).replace(/ Request id: \S+$/, ''),
	);
	const shown = [...new Set(texts)].slice(0, TEXTS_IN_MESSAGE);
	const lines = shown.map((text) => {
		const rows = failed.filter((_, index) => texts[index] === text);
		const numbers = rows.map(({ itemIndex }) => itemIndex + 1).join(', ');
		return `Row${rows.length === 1 ? '' : 's'} ${numbers}: ${describeFailure(providerName, rows[0])}`;
	});
	const more = failed.filter((_, index) => !shown.includes(texts[index]));
	if (more.length > 0) {
		const rest = more.map((row) => `${rowName(row.itemIndex)} (${taskNote(row.item.taskId)})`);
		lines.push(`And ${rest.join(', ')}.`);
	}
	const summary =
		total === 1
			? describeFailure(providerName, failed[0])
			: `${failed.length} of ${total} rows ${forVideos ? 'did not give a video' : 'failed'}. ${lines.join(' ')}`;
	const fine = good
		.filter((row) => row.taskId !== null)
		.map((row) => `${rowName(row.itemIndex)} (task ${row.taskId})`)
		.join(', ');
	const paid = `fine and paid: ${fine}. "Retry execution" in the Executions tab takes them over instead of paying again; so do Task: Wait and Seedance Download with the task ID. "Execute workflow" would order them anew, unless the rows have an Idempotency Key.`;
	const keep = fine && `\n\nThese other rows are ${forVideos ? paid : `done: ${fine}.`}`;
	const hints = [...new Set(failed.map((row) => row.failure.hint).filter((hint) => hint !== ''))];
	// n8n adds its own "[item 0]", which contradicts a text that speaks of several rows.
	const itemIndex = total === 1 ? failed[0].itemIndex : undefined;
	return operationError(context, summary, `${hints.join('\n')}${keep}`, itemIndex);
}

/**
 * Hands the rows to n8n, one item per row in the same order, failures the way On Error asks for.
 * @throws NodeOperationError naming every task id, when a row failed and On Error is Stop
 */
export function emit(
	context: IExecuteFunctions,
	providerName: string,
	results: readonly RowResult[],
	forVideos = true,
): INodeExecutionData[] {
	const failed: FailedRow[] = [];
	const good: GoodRow[] = [];
	for (const { itemIndex, item, failure } of results) {
		if (failure === null) good.push({ itemIndex, taskId: item.taskId });
		else failed.push({ itemIndex, item, failure });
	}
	if (failed.length > 0 && !context.continueOnFail()) {
		throw stopError(context, { providerName, failed, good, forVideos });
	}
	return asItems(providerName, results, context.getNode().onError);
}

/** One item per row; with an error output the failed ones in the form that n8n sends there. */
export function asItems(
	providerName: string,
	results: readonly RowResult[],
	onError: INode['onError'],
): INodeExecutionData[] {
	return results.map(({ itemIndex, item, failure }) => {
		if (failure !== null && onError === 'continueErrorOutput') {
			return errorOutputItem(providerName, { itemIndex, item, failure });
		}
		return plainItem(itemIndex, { ...item });
	});
}

/**
 * The usual item, also for failures under "Continue": it carries `failure` but no top-level `error`,
 * because n8n's Retry On Fail silently runs the node again when the first item has one.
 */
export function plainItem(itemIndex: number, item: TaskItem): INodeExecutionData {
	return { json: item as unknown as IDataObject, pairedItem: { item: itemIndex } };
}

/**
 * Builds a NodeOperationError whose text is exactly ours. n8n replaces the whole message when it
 * contains an errno token anywhere, even inside an ordinary word or an address, so the message is
 * put back after construction.
 */
export function operationError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	message: string,
	description: string,
	itemIndex?: number,
): NodeOperationError {
	const error = new NodeOperationError(context.getNode(), message, { description, itemIndex });
	error.message = message;
	return error;
}
