import type { Task } from '../../domain/task';
import { readAt, readBoolean, readNumber, readText } from '../reading/reading';
import { buildTask, withSubmission } from '../reading/task';
import { findTask } from '../reading/taskBody';
import { EVOLINK_DIALECT } from './failures';

/** Reads one task in the current or the older dialect (docs/providers.md 2.5). */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer);
	if (found === null) return null;
	const { body, ...known } = found;
	const info = (name: string) => readNumber(readAt(body, ['task_info', name]));
	const creditsReserved = readNumber(readAt(body, ['usage', 'credits_reserved']));
	return buildTask(
		{
			...known,
			model: readText(body.model),
			prompt: readText(body.prompt),
			durationSeconds: readNumber(body.duration) ?? info('video_duration'),
			resolution: readText(body.quality),
			aspectRatio: readText(body.aspect_ratio),
			generateAudio: readBoolean(body.generate_audio),
			usage: creditsReserved === null ? {} : { creditsReserved },
			estimatedSeconds: info('estimated_time'),
			raw: answer,
		},
		EVOLINK_DIALECT,
	);
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}
