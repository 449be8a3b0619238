import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { unreadableNow } from '../../shared/domain/failures';
import { buildItem } from '../../shared/domain/item';
import { isOptionalTier, LIST_TIERS } from '../../shared/tasks/listTiers';
import type { Failure, Task } from '../../shared/domain/task';
import { TASK_STATUSES } from '../../shared/domain/vocabulary';
import type { Governor } from '../../shared/tasks/governor';
import { operationError } from '../../shared/n8n/errorItems';
import { ParameterReader } from '../../shared/n8n/reader';
import type { Session } from '../../shared/n8n/session';
import type { ListQuery } from '../../shared/providers/types';
import { readRunSettings } from '../runSettings';
import { readingGovernor } from './taskRows';

/** Ark answers 1 to 500 tasks per page and 500 pages (docs/providers.md 1.2). */
const LARGEST_PAGE = 100;
const MOST_PAGES = 500;
const TRIES = 4;
const FIRST_PAUSE_MS = 1000;
const TIMEOUT_SECONDS = 30;

interface Wanted {
	/** Infinity = all. */
	limit: number;
	filters: Pick<ListQuery, 'status' | 'model'>;
}

/**
 * Lists recent tasks, newest first, one item per task.
 * @throws NodeOperationError when the provider keeps no list or cannot be read
 */
export async function getMany(
	context: IExecuteFunctions,
	session: Session,
): Promise<INodeExecutionData[]> {
	const { provider } = session;
	if (provider.list === undefined) {
		throw operationError(
			context,
			`${provider.displayName} keeps no list of tasks that could be read.`,
			'Use Operation "Get" with the task ID of each video. Volcengine Ark / BytePlus is the provider with a list.',
		);
	}
	const settings = readRunSettings(context);
	const governor = readingGovernor(session, settings.maxConcurrency);
	const items: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex += 1) {
		const wanted = readWanted(context, itemIndex);
		for (const task of await readTasks(context, session, governor, wanted)) {
			const item = buildItem({
				provider: provider.id,
				task,
				request: null,
				failure: task.failure,
				statusWithoutTask: 'unknown',
				metadata: null,
				warnings: [],
				estimate: {},
				includeRaw: settings.includeRaw,
			});
			items.push({ json: item as unknown as IDataObject, pairedItem: { item: itemIndex } });
		}
	}
	return items;
}

function readWanted(context: IExecuteFunctions, itemIndex: number): Wanted {
	const reader = new ParameterReader(context, itemIndex);
	const filters = (reader.value('filters') ?? {}) as { status?: unknown; model?: unknown };
	const all = reader.boolean(reader.value('returnAll'), 'Return All') ?? false;
	const limit = reader.number(reader.value('limit'), 'Limit') ?? 50;
	const status = reader.choice(filters.status, 'Status', TASK_STATUSES);
	const model = reader.text(filters.model, 'Model').trim();
	if (reader.problems.length > 0) {
		const messages = reader.problems.map((problem) => problem.message);
		throw operationError(context, messages.join(' '), 'Change the field and run again.', itemIndex);
	}
	return {
		limit: all ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(limit)),
		filters: { ...(status && { status }), ...(model !== '' && { model }) },
	};
}

async function readTasks(
	context: IExecuteFunctions,
	session: Session,
	governor: Governor,
	wanted: Wanted,
): Promise<Task[]> {
	const tasks = new Map<string, Task>();
	for (const serviceTier of LIST_TIERS) {
		let count = 0;
		for (let page = 1; page <= MOST_PAGES && count < wanted.limit; page += 1) {
			const query = { ...wanted.filters, serviceTier, page, pageSize: LARGEST_PAGE };
			const found = await readPage(session, governor, query);
			if ('category' in found) {
				if (isOptionalTier(serviceTier, found)) break;
				throw operationError(
					context,
					`The list of tasks at ${session.provider.displayName} could not be read: ${found.message}`,
					found.hint,
				);
			}
			found.forEach((task) => tasks.set(task.taskId, task));
			count += found.length;
			if (found.length < LARGEST_PAGE) break;
		}
	}
	const newestFirst = [...tasks.values()].sort((a, b) =>
		(b.submittedAt ?? '').localeCompare(a.submittedAt ?? ''),
	);
	return newestFirst.slice(0, wanted.limit);
}

async function readPage(
	{ provider, client, clock }: Session,
	governor: Governor,
	query: ListQuery,
): Promise<Task[] | Failure> {
	let failure: Failure = unreadableNow(provider.displayName);
	for (let tries = 1; tries <= TRIES; tries += 1) {
		const reply = await governor.call('list', async () => {
			const call = provider.list?.(query) ?? provider.get('');
			return await client.send(call, TIMEOUT_SECONDS);
		});
		if (reply.kind === 'stopped') break;
		if (reply.kind === 'answer') {
			const refused = provider.failureOf(reply.status, reply.body);
			const list = refused === null ? provider.readList?.(reply.body) : null;
			if (list) return list.tasks;
			if (refused !== null) failure = refused;
			if (refused !== null && !refused.retryable) break;
		}
		if (tries < TRIES) await clock.sleep(FIRST_PAUSE_MS * 2 ** (tries - 1));
	}
	return failure;
}
