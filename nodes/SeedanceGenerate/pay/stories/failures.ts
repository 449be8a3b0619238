import type { Failure } from '../../../shared/domain/task';
import type { Provider } from '../../../shared/providers/types';
import { rowName } from '../../../shared/n8n/emitRows';
import type { RowOutcome } from '../row';

const NOT_ORDERED = 'This shot was not ordered, and nothing is billed for it: ';

const GO_ON =
	'"Retry execution" in the Executions tab goes on with the story where it stopped and takes over the shots that are paid; so does a new execution where the rows have an Idempotency Key.';

/** Every later shot says the same, so that it names no row as "this". */
const BEGIN_AGAIN =
	'Take a picture of the end of that video, and order the rest as a story of its own: put the picture into Media of the shot behind that video, and give that shot and all behind it another Story Key.';

type Rest = Pick<Failure, 'category' | 'hint' | 'retryable'>;

function storyStopped(reason: string, rest: Rest): Failure {
	return { code: 'storyStopped', message: `${NOT_ORDERED}${reason}.`, ...rest };
}

/** True for a shot that was not ordered because of another one. */
export function isStoryStopped({ failure }: Pick<RowOutcome, 'failure'>): boolean {
	return failure?.code === 'storyStopped';
}

/** Before anything of a story is paid: one of its shots cannot be ordered as it is. */
export function notAllSound(itemIndex: number): Failure {
	return storyStopped(
		`${rowName(itemIndex)}, a shot of the same story, cannot be ordered as it is, and a story goes on only when all of its shots can`,
		{
			category: 'input',
			hint: `Change ${rowName(itemIndex)} by what it says, then run the rows again. Other stories are not held up.`,
			retryable: false,
		},
	);
}

/** The last frame is needed of a row that was not ordered in this run at all. */
export function notOrdered(itemIndex: number, why: Partial<Failure> = {}): Failure {
	return storyStopped(`${rowName(itemIndex)}, a shot before it in the story, was not ordered`, {
		category: why.category ?? 'input',
		hint: `Look at what ${rowName(itemIndex)} says. ${GO_ON}`,
		retryable: why.retryable ?? true,
	});
}

/** Why nothing can follow a shot; null when it has ended well and has a last frame. @param nowMs epoch milliseconds */
export function whyNotAfter(
	outcome: RowOutcome,
	{ displayName, capabilities: { resultLifetimeHours: hours } }: Provider,
	nowMs: number,
): Failure | null {
	const { itemIndex, end, task, failure } = outcome;
	const row = rowName(itemIndex);
	const shot = `${row}${task === null ? '' : ` (task ${task.taskId})`}, a shot before it in the story,`;
	const look = `Look at what ${row} says. ${GO_ON}`;
	if (end === 'unknown') {
		return storyStopped(`nobody knows whether ${shot} was ordered`, {
			category: 'unknown',
			hint: `Look at what ${row} says.`,
			retryable: false,
		});
	}
	if (task === null) return notOrdered(itemIndex, failure ?? {});
	if (end === 'unreadable') {
		return storyStopped(`${displayName} no longer shows ${shot.slice(0, -1)}`, {
			category: 'provider',
			hint: look,
			retryable: true,
		});
	}
	if (end !== 'ended') {
		return storyStopped(`${shot} was still at work at ${displayName} when Wait Timeout was over`, {
			category: 'timeout',
			hint: `${GO_ON} Wait Timeout counts for each shot; raise it if shots usually take longer.`,
			retryable: true,
		});
	}
	// What is left of a finished task then is that it was one.
	const endedMs = Date.parse(task.completedAt ?? task.submittedAt ?? '');
	const isOld = hours !== null && nowMs - endedMs > hours * 3_600_000;
	if (task.status === 'succeeded' && task.lastFrameUrl === null && isOld) {
		return frameGone(outcome, hours);
	}
	if (failure !== null || task.status !== 'succeeded') {
		return storyStopped(`${shot} gave no video`, {
			category: failure?.category ?? 'unknown',
			hint: look,
			retryable: failure?.retryable ?? true,
		});
	}
	return task.lastFrameUrl === null ? noFrame(shot, displayName) : null;
}

function noFrame(shot: string, displayName: string): Failure {
	return storyStopped(`${shot} has a video, but ${displayName} gave no last frame of it`, {
		category: 'provider',
		hint: BEGIN_AGAIN,
		retryable: false,
	});
}

/** There was a last frame, but its link has ended. */
export function frameGone({ itemIndex, task }: RowOutcome, hours: number | null): Failure {
	const lifetime = hours === null ? '' : ` (links to results end after ${hours} hours)`;
	return storyStopped(
		`the last frame of ${rowName(itemIndex)} (task ${task?.taskId}), the shot before it in the story, can no longer be opened${lifetime}`,
		{ category: 'timeout', hint: BEGIN_AGAIN, retryable: false },
	);
}
