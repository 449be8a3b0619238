/** A file host with bad manners, one per path. Every request is remembered. */

import http from 'node:http';
import zlib from 'node:zlib';
import type { AddressInfo } from 'node:net';

export interface Manner {
	file: Buffer;
	/** How the end of the body is announced; `none`: by closing. */
	length?: 'known' | 'chunked' | 'none';
	/** Whether parts are served. */
	range?: boolean;
	validator?: 'strong' | 'weak' | 'date' | 'none';
	/** File offset at which the n-th answer (from 1) breaks off. */
	dropAt?: (call: number) => number;
	/** The connection is closed as if the file were over. */
	dropPolitely?: boolean;
	/** Another file for the n-th answer. */
	fileFor?: (call: number, request: http.IncomingMessage) => Buffer;
	etagFor?: (call: number) => string;
	ignoresIfRange?: boolean;
	gzip?: boolean;
	/** Parts are not packed, and counted in unpacked bytes. */
	gzipOnlyWhole?: boolean;
	/** True when it answered itself. */
	instead?: (call: number, request: http.IncomingMessage, response: http.ServerResponse) => boolean;
	/** Content type. */
	type?: string;
	/** A Content-Length of its own for the whole file. */
	saysLength?: number;
	/** File offset from which nothing more is sent, every time. */
	stallAt?: number;
}

export type SeenRequest = {
	url: string;
	method?: string;
	authorization?: string;
	range?: string;
	ifRange?: string;
	headers: http.IncomingHttpHeaders;
};

const MODIFIED = 'Fri, 20 Nov 2026 08:00:00 GMT';

function validatorHeaders(manner: Manner, call: number) {
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

/** Which part of the file is asked for; null when all of it. */
function wantedStart(
	manner: Manner,
	request: http.IncomingMessage,
	validators: Record<string, string | undefined>,
) {
	if (manner.range === false) return null;
	const match = /^bytes=(\d+)-$/.exec(String(request.headers.range ?? ''));
	if (match === null) return null;
	const condition = request.headers['if-range'];
	const current = validators.etag ?? validators['last-modified'];
	if (condition !== undefined && condition !== current && !manner.ignoresIfRange) return null;
	return Number(match[1]);
}

function answer(
	manner: Manner,
	call: number,
	request: http.IncomingMessage,
	response: http.ServerResponse,
) {
	if (manner.instead?.(call, request, response)) return;
	const file = manner.fileFor?.(call, request) ?? manner.file;
	const validators: Record<string, string | undefined> = validatorHeaders(manner, call);
	const start = wantedStart(manner, request, validators);
	const length = manner.length ?? 'known';
	const headers: http.OutgoingHttpHeaders = {
		'content-type': manner.type ?? 'video/mp4',
		...validators,
	};
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
	response.writeHead(start === null ? 200 : 206, headers);
	const stop = Math.min(manner.dropAt?.(call) ?? Infinity, manner.stallAt ?? Infinity);
	if (from + body.length <= stop && manner.saysLength === undefined) {
		response.end(body);
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

export async function startRudeHost() {
	const manners: Map<string, Manner> = new Map();
	const calls: Map<string, number> = new Map();
	const seen: SeenRequest[] = [];
	let open = 0;
	const server = http.createServer((request, response) => {
		const url = request.url ?? '/';
		const path = url.split('?')[0];
		seen.push({
			url,
			method: request.method,
			authorization: request.headers.authorization,
			range: request.headers.range,
			ifRange: request.headers['if-range'] as string | undefined,
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
	const { port } = server.address() as AddressInfo;
	let files = 0;
	return {
		origin: `http://127.0.0.1:${port}`,
		/** The same server under another origin. */
		otherOrigin: `http://localhost:${port}`,
		seen,
		openConnections: () => open,
		/** Serves a file and gives its address. */
		serve(manner: Manner): string {
			files += 1;
			const path = `/file-${files}.mp4`;
			manners.set(path, manner);
			return `http://127.0.0.1:${port}${path}`;
		},
		serveAt(path: string, manner: Manner) {
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
