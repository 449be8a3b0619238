import { z } from 'zod';
import type { Task } from '../../domain/task';
import { isoDate } from '../reading/dates';
import {
	asReading,
	bodyOf,
	looseBoolean,
	looseNumber,
	looseObject,
	looseText,
	readNumber,
} from '../reading/reading';
import { readErrorField } from '../reading/reportedError';
import { httpUrl, readResultUrl } from '../reading/resultUrl';
import { buildTask, withSubmission } from '../reading/task';
import { findTask, hasEnded } from '../reading/taskBody';
import { ARK_DIALECT } from './failures';

/** All videos are made at 24 frames per second (providers.md 1.6). */
const FRAMES_PER_SECOND = 24;

const TASK = z
	.object({
		model: looseText,
		content: looseObject,
		usage: looseObject,
		created_at: z.unknown(),
		updated_at: z.unknown(),
		resolution: looseText,
		ratio: looseText,
		duration: looseNumber,
		frames: looseNumber,
		framespersecond: looseNumber,
		generate_audio: looseBoolean,
		safety_identifier: looseText,
	})
	.passthrough();

type TaskFields = z.infer<typeof TASK>;

/** Seconds; tasks that were asked for in frames report frames. */
function secondsOf(fields: TaskFields): number | null {
	if (fields.duration !== null && fields.duration > 0) return fields.duration;
	if (fields.frames === null || fields.frames <= 0) return null;
	return fields.frames / (fields.framespersecond ?? FRAMES_PER_SECOND);
}

/** Reads one task, from a status read, a list or a callback body (providers.md 1.7). */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer);
	if (found === null) return null;
	const fields = TASK.parse(found.body);
	const completionTokens = readNumber(fields.usage.completion_tokens);
	return buildTask(
		{
			taskId: found.taskId,
			rawStatus: found.rawStatus,
			model: fields.model,
			videoUrl: readResultUrl(found.body),
			lastFrameUrl: httpUrl(fields.content.last_frame_url),
			durationSeconds: secondsOf(fields),
			resolution: fields.resolution,
			aspectRatio: fields.ratio,
			generateAudio: fields.generate_audio,
			submittedAt: isoDate(fields.created_at),
			completedAt: hasEnded(found.rawStatus) ? isoDate(fields.updated_at) : null,
			usage: completionTokens === null ? {} : { completionTokens },
			// Lists call the same thing failure_reason.
			reportedError: readErrorField(found.body.error) ?? readErrorField(found.body.failure_reason),
			mark: fields.safety_identifier,
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
export function readList(answer: unknown): { total: number; tasks: Task[] } | null {
	const body = bodyOf(answer);
	if (body === null || !Array.isArray(body.items)) return null;
	const tasks: Task[] = [];
	for (const item of body.items as unknown[]) {
		const task = asReading(item) === null ? null : readTask(item);
		if (task !== null && task.taskId !== '') tasks.push(task);
	}
	return { total: readNumber(body.total) ?? tasks.length, tasks };
}
