import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { shown } from '../../../shared/cells/cell';
import type { Medium, Problem } from '../../../shared/domain/request';
import { changesShownFields } from '../../../shared/fields/steering';
import { MEDIA_KINDS } from '../../../shared/domain/vocabulary';
import type { MediaKind } from '../../../shared/domain/vocabulary';
import { asReading } from '../../../shared/providers/reading/reading';
import type { ParameterReader } from '../../../shared/n8n/reader';
import { generateFields } from '../../fields';
import { KIND_CHOICES, SOURCE_CHOICES } from '../../fields/choices';
import { mediumFields } from '../../fields/video';
import { splitAddresses } from './addresses';
import { findFile, namesOfFiles } from './binaryField';
import { kindFromUrl } from './kind';
import { parseMediaJson } from './list';

/** Stands in a medium's url until the file has been turned into something the provider can read. */
export const BINARY_SCHEME = 'n8n-binary:';

export interface RowMedia {
	media: Medium[];
	/** The files behind `n8n-binary:` media, by the medium's place in the list. */
	files: Map<number, { propertyName: string; binary: IBinaryData }>;
	problems: Problem[];
	/** Those of fields in which there is nothing at all. */
	empty: Problem[];
	warnings: string[];
}

type Context = Pick<IExecuteFunctions, 'getNodeParameter' | 'getInputData'>;

interface MediaRow {
	kind?: unknown;
	source?: unknown;
	url?: unknown;
	binaryProperty?: unknown;
	assetId?: unknown;
	name?: unknown;
}

/** Reads the media of one row from the fields or from the list, whichever the user chose. */
export function readMedia(context: Context, itemIndex: number, reader: ParameterReader): RowMedia {
	const result: RowMedia = { media: [], files: new Map(), problems: [], empty: [], warnings: [] };
	const sources = ['fields', 'json'] as const;
	if (reader.listed('mediaSource', 'Media From', sources, generateFields) === 'json') {
		return { ...result, ...parseMediaJson(reader.value('mediaJson')) };
	}
	const collection = reader.value('media') as { item?: MediaRow[] } | undefined;
	(collection?.item ?? []).forEach((row, index) => {
		addMedium(context, itemIndex, reader, row, index, result);
	});
	return result;
}

/** n8n has left out the address or the field of a fixed source that is not written as the list holds it. */
function readSource(reader: ParameterReader, cell: unknown, label: string, index: number) {
	return reader.choice(cell, `${label}, Source`, ['url', 'binary', 'asset'] as const, {
		list: SOURCE_CHOICES,
		isStrictFor: (written, meant) =>
			reader.isFixed('media', 'item', index, 'source') &&
			changesShownFields(mediumFields, 'source', written, meant),
	});
}

function addMedium(
	context: Context,
	itemIndex: number,
	reader: ParameterReader,
	row: MediaRow,
	index: number,
	result: RowMedia,
): void {
	const label = `Media item ${index + 1}`;
	const kind =
		reader.choice(row.kind, `${label}, Kind`, MEDIA_KINDS, { list: KIND_CHOICES }) ?? 'image';
	const source = readSource(reader, row.source, label, index) ?? 'url';
	const name = reader.text(row.name, `${label}, Name`);
	const add = (url: string) =>
		result.media.push({ kind, url, label, ...(name === '' ? {} : { name }) });

	if (source === 'url') {
		if (reader.isFaulty(`${label}, Source`)) return;
		addUrl(row.url, kind, `${label}, URL`, label, reader, result, add);
	} else if (source === 'asset') {
		const assetId = reader.text(row.assetId, `${label}, Asset ID`);
		if (reader.isFaulty(`${label}, Asset ID`)) return;
		if (assetId === '') {
			result.problems.push({
				field: label,
				message: `${label} has no Asset ID. Copy it from the asset library of your provider, e.g. asset-20260701abcd.`,
			});
			return;
		}
		add(assetId.startsWith('asset://') ? assetId : `asset://${assetId}`);
	} else {
		const isObject = typeof row.binaryProperty === 'object' && row.binaryProperty !== null;
		const wanted = isObject
			? row.binaryProperty
			: reader.text(row.binaryProperty, `${label}, Input Binary Field`);
		if (reader.isFaulty(`${label}, Input Binary Field`)) return;
		const item = context.getInputData()[itemIndex];
		const file = findFile(item, wanted);
		if (file === null) {
			result.empty.push({ field: label, message: noFile(item, wanted, label) });
			return;
		}
		result.files.set(result.media.length, file);
		add(`${BINARY_SCHEME}${file.binary.fileName ?? file.propertyName}`);
	}
}

/** A link, also where something stands around it or a file object of another node is given. */
function addUrl(
	value: unknown,
	kind: MediaKind,
	field: string,
	label: string,
	reader: ParameterReader,
	result: RowMedia,
	add: (url: string) => void,
): void {
	// Airtable hands over an object for a formula that does not work.
	const isError =
		asReading(value)?.error !== undefined || asReading(value)?.specialValue !== undefined;
	const isJson = typeof value === 'string' && /^\s*(?:\[\s*["{“]|\{\s*["“])/.test(value);
	if (isJson || (typeof value === 'object' && value !== null && !isError)) {
		const list = parseMediaJson(value);
		const [medium] = list.media;
		if (list.media.length !== 1 || list.problems.length > 0) {
			const held = list.media.length > 1 ? 'several files' : 'no link';
			const message = `${field} holds ${held}. Give one link, or set Media From to "List (Sheet Cell) or JSON".`;
			result.problems.push({ field: label, message });
			return;
		}
		const isDeclared = list.warnings.length === 0 && kindFromUrl(medium.url) === null;
		if (isDeclared && medium.kind !== kind) {
			result.warnings.push(
				`${label} has the Kind ${kind}, but its file is declared as ${medium.kind}. Change the Kind if that is right.`,
			);
		}
		add(medium.url);
		return;
	}
	const text = typeof value === 'string' ? value : reader.text(value, field);
	if (reader.isFaulty(field)) return;
	const addresses = splitAddresses(text);
	if (addresses.length > 1) add(text.trim());
	else if (addresses.length === 1) add(addresses[0].url);
	else {
		const message = `${label} has no URL. Give a direct link to the file, or remove the medium.`;
		result.empty.push({ field: label, message });
	}
}

function noFile(item: INodeExecutionData | undefined, field: unknown, label: string): string {
	const names = namesOfFiles(item);
	const hint =
		names.length === 0
			? 'Check the name in the input panel, under Binary.'
			: `Its files are in: ${names.slice(0, 5).join(', ')}.`;
	return `${label} takes its file from the input field "${shown(field ?? '')}", but this row has no file there. ${hint}`;
}
