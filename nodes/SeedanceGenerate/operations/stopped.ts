import type { IExecuteFunctions } from 'n8n-workflow';
import type { RowOutcome } from '../../shared/jobs/row';
import { readLook } from '../../shared/jobs/wait';
import { operationError } from '../../shared/n8n/errorItems';
import type { Session } from '../../shared/n8n/session';

/** Stop should feel immediate, so cancelling gets this long per request. */
const TIMEOUT_SECONDS = 5;

/**
 * Ends a stopped run: cancels what may and can be cancelled, then says what still runs and bills.
 * @throws always, with a message that holds "canceled", by which n8n keeps the execution's status
 */
export async function reportStop(
	context: IExecuteFunctions,
	session: Session,
	outcomes: readonly RowOutcome[],
	{ cancelOnStop }: { cancelOnStop: boolean },
): Promise<never> {
	const { provider } = session;
	const open = outcomes.filter(({ end }) => end === 'stopped');
	const cancelled = new Set<number>();
	if (cancelOnStop && provider.cancel !== undefined) {
		await Promise.all(
			open.map(async (outcome) => {
				if (await cancelLast(outcome, session)) cancelled.add(outcome.itemIndex);
			}),
		);
	}
	const name = ({ itemIndex, task }: RowOutcome) => `row ${itemIndex + 1} (task ${task?.taskId})`;
	const list = (rows: readonly RowOutcome[]) => rows.map(name).join(', ');
	const running = open.filter(({ itemIndex }) => !cancelled.has(itemIndex));
	const gone = open.filter(({ itemIndex }) => cancelled.has(itemIndex));
	const doubtful = outcomes.filter(({ end }) => end === 'unknown');
	const finished = outcomes.filter(({ end, task }) => end === 'ended' && task !== null);
	const parts = [
		running.length > 0 &&
			`Still at work at ${provider.displayName}, and billed when finished: ${list(running)}.`,
		gone.length > 0 && `Cancelled at ${provider.displayName}: ${list(gone)}.`,
		doubtful.length > 0 &&
			`Perhaps submitted, look at the task list of ${provider.displayName}: ${doubtful
				.map(({ itemIndex }) => `row ${itemIndex + 1}`)
				.join(', ')}.`,
		finished.length > 0 && `Already finished and paid: ${list(finished)}.`,
	].filter((part) => part !== false);
	const message = ['The execution was canceled.', ...parts].join(' ');
	context.logger.warn(message);
	throw operationError(
		context,
		message,
		'The videos are not lost: use Task: Wait or Seedance Download with the task IDs.',
	);
}

/** Reads the status first: on Ark the same call would delete the record of a finished task. */
async function cancelLast({ task }: RowOutcome, session: Session): Promise<boolean> {
	const { provider, lastWord } = session;
	if (task === null || provider.cancel === undefined) return false;
	const { taskId } = task;
	const look = readLook(await lastWord.send(provider.get(taskId), TIMEOUT_SECONDS), task, provider);
	const status = look.kind === 'task' ? look.task.status : 'unknown';
	const lettable =
		status === 'queued' ||
		(status === 'running' && provider.capabilities.can.cancel === 'queuedAndRunning');
	if (!lettable) return false;
	const reply = await lastWord.send(provider.cancel(taskId), TIMEOUT_SECONDS);
	return reply.kind === 'answer' && provider.failureOf(reply.status, reply.body) === null;
}
