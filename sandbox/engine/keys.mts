import type { Account, ProviderId } from './types.mts';

/** Obviously fake keys with money behind them. Ark's regions have separate keys, as the real ones. */
export const KEYS = {
	evolink: 'sandbox-evolink-rich',
	ark: 'sandbox-ark-rich',
	arkInternational: 'sandbox-byteplus-rich',
	twelveAi: 'sandbox-12ai-rich',
	ink: 'sandbox-ink-rich',
};

/** Valid keys of accounts without money. */
export const EMPTY_KEYS = {
	evolink: 'sandbox-evolink-poor',
	ark: 'sandbox-ark-poor',
	arkInternational: 'sandbox-byteplus-poor',
	twelveAi: 'sandbox-12ai-poor',
	ink: 'sandbox-ink-poor',
};

const REDACTED = '[redacted]';

const ACCOUNTS: Map<string, Account> = new Map();
for (const [name, provider, region] of [
	['evolink', 'evolink', null],
	['ark', 'ark', 'china'],
	['arkInternational', 'ark', 'international'],
	['twelveAi', 'twelveAi', null],
	['ink', 'ink', null],
] as const) {
	ACCOUNTS.set(KEYS[name], { provider, region, hasBalance: true });
	ACCOUNTS.set(EMPTY_KEYS[name], { provider, region, hasBalance: false });
}

/**
 * Reads the Authorization header.
 *
 * @returns null when the key is missing, wrong, or of another provider or region
 */
export function accountOf(
	header: string | undefined,
	provider: ProviderId,
	region: 'china' | 'international' | null,
): Account | null {
	const match = /^Bearer (\S+)$/.exec(header ?? '');
	const account = match ? ACCOUNTS.get(match[1]) : undefined;
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
