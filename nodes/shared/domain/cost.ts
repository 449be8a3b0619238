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
