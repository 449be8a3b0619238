import type { Task } from '../../domain/task';
import { readNumber, readText } from '../reading/reading';
import { buildTask, withSubmission } from '../reading/task';
import { findTask } from '../reading/taskBody';
import { INK_DIALECT } from './failures';

/** Reads one task (docs/providers.md 4.4); its times are not documented and read where they are given. */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer);
	if (found === null) return null;
	const { body, ...known } = found;
	const creditsCharged = readNumber(body.creditsCharged);
	return buildTask(
		{
			...known,
			model: readText(body.model),
			prompt: readText(body.prompt),
			durationSeconds: readNumber(body.duration),
			resolution: readText(body.resolution),
			aspectRatio: readText(body.aspectRatio),
			usage: creditsCharged === null ? {} : { creditsCharged },
			raw: answer,
		},
		INK_DIALECT,
	);
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}
