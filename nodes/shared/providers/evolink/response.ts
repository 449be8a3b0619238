import type { Task } from '../../domain/task';
import { isoDate } from '../reading/dates';
import { readAt, readBoolean, readNumber, readText } from '../reading/reading';
import { readErrorField } from '../reading/reportedError';
import { readResultUrl } from '../reading/resultUrl';
import { buildTask, withSubmission } from '../reading/task';
import { findTask, hasEnded } from '../reading/taskBody';
import { EVOLINK_DIALECT } from './failures';

/** Reads one task in the current or the older dialect (docs/providers.md 2.5). */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer);
	if (found === null) return null;
	const { body, taskId, rawStatus } = found;
	const info = (name: string) => readNumber(readAt(body, ['task_info', name]));
	const creditsReserved = readNumber(readAt(body, ['usage', 'credits_reserved']));
	const ended = hasEnded(rawStatus);
	return buildTask(
		{
			taskId,
			rawStatus,
			model: readText(body.model),
			prompt: readText(body.prompt),
			videoUrl: readResultUrl(body),
			durationSeconds: readNumber(body.duration) ?? info('video_duration'),
			resolution: readText(body.quality),
			aspectRatio: readText(body.aspect_ratio),
			generateAudio: readBoolean(body.generate_audio),
			submittedAt: isoDate(body.created) ?? isoDate(body.created_at),
			completedAt: ended ? (isoDate(body.completed_at) ?? isoDate(body.updated_at)) : null,
			progress: readNumber(body.progress),
			usage: creditsReserved === null ? {} : { creditsReserved },
			estimatedSeconds: info('estimated_time'),
			reportedError: readErrorField(body.error),
			raw: answer,
		},
		EVOLINK_DIALECT,
	);
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}
