import type { IPollFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { TaskStatus } from '../shared/domain/vocabulary';
import { END_STATUSES } from '../shared/domain/task';
import { listOf } from '../shared/fields/steering';
import { operationError } from '../shared/n8n/operationError';
import type { ParameterReader } from '../shared/n8n/reader';
import { webhookReader } from '../shared/n8n/webhookReader';
import { DEFAULT_PROVIDER, findProvider } from '../shared/providers';
import type { Provider } from '../shared/providers/types';
import { triggerFields } from './description';
import { taskIdsFrom } from './reading/namedTasks';

export type TriggerContext = IPollFunctions | IWebhookFunctions;

export interface TriggerSettings {
	provider: Provider;
	receive: 'webhook' | 'polling';
	/** The end states that start the workflow. */
	events: TaskStatus[];
	/** Adds the provider's own answer to the item. */
	includeRaw: boolean;
	/** Leaves the ten most needed fields of the item. */
	short: boolean;
}

export type Watch = { recent: true } | { taskIds: string[] };

/** More named tasks than this would take hours to go through, a few dozen per poll. */
const MOST_TASK_IDS = 1000;

/** @throws NodeOperationError with all that could not be read */
function refuseProblems(context: TriggerContext, { problems }: ParameterReader): void {
	if (problems.length === 0) return;
	const message = problems.map((problem) => problem.message).join(' ');
	throw operationError(context, message, 'Change the field of the trigger.');
}

function readEvents(reader: ParameterReader): TaskStatus[] {
	const value = reader.value('events');
	const chosen: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(/[,;]/);
	const list = listOf(triggerFields, 'events');
	const events = chosen.map((event) => reader.choice(event, 'Events', END_STATUSES, { list }));
	return END_STATUSES.filter((status) => events.includes(status));
}

/**
 * Reads what webhook and polling have in common.
 * @throws NodeOperationError when no provider or no event is chosen
 */
export function readSettings(context: TriggerContext): TriggerSettings {
	const chosen: unknown = context.getNodeParameter('provider', DEFAULT_PROVIDER);
	const provider = findProvider(chosen);
	if (provider === undefined) {
		throw operationError(
			context,
			'No provider is chosen.',
			`Choose one of the list in the field Provider. It is "${String(chosen)}" now.`,
		);
	}
	const reader = webhookReader(context);
	const receive = reader.listed('receive', 'Receive', ['webhook', 'polling'], triggerFields);
	const events = readEvents(reader);
	const fields = reader.choice(reader.option('fields'), 'Fields', ['all', 'essential'], {
		list: listOf(triggerFields, 'fields'),
	});
	const simplify = reader.boolean(reader.option('simplify'), 'Simplify') ?? true;
	refuseProblems(context, reader);
	if (events.length === 0) {
		throw operationError(
			context,
			'Events is empty, so nothing could ever start this workflow.',
			'Choose at least one of the list in the field Events, for example Succeeded.',
		);
	}
	return {
		provider,
		receive: receive ?? 'webhook',
		events,
		includeRaw: !simplify,
		short: fields === 'essential',
	};
}

/** Names separated by people or programs; an entry that is no value is refused rather than asked for. */
function readTaskIds(reader: ParameterReader): string[] {
	const value = reader.value('taskIds');
	if (typeof value === 'string' && reader.text(value, 'Task IDs', 'any') === '') return [];
	const ids = taskIdsFrom(value).map((id) => reader.text(id, 'Task IDs'));
	return [...new Set(ids.filter((id) => id !== ''))];
}

/**
 * Reads which tasks a poll looks at.
 * @throws NodeOperationError when the provider keeps no list, or no task is named
 */
export function readWatch(context: IPollFunctions, provider: Provider): Watch {
	const reader = webhookReader(context);
	const watch = reader.listed('watch', 'Watch', ['recent', 'specific'], triggerFields);
	refuseProblems(context, reader);
	if (watch !== 'specific') {
		if (provider.list !== undefined) return { recent: true };
		throw operationError(
			context,
			`${provider.displayName} keeps no list of tasks, so recent tasks cannot be watched there.`,
			'Set Receive to Webhook, or set Watch to Specific Tasks and name the task IDs.',
		);
	}
	const taskIds = readTaskIds(reader);
	refuseProblems(context, reader);
	if (taskIds.length === 0) {
		throw operationError(
			context,
			'Task IDs is empty.',
			'Fill in the field Task IDs with the "taskId" of Seedance Generate items, separated by commas.',
		);
	}
	if (taskIds.length > MOST_TASK_IDS) {
		throw operationError(
			context,
			`Task IDs holds ${taskIds.length} tasks, but up to ${MOST_TASK_IDS} can be watched.`,
			'Take out the finished ones, or set Receive to Webhook.',
		);
	}
	return { taskIds };
}
