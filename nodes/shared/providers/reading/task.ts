import type { Failure, Task } from '../../domain/task';
import { emptyTask } from '../../domain/task';
import type { ProviderId } from '../../domain/vocabulary';
import { normaliseStatus, openEndedNote } from './status';
import type { OwnStatusWords } from './status';
import { classifyTaskError } from './classify';
import type { FailureDialect } from './classify';
import { cleanMessage } from './message';
import type { ReportedError } from './reportedError';
import { hoursAfter } from './dates';
import { noVideoLink } from './noVideoLink';

/** The parts of a task that a provider's `response.ts` reads; what it leaves out becomes null. */
export interface TaskParts
	extends Partial<Omit<Task, 'provider' | 'status' | 'rawStatus' | 'failure' | 'urlExpiresAt'>> {
	taskId: string;
	rawStatus: string;
	reportedError: ReportedError | null;
	/** Where no link is surely the video: those that may be. */
	candidates?: readonly string[];
	raw: unknown;
}

/** What a provider folder contributes to building a task. */
export interface TaskDialect extends FailureDialect {
	provider: ProviderId;
	/** Status words that only this provider uses. */
	statusWords?: OwnStatusWords;
	/** Hours a result link lives after completion; null when the provider does not say. */
	resultLifetimeHours: number | null;
	/** What is known about paying for a cancelled task. */
	cancelledHint: string;
}

const CANCEL_CODES = /cancel/i;

function cancelledFailure(reported: ReportedError | null, dialect: TaskDialect): Failure {
	const code = reported !== null && CANCEL_CODES.test(reported.code) ? reported.code : 'cancelled';
	return {
		category: 'provider',
		code: cleanMessage(code),
		message:
			cleanMessage(reported?.message ?? '') || 'The task was cancelled before there was a video.',
		hint: dialect.cancelledHint,
		retryable: false,
	};
}

function expiredFailure(reported: ReportedError | null, dialect: TaskDialect): Failure {
	return {
		category: 'timeout',
		code: cleanMessage(reported?.code ?? '') || 'expired',
		message:
			cleanMessage(reported?.message ?? '') ||
			`The task waited too long at ${dialect.displayName} and was given up there.`,
		hint: 'Submit the row again, ideally at a quieter time or with fewer tasks at once.',
		retryable: true,
	};
}

function failureFor(
	status: Task['status'],
	end: Pick<TaskParts, 'taskId' | 'videoUrl' | 'reportedError' | 'candidates'>,
	dialect: TaskDialect,
): Failure | null {
	const { reportedError: reported, videoUrl } = end;
	if (status === 'succeeded' && videoUrl === null) return noVideoLink(end, dialect);
	if (status === 'failed') return classifyTaskError(reported, dialect);
	if (status === 'cancelled') return cancelledFailure(reported, dialect);
	if (status === 'expired') return expiredFailure(reported, dialect);
	return null;
}

function warningsFor(
	parts: TaskParts,
	status: Task['status'],
	failure: Failure | null,
	dialect: TaskDialect,
): string[] {
	if (status === 'unknown') {
		const word = cleanMessage(parts.rawStatus).slice(0, 60);
		return [openEndedNote(dialect.displayName, word)];
	}
	return status === 'succeeded' && failure !== null ? [failure.message] : [];
}

/**
 * Builds a task in canonical words with every name of the contract, whatever the provider left out.
 * Links are only shown for tasks that may really have a finished video.
 */
export function buildTask(parts: TaskParts, dialect: TaskDialect): Task {
	const status = normaliseStatus(parts.rawStatus, dialect.statusWords);
	const mayHaveVideo = status === 'succeeded' || status === 'unknown';
	const { reportedError, candidates, ...given } = parts;
	const told: Task = { ...emptyTask(dialect.provider, parts.taskId), ...given };
	const { videoUrl, lastFrameUrl, completedAt } = told;
	const lifetimeHours = dialect.resultLifetimeHours;
	const hasLink = mayHaveVideo && videoUrl !== null;
	const { taskId } = told;
	const end = { taskId, videoUrl, reportedError, candidates };
	const failure = failureFor(status, end, dialect);
	return {
		...told,
		status,
		videoUrl: mayHaveVideo ? videoUrl : null,
		lastFrameUrl: mayHaveVideo ? lastFrameUrl : null,
		urlExpiresAt: hasLink ? hoursAfter(completedAt, lifetimeHours) : null,
		failure,
		warnings: [...warningsFor(parts, status, failure, dialect), ...told.warnings],
		// -1 is what was asked for: the model chooses.
		durationSeconds: positive(told.durationSeconds),
		estimatedSeconds: positive(told.estimatedSeconds),
	};
}

function positive(value: number | null): number | null {
	return value !== null && value > 0 ? value : null;
}

/**
 * An answer to `create` often has no status word, or a "success" that is about the call; a task that was just
 * accepted is queued.
 */
export function withSubmission(task: Task, nowMs: number): Task {
	const submittedAt = task.submittedAt ?? new Date(nowMs).toISOString();
	const isAboutCall = task.status === 'succeeded' && task.videoUrl === null;
	if (task.rawStatus !== '' && !isAboutCall) return { ...task, submittedAt };
	const asTaken = { rawStatus: '', completedAt: null, failure: null, warnings: [] };
	return { ...task, ...asTaken, status: 'queued', submittedAt };
}
