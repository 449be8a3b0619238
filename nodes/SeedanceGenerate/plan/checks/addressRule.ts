import type { Problem } from '../../../shared/domain/request';
import { isPrivateHost } from '../../../shared/net/privateHost';

export interface AddressRule {
	/** The provider sits on a private address itself, so private addresses and plain http are within its reach. */
	privateAllowed: boolean;
	/** How the message calls the one who calls back. */
	providerName?: string;
}

const FIELD = 'Callback URL';

/**
 * The one rule for addresses that a provider is to call: public https, or any web address when the
 * provider itself is private (self-hosted relay, sandbox).
 * @returns null when the address may be used
 */
export function checkCallbackAddress(
	address: string,
	{ privateAllowed, providerName = 'the provider' }: AddressRule,
): Problem | null {
	let url: URL;
	try {
		url = new URL(address);
	} catch {
		const message =
			'Callback URL is not a web address. Copy the production URL of a Seedance Task Trigger.';
		return { field: FIELD, message };
	}
	const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
	if (isWeb && privateAllowed) return null;
	if (url.protocol !== 'https:') {
		const message = `Callback URL begins with ${url.protocol}//, but ${providerName} calls https:// addresses only. Use the public https address of your n8n.`;
		return { field: FIELD, message };
	}
	if (!isPrivateHost(url.host)) return null;
	const message = `Callback URL points to ${url.hostname}, which ${providerName} cannot reach from the internet. Use the public https address of your n8n, or set When to Continue to "When the Videos Are Ready".`;
	return { field: FIELD, message };
}
