import type { IExecuteFunctions } from 'n8n-workflow';
import { invalidInput, rowLeftBehind } from '../../shared/domain/failures';
import { itemOfRead } from '../../shared/domain/item';
import type { Failure, Task } from '../../shared/domain/task';
import { emptyTask } from '../../shared/domain/task';
import type { Problem } from '../../shared/domain/request';
import type { Governor } from '../../shared/tasks/governor';
import { governorsOf } from '../../shared/n8n/governors';
import type { RowResult } from '../emit';
import { ParameterReader } from '../../shared/n8n/reader';
import type { Run, Session, Sessions } from '../../shared/n8n/session';
import { isSession } from '../../shared/n8n/session';
import { reasonOf } from '../../shared/providers/reading/message';
import { costOf, priceNotes } from '../../shared/providers/cost';
import { linkNotes } from '../../shared/providers/linkNotes';
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
	/** Of the row's own credential. */
	session: Session;
}

/** Runs one operation for the task ID of every input item, side by side within Max Concurrency. */
export async function forEachTask(
	context: IExecuteFunctions,
	run: Sessions,
	answerFor: (taskId: string, run: TaskRun) => Promise<TaskAnswer>,
): Promise<RowResult[]> {
	const settings = readRunSettings(context);
	const { provider, ofRow } = run;
	const governors = governorsOf(run, { ...settings, maxOpenTasks: 0 });
	return await Promise.all(
		context.getInputData().map(async (_, itemIndex) => {
			const reader = new ParameterReader(context, itemIndex);
			const taskId = reader.text(reader.value('taskId'), 'Task ID');
			const leftBehind = (thrown: unknown): TaskAnswer => ({
				task: emptyTask(provider.id, taskId),
				failure: rowLeftBehind(provider.displayName, taskId, reasonOf(thrown)),
				warnings: [],
			});
			const answerOf = async (): Promise<TaskAnswer> => {
				if (taskId === '') return missingTaskId(reader.problems[0]?.message);
				const session = ofRow[itemIndex];
				if (!isSession(session)) return noSession(taskId, run, session);
				const governor = governors.of(session);
				return await answerFor(taskId, { settings, governor, session }).catch(leftBehind);
			};
			const answer = await answerOf();
			const opened = ofRow[itemIndex];
			const region = isSession(opened) ? opened.connection.region : undefined;
			const cost = answer.task === null ? null : costOf(answer.task, { provider, region });
			const nowMs = run.clock.now();
			const warnings = [
				...answer.warnings,
				...priceNotes(cost, provider, nowMs),
				...(answer.task === null ? [] : linkNotes(answer.task, provider, nowMs)),
			];
			const rest = { ...answer, warnings, cost, includeRaw: settings.includeRawResponse };
			const item = itemOfRead(provider.id, answer.task, rest);
			return { itemIndex, item, failure: answer.failure };
		}),
	);
}

function noSession(taskId: string, { provider }: Run, { message }: Problem): TaskAnswer {
	return { task: emptyTask(provider.id, taskId), failure: invalidInput(message), warnings: [] };
}

function missingTaskId(
	message = 'Task ID is empty. Use the field "taskId" of a Seedance Generate item, e.g. {{ $json.taskId }}.',
): TaskAnswer {
	const failure = invalidInput(message);
	return { task: null, failure, warnings: [] };
}
