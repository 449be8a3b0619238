/** Turns replies and faults into HTTP answers, and bodies into something fit for a log. */

import { HTML_PAGE, sendJson, sendText } from './http.mts';
import { redact } from './keys.mts';
import type { ServerResponse } from 'node:http';
import type { Fault, Mount, Reply } from './types.mts';

/** A body is kept in the log with its whole prompt, but without the megabytes of a data URL. */
const MAX_LOGGED_STRING = 5000;
const MAX_LOGGED_DATA_URL = 400;

/** A copy without long strings and without keys. */
export function loggable(value: unknown): unknown {
	if (typeof value === 'string') {
		return redact(
			value.length > (value.startsWith('data:') ? MAX_LOGGED_DATA_URL : MAX_LOGGED_STRING)
				? `${value.slice(0, 60)}… (${value.length} characters)`
				: value,
		);
	}
	if (Array.isArray(value)) return value.map(loggable);
	if (value !== null && typeof value === 'object') {
		return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, loggable(each)]));
	}
	return value;
}

export function send(response: ServerResponse, reply: Reply) {
	if (reply.text !== undefined) {
		sendText(response, reply.status, reply.text, reply.contentType, reply.headers);
	} else sendJson(response, reply.status, reply.json ?? {}, reply.headers);
}

/** The error code inside an answer, whatever the dialect. */
export function codeOf(json: unknown): string | null {
	const body = (json ?? {}) as {
		error?: { code?: unknown };
		code?: unknown;
		error_type?: unknown;
		detail?: Array<{ type?: unknown }>;
	};
	const code = body.error?.code ?? body.code ?? body.error_type ?? body.detail?.[0]?.type;
	return code === undefined || code === null ? null : String(code);
}

/** What a `status` or `html` fault answers. */
export function faultReply(fault: Fault, mount: Mount): Reply {
	const headers: Record<string, string> =
		fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
	if (fault.kind === 'html') {
		return {
			status: fault.status ?? 200,
			text: HTML_PAGE,
			contentType: 'text/html; charset=utf-8',
			headers,
		};
	}
	const status = fault.status ?? 500;
	if (typeof fault.body === 'string') {
		const contentType = fault.body.startsWith('<')
			? 'text/html; charset=utf-8'
			: 'text/plain; charset=utf-8';
		return { status, text: fault.body, contentType, headers };
	}
	if (fault.body !== undefined) return { status, json: fault.body, headers };
	return { ...mount.dialect.problem({ status }), headers };
}
