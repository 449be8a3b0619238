import type { Task } from '../../domain/task';
import { asReading, bodyOf, readAt, readNumber, readText } from '../reading/reading';
import type { Reading } from '../reading/reading';
import { NO_REASON, readErrorField } from '../reading/reportedError';
import type { ReportedError } from '../reading/reportedError';
import { readLinks } from '../reading/resultUrl';
import { buildTask, withSubmission } from '../reading/task';
import { findTask } from '../reading/taskBody';
import type { HttpCall, ResultRead } from '../types';
import { FAL_DIALECT, failureOf, usualComplaint } from './failures';
import { getResult } from './request';
import { place, withTaskId } from './taskId';

const COMPLETED = /^completed$/i;
const CANCELLED = /^client_/i;

/** Statuses of a result that are about the call: the key, the account, the pace, or no such request. */
const ABOUT_THE_CALL: readonly number[] = [401, 402, 403, 404, 429];

/** Of a cancelled request (docs/providers.md 10.6). */
const CANCELLED_STATUS = 499;

/** What the status itself says of it; the code stands beside the sentence. */
function complaintIn(body: Reading, reported: ReportedError | null): ReportedError | null {
	const code = readText(body.error_type);
	if (code !== null) return { ...(reported ?? NO_REASON), code };
	return readErrorField(body.error) === null ? null : reported;
}

/** A request that went wrong is complete, too; its complaint tells (docs/providers.md 10.6). */
function wordOf(word: string, complaint: ReportedError | null): string {
	if (!COMPLETED.test(word) || complaint === null) return word;
	return CANCELLED.test(complaint.code) ? 'CANCELLED' : 'FAILED';
}

/**
 * A callback says OK or ERROR, and the latter may mean a cancelled request as well (docs/providers.md 10.8): then there
 * is no word, which can only mean the end.
 */
function readCallback(answer: unknown): Task | null {
	const body = bodyOf(answer);
	const taskId = readText(readAt(body, ['request_id']));
	const status = readAt(body, ['status']);
	if (taskId === null || (status !== 'OK' && status !== 'ERROR')) return null;
	const rawStatus = status === 'OK' ? 'COMPLETED' : '';
	return {
		...buildTask({ taskId, rawStatus, reportedError: null, raw: answer }, FAL_DIALECT),
		failure: null,
	};
}

/** Reads the status of a request (docs/providers.md 10.6), or a callback. */
export function readTask(answer: unknown): Task | null {
	const callback = readCallback(answer);
	if (callback !== null) return callback;
	const found = findTask(withTaskId(answer));
	if (found === null) return null;
	const { body, ...known } = found;
	const complaint = complaintIn(body, known.reportedError);
	return buildTask(
		{
			...known,
			model: readText(body.model),
			durationSeconds: readNumber(body.duration),
			rawStatus: wordOf(known.rawStatus, complaint),
			reportedError: complaint ?? known.reportedError,
			raw: answer,
		},
		FAL_DIALECT,
	);
}

/** An answer to a submission that names the request and nothing else. */
function readBareRequest(answer: unknown): Task | null {
	const body = bodyOf(answer) ?? {};
	const taskId = readText(readAt(body, ['request_id']));
	if (taskId === null || Object.keys(body).length > 1) return null;
	return buildTask({ taskId, rawStatus: '', reportedError: null, raw: answer }, FAL_DIALECT);
}

export function readCreated(answer: unknown, nowMs: number, sent?: HttpCall): Task | null {
	const task = readTask(answer) ?? (sent === undefined ? null : readBareRequest(answer));
	if (task === null || task.taskId === '') return null;
	// Without its address in the answer, the request is where it was sent.
	const where = sent === undefined ? '' : place.of(sent.path);
	return withSubmission({ ...task, taskId: place.idAt(where, task.taskId) }, nowMs);
}

/** The result of a complete request; that of one that went wrong is its complaint, with the status of that. */
export const result: ResultRead = {
	call({ taskId, status, videoUrl, failure }) {
		const lacksLink = status === 'succeeded' && videoUrl === null;
		// "Invalid status code: 422" says less than the result does.
		const lacksReason = status === 'failed' && failure?.category === 'unknown';
		return lacksLink || lacksReason ? getResult(taskId) : null;
	},
	read(task, httpStatus, answer) {
		const body = bodyOf(answer);
		if (body === null || ABOUT_THE_CALL.includes(httpStatus)) return null;
		// What its two answers say together.
		const parts = { taskId: task.taskId, raw: { ...asReading(task.raw), ...body } };
		if (httpStatus >= 200 && httpStatus < 300) {
			const links = readLinks(body, [body]);
			if (!('video' in body) && links.videoUrl === null) return null;
			const known = { ...parts, ...links, rawStatus: 'COMPLETED', reportedError: null };
			return buildTask(known, FAL_DIALECT);
		}
		const complaint = readErrorField(asReading(usualComplaint(body))?.error);
		if (complaint === null) return null;
		// Of the queue itself: it may be in trouble just now, and the video be there all the same.
		if (httpStatus >= 500 && !Array.isArray(body.detail)) return null;
		// The status was read a moment too early.
		if (httpStatus === 400 && /still in progress/i.test(complaint.message)) {
			return {
				...task,
				status: 'running',
				rawStatus: 'IN_PROGRESS',
				completedAt: null,
				failure: null,
			};
		}
		const isCancelled = httpStatus === CANCELLED_STATUS || CANCELLED.test(complaint.code);
		const ended = buildTask(
			{ ...parts, rawStatus: isCancelled ? 'CANCELLED' : 'FAILED', reportedError: complaint },
			FAL_DIALECT,
		);
		return isCancelled ? ended : { ...ended, failure: failureOf(httpStatus, body) };
	},
};
