import { z } from 'zod';
import type { Task } from '../../domain/task';
import { isoDate } from '../reading/dates';
import { looseBoolean, looseNumber, looseObject, looseText, readNumber } from '../reading/reading';
import { readErrorField } from '../reading/reportedError';
import { readResultUrl } from '../reading/resultUrl';
import { buildTask, withSubmission } from '../reading/task';
import { findTask, hasEnded } from '../reading/taskBody';
import { EVOLINK_DIALECT } from './failures';

const TASK = z
	.object({
		model: looseText,
		created: z.unknown(),
		created_at: z.unknown(),
		completed_at: z.unknown(),
		updated_at: z.unknown(),
		progress: looseNumber,
		prompt: looseText,
		quality: looseText,
		aspect_ratio: looseText,
		duration: looseNumber,
		generate_audio: looseBoolean,
		task_info: looseObject,
		usage: looseObject,
	})
	.passthrough();

/** Reads one task in the current or the older dialect (providers.md 2.5). */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer);
	if (found === null) return null;
	const fields = TASK.parse(found.body);
	const creditsReserved = readNumber(fields.usage.credits_reserved);
	const ended = hasEnded(found.rawStatus);
	return buildTask(
		{
			taskId: found.taskId,
			rawStatus: found.rawStatus,
			model: fields.model,
			prompt: fields.prompt,
			videoUrl: readResultUrl(found.body),
			durationSeconds: fields.duration ?? readNumber(fields.task_info.video_duration),
			resolution: fields.quality,
			aspectRatio: fields.aspect_ratio,
			generateAudio: fields.generate_audio,
			submittedAt: isoDate(fields.created) ?? isoDate(fields.created_at),
			completedAt: ended ? (isoDate(fields.completed_at) ?? isoDate(fields.updated_at)) : null,
			progress: fields.progress,
			usage: creditsReserved === null ? {} : { creditsReserved },
			estimatedSeconds: readNumber(fields.task_info.estimated_time),
			reportedError: readErrorField(found.body.error),
			raw: answer,
		},
		EVOLINK_DIALECT,
	);
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}
