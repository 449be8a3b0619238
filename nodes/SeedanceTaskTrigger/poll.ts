import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import type { Failure, Task } from '../shared/domain/task';
import { emptyTask, END_STATUSES, isEnded } from '../shared/domain/task';
import { Governor } from '../shared/tasks/governor';
import { operationError } from '../shared/n8n/operationError';
import { decide } from './known/decide';
import { READS_AT_ONCE, readNamedTasks, turnOf } from './reading/namedTasks';
import { readRecentTasks } from './reading/recentTasks';
import { Seen } from './known/seen';
import { accountMark } from './known/state';
import { taskItem } from './items';
import { openTriggerSession, PROCESS } from './session';
import type { TriggerSession } from './session';
import { readSettings, readWatch } from './settings';
import type { TriggerSettings } from './settings';

/** Named tasks that are read in one poll; the others have their turn in the next. */
const READS_PER_POLL = 60;

/** Full readings of listed news in one poll; the list leaves out some fields (docs/providers.md 1.2). */
const DETAILS_PER_POLL = 20;

/** Items of a manual test. */
const MOST_TEST_ITEMS = 10;
const TEST_PAGE = 50;

/** n8n before 2.38 does not say how long a poll may take; newer ones give at least 45 seconds. */
const USUAL_BUDGET_MS = 45_000;
const LONGEST_POLL_MS = 120_000;

interface PollRun extends TriggerSession {
	settings: TriggerSettings;
	governor: Governor;
	deadlineMs: number;
}

function budgetMs(context: IPollFunctions): number {
	const given: number | undefined = context.getPollBudgetMs?.();
	return Math.min((given ?? USUAL_BUDGET_MS) * 0.7, LONGEST_POLL_MS);
}

async function openRun(context: IPollFunctions, settings: TriggerSettings): Promise<PollRun> {
	const session = await openTriggerSession(context, settings.provider);
	const { clock, provider } = session;
	const governor = new Governor({
		clock,
		stop: { aborted: false },
		maxConcurrency: READS_AT_ONCE,
		maxOpenTasks: 0,
		rates: provider.capabilities.ratePerSecond,
	});
	return { ...session, settings, governor, deadlineMs: clock.now() + budgetMs(context) };
}

function refusal(context: IPollFunctions, run: PollRun, failure: Failure) {
	const message = `${run.provider.displayName} could not be asked for finished tasks: ${failure.message}`;
	return operationError(context, message, failure.hint);
}

/** What the key or the account must be mended for; everything else may pass by itself. */
function needsUser(failure: Failure): boolean {
	return !failure.retryable;
}

function itemsOf(run: PollRun, tasks: readonly Task[]): INodeExecutionData[][] | null {
	if (tasks.length === 0) return null;
	return [tasks.map((task) => taskItem(run, task, null, run.settings))];
}

/** Reads in full what the list tells in part; what cannot be read stays as it was listed. */
async function withDetails(tasks: readonly Task[], run: PollRun): Promise<Task[]> {
	const partial = tasks.filter(
		(task) => task.resolution === null || (task.status === 'succeeded' && task.videoUrl === null),
	);
	const ids = partial.slice(0, DETAILS_PER_POLL).map((task) => task.taskId);
	const { tasks: read } = await readNamedTasks(ids, run);
	const byId = new Map(read.map((task) => [task.taskId, task]));
	return tasks.map((task) => {
		const full = byId.get(task.taskId);
		return full !== undefined && full.status === task.status ? full : task;
	});
}

function oldestSubmission(tasks: readonly Task[]): number | undefined {
	const times = tasks
		.map((task) => Date.parse(task.submittedAt ?? ''))
		.filter((time) => Number.isFinite(time));
	return times.length === 0 ? undefined : times.reduce((a, b) => Math.min(a, b));
}

