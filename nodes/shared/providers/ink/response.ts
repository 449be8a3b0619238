import { z } from 'zod';
import type { Task } from '../../domain/task';
import { isoDate } from '../reading/dates';
import { looseNumber, looseText } from '../reading/reading';
import { readErrorField } from '../reading/reportedError';
import { readResultUrl } from '../reading/resultUrl';
import { buildTask, withSubmission } from '../reading/task';
import { findTask, hasEnded } from '../reading/taskBody';
import { INK_DIALECT } from './failures';

const TASK = z
	.object({
		model: looseText,
		prompt: looseText,
		duration: looseNumber,
		resolution: looseText,
		aspectRatio: looseText,
		creditsCharged: looseNumber,
		progress: looseNumber,
		createdAt: z.unknown(),
		completedAt: z.unknown(),
	})
	.passthrough();

/** Reads one task (providers.md 4.4); its times are not documented and read where they are given. */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer);
	if (found === null) return null;
	const fields = TASK.parse(found.body);
	return buildTask(
		{
			taskId: found.taskId,
			rawStatus: found.rawStatus,
			model: fields.model,
			prompt: fields.prompt,
			videoUrl: readResultUrl(found.body),
			durationSeconds: fields.duration,
			resolution: fields.resolution,
			aspectRatio: fields.aspectRatio,
			submittedAt: isoDate(fields.createdAt),
			completedAt: hasEnded(found.rawStatus) ? isoDate(fields.completedAt) : null,
			progress: fields.progress,
			usage: fields.creditsCharged === null ? {} : { creditsCharged: fields.creditsCharged },
			reportedError: readErrorField(found.body.error),
			raw: answer,
		},
		INK_DIALECT,
	);
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}
