import { createHash } from 'crypto';

/** Models whose predictions are videos of these nodes; an account may run any others as well. */
export const SEEDANCE = /seedance/i;

/**
 * Replicate has no field for a mark of ours, but it repeats the input of a prediction, also in its list. A request
 * without a seed gets a random one there anyway, so the seed is the mark: ours for this one submission, by which a
 * prediction is found whose answer was lost (docs/providers.md 13.2).
 * @returns 1 to 2^31 − 1, the same for the same mark
 */
export function seedOf(mark: string): number {
	const bits = createHash('sha256').update(mark).digest().readUInt32BE(0);
	return (bits % 0x7ffffffe) + 1;
}

/** The mark as `readTask` gives it. */
export const markAs = (mark: string): string => String(seedOf(mark));
