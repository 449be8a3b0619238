import type { IWebhookFunctions } from 'n8n-workflow';
import { isEnded } from '../domain/task';
import type { TaskStatus } from '../domain/vocabulary';
import { plainHeaders } from '../net/fullResponse';
import { bodyOf } from '../providers/reading/reading';
import { readTaskId } from '../providers/reading/taskId';
import type { Headers, Provider } from '../providers/types';
import { placeIn } from './address';

/** A request as it reached one of our addresses. Nothing in it is believed. */
export interface IncomingCallback {
	method: string;
	/** Bytes of the body. */
	size: number;
	/** The body as n8n has parsed it, or as text. */
	body: unknown;
	query: Readonly<Record<string, unknown>>;
	/** Their names in small letters. */
	headers: Headers;
	/** The bytes that a signature is about; null where n8n has not kept them as they came. */
	rawBody: Buffer | null;
}

/** What a callback says of a task; only worth a look at the provider. */
export interface TaskHint {
	taskId: string;
	/** `unknown` when it names no status, or none that is documented. */
	status: TaskStatus;
	/** False when it names no status at all: then it can only mean the end. */
	namesStatus: boolean;
}

export interface Refusal {
	status: number;
	note: string;
	/** For the log of n8n, when it may be the user's to mend. */
	warning?: string;
}

/** The part of the request that is looked at. */
interface RequestLike {
	method: string;
	headers: Record<string, string | string[] | undefined>;
	rawBody?: Buffer;
	query?: Record<string, unknown>;
}

/** Bytes; a task is a few kB on every provider. */
const LARGEST_BODY = 1024 * 1024;

/** The body as n8n has parsed it, else as text: without a JSON content type n8n leaves it unread. */
function callbackBody(context: IWebhookFunctions, rawBody: Buffer | undefined): unknown {
	const parsed: unknown = context.getBodyData();
	const isParsed = typeof parsed === 'object' && parsed !== null && Object.keys(parsed).length > 0;
	return isParsed || rawBody === undefined ? parsed : rawBody.toString('utf8');
}

/** What n8n hands to a webhook, as data. */
export function incomingFrom(context: IWebhookFunctions): IncomingCallback {
	const { method, headers, rawBody, query = {} } = context.getRequestObject() as RequestLike;
	const announced = Number(headers['content-length'] ?? 0);
	const size = Math.max(rawBody?.length ?? 0, Number.isFinite(announced) ? announced : 0);
	// n8n unpacks what comes packed, and nobody says which of the two is signed.
	const isPacked = headers['content-encoding'] !== undefined;
	return {
		method,
		size,
		body: callbackBody(context, rawBody),
		query,
		headers: plainHeaders(headers),
		rawBody: isPacked ? null : (rawBody ?? null),
	};
}

/**
 * Finds out which task a callback speaks of, without asking anybody. Another method, a huge body, no JSON and no
 * task id are turned away.
 */
export function hintFrom(
	{ method, size, body, query }: IncomingCallback,
	provider: Provider,
): { refusal: Refusal } | { hint: TaskHint } {
	if (method.toUpperCase() !== 'POST') {
		return { refusal: { status: 405, note: 'Only POST is taken here.' } };
	}
	if (size > LARGEST_BODY) {
		return { refusal: { status: 413, note: 'The body is larger than a task can be.' } };
	}
	const reading = Array.isArray(body) ? null : bodyOf(body);
	if (reading === null) return { refusal: { status: 400, note: 'The body is not a JSON object.' } };
	const task = provider.readTask(reading);
	const ownId = task !== null && task.taskId !== '' ? task.taskId : readTaskId(reading);
	if (ownId === null) return { refusal: { status: 400, note: 'The body names no task.' } };
	const namesStatus = task !== null && task.rawStatus !== '';
	const place = placeIn(query);
	const taskId = place === null ? ownId : (provider.place?.idAt(place, ownId) ?? ownId);
	return { hint: { taskId, status: task?.status ?? 'unknown', namesStatus } };
}

/** Whether a callback can only mean that the task has ended. */
export function claimsEnd({ status, namesStatus }: TaskHint): boolean {
	return !namesStatus || isEnded(status);
}
