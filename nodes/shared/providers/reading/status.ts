import type { TaskStatus } from '../../domain/vocabulary';

/** Every status word that a provider or a relay is known to use, in lower case (providers.md 6). */
const STATUS_WORDS: Readonly<Record<Exclude<TaskStatus, 'unknown'>, readonly string[]>> = {
	queued: [
		'queued',
		'pending',
		'submitted',
		'created',
		'waiting',
		'queuing',
		'not_start',
		'in_queue',
		'staged',
		'starting',
	],
	running: ['running', 'processing', 'in_progress', 'generating'],
	succeeded: ['succeeded', 'success', 'completed', 'complete', 'finished'],
	failed: ['failed', 'failure', 'fail', 'error'],
	cancelled: ['cancelled', 'canceled'],
	expired: ['expired', 'timeout'],
};

const STATUS_BY_WORD: ReadonlyMap<string, TaskStatus> = new Map(
	Object.entries(STATUS_WORDS).flatMap(([status, words]) =>
		words.map((word): [string, TaskStatus] => [word, status as TaskStatus]),
	),
);

/**
 * Translates a provider's status word, whatever its letter case.
 * Anything that nobody documents is `unknown`: waited on, and never taken for success.
 */
export function normaliseStatus(word: unknown): TaskStatus {
	if (typeof word !== 'string') return 'unknown';
	return STATUS_BY_WORD.get(word.trim().toLowerCase()) ?? 'unknown';
}
