'use strict';

/**
 * Express-like request and response objects, as much of them as n8n nodes use. They wrap either
 * plain values (tests that call a webhook directly) or a real HTTP exchange (the local server).
 */

/**
 * @typedef {object} PlainRequest
 * @property {string} [method]
 * @property {any} [body] parsed body; the raw body is made from it unless given
 * @property {Buffer} [rawBody]
 * @property {Record<string, string>} [headers]
 * @property {Record<string, string>} [query]
 * @property {Record<string, string>} [params]
 * @property {any} [request]
 * @property {any} [response]
 */

/** @param {PlainRequest} plain */
function toRequest(plain) {
	const body = plain.body ?? {};
	const rawBody =
		plain.rawBody ?? Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
	/** @type {Record<string, string>} */
	const headers = { 'content-type': 'application/json', host: '127.0.0.1' };
	for (const [name, value] of Object.entries(plain.headers ?? {})) {
		headers[name.toLowerCase()] = value;
	}
	return {
		method: plain.method ?? 'POST',
		headers,
		body,
		rawBody,
		query: plain.query ?? {},
		params: plain.params ?? {},
		url: '/',
		originalUrl: '/',
		readRawBody: async () => {},
		get: (/** @type {string} */ name) => headers[name.toLowerCase()],
		header: (/** @type {string} */ name) => headers[name.toLowerCase()],
	};
}

/**
 * Collects what a node answers itself; `onEnd` passes it on to a real response.
 *
 * @param {(response: any) => void} [onEnd]
 */
function toResponse(onEnd) {
	/** @type {any} */
	const response = {
		statusCode: 200,
		headersSent: false,
		body: undefined,
		headers: /** @type {Record<string, any>} */ ({}),
		status(/** @type {number} */ code) {
			response.statusCode = code;
			return response;
		},
		setHeader(/** @type {string} */ name, /** @type {any} */ value) {
			response.headers[name.toLowerCase()] = value;
			return response;
		},
		writeHead(/** @type {number} */ code, /** @type {Record<string, any>} */ headers = {}) {
			response.statusCode = code;
			Object.entries(headers).forEach(([name, value]) => response.setHeader(name, value));
			return response;
		},
		end(/** @type {any} */ body) {
			if (body !== undefined) response.body = body;
			response.headersSent = true;
			onEnd?.(response);
			return response;
		},
	};
	response.set = response.setHeader;
	response.header = response.setHeader;
	response.type = (/** @type {string} */ value) => response.setHeader('content-type', value);
	response.sendStatus = (/** @type {number} */ code) => response.status(code).end('');
	response.send = response.end;
	response.json = (/** @type {any} */ body) => {
		response.setHeader('content-type', 'application/json');
		return response.end(body);
	};
	return response;
}

/**
 * @param {PlainRequest} plain
 * @returns {{ request: any, response: any }}
 */
function exchange(plain) {
	return {
		request: plain.request ?? toRequest(plain),
		response: plain.response ?? toResponse(),
	};
}

module.exports = { exchange, toRequest, toResponse };
