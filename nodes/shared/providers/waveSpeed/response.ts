import type { Task } from '../../domain/task';
import { asReading, bodyOf, readAt, readBoolean, readNumber, readText } from '../reading/reading';
import { buildTask, withSubmission } from '../reading/task';
import { findTask } from '../reading/taskBody';
import { WAVESPEED_DIALECT } from './failures';

/** Reads one prediction: from a submission, a status read, a list or a callback (docs/providers.md 12.6). */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer, WAVESPEED_DIALECT.statusWords);
	if (found === null) return null;
	const { body, ...known } = found;
	// Its own answers repeat the request as `input`; relays tell of it beside the status.
	const asked = (name: string) => readAt(body, ['input', name]) ?? body[name];
	return buildTask(
		{
			...known,
			model: readText(body.model),
			prompt: readText(asked('prompt')),
			durationSeconds: readNumber(asked('duration')),
			resolution: readText(asked('resolution')),
			aspectRatio: readText(asked('aspect_ratio')),
			generateAudio: readBoolean(asked('generate_audio')),
			raw: answer,
		},
		WAVESPEED_DIALECT,
	);
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}

/** Reads a page of the list; entries that are no tasks are left out. Newer answers tell no total. */
export function readList(answer: unknown): { total: number | null; tasks: Task[] } | null {
	const body = bodyOf(answer);
	const page = asReading(body?.data) ?? body;
	if (page === null || !Array.isArray(page.items)) return null;
	const tasks: Task[] = [];
	for (const item of page.items as unknown[]) {
		const task = asReading(item) === null ? null : readTask(item);
		if (task !== null && task.taskId !== '') tasks.push(task);
	}
	return { total: readNumber(page.total), tasks };
}
