import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import type { ProviderId } from '../support/providers.mts';

/** Reads a task that any provider can read. */
export function readTask(id: ProviderId, body: unknown) {
	const task = PROVIDERS[id].readTask(body);
	if (task === null) throw new Error('expected a task');
	return task;
}

/** An answer about a task with other fields, wherever it has its fields. */
export function changed(answer: object, fields: object): object {
	const { data } = answer as { data?: object };
	return data === undefined
		? { ...answer, ...fields }
		: { ...answer, data: { ...data, ...fields } };
}
