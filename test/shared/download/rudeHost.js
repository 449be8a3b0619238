'use strict';

const http = require('http');
const zlib = require('zlib');

/**
 * A file host with bad manners, one per path. Every request is remembered.
 *
 * @typedef {object} Manner
 * @property {Buffer} file
 * @property {'known' | 'chunked' | 'none'} [length] how the end of the body is announced; `none`: by closing
 * @property {boolean} [range] whether parts are served
 * @property {'strong' | 'weak' | 'date' | 'none'} [validator]
 * @property {(call: number) => number} [dropAt] file offset at which the n-th answer (from 1) breaks off
 * @property {boolean} [dropPolitely] the connection is closed as if the file were over
 * @property {(call: number, request: http.IncomingMessage) => Buffer} [fileFor] another file for the n-th answer
 * @property {(call: number) => string} [etagFor]
 * @property {boolean} [ignoresIfRange]
 * @property {boolean} [gzip]
 * @property {boolean} [gzipOnlyWhole] parts are not packed, and counted in unpacked bytes
 * @property {(call: number, request: http.IncomingMessage, response: http.ServerResponse) => boolean} [instead] true when it answered itself
 * @property {string} [type] content type
 * @property {number} [saysLength] a Content-Length of its own for the whole file
 * @property {number} [stallAt] file offset from which nothing more is sent, every time
 *
 * @typedef {{ url: string, method?: string, authorization?: string, range?: string, ifRange?: string, headers: http.IncomingHttpHeaders }} SeenRequest
 */

const MODIFIED = 'Fri, 20 Nov 2026 08:00:00 GMT';

/** @param {Manner} manner @param {number} call */
function validatorHeaders(manner, call) {
	const tag = manner.etagFor ? manner.etagFor(call) : '"first-version"';
	switch (manner.validator ?? 'strong') {
		case 'strong':
			return { etag: tag };
		case 'weak':
			return { etag: `W/${tag}` };
		case 'date':
			return { 'last-modified': MODIFIED };
		default:
			return {};
	}
}

/**
 * Which part of the file is asked for; null when all of it.
 * @param {Manner} manner @param {http.IncomingMessage} request @param {Record<string, string | undefined>} validators
 */
function wantedStart(manner, request, validators) {
	if (manner.range === false) return null;
	const match = /^bytes=(\d+)-$/.exec(String(request.headers.range ?? ''));
	if (match === null) return null;
	const condition = request.headers['if-range'];
	const current = validators.etag ?? validators['last-modified'];
	if (condition !== undefined && condition !== current && !manner.ignoresIfRange) return null;
	return Number(match[1]);
}

/** @param {Manner} manner @param {number} call @param {http.IncomingMessage} request @param {http.ServerResponse} response */
function answer(manner, call, request, response) {
	if (manner.instead?.(call, request, response)) return;
	const file = manner.fileFor?.(call, request) ?? manner.file;
	/** @type {Record<string, string | undefined>} */
	const validators = validatorHeaders(manner, call);
	const start = wantedStart(manner, request, validators);
	const length = manner.length ?? 'known';
	/** @type {Record<string, string | number | undefined>} */
	const headers = { 'content-type': manner.type ?? 'video/mp4', ...validators };
	if (start !== null && start >= file.length) {
		response.writeHead(416, { ...validators, 'content-range': `bytes */${file.length}` });
		response.end();
		return;
	}
	const from = start ?? 0;
	const packed = manner.gzip && !(manner.gzipOnlyWhole && start !== null);
	const whole = packed ? zlib.gzipSync(file) : file;
	const body = whole.subarray(from);
	if (packed) headers['content-encoding'] = 'gzip';
	if (start !== null)
		headers['content-range'] = `bytes ${from}-${whole.length - 1}/${whole.length}`;
	if (length === 'known')
		headers['content-length'] = start === null ? (manner.saysLength ?? body.length) : body.length;
	if (length === 'none') response.useChunkedEncodingByDefault = false;
	if (length !== 'known') response.removeHeader('content-length');
	response.writeHead(start === null ? 200 : 206, /** @type {any} */ (headers));
	const stop = Math.min(manner.dropAt?.(call) ?? Infinity, manner.stallAt ?? Infinity);
	if (from + body.length <= stop) {
		if (manner.saysLength === undefined) response.end(body);
		else {
			response.flushHeaders();
			request.socket.end(body);
		}
		return;
	}
	const sent = body.subarray(0, Math.max(0, stop - from));
	const finish = () => {
		if (manner.stallAt !== undefined) return;
		if (manner.dropPolitely) response.end();
		else request.socket.destroy();
	};
	// The bytes must be on their way before the line is cut.
	if (sent.length === 0) finish();
	else response.write(sent, () => void setTimeout(finish, 10));
}

async function startRudeHost() {
	/** @type {Map<string, Manner>} */
	const manners = new Map();
	/** @type {Map<string, number>} */
	const calls = new Map();
	/** @type {SeenRequest[]} */
	const seen = [];
	let open = 0;
	const server = http.createServer((request, response) => {
		const url = request.url ?? '/';
		const path = url.split('?')[0];
		seen.push({
			url,
			method: request.method,
			authorization: request.headers.authorization,
			range: request.headers.range,
			ifRange: /** @type {string | undefined} */ (request.headers['if-range']),
			headers: request.headers,
		});
		const manner = manners.get(path);
		if (manner === undefined) {
			response.writeHead(404).end('<html>not here</html>');
			return;
		}
		const call = (calls.get(path) ?? 0) + 1;
		calls.set(path, call);
		answer(manner, call, request, response);
	});
	server.on('connection', (socket) => {
		open += 1;
		socket.on('close', () => {
			open -= 1;
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = /** @type {import('net').AddressInfo} */ (server.address());
	let files = 0;
	return {
		origin: `http://127.0.0.1:${port}`,
		/** The same server under another origin. */
		otherOrigin: `http://localhost:${port}`,
		seen,
		openConnections: () => open,
		/** @param {Manner} manner @returns {string} its address */
		serve(manner) {
			files += 1;
			const path = `/file-${files}.mp4`;
			manners.set(path, manner);
			return `http://127.0.0.1:${port}${path}`;
		},
		/** @param {string} path @param {Manner} manner */
		serveAt(path, manner) {
			manners.set(path, manner);
		},
		forget() {
			seen.length = 0;
			calls.clear();
		},
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve(undefined));
				server.closeAllConnections();
			}),
	};
}

module.exports = { startRudeHost };
