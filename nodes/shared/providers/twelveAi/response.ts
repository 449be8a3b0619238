import { z } from 'zod';
import type { Task } from '../../domain/task';
import { isoDate } from '../reading/dates';
import { looseBoolean, looseNumber, looseObject, looseText } from '../reading/reading';
import { readErrorField } from '../reading/reportedError';
import { readResultUrl } from '../reading/resultUrl';
import { buildTask, withSubmission } from '../reading/task';
import { findTask, hasEnded } from '../reading/taskBody';
import { TWELVE_AI_DIALECT } from './failures';

const ECHOED_SETTINGS = z.object({ ratio: looseText, generate_audio: looseBoolean }).passthrough();

const TASK = z
	.object({
		model: looseText,
		prompt: looseText,
		created_at: z.unknown(),
		completed_at: z.unknown(),
		progress: looseNumber,
		duration: looseNumber,
		seconds: looseNumber,
		size: looseText,
		metadata: looseObject,
	})
	.passthrough();

/** Reads one task (providers.md 3.4). */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer);
	if (found === null) return null;
	const fields = TASK.parse(found.body);
	const settings = ECHOED_SETTINGS.parse(fields.metadata);
	return buildTask(
		{
			taskId: found.taskId,
			rawStatus: found.rawStatus,
			model: fields.model,
			prompt: fields.prompt,
			videoUrl: readResultUrl(found.body),
			durationSeconds: fields.duration ?? fields.seconds,
			resolution: fields.size,
			aspectRatio: settings.ratio,
			generateAudio: settings.generate_audio,
			submittedAt: isoDate(fields.created_at),
			completedAt: hasEnded(found.rawStatus) ? isoDate(fields.completed_at) : null,
			progress: fields.progress,
			reportedError: readErrorField(found.body.error),
			raw: answer,
		},
		TWELVE_AI_DIALECT,
	);
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}
