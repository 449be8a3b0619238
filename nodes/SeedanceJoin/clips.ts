import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { StreamAtHand } from '../shared/files/stream';
import { isStream } from '../shared/files/stream';
import { asReading } from '../shared/providers/reading/reading';
import type { ClipSource } from './film/read/clip';

/** One row with its clip. */
export interface RowClip {
	itemIndex: number;
	/** e.g. `Row 3 (shot-3.mp4, task abc)`. */
	name: string;
	fileName: string | null;
	taskId: string | null;
	/** The name of the field that was looked into. */
	field: string;
	/** Null when there is no file. */
	source: ClipSource | null;
	/** Why there is none, in the words of the node before. */
	reason: string | null;
}

/** Bytes that are read at once. */
const CHUNK_BYTES = 512 * 1024;

/** Where n8n puts files in workflows with combined binary data. */
const FILES_IN_JSON = '_files';

function isBinary(value: unknown): value is IBinaryData {
	const reading = asReading(value);
	if (reading === null || typeof reading.mimeType !== 'string') return false;
	return typeof reading.data === 'string' || typeof reading.id === 'string';
}

/** `download.video` in an object; undefined when there is nothing. */
function valueAt(object: unknown, path: string): unknown {
	return path.split('.').reduce<unknown>((value, key) => asReading(value)?.[key], object);
}

/** The file of an item, in either of n8n's ways to keep files. */
function findFile(item: INodeExecutionData, field: unknown): IBinaryData | null {
	if (isBinary(field)) return field;
	if (typeof field !== 'string') return null;
	const name = field.trim();
	const places = [
		item.binary?.[name],
		asReading(item.json[FILES_IN_JSON])?.[name],
		valueAt(item.json, name),
	];
	return places.find(isBinary) ?? null;
}

/** Any stream that n8n handed out, by which streams for its store can be made. */
export interface Streams {
	atHand: StreamAtHand | null;
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
	yield bytes;
}

function sourceOf(
	{ helpers }: Pick<IExecuteFunctions, 'helpers'>,
	{ id, data }: IBinaryData,
	streams: Streams,
): ClipSource {
	if (id === undefined || id === '') {
		return { open: async () => once(Buffer.from(data, 'base64')) };
	}
	return {
		async open() {
			const stream: unknown = await helpers.getBinaryStream(id, CHUNK_BYTES);
			if (!isStream(stream)) throw new TypeError('n8n gave no stream');
			streams.atHand = stream;
			return stream;
		},
	};
}

function wordOf(value: unknown): string | null {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function nameOf(itemIndex: number, fileName: string | null, taskId: string | null): string {
	const known = [fileName, taskId === null ? null : `task ${taskId}`].filter(
		(part) => part !== null,
	);
	return `Row ${itemIndex + 1}${known.length === 0 ? '' : ` (${known.join(', ')})`}`;
}

/** What a row brings for the film. Reads nothing of the file. */
export function clipOfRow(
	context: Pick<IExecuteFunctions, 'helpers'>,
	item: INodeExecutionData,
	itemIndex: number,
	field: unknown,
	streams: Streams,
): RowClip {
	const file = findFile(item, field);
	const fileName = wordOf(file?.fileName);
	const taskId = wordOf(item.json.taskId);
	return {
		itemIndex,
		name: nameOf(itemIndex, fileName, taskId),
		fileName,
		taskId,
		field: typeof field === 'string' ? field.trim() : 'data',
		source: file === null ? null : sourceOf(context, file, streams),
		reason: wordOf(asReading(item.json.failure)?.message),
	};
}
