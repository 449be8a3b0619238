import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { invalidInput } from '../shared/domain/failures';
import type { Problem } from '../shared/domain/request';
import type { Failure } from '../shared/domain/task';
import { FAILURE_CATEGORIES } from '../shared/domain/vocabulary';
import { fileDependencies } from '../shared/files/download/video';
import { downloadFailure } from '../shared/files/failures';
import { linkKeysOf } from '../shared/files/linkKey';
import { Slots } from '../shared/tasks/slots';
import type { Governors } from '../shared/n8n/governors';
import { governorsOf } from '../shared/n8n/governors';
import type { Session } from '../shared/n8n/session';
import { isSession, openSessions } from '../shared/n8n/session';
import type { Provider } from '../shared/providers/types';
import { asReading, readBoolean, readWord } from '../shared/providers/reading/reading';
import { isPrivateConnection } from '../shared/net/connection';
import type { RowEnd } from './output';
import { emitDownloads } from './output';
import { readMaxConcurrency, readRow } from './parameters';
import type { RowRequest } from './parameters';
import type { RowDependencies } from './row';
import { downloadRow } from './row';

/** Between two looks at a task that is still running, as in Seedance Generate. */
const POLL_INTERVAL_MS = 10_000;

/**
 * Downloads the videos of all rows, a few at a time. One bad row never hurts the others; the result has one item per
 * row, in the order of the rows.
 */
export async function downloadRows(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	if (items.length === 0) return [];
	const run = await openSessions(context);
	const { provider, clock } = run;
	const maxConcurrency = readMaxConcurrency(context);
	const governors = governorsOf(run, { maxConcurrency, maxOpenTasks: 0 });
	const shared = {
		...fileDependencies(context, clock),
		slots: new Slots(maxConcurrency),
	};
	const ends = await Promise.all(
		items.map(async (item, itemIndex): Promise<RowEnd> => {
			const row = readRow(context, itemIndex);
			const dependencies = { ...shared, ...accessOf(run.ofRow[itemIndex], provider, governors) };
			const result = earlierFailure(item, row) ?? (await settle(item, row, dependencies));
			return { itemIndex, row, result };
		}),
	);
	return emitDownloads(context, provider, items, ends);
}

/** How a row reaches its provider. A link of its own needs no credential, so only a task makes a row fail for want of one. */
function accessOf(
	opened: Session | Problem,
	provider: Provider,
	governors: Governors,
): Pick<RowDependencies, 'privateAllowed' | 'keys' | 'wait'> {
	const keys = linkKeysOf(provider, isSession(opened) ? opened : null);
	if (!isSession(opened)) {
		return { privateAllowed: false, keys, wait: invalidInput(opened.message) };
	}
	const governor = governors.of(opened);
	const wait = { ...opened, governor, pollIntervalMs: POLL_INTERVAL_MS };
	return { privateAllowed: isPrivateConnection(opened.connection), keys, wait };
}

/** A row that was refused before it became a task has no id; its own reason says more than "no task ID". */
function earlierFailure(item: INodeExecutionData, row: RowRequest): Failure | null {
	if (row.source !== 'task' || row.taskId !== '') return null;
	return readFailure(item.json.failure);
}

/** The `failure` of a Generate item, or null when it is anything else. */
function readFailure(value: unknown): Failure | null {
	const failure = asReading(value) ?? {};
	const { code, message, hint } = failure;
	const category = readWord(failure.category, FAILURE_CATEGORIES);
	const retryable = readBoolean(failure.retryable);
	if (typeof code !== 'string' || typeof message !== 'string' || typeof hint !== 'string') {
		return null;
	}
	return category === null || retryable === null
		? null
		: { category, code, message, hint, retryable };
}

async function settle(
	item: INodeExecutionData,
	row: RowRequest,
	dependencies: RowDependencies,
): Promise<RowEnd['result']> {
	const { lastFrameUrl } = item.json;
	try {
		return await downloadRow(
			row,
			typeof lastFrameUrl === 'string' && lastFrameUrl !== '' ? lastFrameUrl : null,
			dependencies,
		);
	} catch (thrown) {
		return downloadFailure(thrown);
	}
}
