import type { IExecuteFunctions } from 'n8n-workflow';
import { invalidInput, rowLeftBehind } from '../../shared/domain/failures';
import { itemOfRead } from '../../shared/domain/item';
import type { Failure, Task } from '../../shared/domain/task';
import { emptyTask } from '../../shared/domain/task';
import { Governor } from '../../shared/tasks/governor';
import type { RowResult } from '../emit';
import { ParameterReader } from '../../shared/n8n/reader';
import type { Session } from '../../shared/n8n/session';
import { reasonOf } from '../../shared/providers/reading/message';
import { costOf, priceNotes } from '../../shared/providers/cost';
import { readRunSettings } from '../runSettings';
import type { RunSettings } from '../runSettings';

/** What one task operation found out about one row. */
export interface TaskAnswer {
	task: Task | null;
	/** Makes the row an item for On Error. */
	failure: Failure | null;
	warnings: string[];
}

export interface TaskRun {
	settings: RunSettings;
	governor: Governor;
}

/** The governor of an operation that submits nothing. */
export function readingGovernor(session: Session, maxConcurrency: number): Governor {
	return new Governor({
		clock: session.clock,
		stop: session.stop,
		maxConcurrency,
		maxOpenTasks: 0,
		rates: session.provider.capabilities.ratePerSecond,
	});
}

/** Runs one operation for the task ID of every input item, side by side within Max Concurrency. */
export async function forEachTask(
	context: IExecuteFunctions,
	session: Session,
	answerFor: (taskId: string, run: TaskRun) => Promise<TaskAnswer>,
): Promise<RowResult[]> {
	const settings = readRunSettings(context);
	const { provider, connection } = session;
	const { region } = connection;
	const run = { settings, governor: readingGovernor(session, settings.maxConcurrency) };
	return await Promise.all(
		context.getInputData().map(async (_, itemIndex) => {
			const reader = new ParameterReader(context, itemIndex);
			const taskId = reader.text(reader.value('taskId'), 'Task ID').trim();
			const leftBehind = (thrown: unknown): TaskAnswer => ({
				task: emptyTask(session.provider.id, taskId),
				failure: rowLeftBehind(session.provider.displayName, taskId, reasonOf(thrown)),
				warnings: [],
			});
			const answer =
				taskId === ''
					? missingTaskId(reader.problems[0]?.message)
					: await answerFor(taskId, run).catch(leftBehind);
			const cost = answer.task === null ? null : costOf(answer.task, { provider, region });
			const warnings = [...answer.warnings, ...priceNotes(cost, provider, session.clock.now())];
			const rest = { ...answer, warnings, cost, includeRaw: settings.includeRaw };
			const item = itemOfRead(session.provider.id, answer.task, rest);
			return { itemIndex, item, failure: answer.failure };
		}),
	);
}

function missingTaskId(
	message = 'Task ID is empty. Use the field "taskId" of a Seedance Generate item, e.g. {{ $json.taskId }}.',
): TaskAnswer {
	const failure = invalidInput(message);
	return { task: null, failure, warnings: [] };
}
