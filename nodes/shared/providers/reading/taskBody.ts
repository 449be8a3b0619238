import { isEnded } from '../../domain/task';
import { normaliseStatus } from './status';
import type { OwnStatusWords } from './status';
import { asReading, bodyOf, readText } from './reading';
import type { Reading } from './reading';
import { readTaskId } from './taskId';

/** A body that is a task, with the two things that decide it. */
export interface TaskBody {
	body: Reading;
	/** Empty when the answer names none: old answers to a status read do not repeat the id. */
	taskId: string;
	rawStatus: string;
}

/**
 * Relays wrap the task as `{ code, data: { ... } }`; the task is what has the status. Callbacks in the
 * form of OpenAI are `{ id, object: "event", data: { id } }`, where the first id is not the task's.
 */
function unwrapped(body: Reading): Reading {
	const inner = asReading(body.data);
	if (inner === null || readText(body.status) !== null) return body;
	return readText(inner.status) !== null || body.object === 'event' ? inner : body;
}

/**
 * Finds the task in an answer. Null when it is none: no object, or neither an id nor a status word
 * that is known (a health page or another API may also say `{"status":"ok"}`).
 */
export function findTask(answer: unknown, own?: OwnStatusWords): TaskBody | null {
	const outer = bodyOf(answer);
	if (outer === null) return null;
	const body = unwrapped(outer);
	const taskId = readTaskId(body) ?? readTaskId(outer) ?? '';
	const rawStatus = readText(body.status)?.trim() ?? '';
	if (taskId === '' && normaliseStatus(rawStatus, own) === 'unknown') return null;
	return { body, taskId, rawStatus };
}

/** @returns whether a task with this status word has ended, so that its last change is its completion */
export function hasEnded(rawStatus: string, own?: OwnStatusWords): boolean {
	return isEnded(normaliseStatus(rawStatus, own));
}
