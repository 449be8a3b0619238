import type { Failure } from '../domain/task';

/** What is remembered of a row that was submitted under an idempotency key. JSON, kept by n8n. */
export interface KeyRecord {
	taskId: string;
	fingerprint: string;
	/** Epoch milliseconds. */
	sentAtMs: number;
	/** How the task ended, where it ended badly. */
	failure?: Failure | null;
}

/**
 * Storage that outlives the execution. A claim is written at once, so it survives a crash; the record
 * is written when the execution ends normally.
 */
export interface KeyStore {
	recall(key: string): KeyRecord | null;
	/**
	 * Writes down that a paid request is about to leave for this key.
	 * @returns false when an earlier execution has written that already
	 * @throws when n8n cannot store it; then nothing may be sent
	 */
	claim(key: string): Promise<boolean>;
	/** Takes a claim back, because the provider has provably not taken the request. */
	release(key: string): Promise<void>;
	remember(key: string, record: KeyRecord): void;
}
