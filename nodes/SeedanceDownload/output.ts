import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	NodeOperationError,
} from 'n8n-workflow';
import type { Failure } from '../shared/domain/task';
import { displayUrl } from '../shared/net/displayUrl';
import { forErrorOutput, operationError, sentence } from '../shared/n8n/errorItems';
import type { RowRequest } from './parameters';
import type { DownloadedRow } from './row';

/** What became of one row. */
export interface RowEnd {
	itemIndex: number;
	row: RowRequest;
	result: DownloadedRow | Failure;
}

/** More rows than this are counted instead of spelled out. */
const ROWS_IN_MESSAGE = 10;

function isFailure(result: DownloadedRow | Failure): result is Failure {
	return 'category' in result;
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Which video is meant: `task X`, or the link without its signature. */
function subject(row: RowRequest): string {
	if (row.source === 'url') return row.url === '' ? 'no link' : displayUrl(row.url);
	return row.taskId === '' ? 'no task' : `task ${row.taskId}`;
}

function describe(providerName: string, { row }: RowEnd, failure: Failure): string {
	return sentence(`${providerName}, ${subject(row)}: ${failure.message}`);
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

/** The item for n8n's error output. */
function errorOutputItem(
	providerName: string,
	providerId: string,
	input: INodeExecutionData,
	end: RowEnd,
	failure: Failure,
): INodeExecutionData {
	const what = describe(providerName, end, failure);
	const taskId = end.row.taskId === '' ? (input.json.taskId ?? null) : end.row.taskId;
	return forErrorOutput({
		json: {
			error: what,
			message: `${what} ${failure.hint}`.trim(),
			details: { ...input.json, taskId, provider: providerId, failure: { ...failure } },
		},
		...(input.binary === undefined ? {} : { binary: input.binary }),
		pairedItem: { item: end.itemIndex },
	});
}

function stopError(
	context: IExecuteFunctions,
	providerName: string,
	ends: readonly RowEnd[],
): NodeOperationError {
	const failed = ends.flatMap((end) =>
		isFailure(end.result) ? [{ end, failure: end.result }] : [],
	);
	const lines = failed
		.slice(0, ROWS_IN_MESSAGE)
		.map(({ end, failure }) => `Row ${end.itemIndex + 1}: ${describe(providerName, end, failure)}`);
	const more = failed.slice(ROWS_IN_MESSAGE);
	if (more.length > 0) {
		const rest = more.map(({ end }) => `row ${end.itemIndex + 1} (${subject(end.row)})`);
		lines.push(`And ${rest.join(', ')}.`);
	}
	const summary =
		ends.length === 1
			? capital(describe(providerName, failed[0].end, failed[0].failure))
			: `${failed.length} of ${ends.length} videos were not downloaded. ${lines.join(' ')}`;
	const hints = [...new Set(failed.map(({ failure }) => failure.hint))].join('\n');
	return operationError(context, summary, hints, failed[0].end.itemIndex);
}

/**
 * Hands the rows to n8n, one item per row in the same order, failures the way On Error asks for.
 * @throws NodeOperationError naming row and task, when a row failed and On Error is Stop
 */
export function emitRows(
	context: IExecuteFunctions,
	provider: { id: string; displayName: string },
	items: readonly INodeExecutionData[],
	ends: readonly RowEnd[],
): INodeExecutionData[] {
	if (ends.some(({ result }) => isFailure(result)) && !context.continueOnFail()) {
		throw stopError(context, provider.displayName, ends);
	}
	const toErrorOutput = context.getNode().onError === 'continueErrorOutput';
	return ends.map((end) => {
		const input = items[end.itemIndex];
		if (!isFailure(end.result)) return goodItem(input, end, end.result);
		return toErrorOutput
			? errorOutputItem(provider.displayName, provider.id, input, end, end.result)
			: continuedItem(input, end, end.result);
	});
}
