import type { Task } from '../../domain/task';
import { asReading, bodyOf, readAt, readBoolean, readNumber, readText } from '../reading/reading';
import type { Reading } from '../reading/reading';
import { levelsOf } from '../reading/levels';
import { buildTask, withSubmission } from '../reading/task';
import { findTask } from '../reading/taskBody';
import { ARK_DIALECT } from './failures';

/** All videos are made at 24 frames per second (docs/providers.md 1.6). */
const FRAMES_PER_SECOND = 24;

/** Seconds; tasks that were asked for in frames report frames. */
function secondsOf(body: Reading): number | null {
	const duration = readNumber(body.duration);
	if (duration !== null && duration > 0) return duration;
	const frames = readNumber(body.frames);
	if (frames === null || frames <= 0) return null;
	return frames / (readNumber(body.framespersecond) ?? FRAMES_PER_SECOND);
}

/** Reads one task, from a status read, a list or a callback body (docs/providers.md 1.7). */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer);
	if (found === null) return null;
	const { body, ...known } = found;
	const completionTokens = readNumber(readAt(body, ['usage', 'completion_tokens']));
	return buildTask(
		{
			...known,
			model: readText(body.model),
			durationSeconds: secondsOf(body),
			resolution: readText(body.resolution),
			aspectRatio: readText(body.ratio),
			generateAudio: readBoolean(body.generate_audio),
			draftId: readBoolean(body.draft) === true ? known.taskId || null : null,
			usage: completionTokens === null ? {} : { completionTokens },
			mark: readText(body.safety_identifier),
			raw: answer,
		},
		ARK_DIALECT,
	);
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}

/** Where relays put the tasks of a list; the API itself says `items`. */
const LIST_NAMES = ['items', 'tasks', 'list', 'records', 'data'];

/** Reads a page of the list; entries that are no tasks are left out. */
export function readList(answer: unknown): { total: number | null; tasks: Task[] } | null {
	const body = bodyOf(answer);
	const level = levelsOf(body ?? {}).find((each) => listIn(each) !== null);
	if (level === undefined) return null;
	const tasks: Task[] = [];
	for (const item of listIn(level) ?? []) {
		const task = asReading(item) === null ? null : readTask(item);
		if (task !== null && task.taskId !== '') tasks.push(task);
	}
	return { total: readNumber(level.total), tasks };
}

function listIn(level: Reading): unknown[] | null {
	for (const name of LIST_NAMES) {
		const list = level[name];
		if (Array.isArray(list)) return list as unknown[];
	}
	return null;
}
