import { operationError } from '../shared/n8n/operationError';
import type { Clock } from '../shared/tasks/clock';
import { createClock } from '../shared/tasks/clock';
import type { Connection, Provider } from '../shared/providers/types';
import { openAccess } from '../shared/n8n/access';
import type { HttpClient } from '../shared/net/reply';
import { Activations } from './known/activations';
import { ProcessMemory } from './memory';
import type { TriggerMemory } from './memory';
import { openStore } from './known/store';
import type { TriggerStore } from './known/store';
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
	store: TriggerStore;
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
	const store = openStore(context, provider.id);
	return {
		provider,
		connection,
		client,
		clock: createClock({ aborted: false }),
		apiKey,
		name,
		memory: PROCESS.memory.of(name),
		store,
	};
}
