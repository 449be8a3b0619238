/** Identifiers in the providers' own forms. */

import { randomBytes } from 'node:crypto';

/** Lower-case letters and digits. */
export function randomWord(length: number): string {
	const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
	return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');
}

/** UTC time as 20260701120000. */
export function stamp(): string {
	return new Date().toISOString().replace(/\D/g, '').slice(0, 14);
}

/** Seconds for a job whose length the model chooses. */
export function anyLength(min: number, max: number) {
	return min + (randomBytes(1)[0] % (max - min + 1));
}
