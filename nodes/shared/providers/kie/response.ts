import type { Task } from '../../domain/task';
import { isEnded } from '../../domain/task';
import { asReading, opened, readBoolean, readNumber, readText } from '../reading/reading';
import type { Reading } from '../reading/reading';
import { normaliseStatus } from '../reading/status';
import { buildTask, withSubmission } from '../reading/task';
import { findTask } from '../reading/taskBody';
import { KIE_DIALECT } from './failures';

/** What was asked for: JSON as text, and perhaps again inside (docs/providers.md 11.6). */
function askedFor(body: Reading): Reading {
	const param = asReading(opened(body.param));
	return asReading(opened(param?.input)) ?? param ?? {};
}

/** Reads one task (docs/providers.md 11.6), or a callback, which tells the same. */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer);
	if (found === null) return null;
	const { body, ...known } = found;
	const asked = askedFor(body);
	const seconds = readNumber(body.duration) ?? readNumber(asked.duration);
	const credits = readNumber(body.creditsConsumed);
	// Before the end it may count nothing yet.
	const isCharged = credits !== null && isEnded(normaliseStatus(known.rawStatus));
	return buildTask(
		{
			...known,
			model: readText(body.model),
			prompt: readText(asked.prompt),
			// -1 leaves the length to the model.
			durationSeconds: seconds !== null && seconds > 0 ? seconds : null,
			resolution: readText(asked.resolution),
			aspectRatio: readText(asked.aspect_ratio),
			generateAudio: readBoolean(asked.generate_audio),
			usage: isCharged ? { creditsCharged: credits } : {},
			raw: answer,
		},
		KIE_DIALECT,
	);
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}
