import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { StopSignal } from '../tasks/clock';
import type { Connection, Provider } from '../providers/types';
import { connectionFrom } from '../net/connection';
import type { RequestingContext } from '../net/http';
import { createHttpClient } from '../net/http';
import type { HttpClient } from '../net/reply';
import { withoutKey } from './withoutKey';

/** What a credential opens: the one way in which every node comes by a client. */
export interface Access {
	connection: Connection;
	/** As it is sent; never shown, logged or sent anywhere but to its provider. */
	apiKey: string;
	/** Its answers never hold the key. */
	client: HttpClient;
}

/** The key as the credential sends it: people paste it with spaces, or with the word that goes before it in the header. */
export function apiKeyFrom({ apiKey }: ICredentialDataDecryptedObject): string {
	if (typeof apiKey !== 'string') return '';
	return apiKey
		.replace(/[^!-~]+/g, ' ')
		.trim()
		.replace(/^(?:bearer|key) /i, '');
}

/**
 * Reads the provider's credential.
 * @throws n8n's own message when the credential is missing
 */
export async function openAccess(
	context: RequestingContext,
	provider: Provider,
	stop?: StopSignal,
): Promise<Access> {
	const credentials = await context.getCredentials(provider.credentialType);
	const connection = connectionFrom(credentials, provider);
	const apiKey = apiKeyFrom(credentials);
	const client = withoutKey(createHttpClient(context, provider, connection, stop), apiKey);
	return { connection, apiKey, client };
}
