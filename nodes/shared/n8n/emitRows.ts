import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	NodeOperationError,
} from 'n8n-workflow';
import * as n8nWorkflow from 'n8n-workflow';
import type { Failure } from '../domain/task';
import { operationError } from './operationError';

/** How one row is handed to n8n; `failure` is what makes it an item that n8n's On Error setting is about. */
export interface EndedRow {
	itemIndex: number;
	failure: Failure | null;
	/** What the row is about, e.g. `task X`; null when there is nothing yet. */
	subject: string | null;
	/**
	 * What goes on, also for a failed row under "Continue": with `failure` in its json but no top-level `error`,
	 * because n8n's Retry On Fail silently runs the node again when the first item has one.
	 */
	item: INodeExecutionData;
	/** All that is known of a failed row, for the error output. */
	details: IDataObject;
}

type FailedRow = EndedRow & { failure: Failure };

/** What a node says when it stops. */
export interface StopWords {
	/** After "2 of 3": what did not come about. */
	verdict: string;
	/** About the rows that are fine, after the hints; empty when there is nothing to say. */
	keep: string;
}

/** More kinds of trouble than this are left to the rows; of those only the subjects are named. */
const TEXTS_IN_MESSAGE = 10;

/** As people count. */
export function rowName(itemIndex: number): string {
	return `row ${itemIndex + 1}`;
}

/** Providers leave out the full stop, and something is always said after their text. */
export function sentence(text: string): string {
	return /[.!?。！？…]$/.test(text) ? text : `${text}.`;
}

/** One line: which provider and task, what happened. */
export function describeFailure(
	providerName: string,
	subject: string | null,
	failure: Failure,
): string {
	return sentence(`${providerName}${subject === null ? '' : `, ${subject}`}: ${failure.message}`);
}

/** n8n-workflow dropped this function with 2.34, which is how an older n8n can be told. */
const isBefore234 = () => 'sleepWithAbort' in n8nWorkflow;

/**
 * Makes every n8n 2.x move an item to the error output. Since 2.34 n8n does so when its json holds
 * nothing but `error`, `message` and `details`; before, `details` is not always among them, and an
 * `error` beside the json is needed. It must not be enumerable and must not be there on newer
 * versions: where it lasts, n8n replaces the whole json, task id included, by the bare message.
 */
function forErrorOutput(item: INodeExecutionData): INodeExecutionData {
	if (!isBefore234()) return item;
	return Object.defineProperty(item, 'error', { value: item.json.error, enumerable: false });
}

/** The item for n8n's error output; everything but `error` and `message` goes into `details`. */
function errorOutputItem(
	providerName: string,
	{ failure, subject, item, details }: FailedRow,
): INodeExecutionData {
	const what = describeFailure(providerName, subject, failure);
	return forErrorOutput({
		...item,
		json: { error: what, message: `${what} ${failure.hint}`.trim(), details },
	});
}

/**
 * The one message with which the node stops after all rows have ended: what went wrong per row, and
 * every task id, so that nothing paid is lost.
 */
function stopError(
	context: IExecuteFunctions,
	providerName: string,
	{ verdict, keep }: StopWords,
	failed: readonly FailedRow[],
	total: number,
): NodeOperationError {
	const textOf = ({ subject, failure }: FailedRow) =>
		describeFailure(providerName, subject, failure);
	// Ark numbers its answers; the number of the first row stands for those of its kind.
	const texts = failed.map((row) => textOf(row).replace(/ Request id: \S+$/, ''));
	const shown = [...new Set(texts)].slice(0, TEXTS_IN_MESSAGE);
	const lines = shown.map((text) => {
		const rows = failed.filter((_, index) => texts[index] === text);
		const numbers = rows.map(({ itemIndex }) => itemIndex + 1).join(', ');
		return `Row${rows.length === 1 ? '' : 's'} ${numbers}: ${textOf(rows[0])}`;
	});
	const more = failed.filter((_, index) => !shown.includes(texts[index]));
	if (more.length > 0) {
		const rest = more.map((row) => `${rowName(row.itemIndex)} (${row.subject ?? 'no task'})`);
		lines.push(`And ${rest.join(', ')}.`);
	}
	const summary =
		total === 1 ? textOf(failed[0]) : `${failed.length} of ${total} ${verdict}. ${lines.join(' ')}`;
	const hints = [...new Set(failed.map((row) => row.failure.hint).filter((hint) => hint !== ''))];
	const description = `${hints.join('\n')}${keep && `\n\n${keep}`}`;
	// n8n adds its own "[item 0]", which contradicts a text that counts rows from 1.
	const itemIndex = total === 1 ? failed[0].itemIndex : undefined;
	return operationError(context, summary, description, itemIndex);
}

/**
 * Hands the rows to n8n, one item per row in the same order, failures the way On Error asks for.
 * @throws NodeOperationError naming row and task of each failure, when a row failed and On Error is Stop
 */
export function emitRows(
	context: IExecuteFunctions,
	providerName: string,
	rows: readonly EndedRow[],
	words: StopWords,
): INodeExecutionData[] {
	const failed = rows.filter((row): row is FailedRow => row.failure !== null);
	if (failed.length > 0 && !context.continueOnFail()) {
		throw stopError(context, providerName, words, failed, rows.length);
	}
	return itemsOf(providerName, rows, context.getNode().onError);
}

/** One item per row; with an error output the failed ones in the form that n8n sends there. */
export function itemsOf(
	providerName: string,
	rows: readonly EndedRow[],
	onError: INode['onError'],
): INodeExecutionData[] {
	return rows.map((row) => {
		const { failure } = row;
		if (failure === null || onError !== 'continueErrorOutput') return row.item;
		return errorOutputItem(providerName, { ...row, failure });
	});
}
