import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { itemOfRead } from '../shared/domain/item';
import { shortItem } from '../shared/domain/shortItem';
import type { JsonObject } from '../shared/domain/json';
import type { Task } from '../shared/domain/task';
import { costOf, priceNotes } from '../shared/providers/cost';
import { linkNotes } from '../shared/providers/linkNotes';
import type { TriggerSession } from './session';
import type { TriggerSettings } from './settings';

/** The same item as Seedance Generate gives for the task, with the metadata that came home. */
export function taskItem(
	{ provider, connection, clock }: Pick<TriggerSession, 'provider' | 'connection' | 'clock'>,
	task: Task,
	metadata: JsonObject | null,
	{ includeRaw, short }: Pick<TriggerSettings, 'includeRaw' | 'short'>,
): INodeExecutionData {
	const cost = costOf(task, { provider, region: connection.region });
	const nowMs = clock.now();
	const warnings = [...priceNotes(cost, provider, nowMs), ...linkNotes(task, provider, nowMs)];
	const item = itemOfRead(provider.id, task, { metadata, includeRaw, cost, warnings });
	return { json: { ...(short ? shortItem(item) : item) } as unknown as IDataObject };
}
