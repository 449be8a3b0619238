import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { invalidInput } from '../../shared/domain/failures';
import { itemOfRead } from '../../shared/domain/item';
import type { Failure, Task } from '../../shared/domain/task';
import { TASK_STATUSES } from '../../shared/domain/vocabulary';
import type { Governor } from '../../shared/tasks/governor';
import { walkList } from '../../shared/tasks/walkList';
import { operationError } from '../../shared/n8n/operationError';
import { LISTING_PROVIDERS } from '../../shared/fields/offers';
import { listOf } from '../../shared/fields/steering';
import { ParameterReader } from '../../shared/n8n/reader';
import type { Run, Session, Sessions } from '../../shared/n8n/session';
import { isSession } from '../../shared/n8n/session';
import { governorsOf } from '../../shared/n8n/governors';
import type { ListQuery, Provider } from '../../shared/providers/types';
import { costOf, priceNotes } from '../../shared/providers/cost';
import { linkNotes } from '../../shared/providers/linkNotes';
import { asItems, handoverOf } from '../emit';
import { generateFields } from '../fields';
import { readRunSettings } from '../runSettings';

/** 1 to 500 tasks per page and 500 pages are answered (docs/providers.md 1.2). */
const WALK = { pageSize: 100, mostPages: 500, tries: 4 };

interface Wanted {
	/** Infinity = all. */
	limit: number;
	filters: Pick<ListQuery, 'status' | 'model'>;
}

/**
 * Lists recent tasks, newest first, one item per task.
 * @throws NodeOperationError when the provider keeps no list, or it cannot be read for a row and On Error is Stop
 */
export async function getMany(
	context: IExecuteFunctions,
	run: Sessions,
): Promise<INodeExecutionData[]> {
	const { provider } = run;
	if (provider.list === undefined) {
		throw operationError(
			context,
			`${provider.displayName} keeps no list of tasks that could be read.`,
			`Use Operation "Get" with the task ID of each video. Those with a list: ${LISTING_PROVIDERS}.`,
		);
	}
	const settings = readRunSettings(context);
	const nowMs = run.clock.now();
	const governors = governorsOf(run, { ...settings, maxOpenTasks: 0 });
	const handover = handoverOf(context);
	const items: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex += 1) {
		const wanted = readWanted(context, itemIndex);
		const opened = run.ofRow[itemIndex];
		const list = isSession(opened)
			? await readTasks(opened, governors.of(opened), wanted)
			: { failure: invalidInput(opened.message) };
		if ('failure' in list) {
			items.push(...asFailed(context, run, itemIndex, list.failure));
			continue;
		}
		const { tasks, isCut } = list;
		const region = isSession(opened) ? opened.connection.region : undefined;
		for (const task of tasks) {
			const isOldest = task === tasks[tasks.length - 1];
			const cost = costOf(task, { provider, region });
			const item = itemOfRead(provider.id, task, {
				cost,
				warnings: [
					...(isCut && isOldest ? [goesOn(provider.displayName)] : []),
					...priceNotes(cost, provider, nowMs),
					...linkNotes(task, provider, nowMs),
				],
				includeRaw: settings.includeRawResponse,
			});
			// That a task has failed is information here, not a failed row.
			items.push(...asItems(provider.displayName, [{ itemIndex, item, failure: null }], handover));
		}
	}
	return items;
}

function goesOn(providerName: string): string {
	return `${providerName} has more tasks than this, but its list could not be read any further. Narrow it with Filters, or use Operation "Get" with the task IDs.`;
}

function readWanted(context: IExecuteFunctions, itemIndex: number): Wanted {
	const reader = new ParameterReader(context, itemIndex);
	const filters = (reader.value('filters') ?? {}) as { status?: unknown; model?: unknown };
	const all = reader.boolean(reader.value('returnAll'), 'Return All') ?? false;
	const limit = reader.number(reader.value('limit'), 'Limit') ?? 50;
	const status = reader.choice(filters.status, 'Status', TASK_STATUSES, {
		list: listOf(generateFields, 'status'),
	});
	const model = reader.text(filters.model, 'Model');
	if (reader.problems.length > 0) {
		const messages = reader.problems.map((problem) => problem.message);
		throw operationError(context, messages.join(' '), 'Change the field and run again.', itemIndex);
	}
	return {
		limit: all ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(limit)),
		filters: { ...(status && { status }), ...(model !== '' && { model }) },
	};
}

/** A row whose list could not be read, where On Error lets the others go on. */
function asFailed(
	context: IExecuteFunctions,
	{ provider }: Run,
	itemIndex: number,
	failure: Failure,
): INodeExecutionData[] {
	const item = itemOfRead(provider.id, null, { failure, includeRaw: false });
	if (!context.continueOnFail()) throw operationError(context, failure.message, failure.hint);
	return asItems(provider.displayName, [{ itemIndex, item, failure }], handoverOf(context));
}

/** What the filters leave over where the provider has none. */
function wantedBy(
	{ listsUnfiltered = false }: Provider,
	{ status, model }: Wanted['filters'],
): (task: Task) => boolean {
	return (task) =>
		!listsUnfiltered ||
		((status === undefined || task.status === status) &&
			(model === undefined || task.model === model));
}

async function readTasks(
	session: Session,
	governor: Governor,
	{ limit, filters }: Wanted,
): Promise<{ tasks: Task[]; isCut: boolean } | { failure: Failure }> {
	const { displayName } = session.provider;
	const found = new Map<string, Task>();
	const isWanted = wantedBy(session.provider, filters);
	const end = await walkList({ ...WALK, filters }, { ...session, governor }, (page) => {
		page.filter(isWanted).forEach((task) => found.set(task.taskId, task));
		return found.size >= limit;
	});
	if ('failure' in end) {
		const message = `The list of tasks at ${displayName} could not be read: ${end.failure.message}`;
		return { failure: { ...end.failure, message } };
	}
	const newestFirst = [...found.values()].sort((a, b) =>
		(b.submittedAt ?? '').localeCompare(a.submittedAt ?? ''),
	);
	return { tasks: newestFirst.slice(0, limit), isCut: end.kind === 'cut' };
}
