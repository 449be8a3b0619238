import type { Task } from '../../domain/task';
import { readBoolean, readNumber, readText } from '../reading/reading';
import type { Reading } from '../reading/reading';
import type { ReportedError } from '../reading/reportedError';
import { httpUrl } from '../reading/resultUrl';
import { buildTask, withSubmission } from '../reading/task';
import { findTask } from '../reading/taskBody';
import type { TaskBody } from '../reading/taskBody';
import { OPENROUTER_DIALECT } from './failures';
import { KEY_NOTE, linkNeedsKey } from './link';

function firstOf(list: unknown): string | null {
	return Array.isArray(list) ? httpUrl(list[0]) : null;
}

/**
 * A signed link opens by itself, as does one of a relay; the last kind needs the key of OpenRouter (docs/providers.md
 * 14.6).
 */
function linkIn({ body, videoUrl }: TaskBody): string | null {
	return firstOf(body.urls) ?? videoUrl ?? firstOf(body.unsigned_urls);
}

/** A code of those who make the model stands before the sentence (docs/providers.md 14.7). */
function withoutCode(reported: ReportedError | null): ReportedError | null {
	if (reported === null || reported.code === '') return reported;
	const { code, message } = reported;
	const isBefore = message.startsWith(`${code}: `);
	return isBefore ? { ...reported, message: message.slice(code.length + 2) } : reported;
}

/** The number of its bill is none of the job's (docs/providers.md 14.6). */
function ownId(taskId: string, { id, generation_id: bill }: Reading): string {
	return id === undefined && taskId === bill ? '' : taskId;
}

/** Reads one task: from a submission, a status read or a callback (docs/providers.md 14.6, 14.8). */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer);
	if (found === null) return null;
	const { body, reportedError, ...known } = found;
	const task = buildTask(
		{
			...known,
			taskId: ownId(known.taskId, body),
			videoUrl: linkIn(found),
			reportedError: withoutCode(reportedError),
			model: readText(body.model),
			// It tells nothing of the request itself; relays do.
			prompt: readText(body.prompt),
			durationSeconds: readNumber(body.duration),
			resolution: readText(body.resolution),
			aspectRatio: readText(body.aspect_ratio),
			generateAudio: readBoolean(body.generate_audio),
			raw: answer,
		},
		OPENROUTER_DIALECT,
	);
	const isKeyed = task.videoUrl !== null && linkNeedsKey(task.videoUrl);
	return isKeyed ? { ...task, warnings: [...task.warnings, KEY_NOTE] } : task;
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}
