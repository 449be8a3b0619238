/**
 * The items of a finished execution, which n8n knows as plain objects, under the names that our nodes
 * give their fields.
 */

import { itemsOf } from '../../../tools/n8n/client.mts';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { DownloadFacts } from '../../../nodes/shared/files/download/video.ts';
import type { TaskItem } from '../../../nodes/shared/domain/item.ts';
import type { Execution } from '../../../tools/n8n/client.mts';

/** The JSON of items about one task each. */
export const tasksOf = (execution: Execution, nodeName: string) =>
	jsonOf(execution, nodeName) as Array<IDataObject & TaskItem>;

/** The JSON of items that came out of an error output. */
export const refusedOf = (execution: Execution, nodeName: string) =>
	jsonOf(execution, nodeName) as Array<IDataObject & { message: string; details: TaskItem }>;

export const jsonOf = (execution: Execution, nodeName: string): IDataObject[] =>
	itemsOf(execution, nodeName).map(({ json }) => json);

export interface Video {
	/** What Seedance Download tells of the file */
	download: DownloadFacts;
	file: IBinaryData;
}

/** The videos that Seedance Download has stored, also behind nodes that pass them on. */
export function videosOf(execution: Execution, nodeName: string): Video[] {
	return itemsOf(execution, nodeName).map((item) => ({
		download: (item.json as { download: DownloadFacts }).download,
		file: fileOf(item),
	}));
}

/** @throws when the item has no file */
function fileOf({ binary }: INodeExecutionData): IBinaryData {
	if (binary?.data === undefined) throw new Error('The item has no file');
	return binary.data;
}
