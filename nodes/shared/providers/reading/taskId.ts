import { readAt } from './reading';
import type { Reading } from './reading';

/** Where task ids have been seen, best first (docs/providers.md 9 no. 1); beside a wrapped task, a request id is not the task's. */
const ID_PATHS: ReadonlyArray<readonly string[]> = [
	['id'],
	['task_id'],
	['taskId'],
	['data', 'id'],
	['data', 'task_id'],
	['data', 'taskId'],
	['requestId'],
	['request_id'],
];

/** Reads the task id of an answer, or null when it names none. */
export function readTaskId(body: Reading): string | null {
	for (const path of ID_PATHS) {
		const value = readAt(body, path);
		if (typeof value === 'string' && value.trim() !== '') return value.trim();
		if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	}
	return null;
}

/** Encodes an id for a path, so that no id from a sheet can reach another address. */
export function encodeTaskId(taskId: string): string {
	// Half a surrogate pair cannot be encoded; the round trip replaces it.
	const text = Buffer.from(taskId.trim(), 'utf8').toString('utf8');
	const encoded = encodeURIComponent(text);
	// `.` and `..` are steps in a path even when percent-encoded once.
	return /^\.+$/.test(encoded) ? encoded.replace(/\./g, '%252E') : encoded;
}
