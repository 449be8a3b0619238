import { createServer } from 'node:http';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
	method: string;
	url: URL;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

export type Reply = { status?: number; headers?: Record<string, string>; body?: string | Buffer };

export type Answer = (request: Received) => Reply | Promise<Reply>;

/** Hands whole requests to one function. */
export const listener =
	(answer: Answer): RequestListener =>
	(request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk) => chunks.push(chunk));
		const reply = async () => {
			const { status, headers, body } = await answer({
				method: String(request.method),
				url: new URL(String(request.url), 'http://127.0.0.1'),
				headers: request.headers,
				body: Buffer.concat(chunks),
			});
			response.writeHead(status ?? 200, headers);
			response.end(body);
		};
		request.on('end', () => void reply());
	};

/** A web server on 127.0.0.1. */
export async function startServer(
	answer: Answer,
): Promise<{ url: string; close: () => Promise<void> }> {
	const server = createServer(listener(answer));
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

export const json = (value: unknown, status: number = 200): Reply => ({
	status,
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(value),
});

/** Reads a form with files, as a browser sends it. */
export async function readForm({ headers, body }: Received): Promise<{
	fields: Record<string, string>;
	files: Record<string, { name: string; type: string; content: Buffer }>;
}> {
	const form = await new Response(new Uint8Array(body), {
		headers: { 'content-type': String(headers['content-type']) },
	}).formData();
	const fields: Record<string, string> = {};
	const files: Record<string, { name: string; type: string; content: Buffer }> = {};
	for (const [name, value] of form.entries()) {
		if (typeof value === 'string') fields[name] = value;
		else {
			const content = Buffer.from(await value.arrayBuffer());
			files[name] = { name: value.name, type: value.type, content };
		}
	}
	return { fields, files };
}
