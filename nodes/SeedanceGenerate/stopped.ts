import type { IExecuteFunctions } from 'n8n-workflow';
import { isEnded } from '../shared/domain/task';
import type { TaskStatus } from '../shared/domain/vocabulary';
import { readTask } from '../shared/tasks/readTask';
import { operationError } from '../shared/n8n/operationError';
import type { Session, Sessions } from '../shared/n8n/session';
import { isSession } from '../shared/n8n/session';
import type { RowOutcome } from './pay/row';

/** Stop should feel immediate, so cancelling gets this long per request. */
const TIMEOUT_SECONDS = 5;

/** How a row stands when the run is stopped; `nothing` = no video and nothing to pay. */
type Fate = 'running' | 'cancelled' | 'doubtful' | 'finished' | 'nothing';

const PARTS: ReadonlyArray<{ fate: Fate; text: (providerName: string) => string }> = [
	{ fate: 'running', text: (name) => `Still at work at ${name}, and billed when finished` },
	{ fate: 'cancelled', text: (name) => `Cancelled at ${name}` },
	{ fate: 'doubtful', text: (name) => `Perhaps submitted, look at the task list of ${name}` },
	{ fate: 'finished', text: () => 'Already finished and paid' },
];

/**
 * Ends a stopped run: cancels what may and can be cancelled, then says what still runs and bills.
 * @throws always; n8n 2.41 shows nothing of what a stopped node says, so the message goes to the log as
 * well, and the task ids are in the custom data of the execution. Versions that do show it take the
 * execution for stopped by the word "canceled".
 */
export async function reportStop(
	context: IExecuteFunctions,
	{ provider, ofRow }: Sessions,
	outcomes: readonly RowOutcome[],
	{ cancelOnStop }: { cancelOnStop: boolean },
): Promise<never> {
	const mayCancel = cancelOnStop && provider.cancel !== undefined;
	// Rows with the same key share a task.
	const cancelled = new Map<string, Promise<Fate>>();
	const fates = await Promise.all(
		outcomes.map(async (outcome) => {
			const fate = fateOf(outcome);
			const session = ofRow[outcome.itemIndex];
			if (fate !== 'running' || !mayCancel || !isSession(session)) return fate;
			const name = `${session.account} ${outcome.task?.taskId}`;
			const cancelling =
				cancelled.get(name) ?? cancelLast(outcome, session).catch((): Fate => 'running');
			cancelled.set(name, cancelling);
			return await cancelling;
		}),
	);
	const list = (fate: Fate) =>
		outcomes
			.filter((_, index) => fates[index] === fate)
			.map(({ itemIndex, task }) =>
				task === null ? `row ${itemIndex + 1}` : `row ${itemIndex + 1} (task ${task.taskId})`,
			)
			.join(', ');
	const parts = PARTS.flatMap(({ fate, text }) =>
		fates.includes(fate) ? [`${text(provider.displayName)}: ${list(fate)}.`] : [],
	);
	const message = ['The execution was canceled.', ...parts].join(' ');
	context.logger.warn(message);
	throw operationError(
		context,
		message,
		'The videos are not lost: use Task: Wait or Seedance Download with the task IDs.',
	);
}

/** Without asking again, every task that has not been seen to end counts as one that is still billed. */
function fateOf({ end, task }: RowOutcome): Fate {
	if (task === null) return end === 'unknown' ? 'doubtful' : 'nothing';
	if (!isEnded(task.status)) return 'running';
	return fateOfEnded(task.status);
}

function fateOfEnded(status: TaskStatus): Fate {
	if (status === 'succeeded') return 'finished';
	return status === 'cancelled' ? 'cancelled' : 'nothing';
}

/** Reads the status first: the same call may delete the record of a finished task. */
async function cancelLast({ task }: RowOutcome, session: Session): Promise<Fate> {
	const { provider, lastWord } = session;
	if (task === null || provider.cancel === undefined) return 'running';
	const { taskId } = task;
	const read = await readTask(task, TIMEOUT_SECONDS, { provider, client: lastWord });
	const status = read.kind === 'task' ? read.task.status : 'unknown';
	if (isEnded(status)) return fateOfEnded(status);
	const lettable =
		status === 'queued' || (status === 'running' && provider.cancelsRunning === true);
	if (!lettable) return 'running';
	const reply = await lastWord.send(provider.cancel(taskId), TIMEOUT_SECONDS);
	const done = reply.kind === 'answer' && provider.failureOf(reply.status, reply.body) === null;
	return done ? 'cancelled' : 'running';
}
