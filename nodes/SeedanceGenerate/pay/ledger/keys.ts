import type { Failure } from '../../../shared/domain/task';

/** What is remembered of a row that was submitted under an idempotency key. JSON, kept by n8n. */
export interface KeyRecord {
	taskId: string;
	/** The id of the provider that has the task: no other can show it. Left out = the chosen one. */
	provider?: string;
	fingerprint: string;
	/** How often the row was submitted on purpose; left out = once. */
	submissions?: number;
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

/**
 * The name under which one submission of a key is claimed and marked. A row that is submitted again
 * on purpose gets a new one, so that a crash in between neither pays a third time nor finds the old task.
 */
export function attemptKey(key: string, submission: number): string {
	return submission === 1 ? key : `${key} (submission ${submission})`;
}
