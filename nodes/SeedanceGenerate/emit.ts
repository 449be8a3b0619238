import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import type { TaskItem } from '../shared/domain/item';
import { shortItem } from '../shared/domain/shortItem';
import type { Failure } from '../shared/domain/task';
import type { EndedRow } from '../shared/n8n/emitRows';
import { emitRows, itemsOf, rowName } from '../shared/n8n/emitRows';
import { ParameterReader } from '../shared/n8n/reader';
import { isSimplified } from './simplify';
import type { StoredVideo } from './storing';

/** What became of one row; `failure` is what makes it an item that n8n's On Error setting is about. */
export interface RowResult {
	itemIndex: number;
	item: TaskItem;
	failure: Failure | null;
	/** Set for rows that ask for their video as a file; null where there is none. */
	stored?: StoredVideo | null;
}

/** How rows are handed to n8n. */
export interface Handover {
	onError: INode['onError'];
	/** With the ten most needed fields instead of all. */
	simplified: boolean;
}

function endedRow({ itemIndex, item, failure, stored }: RowResult, simplified: boolean): EndedRow {
	const download = stored === undefined ? {} : { download: stored?.download ?? null };
	const json = { ...(simplified ? shortItem(item) : item), ...download } as unknown as IDataObject;
	const pairedItem = { item: itemIndex };
	return {
		itemIndex,
		failure,
		subject: item.taskId === null ? null : `task ${item.taskId}`,
		item: stored
			? { json, binary: { [stored.field]: stored.video }, pairedItem }
			: { json, pairedItem },
		details: json,
	};
}

/**
 * Hands the rows to n8n, one item per row in the same order, failures the way On Error asks for.
 * @param forVideos the run was about videos, not about the records of tasks
 * @throws NodeOperationError naming every task id, when a row failed and On Error is Stop
 */
export function emit(
	context: IExecuteFunctions,
	providerName: string,
	results: readonly RowResult[],
	forVideos = true,
): INodeExecutionData[] {
	const { simplified } = handoverOf(context);
	const rows = results.map((result) => endedRow(result, simplified));
	return emitRows(context, providerName, rows, {
		verdict: forVideos ? 'rows did not give a video' : 'rows failed',
		keep: wordsForGood(results, forVideos),
	});
}

/** How the settings of the node want its rows. Never throws. */
export function handoverOf(context: IExecuteFunctions): Handover {
	const simplified = isSimplified(context, new ParameterReader(context, 0));
	return { onError: context.getNode().onError, simplified };
}

/** One item per row; with an error output the failed ones in the form that n8n sends there. */
export function asItems(
	providerName: string,
	results: readonly RowResult[],
	{ onError, simplified }: Handover,
): INodeExecutionData[] {
	const rows = results.map((result) => endedRow(result, simplified));
	return itemsOf(providerName, rows, onError);
}

/** What is already paid and safe when the node stops because of other rows. */
function wordsForGood(results: readonly RowResult[], forVideos: boolean): string {
	const fine = results
		.filter(({ failure, item }) => failure === null && item.taskId !== null)
		.map(({ itemIndex, item }) => `${rowName(itemIndex)} (task ${item.taskId})`)
		.join(', ');
	if (fine === '') return '';
	if (!forVideos) return `These other rows are done: ${fine}.`;
	return `These other rows are fine and paid: ${fine}. "Retry execution" in the Executions tab takes them over instead of paying again; so do Task: Wait and Seedance Download with the task ID. "Execute workflow" would order them anew, unless the rows have an Idempotency Key.`;
}
