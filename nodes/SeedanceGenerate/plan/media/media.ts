import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { Medium, Problem } from '../../../shared/domain/request';
import { MEDIA_KINDS } from '../../../shared/domain/vocabulary';
import type { ParameterReader } from '../../../shared/n8n/reader';
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
	if (reader.value('mediaSource') === 'json') {
		return { ...result, ...parseMediaJson(reader.value('mediaJson')) };
	}
	const collection = reader.value('media') as { item?: MediaRow[] } | undefined;
	(collection?.item ?? []).forEach((row, index) => {
		addMedium(context, itemIndex, reader, row, `Media item ${index + 1}`, result);
	});
	return result;
}

function addMedium(
	context: Context,
	itemIndex: number,
	reader: ParameterReader,
	row: MediaRow,
	label: string,
	result: RowMedia,
): void {
	const kind = reader.choice(row.kind, `${label}, Kind`, MEDIA_KINDS) ?? 'image';
	const source =
		reader.choice(row.source, `${label}, Source`, ['url', 'binary', 'asset'] as const) ?? 'url';
	const name = reader.text(row.name, `${label}, Name`).trim();
	const add = (url: string) =>
		result.media.push({ kind, url, label, ...(name === '' ? {} : { name }) });

	if (source === 'url') {
		const url = reader.text(row.url, `${label}, URL`).trim();
		if (url === '') {
			result.problems.push({
				field: label,
				message: `${label} has no URL. Give a direct link to the file, or remove the medium.`,
			});
			return;
		}
		add(url);
	} else if (source === 'asset') {
		const assetId = reader.text(row.assetId, `${label}, Asset ID`).trim();
		if (assetId === '') {
			result.problems.push({
				field: label,
				message: `${label} has no Asset ID. Copy it from the asset library of your provider, e.g. asset-20260701abcd.`,
			});
			return;
		}
		add(assetId.startsWith('asset://') ? assetId : `asset://${assetId}`);
	} else {
		const propertyName = reader.text(row.binaryProperty, `${label}, Input Binary Field`).trim();
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
