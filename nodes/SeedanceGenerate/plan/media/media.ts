import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { Medium, Problem } from '../../../shared/domain/request';
import { changesShownFields } from '../../../shared/fields/steering';
import { MEDIA_KINDS } from '../../../shared/domain/vocabulary';
import type { ParameterReader } from '../../../shared/n8n/reader';
import { generateFields } from '../../fields';
import { KIND_CHOICES, SOURCE_CHOICES } from '../../fields/choices';
import { mediumFields } from '../../fields/video';
import { parseMediaJson } from './list';

/** Stands in a medium's url until the file has been turned into something the provider can read. */
export const BINARY_SCHEME = 'n8n-binary:';

export interface RowMedia {
	media: Medium[];
	/** The files behind `n8n-binary:` media, by the medium's place in the list. */
	files: Map<number, { propertyName: string; binary: IBinaryData }>;
	problems: Problem[];
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
	const result: RowMedia = { media: [], files: new Map(), problems: [], warnings: [] };
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
		const url = reader.text(row.url, `${label}, URL`);
		if (reader.isFaulty(`${label}, Source`) || reader.isFaulty(`${label}, URL`)) return;
		if (url === '') {
			result.problems.push({
				field: label,
				message: `${label} has no URL. Give a direct link to the file, or remove the medium.`,
			});
			return;
		}
		add(url);
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
		const propertyName = reader.text(row.binaryProperty, `${label}, Input Binary Field`);
		if (reader.isFaulty(`${label}, Input Binary Field`)) return;
		const binary = context.getInputData()[itemIndex]?.binary?.[propertyName];
		if (binary === undefined) {
			result.problems.push({
				field: label,
				message: `${label} takes its file from the input field "${propertyName}", but this row has no file there. Check the name in the input panel, under Binary.`,
			});
			return;
		}
		result.files.set(result.media.length, { propertyName, binary });
		add(`${BINARY_SCHEME}${binary.fileName ?? propertyName}`);
	}
}
