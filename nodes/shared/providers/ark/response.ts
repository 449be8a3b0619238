import type { Task } from '../../domain/task';
import { isoDate } from '../reading/dates';
import { asReading, bodyOf, readAt, readBoolean, readNumber, readText } from '../reading/reading';
import type { Reading } from '../reading/reading';
import { readErrorField } from '../reading/reportedError';
import { httpUrl, readResultUrl } from '../reading/resultUrl';
import { buildTask, withSubmission } from '../reading/task';
import { findTask, hasEnded } from '../reading/taskBody';
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
	const { body, taskId, rawStatus } = found;
	const completionTokens = readNumber(readAt(body, ['usage', 'completion_tokens']));
	return buildTask(
		{
			taskId,
			rawStatus,
			model: readText(body.model),
			videoUrl: readResultUrl(body),
			lastFrameUrl: httpUrl(readAt(body, ['content', 'last_frame_url'])),
			durationSeconds: secondsOf(body),
			resolution: readText(body.resolution),
			aspectRatio: readText(body.ratio),
			generateAudio: readBoolean(body.generate_audio),
			draftId: readBoolean(body.draft) === true && taskId !== '' ? taskId : null,
			submittedAt: isoDate(body.created_at),
			completedAt: hasEnded(rawStatus) ? isoDate(body.updated_at) : null,
			usage: completionTokens === null ? {} : { completionTokens },
			// Lists call the same thing failure_reason.
			reportedError: readErrorField(body.error) ?? readErrorField(body.failure_reason),
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

/** Reads a page of the list; entries that are no tasks are left out. */
export function readList(answer: unknown): { total: number | null; tasks: Task[] } | null {
	const body = bodyOf(answer);
	if (body === null || !Array.isArray(body.items)) return null;
	const tasks: Task[] = [];
	for (const item of body.items as unknown[]) {
		const task = asReading(item) === null ? null : readTask(item);
		if (task !== null && task.taskId !== '') tasks.push(task);
	}
	return { total: readNumber(body.total), tasks };
}
