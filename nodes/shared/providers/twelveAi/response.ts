import type { Task } from '../../domain/task';
import { isoDate } from '../reading/dates';
import { readAt, readBoolean, readNumber, readText } from '../reading/reading';
import { readErrorField } from '../reading/reportedError';
import { readResultUrl } from '../reading/resultUrl';
import { buildTask, withSubmission } from '../reading/task';
import { findTask, hasEnded } from '../reading/taskBody';
import { TWELVE_AI_DIALECT } from './failures';

/** Reads one task (docs/providers.md 3.4). */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer);
	if (found === null) return null;
	const { body, taskId, rawStatus } = found;
	return buildTask(
		{
			taskId,
			rawStatus,
			model: readText(body.model),
			prompt: readText(body.prompt),
			videoUrl: readResultUrl(body),
			durationSeconds: readNumber(body.duration) ?? readNumber(body.seconds),
			resolution: readText(body.size),
			aspectRatio: readText(readAt(body, ['metadata', 'ratio'])),
			generateAudio: readBoolean(readAt(body, ['metadata', 'generate_audio'])),
			submittedAt: isoDate(body.created_at),
			completedAt: hasEnded(rawStatus) ? isoDate(body.completed_at) : null,
			progress: readNumber(body.progress),
			reportedError: readErrorField(body.error),
			raw: answer,
		},
		TWELVE_AI_DIALECT,
	);
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}
