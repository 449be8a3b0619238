/**
 * Express-like request and response objects, as much of them as n8n nodes use. They wrap either
 * plain values (tests that call a webhook directly) or a real HTTP exchange (the local server).
 */

export interface PlainRequest {
	method?: string;
	/** Parsed body; the raw body is made from it unless given */
	body?: any;
	rawBody?: Buffer;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	params?: Record<string, string>;
	request?: any;
	response?: any;
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
export function toResponse(onEnd?: (response: any) => void) {
	const response: any = {
		statusCode: 200,
		headersSent: false,
		body: undefined,
		headers: {} as Record<string, any>,
		status(code: number) {
			response.statusCode = code;
			return response;
		},
		setHeader(name: string, value: any) {
			response.headers[name.toLowerCase()] = value;
			return response;
		},
		writeHead(code: number, headers: Record<string, any> = {}) {
			response.statusCode = code;
			Object.entries(headers).forEach(([name, value]) => response.setHeader(name, value));
			return response;
		},
		end(body: any) {
			if (body !== undefined) response.body = body;
			response.headersSent = true;
			onEnd?.(response);
			return response;
		},
	};
	response.set = response.setHeader;
	response.header = response.setHeader;
	response.type = (value: string) => response.setHeader('content-type', value);
	response.sendStatus = (code: number) => response.status(code).end('');
	response.send = response.end;
	response.json = (body: any) => {
		response.setHeader('content-type', 'application/json');
		return response.end(body);
	};
	return response;
}

export function exchange(plain: PlainRequest): { request: any; response: any } {
	return {
		request: plain.request ?? toRequest(plain),
		response: plain.response ?? toResponse(),
	};
}
