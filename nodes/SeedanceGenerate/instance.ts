import type { IExecuteFunctions } from 'n8n-workflow';
import { isPrivateHost } from '../shared/net/privateHost';

/**
 * True when a provider could open an address of this n8n instance: public https, or any address when
 * the provider itself is on a private one.
 * @param address an absolute address of this instance
 */
export function isReachableFor(address: string, providerIsPrivate: boolean): boolean {
	try {
		const url = new URL(address);
		if (providerIsPrivate) return url.protocol === 'https:' || url.protocol === 'http:';
		return url.protocol === 'https:' && !isPrivateHost(url.hostname);
	} catch {
		return false;
	}
}

/** The address under which this instance says it can be reached, e.g. `https://n8n.example.com/`. */
export function instanceAddress(context: Pick<IExecuteFunctions, 'getInstanceBaseUrl'>): string {
	return context.getInstanceBaseUrl();
}
