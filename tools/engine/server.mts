/**
 * The part of n8n's web server that providers call: `/webhook/…` of activated triggers and
 * `/webhook-waiting/<execution>` of suspended executions, on 127.0.0.1 only.
 */

import { createServer } from 'node:http';
import { toRequest, toResponse } from './exchange.mts';
import { resumeByWebhook } from './lifecycle.mts';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebRequest } from './exchange.mts';
import type { EngineState } from './index.mts';
import type { WaitingRequest } from './lifecycle.mts';
import type { WebhookOutcome } from './trigger.mts';

/** n8n's default N8N_PAYLOAD_SIZE_MAX, in bytes. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** The whole body, or null when it is larger than n8n takes. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of incoming) {
		size += chunk.length;
		if (size > MAX_BODY_BYTES) return null;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

/** n8n parses the body before the node sees it; what is not valid JSON never reaches the node. */
function parseBody(rawBody: Buffer, contentType: string): { valid: boolean; body: unknown } {
	if (rawBody.length === 0) return { valid: true, body: {} };
	if (contentType.includes('json')) {
		try {
			return { valid: true, body: JSON.parse(rawBody.toString('utf8')) };
		} catch {
			return { valid: false, body: undefined };
		}
	}
	if (contentType.includes('x-www-form-urlencoded')) {
		return { valid: true, body: Object.fromEntries(new URLSearchParams(rawBody.toString('utf8'))) };
	}
	return { valid: true, body: contentType.startsWith('text/') ? rawBody.toString('utf8') : {} };
}

function send(
	outgoing: ServerResponse,
	status: number,
	body: unknown,
	headers: OutgoingHttpHeaders = {},
) {
	if (outgoing.writableEnded) return;
	const isText = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
	outgoing.writeHead(status, {
		'content-type': isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
		...headers,
	});
	outgoing.end(isText ? body : JSON.stringify(body));
}

/**
 * A request to the resume address of an execution.
 *
 * @param path below `/webhook-waiting/`
 */
async function handleWaiting(
	engine: EngineState,
	path: string,
	incoming: WaitingRequest & { query: WebRequest['query'] },
): Promise<Pick<WebhookOutcome, 'status' | 'body'>> {
	const [executionId, ...rest] = path.split('/');
	const record = engine.executions.get(executionId);
	if (record === undefined) {
		return { status: 404, body: { message: `The execution "${executionId}" does not exist.` } };
	}
	// While the execution runs n8n has the token it began with in its database.
	const token = record.resumeToken;
	if (token !== undefined && incoming.query.signature !== token) {
		return { status: 401, body: { error: 'Invalid token' } };
	}
	if (record.status !== 'waiting' || record.result === undefined) {
		const word = record.status === 'running' ? 'running already' : 'finished already';
		return { status: 409, body: { message: `The execution "${executionId}" is ${word}.` } };
	}
	const { saved } = record.result;
	try {
		const outcome = await resumeByWebhook(engine, saved, { ...incoming, suffix: rest.join('/') });
		return { status: outcome.status, body: outcome.webhookResponse ?? '' };
	} catch (error) {
		return { status: 500, body: { code: 0, message: String(error) } };
	}
}

async function handle(engine: EngineState, incoming: IncomingMessage, outgoing: ServerResponse) {
	const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
	const rawBody = await readBody(incoming);
	if (rawBody === null) return send(outgoing, 413, { message: 'request entity too large' });
	const parsed = parseBody(rawBody, String(incoming.headers['content-type'] ?? ''));
	if (!parsed.valid) return send(outgoing, 422, { message: 'Failed to parse request body' });
	const plain = {
		method: incoming.method,
		headers: incoming.headers as Record<string, string>,
		query: Object.fromEntries(url.searchParams),
		body: parsed.body,
		rawBody,
	};
	const request = toRequest(plain);
	const response = toResponse((own) => send(outgoing, own.statusCode, own.body, own.headers));
	const exchanged = { ...plain, request, response };

	if (url.pathname.startsWith('/webhook-waiting/')) {
		const path = url.pathname.slice('/webhook-waiting/'.length);
		const answer = await handleWaiting(engine, path, exchanged);
		return send(outgoing, answer.status, answer.body);
	}
	const path = url.pathname.replace(/^\/webhook\//, '');
	const route = engine.routes.get(`${incoming.method} ${path}`);
	if (route === undefined) {
		return send(outgoing, 404, { code: 404, message: 'The requested webhook is not registered.' });
	}
	const outcome = await route(exchanged);
	send(outgoing, outcome.status, outcome.body);
	if (outcome.items !== null) engine.emitted.push(...outcome.items);
}

/** Serves an engine's webhook addresses on 127.0.0.1 and makes them its instanceBaseUrl. */
export async function listen(
	engine: EngineState,
	options: { port?: number } = {},
): Promise<{ url: string; close: () => Promise<void> }> {
	const server = createServer((incoming, outgoing) => {
		handle(engine, incoming, outgoing).catch((error) =>
			send(outgoing, 500, { code: 0, message: String(error) }),
		);
	});
	await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, '127.0.0.1', () => resolve(undefined));
	});
	const address = server.address() as AddressInfo;
	engine.instanceBaseUrl = `http://127.0.0.1:${address.port}`;
	return {
		url: engine.instanceBaseUrl,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
