import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { meantAddress } from '../providers/baseUrl';
import type { Connection, ProviderFacts } from '../providers/types';
import { isPrivateHost } from './privateHost';

function text(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

/**
 * Reads where a credential points.
 * @throws nothing; an empty base URL is reported by the first request as an address that is not valid
 */
export function connectionFrom(
	credentials: ICredentialDataDecryptedObject,
	{
		hosts = {},
		addressRules,
		filesAddressRules,
	}: Pick<ProviderFacts, 'hosts' | 'addressRules' | 'filesAddressRules'>,
): Connection {
	const region = text(credentials.region);
	if (region === 'china' || region === 'international') {
		const baseUrl = hosts[region];
		if (baseUrl !== undefined) return { baseUrl, region };
	}
	const connection: Connection = { baseUrl: meantAddress(text(credentials.baseUrl), addressRules) };
	if (region === 'custom') connection.region = 'custom';
	const filesBaseUrl = meantAddress(text(credentials.filesBaseUrl), filesAddressRules);
	if (filesBaseUrl !== '') connection.filesBaseUrl = filesBaseUrl;
	return connection;
}

/**
 * True when the provider itself sits on a private address (self-hosted relay, sandbox): then private
 * media and callback addresses are within its reach.
 */
export function isPrivateConnection(connection: Connection): boolean {
	try {
		return isPrivateHost(new URL(connection.baseUrl).hostname);
	} catch {
		return false;
	}
}
