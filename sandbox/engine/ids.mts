/** Identifiers in the providers' own forms. */

import { randomBytes } from 'node:crypto';

/** Lower-case letters and digits. */
function word(length: number): string {
	const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
	return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');
}

/** UTC time as 20260701120000. */
function stamp(): string {
	return new Date().toISOString().replace(/\D/g, '').slice(0, 14);
}

export const NEW_ID: Record<string, () => string> = {
	ark: () => `cgt-${stamp()}-${word(5)}`,
	/** Flex tasks; source: docs/providers.md 1.2. */
	arkFlex: () => `cgt-batch-${stamp()}-${word(5)}`,
	evolink: () => `task-unified-${Math.floor(Date.now() / 1000)}-${word(8)}`,
	twelveAi: () => `task_${word(16)}`,
	ink: () => `req_${word(16)}`,
	file: () => `file_${word(12)}`,
	request: () => `0217${Date.now()}${word(12)}`,
};

/** Seconds for a job whose length the model chooses. */
export function anyLength(min: number, max: number) {
	return min + (randomBytes(1)[0] % (max - min + 1));
}
