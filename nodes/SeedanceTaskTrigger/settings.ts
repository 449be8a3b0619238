import type { IPollFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { TaskStatus } from '../shared/domain/vocabulary';
import { END_STATUSES } from '../shared/domain/task';
import { operationError } from '../shared/n8n/operationError';
import { DEFAULT_PROVIDER, findProvider } from '../shared/providers';
import type { Provider } from '../shared/providers/types';
import { taskIdsFrom } from './reading/namedTasks';

export type TriggerContext = IPollFunctions | IWebhookFunctions;

export interface TriggerSettings {
	provider: Provider;
	receive: 'webhook' | 'polling';
	/** The end states that start the workflow. */
	events: TaskStatus[];
	/** Adds the provider's own answer to the item. */
	includeRaw: boolean;
}

export type Watch = { recent: true } | { taskIds: string[] };

/** More named tasks than this would take hours to go through, a few dozen per poll. */
const MOST_TASK_IDS = 1000;

function readEvents(value: unknown): TaskStatus[] {
	const chosen: unknown[] = Array.isArray(value) ? value : [value];
	return END_STATUSES.filter((status) => chosen.includes(status));
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
	const events = readEvents(context.getNodeParameter('events', []));
	if (events.length === 0) {
		throw operationError(
			context,
			'Events is empty, so nothing could ever start this workflow.',
			'Choose at least one of the list in the field Events, for example Succeeded.',
		);
	}
	const receive: unknown = context.getNodeParameter('receive', 'webhook');
	const options: unknown = context.getNodeParameter('options', {});
	const simplify = (options as { simplify?: unknown } | null)?.simplify;
	return {
		provider,
		receive: receive === 'polling' ? 'polling' : 'webhook',
		events,
		includeRaw: simplify === false,
	};
}

/**
 * Reads which tasks a poll looks at.
 * @throws NodeOperationError when the provider keeps no list, or no task is named
 */
export function readWatch(context: IPollFunctions, provider: Provider): Watch {
	const watch: unknown = context.getNodeParameter('watch', 'recent');
	if (watch !== 'specific') {
		if (provider.list !== undefined) return { recent: true };
		throw operationError(
			context,
			`${provider.displayName} keeps no list of tasks, so recent tasks cannot be watched there.`,
			'Set Receive to Webhook, or set Watch to Specific Tasks and name the task IDs.',
		);
	}
	const taskIds = taskIdsFrom(context.getNodeParameter('taskIds', ''));
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
