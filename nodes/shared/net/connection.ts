import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Connection } from '../providers/types';
import { isPrivateHost } from './privateHost';

/** Ark's hosts per region (docs/providers.md 1.1). */
export const ARK_HOSTS: Readonly<Record<'china' | 'international', string>> = {
	china: 'https://ark.cn-beijing.volces.com/api/v3',
	international: 'https://ark.ap-southeast.bytepluses.com/api/v3',
};

function text(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

/** People paste addresses with a trailing slash or a space; both would break the path. */
function tidyUrl(value: unknown): string {
	return text(value).replace(/\/+$/, '');
}

/**
 * Reads where a credential points.
 * @throws nothing; an empty base URL is reported by the first request as an address that is not valid
 */
export function connectionFrom(credentials: ICredentialDataDecryptedObject): Connection {
	const region = text(credentials.region);
	if (region === 'china' || region === 'international') {
		return { baseUrl: ARK_HOSTS[region], region };
	}
	const connection: Connection = { baseUrl: tidyUrl(credentials.baseUrl) };
	if (region === 'custom') connection.region = 'custom';
	const filesBaseUrl = tidyUrl(credentials.filesBaseUrl);
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
