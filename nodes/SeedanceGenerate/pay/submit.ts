import {
	halfRead,
	notConnected,
	outcomeUnknown,
	stillTooBusy,
	stoppedBeforeSending,
} from '../../shared/domain/failures';
import type { VideoRequest } from '../../shared/domain/request';
import type { Failure, Task } from '../../shared/domain/task';
import { emptyTask } from '../../shared/domain/task';
import type { TaskStatus } from '../../shared/domain/vocabulary';
import { comesBeforeWork, saidIn } from '../../shared/providers/reading/beforeWork';
import { cleanMessage, reasonOf } from '../../shared/providers/reading/message';
import { bodyOf } from '../../shared/providers/reading/reading';
import { readTaskId } from '../../shared/providers/reading/taskId';
import type { HttpCall, Provider } from '../../shared/providers/types';
import type { HttpClient, Reply } from '../../shared/net/reply';
import { aboutAddress } from '../../shared/net/wrongAddress';
import type { Clock, StopSignal } from '../../shared/tasks/clock';
import type { Governor } from '../../shared/tasks/governor';
import type { LookUp, LookUpDependencies } from './findLost';
import { listedIn, lookUpLostTask } from './findLost';
import { holds } from './holds';

/** Seconds to wait for the answer to a submission; no provider documents one that takes longer. */
const SUBMIT_TIMEOUT_SECONDS = 90;

/** Tries to open a connection before a row is given up; each waits twice as long as the one before. */
const CONNECT_TRIES = 4;
const FIRST_CONNECT_PAUSE_MS = 1000;

type FullAnswer = Extract<Reply, { kind: 'answer' }>;

/** A paid request as it was meant and as it went out. */
interface Sent {
	request: VideoRequest;
	call: HttpCall;
}

const AT_WORK: readonly TaskStatus[] = ['queued', 'running'];

export interface SubmitDependencies {
	provider: Provider;
	client: HttpClient;
	governor: Governor;
	clock: Clock;
	stop: StopSignal;
	/** Epoch milliseconds after which a row that the provider keeps turning away is given up. */
	deadlineMs: number;
	/** Where the request is written down before it leaves. */
	record: SendingRecord;
	/** Whether a task is that of another row. */
	isTaken?: (taskId: string) => boolean;
}

/** What is kept of a paid request while it is under way. */
export interface SendingRecord {
	/**
	 * Called in the instant before the request may leave; anything but null keeps it back.
	 * @param mark our mark, if the request carries it
	 */
	beforeSend: (mark?: string) => Promise<Hold | null>;
	/** Called when the provider has provably not taken the request. */
	notTaken: () => void;
}

/**
 * Why a paid request did not leave: its key is taken by another execution, it could not be written down, or
 * something else was sent for the row since it was decided to send this.
 */
export type Hold = 'claimed' | 'notStored' | 'overtaken';

export type Submission =
	| { kind: 'accepted'; task: Task }
	/** Nothing was billed. */
	| { kind: 'refused'; failure: Failure }
	/** Kept back before it left. */
	| { kind: 'held'; hold: Hold }
	/** Something may have been billed; never sent again by itself. */
	| { kind: 'unknown'; failure: Failure };

/**
 * Submits one paid request, at most once. It is sent again only after 429 or when it provably never
 * left; everything ambiguous (reset, timeout, 5xx, unreadable answer) is looked up where the provider
 * lists tasks and otherwise reported as unknown. Never throws for network or provider trouble.
 */
export async function submit(
	request: VideoRequest,
	dependencies: SubmitDependencies,
): Promise<Submission> {
	const { provider, client, governor, clock, stop, deadlineMs, record } = dependencies;
	const call = provider.create(request);
	const mark = sentMark(request, call, provider);
	const firstTryMs = clock.now();
	const givenUp = (): Submission => ({
		kind: 'refused',
		failure: stillTooBusy(clock.now() - firstTryMs),
	});
	for (let connectTries = 1; ; ) {
		if (stop.aborted) return { kind: 'refused', failure: stoppedBeforeSending() };
		let sent = false;
		let hold: Hold | null = null;
		let isLate = false;
		let answered: Reply | null = null;
		const sentAtMs = clock.now();
		const send = async (): Promise<Reply> => {
			isLate = clock.now() >= deadlineMs && governor.isTurnedAway();
			if (isLate) {
				// The rows behind this one need not keep their distance to hear the same.
				governor.taskEnded();
				return { kind: 'stopped' };
			}
			hold = await record.beforeSend(mark);
			// Stop may have come while the key was written down.
			if (hold !== null || stop.aborted) return { kind: 'stopped' };
			sent = true;
			answered = await client.send(call, SUBMIT_TIMEOUT_SECONDS);
			return answered;
		};
		const reply = await governor
			.call('create', send, deadlineMs)
			.catch((thrown: unknown): Reply => {
				// What the pacing makes of an answer must not cost the answer.
				if (answered === null) throw thrown;
				return answered;
			});
		if (isLate || (!sent && reply.kind === 'notSent')) return givenUp();
		if (hold !== null) return { kind: 'held', hold };
		if (!sent) {
			record.notTaken();
			return { kind: 'refused', failure: stoppedBeforeSending() };
		}

		if (reply.kind === 'notSent') {
			record.notTaken();
			const { reason, remedy } = reply;
			if (remedy !== undefined || connectTries >= CONNECT_TRIES) {
				return { kind: 'refused', failure: notConnected(reason, remedy) };
			}
			await clock.sleep(FIRST_CONNECT_PAUSE_MS * 2 ** (connectTries - 1));
			connectTries += 1;
			continue;
		}
		if (reply.kind === 'answer' && reply.status === 429) {
			record.notTaken();
			const failure = whyTurnedAway(provider, reply.body);
			if (failure !== null && !(failure.category === 'rateLimit' && failure.retryable)) {
				return { kind: 'refused', failure };
			}
			if (clock.now() >= deadlineMs) return givenUp();
			continue;
		}
		const settled = readAnswer(reply, { request, call }, dependencies);
		if (settled !== null) return settled;
		const { serviceTier } = request.options;
		return await resolveDoubt(mark, reply, sentAtMs, { ...dependencies, call, serviceTier });
	}
}

