import { operationError } from '../shared/n8n/operationError';
import type { Clock } from '../shared/tasks/clock';
import { createClock } from '../shared/tasks/clock';
import type { Connection, Provider } from '../shared/providers/types';
import { openAccess } from '../shared/n8n/access';
import type { HttpClient } from '../shared/net/reply';
import { Activations } from './known/activations';
import { ProcessMemory } from './memory';
import type { TriggerMemory } from './memory';
import { readState } from './known/state';
import type { TriggerState } from './known/state';
import type { TriggerContext } from './settings';

/** Everything a poll or a webhook needs to talk to its provider and to remember. */
export interface TriggerSession {
	provider: Provider;
	connection: Connection;
	client: HttpClient;
	clock: Clock;
	apiKey: string;
	/** Workflow, node and provider: whose memory it is. */
	name: string;
	memory: TriggerMemory;
	readState(): TriggerState;
	/** Saved by n8n when something is emitted, after a webhook, and after activation. */
	writeState(state: TriggerState): void;
}

/** What this process remembers besides n8n's static data. A restart begins with nothing. */
export const PROCESS = { memory: new ProcessMemory(), activations: new Activations() };

/**
 * Opens the session of a trigger node.
 * @throws NodeOperationError when the credential has no base URL, and n8n's own when it is missing
 */
export async function openTriggerSession(
	context: TriggerContext,
	provider: Provider,
): Promise<TriggerSession> {
	const { connection, apiKey, client } = await openAccess(context, provider);
	if (connection.baseUrl === '') {
		throw operationError(
			context,
			`The ${provider.displayName} credential has no base URL.`,
			'Open the credential and fill in the field Base URL.',
		);
	}
	const name = [context.getWorkflow().id ?? '', context.getNode().id, provider.id].join('/');
	const saved = context.getWorkflowStaticData('node');
	return {
		provider,
		connection,
		client,
		clock: createClock({ aborted: false }),
		apiKey,
		name,
		memory: PROCESS.memory.of(name),
		readState: () => readState(saved.seedance, provider.id),
		writeState: (state) => {
			// n8n notices assignments to the top level only.
			saved.seedance = { ...state };
		},
	};
}
