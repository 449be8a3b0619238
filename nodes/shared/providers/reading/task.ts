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

/** The parts of a task that a provider's `response.ts` reads; what it leaves out becomes null. */
export interface TaskParts
	extends Partial<Omit<Task, 'provider' | 'status' | 'rawStatus' | 'failure' | 'urlExpiresAt'>> {
	taskId: string;
	rawStatus: string;
	reportedError: ReportedError | null;
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
	reported: ReportedError | null,
	dialect: TaskDialect,
): Failure | null {
	if (status === 'failed') return classifyTaskError(reported, dialect);
	if (status === 'cancelled') return cancelledFailure(reported, dialect);
	if (status === 'expired') return expiredFailure(reported, dialect);
	return null;
}

function warningsFor(parts: TaskParts, status: Task['status'], dialect: TaskDialect): string[] {
	const warnings: string[] = [];
	if (status === 'unknown') {
		const word = cleanMessage(parts.rawStatus).slice(0, 60);
		warnings.push(openEndedNote(dialect.displayName, word));
	}
	if (status === 'succeeded' && (parts.videoUrl ?? null) === null) {
		const lifetime =
			dialect.resultLifetimeHours === null
				? ''
				: ` Links are removed after ${dialect.resultLifetimeHours} hours.`;
		warnings.push(
			`${dialect.displayName} reports success but names no video address.${lifetime} Read the task again, or look for the video in its console.`,
		);
	}
	return warnings;
}

/**
 * Builds a task in canonical words with every name of the contract, whatever the provider left out.
 * Links are only shown for tasks that may really have a finished video.
 */
export function buildTask(parts: TaskParts, dialect: TaskDialect): Task {
	const status = normaliseStatus(parts.rawStatus, dialect.statusWords);
	const mayHaveVideo = status === 'succeeded' || status === 'unknown';
	const { reportedError, ...given } = parts;
	const told: Task = { ...emptyTask(dialect.provider, parts.taskId), ...given };
	const { videoUrl, lastFrameUrl, completedAt } = told;
	const lifetimeHours = dialect.resultLifetimeHours;
	const hasLink = mayHaveVideo && videoUrl !== null;
	return {
		...told,
		status,
		videoUrl: mayHaveVideo ? videoUrl : null,
		lastFrameUrl: mayHaveVideo ? lastFrameUrl : null,
		urlExpiresAt: hasLink ? hoursAfter(completedAt, lifetimeHours) : null,
		progress: percentage(told.progress),
		failure: failureFor(status, reportedError, dialect),
		warnings: [...warningsFor(parts, status, dialect), ...told.warnings],
		estimatedSeconds: positive(told.estimatedSeconds),
	};
}

function percentage(value: number | null): number | null {
	return value === null ? null : Math.min(100, Math.max(0, value));
}

function positive(value: number | null): number | null {
	return value !== null && value > 0 ? value : null;
}

/** An answer to `create` often has no status word; a task that was just accepted is queued. */
export function withSubmission(task: Task, nowMs: number): Task {
	const submittedAt = task.submittedAt ?? new Date(nowMs).toISOString();
	if (task.rawStatus !== '') return { ...task, submittedAt };
	return { ...task, status: 'queued', submittedAt, warnings: [] };
}