async function pollRecent(context: IPollFunctions, run: PollRun) {
	const { provider, clock, settings, name } = run;
	const mode = context.getActivationMode();
	const isFirst = PROCESS.activations.isFirstPoll(name, mode, context);
	const account = accountMark(run.apiKey, run.connection.baseUrl);
	const recent = await readRecentTasks(run);
	const { recentOf, seen } = run.store.read();
	const noted = Seen.from(seen);
	// A new key that shows what was seen with the old one is of the same account.
	const isSameAccount =
		recentOf === account ||
		(recentOf !== undefined && recent.tasks.some((task) => noted.has(task.taskId, task.status)));
	const asKnown = isFirst || !isSameAccount;
	if (recent.failure !== null) {
		// A half-read list must not become the picture of what was there before.
		if (needsUser(recent.failure) || isFirst) throw refusal(context, run, recent.failure);
		context.logger.warn(`${provider.displayName}: ${recent.failure.message}`);
		if (asKnown) return null;
	}
	const { events } = settings;
	const rules = { events, asKnown, canWaitForLink: !asKnown };
	const ignoreBeforeMs = recent.end === 'cut' ? oldestSubmission(recent.tasks) : undefined;
	/** A watch that begins looks at everything within its reach, whatever an earlier one left out. */
	const before = () => ({ ...run.store.read(), ...(asKnown && { ignoreBeforeMs }) });
	const news = decide(before(), recent.tasks, clock.now(), rules).emit;
	const detailed = await withDetails(news, run);
	const fullById = new Map(detailed.map((task) => [task.taskId, task]));
	const observations = recent.tasks.map((task) => {
		const full = fullById.get(task.taskId);
		return full !== undefined && full.status === task.status ? full : task;
	});
	// Decided again, because another poll may have ended meanwhile; from here on nothing waits.
	const decision = decide(before(), observations, clock.now(), rules);
	if (asKnown || decision.changed) run.store.write({ ...decision.state, recentOf: account });
	PROCESS.activations.polled(name, mode, context);
	return itemsOf(run, decision.emit);
}

async function pollNamed(context: IPollFunctions, run: PollRun, taskIds: readonly string[]) {
	const { provider, clock, settings, memory } = run;
	const seen = Seen.from(run.store.read().seen);
	// As long as they are named they are remembered.
	const known = taskIds.flatMap((taskId) =>
		END_STATUSES.filter((status) => seen.has(taskId, status)).map((status) => ({
			...emptyTask(provider.id, taskId),
			status,
		})),
	);
	const open = taskIds.filter((taskId) => !seen.hasEnd(taskId));
	const turn = turnOf(open, memory.turn, READS_PER_POLL);
	memory.turn = open.length <= READS_PER_POLL ? 0 : memory.turn + turn.length;
	const read = await readNamedTasks(turn, run);
	for (const [taskId, failure] of read.missing) {
		context.logger.warn(`${provider.displayName}, task ${taskId}: ${failure.message}`);
	}
	const rules = { events: settings.events, canWaitForLink: true };
	const decision = decide(run.store.read(), [...known, ...read.tasks], clock.now(), rules);
	if (decision.changed) run.store.write(decision.state);
	if (read.refused !== null && decision.emit.length === 0) {
		throw refusal(context, run, read.refused);
	}
	return itemsOf(run, decision.emit);
}

/** Shows what there is, known or not, and remembers nothing. */
async function pollForTest(context: IPollFunctions, run: PollRun, taskIds: string[] | null) {
	const { settings, provider } = run;
	let tasks: Task[];
	if (taskIds === null) {
		const recent = await readRecentTasks(run, { pageSize: TEST_PAGE, mostPages: 2 });
		if (recent.failure !== null) throw refusal(context, run, recent.failure);
		tasks = recent.tasks;
	} else {
		const read = await readNamedTasks(taskIds.slice(0, READS_PER_POLL), run);
		if (read.refused !== null) throw refusal(context, run, read.refused);
		const [missing] = read.missing.values();
		if (read.tasks.length === 0 && missing !== undefined) throw refusal(context, run, missing);
		tasks = read.tasks;
	}
	const ended = tasks.filter(
		(task) => isEnded(task.status) && settings.events.includes(task.status),
	);
	if (ended.length === 0) {
		throw operationError(
			context,
			`${provider.displayName} shows no task that has ended with one of the chosen Events.`,
			'Submit a task with Seedance Generate, wait until it has ended, and test again.',
		);
	}
	const newestFirst = [...ended].sort((a, b) => {
		const [first, second] = [a.completedAt ?? '', b.completedAt ?? ''];
		return first === second ? 0 : first > second ? -1 : 1;
	});
	const shown = newestFirst.slice(0, MOST_TEST_ITEMS);
	return itemsOf(run, taskIds === null ? await withDetails(shown, run) : shown);
}

/**
 * One look at the provider.
 * @returns null when there is no news
 * @throws NodeOperationError when the settings or the credential have to be mended, and at activation
 * also when the provider cannot be read
 */
export async function handlePoll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const settings = readSettings(context);
	// n8n looks at the clock for a webhook trigger too, because the node can do both.
	if (settings.receive === 'webhook') return null;
	const watch = readWatch(context, settings.provider);
	const run = await openRun(context, settings);
	const taskIds = 'taskIds' in watch ? watch.taskIds : null;
	if (context.getMode() === 'manual') return await pollForTest(context, run, taskIds);
	return taskIds === null ? await pollRecent(context, run) : await pollNamed(context, run, taskIds);
}
