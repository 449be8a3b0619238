/**
 * @typedef {import('./types').Account} Account
 * @typedef {import('./types').ProviderId} ProviderId
 */

/** Obviously fake keys with money behind them. Ark's regions have separate keys, as the real ones. */
const KEYS = {
	evolink: 'sandbox-evolink-rich',
	ark: 'sandbox-ark-rich',
	arkInternational: 'sandbox-byteplus-rich',
	twelveAi: 'sandbox-12ai-rich',
	ink: 'sandbox-ink-rich',
};

/** Valid keys of accounts without money. */
const EMPTY_KEYS = {
	evolink: 'sandbox-evolink-poor',
	ark: 'sandbox-ark-poor',
	arkInternational: 'sandbox-byteplus-poor',
	twelveAi: 'sandbox-12ai-poor',
	ink: 'sandbox-ink-poor',
};

const REDACTED = '[redacted]';

/** @type {Map<string, Account>} */
const ACCOUNTS = new Map();
for (const [name, provider, region] of /** @type {const} */ ([
	['evolink', 'evolink', null],
	['ark', 'ark', 'china'],
	['arkInternational', 'ark', 'international'],
	['twelveAi', 'twelveAi', null],
	['ink', 'ink', null],
])) {
	ACCOUNTS.set(KEYS[name], { provider, region, hasBalance: true });
	ACCOUNTS.set(EMPTY_KEYS[name], { provider, region, hasBalance: false });
}

/**
 * Reads the Authorization header.
 *
 * @param {string | undefined} header
 * @param {ProviderId} provider
 * @param {'china' | 'international' | null} region
 * @returns {Account | null} null when the key is missing, wrong, or of another provider or region
 */
function accountOf(header, provider, region) {
	const match = /^Bearer (\S+)$/.exec(header ?? '');
	const account = match ? ACCOUNTS.get(match[1]) : undefined;
	if (!account || account.provider !== provider || account.region !== region) return null;
	return account;
}

/**
 * Replaces every sandbox key in a text, so that logs can be shown and asserted on.
 *
 * @param {string} text
 * @returns {string}
 */
function redact(text) {
	let clean = text;
	for (const secret of ACCOUNTS.keys()) clean = clean.split(secret).join(REDACTED);
	return clean;
}

/**
 * @param {string} text
 * @returns {boolean} true when the text carries one of the sandbox's keys
 */
function holdsKey(text) {
	for (const secret of ACCOUNTS.keys()) if (text.includes(secret)) return true;
	return false;
}

module.exports = { EMPTY_KEYS, KEYS, accountOf, holdsKey, redact };
