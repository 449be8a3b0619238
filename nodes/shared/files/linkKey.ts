import type { Connection, Provider } from '../providers/types';

/** What opens a link, and the one place where it may be sent. */
export interface LinkKey {
	/** Scheme, host and port. */
	origin: string;
	/** The value of the header. */
	authorization: string;
}

/** How the links of a row are opened. */
export interface LinkKeys {
	/** True for a link that opens only with a key. */
	areNeededFor(url: string): boolean;
	/** Null for a link that needs none, and where the key may not go. */
	keyFor(url: string): LinkKey | null;
}

interface KeyHolder {
	connection: Connection;
	apiKey: string;
}

/** Empty for what is no web address. */
function originOf(address: string): string {
	try {
		const { protocol, origin } = new URL(address);
		return /^https?:$/.test(protocol) ? origin : '';
	} catch {
		return '';
	}
}

/**
 * The key goes to the provider's own origin and nowhere else (P10): only along with links that need it, and only where
 * scheme, host and port are those of the Base URL.
 * @param holder whose key it is; null where the row has none
 */
export function linkKeysOf(
	{ linkNeedsKey, authScheme = 'Bearer' }: Pick<Provider, 'linkNeedsKey' | 'authScheme'>,
	holder: KeyHolder | null,
): LinkKeys {
	const areNeededFor = (url: string) => linkNeedsKey?.(url) === true;
	return {
		areNeededFor,
		keyFor(url) {
			if (holder === null || !areNeededFor(url)) return null;
			const origin = originOf(url);
			const isOwn = origin !== '' && origin === originOf(holder.connection.baseUrl);
			return isOwn ? { origin, authorization: `${authScheme} ${holder.apiKey}` } : null;
		},
	};
}
