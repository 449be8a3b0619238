'use strict';

const { createServer } = require('http');

/**
 * @typedef {object} Received
 * @property {string} method
 * @property {URL} url
 * @property {import('http').IncomingHttpHeaders} headers
 * @property {Buffer} body
 *
 * @typedef {{ status?: number, headers?: Record<string, string>, body?: string | Buffer }} Reply
 */

/**
 * A web server on 127.0.0.1 that hands whole requests to one function.
 *
 * @param {(request: Received) => Reply | Promise<Reply>} answer
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
async function startServer(answer) {
	const server = createServer((request, response) => {
		/** @type {Buffer[]} */
		const chunks = [];
		request.on('data', (chunk) => chunks.push(chunk));
		request.on('end', async () => {
			const { status, headers, body } = await answer({
				method: String(request.method),
				url: new URL(String(request.url), 'http://127.0.0.1'),
				headers: request.headers,
				body: Buffer.concat(chunks),
			});
			response.writeHead(status ?? 200, headers);
			response.end(body);
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = /** @type {import('net').AddressInfo} */ (server.address());
	return {
		url: `http://127.0.0.1:${port}`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** @param {unknown} value @param {number} [status] @returns {Reply} */
const json = (value, status = 200) => ({
	status,
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(value),
});

/**
 * Reads a form with files, as a browser sends it.
 *
 * @param {Received} request
 * @returns {Promise<{ fields: Record<string, string>, files: Record<string, { name: string, type: string, content: Buffer }> }>}
 */
async function readForm({ headers, body }) {
	const form = await new Response(new Uint8Array(body), {
		headers: { 'content-type': String(headers['content-type']) },
	}).formData();
	/** @type {Record<string, string>} */
	const fields = {};
	/** @type {Record<string, { name: string, type: string, content: Buffer }>} */
	const files = {};
	for (const [name, value] of form.entries()) {
		if (typeof value === 'string') fields[name] = value;
		else {
			const content = Buffer.from(await value.arrayBuffer());
			files[name] = { name: value.name, type: value.type, content };
		}
	}
	return { fields, files };
}

module.exports = { json, readForm, startServer };
