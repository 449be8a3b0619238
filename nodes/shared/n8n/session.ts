import type { IExecuteFunctions } from 'n8n-workflow';
import type { Clock, StopSignal } from '../tasks/clock';
import { createClock } from '../tasks/clock';
import { findProvider } from '../providers';
import type { Connection, Provider } from '../providers/types';
import { createLastWordClient } from '../net/http';
import type { HttpClient } from '../net/reply';
import { openAccess } from './access';
import { operationError } from './operationError';
import { withoutKey } from './withoutKey';

/** Everything a run of a node needs to talk to its provider. */
export interface Session {
	provider: Provider;
	connection: Connection;
	/** Signs callback addresses; never shown, logged or sent anywhere but to its provider. */
	apiKey: string;
	client: HttpClient;
	/** Still sends after Stop; for cancelling tasks only. */
	lastWord: HttpClient;
	clock: Clock;
	stop: StopSignal;
}

const NEVER_STOPPED: StopSignal = { aborted: false };

/**
 * Opens the session for the node's provider and credential.
 * @throws NodeOperationError when no provider is chosen or the credential has no base URL, and n8n's
 * own when the credential is missing
 */
export async function openSession(context: IExecuteFunctions): Promise<Session> {
	const chosen: unknown = context.getNodeParameter('provider', 0);
	const provider = findProvider(chosen);
	if (provider === undefined) {
		throw operationError(
			context,
			'No provider is chosen.',
			`Choose one of the list in the field Provider. It is "${String(chosen)}" now.`,
		);
	}
	const signal = context.getExecutionCancelSignal();
	const stop = signal ?? NEVER_STOPPED;
	const { connection, apiKey, client } = await openAccess(context, provider, stop);
	if (connection.baseUrl === '') {
		throw operationError(
			context,
			`The ${provider.displayName} credential has no base URL.`,
			'Open the credential and fill in the field Base URL.',
		);
	}
	return {
		provider,
		connection,
		apiKey,
		client,
		lastWord: withoutKey(createLastWordClient(context, provider, connection, apiKey), apiKey),
		clock: createClock(stop),
		stop,
	};
}
