import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Failure } from '../shared/domain/task';
import { displayUrl } from '../shared/net/displayUrl';
import type { EndedRow } from '../shared/n8n/emitRows';
import { emitRows } from '../shared/n8n/emitRows';
import type { RowRequest } from './parameters';
import type { DownloadedRow } from './row';

/** What became of one row. */
export interface RowEnd {
	itemIndex: number;
	row: RowRequest;
	result: DownloadedRow | Failure;
}

function isFailure(result: DownloadedRow | Failure): result is Failure {
	return 'category' in result;
}

/** Which video is meant: `task X`, or the link without its signature. */
function subject(row: RowRequest): string {
	if (row.source === 'url') return row.url === '' ? 'no link' : displayUrl(row.url);
	return row.taskId === '' ? 'no task' : `task ${row.taskId}`;
}

function goodItem(
	input: INodeExecutionData,
	end: RowEnd,
	result: DownloadedRow,
): INodeExecutionData {
	const binary = { ...input.binary, [end.row.binaryProperty]: result.video };
	if (result.lastFrame !== null) binary.lastFrame = result.lastFrame;
	return {
		json: { ...input.json, download: { ...result.download } },
		binary,
		pairedItem: { item: end.itemIndex },
	};
}

/**
 * The input with `failure` beside it. An `error` of the input is renamed: n8n's Retry On Fail silently runs the node
 * again when the first item has one.
 */
function continuedItem(
	input: INodeExecutionData,
	end: RowEnd,
	failure: Failure,
): INodeExecutionData {
	const { error, ...json } = input.json;
	const kept: IDataObject = error === undefined ? json : { ...json, inputError: error };
	return {
		json: { ...kept, failure: { ...failure } },
		...(input.binary === undefined ? {} : { binary: input.binary }),
		pairedItem: { item: end.itemIndex },
	};
}

function endedRow(providerId: string, input: INodeExecutionData, end: RowEnd): EndedRow {
	const { itemIndex, row, result } = end;
	const failure = isFailure(result) ? result : null;
	const taskId = row.taskId === '' ? (input.json.taskId ?? null) : row.taskId;
	return {
		itemIndex,
		failure,
		subject: subject(row),
		item: isFailure(result) ? continuedItem(input, end, result) : goodItem(input, end, result),
		details: { ...input.json, taskId, provider: providerId, failure: failure && { ...failure } },
	};
}

/**
 * Hands the rows to n8n, one item per row in the same order, failures the way On Error asks for.
 * @throws NodeOperationError naming row and task, when a row failed and On Error is Stop
 */
export function emitDownloads(
	context: IExecuteFunctions,
	provider: { id: string; displayName: string },
	items: readonly INodeExecutionData[],
	ends: readonly RowEnd[],
): INodeExecutionData[] {
	const rows = ends.map((end) => endedRow(provider.id, items[end.itemIndex], end));
	return emitRows(context, provider.displayName, rows, {
		verdict: 'videos were not downloaded',
		keep: '',
	});
}