/** Our mark, if it really goes out: extraBody may replace or remove it, and not every provider has a place for it. */
function sentMark(
	{ options: { mark } }: VideoRequest,
	{ body = {} }: HttpCall,
	provider: Provider,
): string | undefined {
	if (mark === undefined) return undefined;
	return holds(body, provider.markAs?.(mark) ?? mark) ? mark : undefined;
}

function whyTurnedAway(provider: Provider, body: unknown): Failure | null {
	try {
		return provider.failureOf(429, body);
	} catch {
		return null;
	}
}

/**
 * A clear yes or no; null when the answer leaves open whether the task exists. Never throws: where a reader of ours
 * breaks on the answer, the task id is taken from wherever it may stand.
 */
function readAnswer(reply: Reply, sent: Sent, dependencies: SubmitDependencies): Submission | null {
	if (reply.kind !== 'answer') return null;
	try {
		return judge(reply, sent, dependencies);
	} catch (thrown) {
		const task = rescueTask(reply, sent, reasonOf(thrown), dependencies);
		return task === null ? null : { kind: 'accepted', task };
	}
}

function judge(
	reply: FullAnswer,
	{ call }: Sent,
	dependencies: SubmitDependencies,
): Submission | null {
	const { provider, clock, record } = dependencies;
	const failure = provider.failureOf(reply.status, reply.body);
	const task = provider.readCreated(reply.body, clock.now(), call);
	// Gateways change the status of an answer; a task that it shows at work is there all the same.
	const isAtWork = task !== null && task.rawStatus !== '' && AT_WORK.includes(task.status);
	if (failure === null || isAtWork) return task === null ? null : { kind: 'accepted', task };
	// 408 and 5xx can come from a gateway in front of a provider that has already taken the task.
	const isOpen = reply.status === 408 || reply.status >= 500;
	if (isOpen && !(task === null && reply.status !== 408 && comesBeforeWork(failure))) return null;
	record.notTaken();
	return { kind: 'refused', failure: aboutAddress(failure, reply, false) };
}

/** An answer of success that names an id is about a task, even if nothing else of it can be read. */
function rescueTask(
	{ status, body }: FullAnswer,
	{ request }: Sent,
	reason: string,
	{ provider: { id, displayName, place }, clock }: SubmitDependencies,
): Task | null {
	const ownId = readTaskId(bodyOf(body) ?? {});
	if (ownId === null || status < 200 || status >= 300) return null;
	const taskId = place === undefined ? ownId : place.idAt(place.of(request.modelId), ownId);
	return {
		...emptyTask(id, taskId),
		status: 'queued',
		submittedAt: new Date(clock.now()).toISOString(),
		warnings: [halfRead(displayName, taskId, reason)],
	};
}

function doubtOf(reply: Reply): string {
	if (reply.kind === 'noAnswer') return reply.reason;
	if (reply.kind === 'stopped') return 'the execution was stopped before the answer came';
	if (reply.kind === 'answer' && reply.status >= 400) {
		const words = saidIn(reply.body, reply.headers);
		const quoted = words && ` ("${words}")`;
		return `it answered with status ${reply.status}${quoted}, which does not tell whether the task was taken`;
	}
	// The answer may name the task in a place that nobody documents (docs/providers.md 9 no. 1).
	const said = reply.kind === 'answer' ? shownAnswer(reply.body).slice(0, 300) : '';
	return `its answer holds no task id that could be read${said && `: "${said}"`}`;
}

function shownAnswer(body: unknown): string {
	try {
		const said = body ?? '';
		return cleanMessage(typeof said === 'string' ? said : JSON.stringify(said));
	} catch {
		return '';
	}
}

async function resolveDoubt(
	mark: string | undefined,
	reply: Reply,
	sentAtMs: number,
	dependencies: SubmitDependencies & LookUpDependencies,
): Promise<Submission> {
	const { provider } = dependencies;
	const lookUp = await lookUpLostTask(mark, sentAtMs, dependencies).catch(
		(): LookUp => ({ kind: 'impossible' }),
	);
	if (lookUp.kind === 'found') return { kind: 'accepted', task: lookUp.task };
	return {
		kind: 'unknown',
		failure: outcomeUnknown(provider.displayName, doubtOf(reply), listedIn(lookUp)),
	};
}
