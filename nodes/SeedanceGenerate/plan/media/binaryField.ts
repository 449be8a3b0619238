import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asReading } from '../../../shared/providers/reading/reading';

/** Where n8n keeps files in workflows whose binary data is combined with the json of items. */
const FILES_IN_JSON = '_files';

function asBinary(value: unknown): IBinaryData | undefined {
	const object = asReading(value);
	const isBinary =
		object !== null && typeof object.mimeType === 'string' && ('data' in object || 'id' in object);
	return isBinary ? (value as IBinaryData) : undefined;
}

/** `_files.photo`, `pictures[0].file` */
function atPath(value: unknown, path: string): unknown {
	const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
	return steps.reduce<unknown>((inner, step) => {
		if (Array.isArray(inner)) return inner[Number(step)] as unknown;
		const object = asReading(inner);
		return object !== null && Object.prototype.hasOwnProperty.call(object, step)
			? object[step]
			: undefined;
	}, value);
}

/**
 * The file that Input Binary Field means: the name of a field of `binary`, in workflows with combined binary data the
 * name or the path of a file inside the json, or a file itself, where an expression gives one.
 */
export function findFile(
	item: INodeExecutionData | undefined,
	field: unknown,
): { propertyName: string; binary: IBinaryData } | null {
	const given = asBinary(field);
	if (given !== undefined) return { propertyName: given.fileName ?? 'file', binary: given };
	const propertyName = String(field ?? '').trim();
	if (item === undefined || propertyName === '') return null;
	const binary =
		item.binary?.[propertyName] ??
		asBinary(atPath(item.json, propertyName)) ??
		asBinary(atPath(item.json, `${FILES_IN_JSON}.${propertyName}`));
	return binary === undefined ? null : { propertyName, binary };
}

/** Names of the files that an item has, for people who look for theirs. */
export function namesOfFiles(item: INodeExecutionData | undefined): string[] {
	const inJson = asReading(item?.json[FILES_IN_JSON]) ?? {};
	return [...new Set([...Object.keys(item?.binary ?? {}), ...Object.keys(inJson)])];
}

/** All bytes of a file, wherever n8n keeps it. */
export async function readFile(
	{ helpers }: Pick<IExecuteFunctions, 'helpers'>,
	binary: IBinaryData,
): Promise<Buffer> {
	if (binary.id === undefined) return Buffer.from(binary.data, 'base64');
	return await helpers.binaryToBuffer(await helpers.getBinaryStream(binary.id));
}

/** The first bytes of a file and how many it has; the rest is not read. */
export async function readHead(
	{ helpers }: Pick<IExecuteFunctions, 'helpers'>,
	binary: IBinaryData,
	bytes: number,
): Promise<{ first: Buffer; total: number }> {
	if (binary.id === undefined) {
		const all = Buffer.from(binary.data, 'base64');
		return { first: all.subarray(0, bytes), total: all.length };
	}
	const { fileSize } = await helpers.getBinaryMetadata(binary.id);
	const stream = await helpers.getBinaryStream(binary.id);
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of stream as AsyncIterable<Buffer>) {
		chunks.push(Buffer.from(chunk));
		length += chunk.length;
		if (length >= bytes) break;
	}
	return { first: Buffer.concat(chunks).subarray(0, bytes), total: Math.max(fileSize, length) };
}
