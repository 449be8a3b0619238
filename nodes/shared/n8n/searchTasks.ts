import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Task } from '../domain/task';
import { DEFAULT_PROVIDER, findProvider } from '../providers';
import { createClock } from '../tasks/clock';
import { Governor } from '../tasks/governor';
import { walkList } from '../tasks/walkList';
import { openAccess } from './access';
import { operationError } from './operationError';

/** The newest tasks, as many as somebody looks through by eye. */
const WALK = { pageSize: 100, mostPages: 2, tries: 2 };

/** n8n's own patience with a list that opens, with room to spare. */
const PATIENCE_MS = 20_000;

function nameOf({ taskId, status, submittedAt, model }: Task): string {
	const when = submittedAt?.slice(0, 16).replace('T', ' ') ?? 'unknown time';
	return [`${when} ${status}`, taskId, model].filter((part) => part !== null).join(', ');
}

/**
 * What the field Task ID shows under "From List": the recent tasks of the account, newest first. Reading them is free.
 * @param filter what was typed into the search: part of the id, the model, the day or the status
 * @throws NodeOperationError in words when there is no list, or it cannot be read
 */
export async function searchTasks(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const provider = findProvider(this.getCurrentNodeParameter('provider') ?? DEFAULT_PROVIDER);
	if (provider?.list === undefined) {
		const name = provider?.displayName ?? 'This provider';
		throw operationError(this, `${name} keeps no list of tasks.`, 'Choose "By ID".');
	}
	const { client, connection } = await openAccess(this, provider);
	const stop = { aborted: false };
	const clock = createClock(stop);
	if (connection.baseUrl === '') {
		const message = `The ${provider.displayName} credential has no base URL.`;
		throw operationError(this, message, 'Open the credential and fill in the field Base URL.');
	}
	const rates = provider.capabilities.ratePerSecond;
	const governor = new Governor({ clock, stop, maxConcurrency: 1, maxOpenTasks: 0, rates });
	const found = new Map<string, Task>();
	const walk = { ...WALK, deadlineMs: clock.now() + PATIENCE_MS };
	const end = await walkList(walk, { provider, client, governor, clock }, (tasks) => {
		tasks.forEach((task) => found.set(task.taskId, task));
		return false;
	});
	if ('failure' in end) throw operationError(this, end.failure.message, end.failure.hint);
	const wanted = filter.trim().toLowerCase();
	const results = [...found.values()]
		.sort((a, b) => (b.submittedAt ?? '').localeCompare(a.submittedAt ?? ''))
		.map((task) => ({ name: nameOf(task), value: task.taskId }))
		.filter(({ name }) => name.toLowerCase().includes(wanted));
	return { results };
}
