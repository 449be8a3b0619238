import type { IExecuteFunctions } from 'n8n-workflow';
import { safeFileName } from '../shared/files/fileName';
import { ParameterReader } from '../shared/n8n/reader';
import { refusedFields } from './failures';

const MEGABYTE = 1024 * 1024;

type Context = Pick<IExecuteFunctions, 'getNodeParameter'>;

/** What is asked for one film. */
export interface FilmRequest {
	fileName: string;
	outputProperty: string;
	keepSound: boolean;
	skipMissing: boolean;
	maxBytes: number;
}

/** An expression without a value ends up as one of these words. */
function plain(text: string): string {
	const trimmed = text.trim();
	return /^(?:undefined|null)$/i.test(trimmed) ? '' : trimmed;
}

function refuseProblems({ problems }: ParameterReader): void {
	if (problems.length > 0) throw refusedFields(problems.map(({ message }) => message).join(' '));
}

/** A film is always an MP4, whatever the clips were called. */
function filmName(wanted: string): string {
	return safeFileName(wanted, 'film', 'mp4').replace(/\.(?:mov|m4v|qt|webm|mkv|avi)$/i, '.mp4');
}

/**
 * Reads what holds for a whole film, from its first item.
 * @throws JoinTrouble naming the fields
 */
export function readFilmRequest(context: Context, itemIndex: number): FilmRequest {
	const reader = new ParameterReader(context, itemIndex);
	const megabytes = reader.number(reader.option('maxSizeMb'), 'Max Size (MB)') ?? 2048;
	if (megabytes < 1) {
		reader.report('Max Size (MB)', `Max Size (MB) is ${megabytes}. Use 1 or more.`);
	}
	const outputProperty = reader
		.text(reader.value('outputProperty'), 'Put Output File in Field')
		.trim();
	if (outputProperty === '') {
		reader.report(
			'Put Output File in Field',
			'Put Output File in Field is empty. Enter a name, for example data.',
		);
	}
	const sound = reader.choice(reader.option('sound'), 'Sound', ['keep', 'remove']);
	const missing = reader.choice(reader.option('missingClips'), 'Missing Clips', ['stop', 'skip']);
	const fileName = filmName(reader.text(reader.value('fileName'), 'File Name'));
	refuseProblems(reader);
	return {
		fileName,
		outputProperty,
		keepSound: sound !== 'remove',
		skipMissing: missing === 'skip',
		maxBytes: megabytes * MEGABYTE,
	};
}

/** What one item has in common with others. */
interface GroupValue {
	/** As it is read: the same for values that differ in nothing that is seen. */
	key: string;
	/** As it is written, so that rows can be found by it; null where there is none. */
	written: string | null;
}

/** The value of Group By for one item; items with equal keys make one film. @throws JoinTrouble */
export function readGroup(context: Context, itemIndex: number): GroupValue {
	const reader = new ParameterReader(context, itemIndex);
	const value = reader.value('groupBy');
	const key = plain(reader.text(value, 'Group By'));
	refuseProblems(reader);
	const written = typeof value === 'string' ? value : key;
	return { key, written: key === '' ? null : written };
}

/** Input Binary Field of one item: a name, or a file that an expression has found; with what is wrong about it. */
export function readBinaryField(
	context: Context,
	itemIndex: number,
): { field: unknown; problem: string | null } {
	const reader = new ParameterReader(context, itemIndex);
	const field = reader.value('binaryProperty');
	return { field, problem: reader.problems[0]?.message ?? null };
}
