import { isGoodWord } from './goodWords';
import { asReading, opened, readAt, readText } from './reading';
import type { Reading } from './reading';
import { normaliseStatus } from './status';
import type { OwnStatusWords } from './status';

/** In what relays pack a task, nearest first (docs/providers.md 9 no. 1). What was asked for is not among them. */
const WRAPPERS: readonly string[] =
	'data task result response output job body payload resultJson'.split(' ');

/** Levels below the outermost object. Relays of relays come to three. */
const DEEPEST = 8;
const MOST_LEVELS = 60;

/** Names of the field that says how a task is. */
const STATUS_NAMES = ['status', 'task_status', 'taskStatus', 'state', 'task_state', 'taskState'];

/** Names that can only be a task's. */
export const TASK_ID_NAMES = ['task_id', 'taskId', 'taskID', 'TaskId', 'task-id', 'taskid'];

/** Names of the id where the object is the task, best first. */
const OWN_ID_NAMES = [...TASK_ID_NAMES, 'id', 'job_id', 'jobId', 'generation_id', 'generationId'];

/** The objects of an answer in which its task can be: the answer, what it wraps, what that wraps. Outermost first. */
export function levelsOf(body: Reading): Reading[] {
	const levels: Reading[] = [body];
	let latest: Reading[] = [body];
	for (let depth = 0; depth < DEEPEST && latest.length > 0; depth += 1) {
		latest = latest.flatMap((level) => WRAPPERS.flatMap((name) => wrapped(readAt(level, [name]))));
		levels.push(...latest);
		if (levels.length > MOST_LEVELS) break;
	}
	return levels.slice(0, MOST_LEVELS);
}

function wrapped(value: unknown): Reading[] {
	const inner = opened(value);
	// A longer list may be one of anything, of models for example.
	const only: unknown = Array.isArray(inner) && inner.length === 1 ? opened(inner[0]) : inner;
	const object = asReading(only);
	return object === null ? [] : [object];
}

/** A text, or a number that JSON has not rounded. */
function idFrom(value: unknown): string | null {
	if (typeof value === 'number')
		return Number.isSafeInteger(value) && value > 0 ? `${value}` : null;
	return readText(value)?.trim() ?? null;
}

/** @returns the first of these names that holds an id, a number only where no other name has a text */
export function idIn(level: Reading, names: readonly string[]): string | null {
	const ids = names.map((name) => readAt(level, [name]));
	return idFrom(ids.find((id) => readText(id) !== null) ?? ids.find((id) => idFrom(id) !== null));
}

/** The status word of one level, a known one before others; empty when it names none. */
export function statusWordOf(level: Reading, own?: OwnStatusWords): string {
	const words = STATUS_NAMES.flatMap((name) => {
		const word = readText(readAt(level, [name]));
		return word === null ? [] : [word.trim()];
	});
	return words.find((word) => normaliseStatus(word, own) !== 'unknown') ?? words[0] ?? '';
}

/** The id that an object itself bears. A callback in the form of OpenAI bears that of the event. */
export function ownIdOf(level: Reading): string | null {
	if (level.object === 'event' || level.object === 'model') return null;
	const id = idIn(level, OWN_ID_NAMES);
	if (id !== null) return id;
	return requestIdOf(level);
}

/**
 * seedance2.ink calls the task `requestId` and says `success` or a status beside it (docs/providers.md 4.4); queues
 * call it `request_id` while it is under way. Elsewhere both are ids of calls.
 */
function requestIdOf(level: Reading): string | null {
	const word = statusWordOf(level);
	const status = normaliseStatus(word);
	const isStated = word !== '' && !isGoodWord(word);
	if (isStated || level.success === true) {
		const id = idIn(level, ['requestId']);
		if (id !== null) return id;
	}
	const isUnderWay = status !== 'unknown' && status !== 'succeeded';
	return isUnderWay ? idIn(level, ['request_id']) : null;
}
