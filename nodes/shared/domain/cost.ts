/** What the number rests on: the provider's own word, the dated price list of this package, or the user's figure. */
export type CostBasis = 'reported' | 'listPrice' | 'costPerSecond';

/** One number per row, for a sheet to add up. */
export interface Cost {
	/** Whole currency units, four decimals. */
	amount: number;
	/** An ISO 4217 code, or `credits`. */
	currency: string;
	basis: CostBasis;
}

/** What an account can still spend. */
export interface Balance {
	amount: number;
	/** An ISO 4217 code, or `credits`. */
	currency: string;
}

/** Above this a figure is a fault, and sums of it would no longer be numbers. */
const MOST_COST = 1e9;

/** How people and providers write currencies besides their codes; signs that stand for several are left out. */
const CURRENCY_WORDS: ReadonlyArray<readonly [code: string, words: readonly string[]]> = [
	['USD', ['$', 'US$', 'DOLLAR', 'DOLLARS', 'US DOLLAR', 'US DOLLARS']],
	['EUR', ['€', 'EURO', 'EUROS']],
	['GBP', ['£']],
	['CNY', ['RMB', 'CN¥', 'YUAN', '元', '人民币']],
	['credits', ['CREDIT', 'CREDITS']],
];

/** @returns an ISO 4217 code or `credits`; null for what is neither, nor a known word for one */
export function currencyFrom(written: unknown): string | null {
	if (typeof written !== 'string') return null;
	const word = written.normalize('NFKC').trim().toUpperCase();
	const known = CURRENCY_WORDS.find(([, words]) => words.includes(word));
	return known?.[0] ?? (/^[A-Z]{3}$/.test(word) ? word : null);
}

/** A cost as it was reported, where it is one: an amount of nothing or more in a known currency. */
export function soundCost({ amount, currency, basis }: Cost): Cost | null {
	const code = currencyFrom(currency);
	const isSound = typeof amount === 'number' && amount >= 0 && amount <= MOST_COST;
	return isSound && code !== null ? { amount: roundCost(amount), currency: code, basis } : null;
}

/** Four decimals, without the noise of binary fractions. */
export function roundCost(amount: number): number {
	return Math.round(amount * 10_000) / 10_000;
}

/** The sum of each currency, in order of first appearance. */
export function sumsOf(costs: readonly Cost[]): Array<Pick<Cost, 'amount' | 'currency'>> {
	const sums = new Map<string, number>();
	costs.forEach(({ amount, currency }) => sums.set(currency, (sums.get(currency) ?? 0) + amount));
	return [...sums].map(([currency, amount]) => ({ amount: roundCost(amount), currency }));
}
