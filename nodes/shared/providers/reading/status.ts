import type { TaskStatus } from '../../domain/vocabulary';

/** Every status word that a provider or a relay is known to use, in lower case (docs/providers.md 6). */
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

/** Words of one provider, in lower case, beside those that everybody may use. */
export type OwnStatusWords = ReadonlyMap<string, TaskStatus>;

/**
 * Translates a provider's status word, whatever its letter case.
 * Anything that nobody documents is `unknown`: waited on, and never taken for success.
 */
export function normaliseStatus(word: unknown, own?: OwnStatusWords): TaskStatus {
	if (typeof word !== 'string') return 'unknown';
	const plain = word.trim().toLowerCase();
	return own?.get(plain) ?? STATUS_BY_WORD.get(plain) ?? 'unknown';
}

/**
 * Ends every note about a status that nobody documents. An item that n8n has stored keeps the text of its notes and
 * nothing else, so what makes such a note and what knows it again stand side by side.
 */
const OPEN_ENDED = ' It counts as not finished.';

/** What is told about a status that cannot be understood. @param word the provider's own, empty when it names none */
export function openEndedNote(providerName: string, word: string): string {
	return word === ''
		? `${providerName} names no status for this task.${OPEN_ENDED}`
		: `${providerName} reports the status "${word}", which nobody documents.${OPEN_ENDED}`;
}

/** True for notes of `openEndedNote`, which are wrong once the task has ended. */
export function isOpenEndedNote(note: string): boolean {
	return note.endsWith(OPEN_ENDED);
}
