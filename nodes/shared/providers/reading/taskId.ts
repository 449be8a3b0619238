import { TASK_ID_NAMES, idIn, levelsOf, ownIdOf, statusWordOf } from './levels';
import { isEchoed, plainName } from './linkNames';
import { isGoodWord } from './goodWords';
import { asReading, readAt, readText } from './reading';
import type { Reading } from './reading';
import { normaliseStatus } from './status';
import { placesIn } from './walk';

/** Where relays put a task id that has no name of its own. */
const BARE_PLACES = ['data', 'result', 'task'];

/** Long enough for every id that has been seen, and no word of a sentence. */
const BARE_ID = /^(?=.*\d)[\w-]{6,128}$/;

/** An answer about a call, around the task: what it calls `id` is the call's. */
function isEnvelope(level: Reading): boolean {
	return ['code', 'msg', 'message', 'success'].some((name) => readAt(level, [name]) !== undefined);
}

function isTask(level: Reading): boolean {
	return normaliseStatus(statusWordOf(level)) !== 'unknown';
}

/** `{"code":"success","data":"task_1"}`, as gateways answer to a submission. */
function bareId(level: Reading): string | null {
	const { code, message, msg, success } = level;
	const said = [message, msg].some((text) => isGoodWord(readText(text) ?? 'none'));
	const isFine = code === 0 || code === 1 || code === 200 || code === 'success' || success === true;
	if (!isFine && !said) return null;
	const ids = BARE_PLACES.map((name) => readText(level[name])?.trim() ?? '');
	return ids.find((id) => BARE_ID.test(id)) ?? null;
}

/** The one id that stands under a name for a task id, wherever; null where several do. */
function deepId(body: Reading): string | null {
	const names = TASK_ID_NAMES.map(plainName);
	const places = placesIn(body, ({ path }) => isEchoed(plainName(path[path.length - 1] ?? '')));
	const ids = places.flatMap(({ path, value }) => {
		const name = path[path.length - 1] ?? '';
		const id = names.includes(plainName(name)) ? idIn({ [name]: value }, [name]) : null;
		return id === null ? [] : [id];
	});
	return new Set(ids).size === 1 ? ids[0] : null;
}

/**
 * Reads the task id of an answer, or null when it names none that is sure (docs/providers.md 9 no. 1): the id of the
 * object with the task's status, then the outermost one that is named as a task's, then a plain `id`. Never that of
 * the call, of a user or of a model. Never throws, whatever the answer is.
 */
export function readTaskId(body: Reading): string | null {
	try {
		return taskIdIn(body);
	} catch {
		return null;
	}
}

function taskIdIn(body: Reading): string | null {
	const levels = levelsOf(body);
	const task = levels.find((level) => isTask(level) && ownIdOf(level) !== null);
	const sure = task === undefined || hasNamedTaskBelow(levels, task) ? null : ownIdOf(task);
	if (sure !== null) return sure;
	const named = levels.map((level) => idIn(level, TASK_ID_NAMES)).find((id) => id !== null);
	if (named !== undefined && named !== null) return named;
	const ids = levels.map((level) => ({ level, id: ownIdOf(level) }));
	const holders = ids.filter(({ id }) => id !== null);
	// With an id further in, the outer one of an answer about a call is not the task's.
	const best = holders.find(
		({ level }, place) => place === holders.length - 1 || !isEnvelope(level),
	);
	if (best !== undefined) return best.id;
	return levels.map(bareId).find((id) => id !== null) ?? deepId(body);
}

/** `{"id":"call-1","status":"success","data":{"task_id":"t"}}`: the word is about the call. */
function hasNamedTaskBelow(levels: readonly Reading[], task: Reading): boolean {
	if (idIn(task, TASK_ID_NAMES) !== null || !isEnvelope(task)) return false;
	const inner = asReading(levels[levels.indexOf(task) + 1]);
	return inner !== null && idIn(inner, TASK_ID_NAMES) !== null;
}

/** Encodes an id for a path, so that no id from a sheet can reach another address. */
export function encodeTaskId(taskId: string): string {
	// Half a surrogate pair cannot be encoded; the round trip replaces it.
	const text = Buffer.from(taskId.trim(), 'utf8').toString('utf8');
	const encoded = encodeURIComponent(text);
	// `.` and `..` are steps in a path even when percent-encoded once.
	return /^\.+$/.test(encoded) ? encoded.replace(/\./g, '%252E') : encoded;
}
