/** Small pieces of plain HTTP that the API server and the file host share. */

import type { IncomingMessage, ServerResponse, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Reads a request body.
 *
 * @returns null when it is larger
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
	const chunks = [];
	let size = 0;
	for await (const chunk of request) {
		size += chunk.length;
		if (size <= maxBytes) chunks.push(chunk);
	}
	return size > maxBytes ? null : Buffer.concat(chunks);
}

export function sendJson(
	response: ServerResponse,
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
) {
	const text = JSON.stringify(body);
	response.writeHead(status, {
		'content-type': 'application/json; charset=utf-8',
		'content-length': String(Buffer.byteLength(text)),
		...headers,
	});
	response.end(text);
}

export function sendText(
	response: ServerResponse,
	status: number,
	text: string,
	contentType: string = 'text/plain; charset=utf-8',
	headers: Record<string, string> = {},
) {
	response.writeHead(status, {
		'content-type': contentType,
		'content-length': String(Buffer.byteLength(text)),
		...headers,
	});
	response.end(text);
}

/**
 * Opens a server and remembers its sockets, so that it can be closed at once.
 *
 * @throws when the port is taken
 */
export function listen(
	server: Server,
	port: number,
	host: string,
): Promise<{ port: number; close: () => Promise<void> }> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			const address = server.address() as AddressInfo;
			resolve({
				port: address.port,
				close: () =>
					new Promise((closed) => {
						server.close(() => closed());
						server.closeAllConnections();
					}),
			});
		});
	});
}

/** A page as gateways send it in front of a dead backend. */
export const HTML_PAGE =
	'<!DOCTYPE html><html><head><title>Just a moment</title></head><body><h1>Service page</h1><p>Please try again later.</p></body></html>';
