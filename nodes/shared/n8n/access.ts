import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { StopSignal } from '../tasks/clock';
import type { Connection, Provider } from '../providers/types';
import { connectionFrom } from '../net/connection';
import type { RequestingContext } from '../net/http';
import { createHttpClient } from '../net/http';
import type { HttpClient } from '../net/reply';
import { withoutKey } from './withoutKey';

/** What a credential holds, as n8n has resolved it. */
export interface Credential {
	connection: Connection;
	/** As it is sent; never shown, logged or sent anywhere but to its provider. */
	apiKey: string;
	/** All of it, for n8n, which signs requests with exactly this. */
	data: ICredentialDataDecryptedObject;
}

/** What a credential opens: the one way in which every node comes by a client. */
export interface Access extends Credential {
	/** Its answers never hold the key. */
	client: HttpClient;
}

/** The key as the credential sends it: people paste it with spaces, or with the word that goes before it in the header. */
export function apiKeyFrom({ apiKey }: ICredentialDataDecryptedObject): string {
	// An expression may find a number in a sheet; and before an empty cell the word Bearer stands alone.
	if (typeof apiKey !== 'string' && typeof apiKey !== 'number') return '';
	return String(apiKey)
		.replace(/[^!-~]+/g, ' ')
		.trim()
		.replace(/^(?:bearer|key)(?: |$)/i, '');
}

/** What the provider's credential says. */
export function credentialFrom(
	data: ICredentialDataDecryptedObject,
	provider: Provider,
): Credential {
	return { connection: connectionFrom(data, provider), apiKey: apiKeyFrom(data), data };
}

/** @param secrets the keys that no answer may hold: all of the run */
export function clientFor(
	context: RequestingContext,
	provider: Provider,
	{ connection, data }: Credential,
	secrets: readonly string[],
	stop?: StopSignal,
): HttpClient {
	return withoutKey(createHttpClient(context, provider, connection, stop, data), ...secrets);
}

/**
 * Opens the provider's credential where there are no rows (triggers, webhooks).
 * @throws n8n's own message when the credential is missing
 */
export async function openAccess(
	context: RequestingContext,
	provider: Provider,
	stop?: StopSignal,
): Promise<Access> {
	const data = await context.getCredentials(provider.credentialType);
	const credential = credentialFrom(data, provider);
	const client = clientFor(context, provider, credential, [credential.apiKey], stop);
	return { ...credential, client };
}
