import type { Task } from '../../domain/task';
import { readAt, readBoolean, readNumber, readText } from '../reading/reading';
import { buildTask, withSubmission } from '../reading/task';
import { findTask } from '../reading/taskBody';
import { TWELVE_AI_DIALECT } from './failures';

/** Reads one task (docs/providers.md 3.4). */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer);
	if (found === null) return null;
	const { body, ...known } = found;
	return buildTask(
		{
			...known,
			model: readText(body.model),
			prompt: readText(body.prompt),
			durationSeconds: readNumber(body.duration) ?? readNumber(body.seconds),
			resolution: readText(body.size),
			aspectRatio: readText(readAt(body, ['metadata', 'ratio'])),
			generateAudio: readBoolean(readAt(body, ['metadata', 'generate_audio'])),
			raw: answer,
		},
		TWELVE_AI_DIALECT,
	);
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}
