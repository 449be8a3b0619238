import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { itemOfRead } from '../shared/domain/item';
import type { JsonObject } from '../shared/domain/json';
import type { Task } from '../shared/domain/task';
import type { ProviderId } from '../shared/domain/vocabulary';

/** The same item as Seedance Generate gives for the task, with the metadata that came home. */
export function taskItem(
	provider: ProviderId,
	task: Task,
	metadata: JsonObject | null,
	includeRaw: boolean,
): INodeExecutionData {
	const item = itemOfRead(provider, task, { metadata, includeRaw });
	return { json: item as unknown as IDataObject };
}
