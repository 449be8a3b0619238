import type { Task } from '../../domain/task';
import { asReading, bodyOf, readAt, readBoolean, readNumber, readText } from '../reading/reading';
import type { Reading } from '../reading/reading';
import { buildTask, withSubmission } from '../reading/task';
import { findTask } from '../reading/taskBody';
import type { ListPage } from '../types';
import { REPLICATE_DIALECT, removedResult, withCode } from './failures';
import { SEEDANCE } from './mark';

function positive(value: number | null): number | null {
	return value !== null && value > 0 ? value : null;
}

/** Addresses of the prediction itself, which lead to no video. */
function ownAddresses(body: Reading): unknown[] {
	return Object.values(asReading(body.urls) ?? {});
}

/** The seed as text: by it a lost prediction is known again. */
function markIn(body: Reading): string | null {
	const seed = readNumber(readAt(body, ['input', 'seed']));
	return seed === null ? null : String(seed);
}

/** Reads a prediction: of a submission, a look, the list or a callback (docs/providers.md 13.6). */
export function readTask(answer: unknown): Task | null {
	const found = findTask(answer, REPLICATE_DIALECT.statusWords);
	if (found === null) return null;
	const { body, ...known } = found;
	// Relays tell it without the input.
	const asked = (name: string) => readAt(body, ['input', name]) ?? body[name];
	const task = buildTask(
		{
			...known,
			candidates: known.candidates.filter((address) => !ownAddresses(body).includes(address)),
			model: readText(body.model),
			prompt: readText(asked('prompt')),
			durationSeconds: positive(readNumber(asked('duration'))),
			resolution: readText(asked('resolution')),
			aspectRatio: readText(asked('aspect_ratio')),
			generateAudio: readBoolean(asked('generate_audio')),
			// A sentence with its code at the end (docs/providers.md 13.7).
			reportedError: known.reportedError && withCode(known.reportedError),
			mark: markIn(body),
			raw: answer,
		},
		REPLICATE_DIALECT,
	);
	const isGone = task.status === 'succeeded' && task.videoUrl === null;
	return isGone && readBoolean(body.data_removed) === true ? removedResult(task) : task;
}

export function readCreated(answer: unknown, nowMs: number): Task | null {
	const task = readTask(answer);
	return task === null || task.taskId === '' ? null : withSubmission(task, nowMs);
}

/** What the address of the next page asks for; the address itself is never followed. */
function cursorIn(next: unknown): string | null {
	const query = readText(next)?.replace(/^[^?]*\??|#[^]*$/g, '') ?? '';
	return query === '' ? null : query;
}

/** Reads a page of the list; predictions of other models are left out. */
export function readList(answer: unknown): ListPage | null {
	const body = bodyOf(answer);
	const results = body?.results;
	if (body === null || !Array.isArray(results)) return null;
	const tasks = (results as unknown[]).flatMap((entry) => {
		const task = asReading(entry) === null ? null : readTask(entry);
		const isOurs = task !== null && task.taskId !== '' && SEEDANCE.test(task.model ?? '');
		return isOurs ? [task] : [];
	});
	return { total: null, tasks, next: cursorIn(body.next) };
}
