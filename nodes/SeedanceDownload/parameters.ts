import type { IExecuteFunctions } from 'n8n-workflow';
import type { Unit } from '../shared/cells/numbers';
import type { Failure } from '../shared/domain/task';
import { invalidInput } from '../shared/domain/failures';
import { MEGABYTE, MOST_MEGABYTES, VIDEOS_AT_ONCE } from '../shared/files/download/video';
import { ParameterReader } from '../shared/n8n/reader';
import { downloadFields } from './fields';

/** What one row asks for. */
export interface RowRequest {
	source: 'task' | 'url';
	taskId: string;
	url: string;
	binaryProperty: string;
	/** As the user wrote it, not yet made safe. */
	fileName: string;
	includeLastFrame: boolean;
	waitTimeoutMs: number;
	maxBytes: number;
	verify: boolean;
	/** What must be changed before anything can be fetched. */
	refused: Failure | null;
}

/** An expression without a value ends up as one of these words. */
function given(value: unknown): unknown {
	return typeof value === 'string' && /^\s*(?:undefined|null)\s*$/i.test(value) ? undefined : value;
}

function atLeast(
	reader: ParameterReader,
	name: string,
	field: string,
	minimum: number,
	fallback: number,
	unit: Unit,
): number {
	const value = reader.number(reader.option(name), field, unit) ?? fallback;
	if (value < minimum) reader.report(field, `${field} is ${value}. Use ${minimum} or more.`);
	return value;
}

/** Reads the parameters of one item. Never throws for what a user can have typed. */
export function readRow(
	context: Pick<IExecuteFunctions, 'getNodeParameter'>,
	itemIndex: number,
): RowRequest {
	const reader = new ParameterReader(context, itemIndex);
	const source = reader.listed('source', 'Source', ['task', 'url'], downloadFields) ?? 'task';
	// What stands in the field of the other source does not matter.
	const taskId = source === 'task' ? reader.text(given(reader.value('taskId')), 'Task ID') : '';
	const url = source === 'url' ? reader.text(given(reader.value('url')), 'URL') : '';
	const maxMegabytes = atLeast(
		reader,
		'maxSizeMb',
		'Max Size (MB)',
		1,
		MOST_MEGABYTES,
		'megabytes',
	);
	const minutes = atLeast(reader, 'waitTimeout', 'Wait Timeout (Minutes)', 0, 30, 'minutes');
	const row = {
		source,
		taskId,
		url,
		binaryProperty: reader.text(reader.value('binaryProperty'), 'Put Output File in Field'),
		fileName: reader.text(reader.value('fileName'), 'File Name', 'any'),
		includeLastFrame:
			reader.boolean(reader.option('includeLastFrame'), 'Include Last Frame') ?? false,
		waitTimeoutMs: minutes * 60_000,
		maxBytes: maxMegabytes * MEGABYTE,
		verify: reader.boolean(reader.option('verify'), 'Verify') ?? true,
	};
	if (source === 'task' && taskId === '' && !reader.isFaulty('Task ID')) {
		reader.report(
			'Task ID',
			'Task ID is empty. Connect this node behind Seedance Generate, or enter the ID of a task.',
		);
	}
	if (source === 'url' && url === '' && !reader.isFaulty('URL')) {
		reader.report('URL', 'URL is empty. Enter the link to a video, or choose Source "Task".');
	}
	if (row.binaryProperty === '' && !reader.isFaulty('Put Output File in Field')) {
		reader.report(
			'Put Output File in Field',
			'Put Output File in Field is empty. Enter a name, for example data.',
		);
	}
	if (row.includeLastFrame && row.binaryProperty === 'lastFrame') {
		reader.report(
			'Put Output File in Field',
			'Put Output File in Field is lastFrame, where the picture of the last frame goes. Enter another name, for example data.',
		);
	}
	const message = reader.problems.map((problem) => problem.message).join(' ');
	return { ...row, refused: message === '' ? null : notFetched(message) };
}

function notFetched(message: string): Failure {
	return {
		...invalidInput(message),
		hint: 'Nothing was downloaded. Change the field and run the row again.',
	};
}

/** How many files may be on the way at once; read once, because it is about the run and not about a row. */
export function readMaxConcurrency(context: Pick<IExecuteFunctions, 'getNodeParameter'>): number {
	const reader = new ParameterReader(context, 0);
	const wanted =
		reader.number(reader.option('maxConcurrency'), 'Max Concurrency') ?? VIDEOS_AT_ONCE;
	return Math.max(1, Math.floor(wanted));
}
