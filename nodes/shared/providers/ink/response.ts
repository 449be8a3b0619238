import type { Task } from '../../domain/task';
import { isoDate } from '../reading/dates';
import { readNumber, readText } from '../reading/reading';
import { readErrorField } from '../reading/reportedError';
import { readResultUrl } from '../reading/resultUrl';
import { buildTask, withSubmission } from '../reading/task';
import { findTask, hasEnded } from '../reading/taskBody';
import { INK_DIALECT } from './failures';

/** Reads one task (docs/providers.md 4.4); its times are not documented and read where they are given. */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer);
	if (found === null) return null;
	const { body, taskId, rawStatus } = found;
	const creditsCharged = readNumber(body.creditsCharged);
	return buildTask(
		{
			taskId,
			rawStatus,
			model: readText(body.model),
			prompt: readText(body.prompt),
			videoUrl: readResultUrl(body),
			durationSeconds: readNumber(body.duration),
			resolution: readText(body.resolution),
			aspectRatio: readText(body.aspectRatio),
			submittedAt: isoDate(body.createdAt),
			completedAt: hasEnded(rawStatus) ? isoDate(body.completedAt) : null,
			progress: readNumber(body.progress),
			usage: creditsCharged === null ? {} : { creditsCharged },
			reportedError: readErrorField(body.error),
			raw: answer,
		},
		INK_DIALECT,
	);
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}
