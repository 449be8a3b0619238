import { PROVIDERS } from '../providers.mts';
import type { PlaceName } from '../providers.mts';
import type { Place, SandboxProvider } from './provider.mts';
import type { Account, ProviderId, Region } from './types.mts';

/** Obviously fake keys, by the name of the place they open. */
function keysOf(wealth: 'rich' | 'second' | 'poor'): Record<PlaceName, string> {
	const places: readonly Place[] = PROVIDERS.flatMap((provider) => [...provider.places]);
	const keys = places.flatMap(({ name, keyWord }) =>
		keyWord === undefined ? [] : [[name, `sandbox-${keyWord}-${wealth}`]],
	);
	return Object.fromEntries(keys) as Record<PlaceName, string>;
}

/** Keys with money behind them. */
export const KEYS = keysOf('rich');

/** Keys of other customers with money, who see nothing of the first ones' tasks. */
export const SECOND_KEYS = keysOf('second');

/** Valid keys of accounts without money. */
export const EMPTY_KEYS = keysOf('poor');

const SCHEMES: ReadonlyMap<string, string> = new Map(
	PROVIDERS.map(({ id, authScheme = 'Bearer' }: SandboxProvider) => [id, authScheme]),
);

const REDACTED = '[redacted]';

const ACCOUNTS: Map<string, Account> = new Map();
for (const { id, places } of PROVIDERS) {
	for (const { name, region } of places) {
		if (KEYS[name] === undefined) continue;
		const account = { provider: id, region };
		ACCOUNTS.set(KEYS[name], { ...account, name: 'rich', hasBalance: true });
		ACCOUNTS.set(SECOND_KEYS[name], { ...account, name: 'second', hasBalance: true });
		ACCOUNTS.set(EMPTY_KEYS[name], { ...account, name: 'poor', hasBalance: false });
	}
}

/**
 * Reads the Authorization header.
 *
 * @returns null when the key is missing, wrong, or of another provider or region
 */
export function accountOf(
	header: string | undefined,
	provider: ProviderId,
	region: Region | null,
): Account | null {
	const [, scheme, key] = /^(\S+) (\S+)$/.exec(header ?? '') ?? [];
	const account = scheme === SCHEMES.get(provider) ? ACCOUNTS.get(key) : undefined;
	if (!account || account.provider !== provider || account.region !== region) return null;
	return account;
}

/** Replaces every sandbox key in a text, so that logs can be shown and asserted on. */
export function redact(text: string): string {
	let clean = text;
	for (const secret of ACCOUNTS.keys()) clean = clean.split(secret).join(REDACTED);
	return clean;
}

/** True when the text carries one of the sandbox's keys. */
export function holdsKey(text: string): boolean {
	for (const secret of ACCOUNTS.keys()) if (text.includes(secret)) return true;
	return false;
}
