const { HTML_PAGE, sendJson, sendText } = require('./http');
const { redact } = require('./keys');

/**
 * Turns replies and faults into HTTP answers, and bodies into something fit for a log.
 *
 * @typedef {import('./http').ServerResponse} ServerResponse
 * @typedef {import('./types').Fault} Fault
 * @typedef {import('./types').Mount} Mount
 * @typedef {import('./types').Reply} Reply
 */

/** A body is kept in the log with its whole prompt, but without the megabytes of a data URL. */
const MAX_LOGGED_STRING = 5000;
const MAX_LOGGED_DATA_URL = 400;

/**
 * @param {unknown} value
 * @returns {unknown} a copy without long strings and without keys
 */
function loggable(value) {
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

/**
 * @param {ServerResponse} response
 * @param {Reply} reply
 */
function send(response, reply) {
	if (reply.text !== undefined) {
		sendText(response, reply.status, reply.text, reply.contentType, reply.headers);
	} else sendJson(response, reply.status, reply.json ?? {}, reply.headers);
}

/**
 * @param {unknown} json
 * @returns {string | null} the error code inside an answer, whatever the dialect
 */
function codeOf(json) {
	const body = /** @type {{ error?: { code?: unknown }, code?: unknown }} */ (json ?? {});
	const code = body.error?.code ?? body.code;
	return code === undefined || code === null ? null : String(code);
}

/**
 * @param {Fault} fault
 * @param {Mount} mount
 * @returns {Reply} what a status or html fault answers
 */
function faultReply(fault, mount) {
	/** @type {Record<string, string>} */
	const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
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

module.exports = { codeOf, faultReply, loggable, send };
