import type { AddressRules } from '../../nodes/shared/providers/baseUrl';
import { rulesFor } from '../../nodes/shared/providers/baseUrl';

/**
 * A key as people paste it: spaces, invisible characters or the leading word of the header around it are dropped. What no
 * header may hold, like the dots of a key that was copied shortened, becomes a space, so that it is the provider who refuses it.
 * @param scheme the word that goes before the key
 */
export function authHeader(scheme: string): string {
	return `=${scheme} {{ String($credentials.apiKey ?? "").replace(/[^!-~]+/g, " ").trim().replace(/^(?:bearer|key) /i, "") }}`;
}

export const BEARER_HEADER = authHeader('Bearer');

/** n8n expression for a base URL as the nodes read it. An emptied field stays empty and does not pass the test. */
export function baseUrl(rules: AddressRules): string {
	return `={{ ${cleanBaseUrl('baseUrl', rules)} }}`;
}

/** The inner part of such an expression, for credentials that choose among addresses. */
export function cleanBaseUrl(field: string, rules: AddressRules): string {
	const steps = rulesFor(rules).map(
		([pattern, meant]) => `.replace(${String(pattern)}, ${JSON.stringify(meant)})`,
	);
	return `String($credentials.${field} ?? "").trim()${steps.join('')}`;
}

/** n8n's own words for an address without a server are codes such as ENOTFOUND. */
export const NO_SERVER_HINT =
	'If the test answers with a code in capitals, n8n found no server at this address: check its spelling.';
