/**
 * Express-like request and response objects, as much of them as n8n nodes use. They wrap either
 * plain values (tests that call a webhook directly) or a real HTTP exchange (the local server).
 */

import type { OutgoingHttpHeader, OutgoingHttpHeaders } from 'node:http';

/** A request in plain values, or ready-made. */
export interface PlainRequest {
	/** POST unless told */
	method?: string;
	/** Parsed body; the raw body is made from it unless given */
	body?: unknown;
	rawBody?: Buffer;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	params?: Record<string, string>;
	/** In place of the above */
	request?: WebRequest;
	response?: WebResponse;
}

export type WebRequest = ReturnType<typeof toRequest>;

export interface WebResponse {
	statusCode: number;
	headersSent: boolean;
	body: unknown;
	headers: OutgoingHttpHeaders;
	status: (code: number) => WebResponse;
	setHeader: (name: string, value: OutgoingHttpHeader) => WebResponse;
	set: WebResponse['setHeader'];
	header: WebResponse['setHeader'];
	type: (value: string) => WebResponse;
	writeHead: (code: number, headers?: OutgoingHttpHeaders) => WebResponse;
	end: (body?: unknown) => WebResponse;
	send: WebResponse['end'];
	json: WebResponse['end'];
	sendStatus: (code: number) => WebResponse;
}

export function toRequest(plain: PlainRequest) {
	const body = plain.body ?? {};
	const rawBody =
		plain.rawBody ?? Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
	const headers: Record<string, string> = { 'content-type': 'application/json', host: '127.0.0.1' };
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
		get: (name: string) => headers[name.toLowerCase()],
		header: (name: string) => headers[name.toLowerCase()],
	};
}

/** Collects what a node answers itself; `onEnd` passes it on to a real response. */
export function toResponse(onEnd?: (response: WebResponse) => void): WebResponse {
	const setHeader = (name: string, value: OutgoingHttpHeader) => {
		response.headers[name.toLowerCase()] = value;
		return response;
	};
	const end = (body?: unknown) => {
		if (body !== undefined) response.body = body;
		response.headersSent = true;
		onEnd?.(response);
		return response;
	};
	const response: WebResponse = {
		statusCode: 200,
		headersSent: false,
		body: undefined,
		headers: {},
		status(code) {
			response.statusCode = code;
			return response;
		},
		setHeader,
		set: setHeader,
		header: setHeader,
		type: (value) => setHeader('content-type', value),
		writeHead(code, headers = {}) {
			response.statusCode = code;
			for (const [name, value] of Object.entries(headers)) setHeader(name, value ?? '');
			return response;
		},
		end,
		send: end,
		json(body) {
			setHeader('content-type', 'application/json');
			return end(body);
		},
		sendStatus: (code) => response.status(code).end(''),
	};
	return response;
}

export function exchange(plain: PlainRequest): { request: WebRequest; response: WebResponse } {
	return {
		request: plain.request ?? toRequest(plain),
		response: plain.response ?? toResponse(),
	};
}
