import type { Failure } from '../../domain/task';
import { NO_CHANNEL } from './failureRules';
import { cleanMessage, plainText } from './message';
import { asReading, bodyOf, opened, readAt, readText } from './reading';
import { readReportedError } from './reportedError';

/**
 * Codes of gateways that are only given before a request is passed on (docs/providers.md 3.6, 9 no. 42): no line to
 * the model, a key or an account that may not. Whole codes: what only resembles one may come from further on.
 */
const BEFORE_WORK: readonly string[] = [
	'model_not_found',
	'no_available_channel',
	'invalid_api_key',
	'insufficient_user_quota',
	'pre_consume_token_quota_failed',
];

/**
 * True for a 5xx that cannot have begun anything: a clear no, whatever its status. Everything else that comes with
 * such a status leaves it open (docs/promises.md P1).
 */
export function comesBeforeWork({ code, message }: Failure): boolean {
	// A gateway that has tried one line before may have begun something there.
	if (/retr(y|ies)|重试/i.test(message)) return false;
	const hasCode = !/^http\d+$/.test(code);
	const isFirst = !hasCode || /distributor/i.test(message);
	return BEFORE_WORK.includes(code.toLowerCase()) || (isFirst && NO_CHANNEL.test(message));
}

const REQUEST_ID_NAMES = ['request_id', 'requestId', 'req_id', 'trace_id', 'traceId'];
const REQUEST_ID_HEADERS = ['x-request-id', 'x-oneapi-request-id', 'x-tt-logid', 'request-id'];

/** Characters of a provider's sentence inside one of ours. */
const LONGEST = 300;

function requestIdIn(body: unknown, headers: Readonly<Record<string, string>>): string {
	const levels = [bodyOf(body), asReading(readAt(bodyOf(body), ['error']))];
	const told = levels.flatMap((level) => REQUEST_ID_NAMES.map((name) => level?.[name]));
	const sent = REQUEST_ID_HEADERS.map((name) => headers[name]);
	const id = [...told, ...sent].map(readText).find((text) => text !== null) ?? '';
	return /^[\w.:-]{4,100}$/.test(id) ? id : '';
}

/**
 * What a provider says in an answer, and the request id that its support asks for; empty when it says nothing.
 * Fit to be shown. Never throws, whatever the answer is.
 */
export function saidIn(body: unknown, headers: Readonly<Record<string, string>>): string {
	try {
		return sentenceIn(body, headers);
	} catch {
		return '';
	}
}

function sentenceIn(body: unknown, headers: Readonly<Record<string, string>>): string {
	const answer = opened(body);
	const isText = typeof answer === 'string';
	const error = isText ? null : readReportedError(answer);
	const sentence = isText ? plainText(answer) : cleanMessage(error?.message || error?.code || '');
	const id = requestIdIn(body, headers);
	const isTold = id === '' || sentence.includes(id);
	const tail = /Request[ _-]?id:\s*[\w-]+/i.exec(sentence)?.[0] ?? '';
	const cut =
		sentence.length > LONGEST ? `${sentence.slice(0, LONGEST)}… ${tail}`.trim() : sentence;
	return [cut, isTold ? '' : `Request id: ${id}`].filter((part) => part !== '').join(' ');
}
