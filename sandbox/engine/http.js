/**
 * Small pieces of plain HTTP that the API server and the file host share.
 *
 * @typedef {import('node:http').IncomingMessage} IncomingMessage
 * @typedef {import('node:http').ServerResponse} ServerResponse
 * @typedef {import('node:http').Server} Server
 */

/**
 * Reads a request body.
 *
 * @param {IncomingMessage} request
 * @param {number} maxBytes
 * @returns {Promise<Buffer | null>} null when it is larger
 */
async function readBody(request, maxBytes) {
	const chunks = [];
	let size = 0;
	for await (const chunk of request) {
		size += chunk.length;
		if (size <= maxBytes) chunks.push(chunk);
	}
	return size > maxBytes ? null : Buffer.concat(chunks);
}

/**
 * @param {ServerResponse} response
 * @param {number} status
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 */
function sendJson(response, status, body, headers = {}) {
	const text = JSON.stringify(body);
	response.writeHead(status, {
		'content-type': 'application/json; charset=utf-8',
		'content-length': String(Buffer.byteLength(text)),
		...headers,
	});
	response.end(text);
}

/**
 * @param {ServerResponse} response
 * @param {number} status
 * @param {string} text
 * @param {string} [contentType]
 * @param {Record<string, string>} [headers]
 */
function sendText(response, status, text, contentType = 'text/plain; charset=utf-8', headers = {}) {
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
 * @param {Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<{ port: number, close: () => Promise<void> }>}
 * @throws when the port is taken
 */
function listen(server, port, host) {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			const address = /** @type {import('node:net').AddressInfo} */ (server.address());
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
const HTML_PAGE =
	'<!DOCTYPE html><html><head><title>Just a moment</title></head><body><h1>Service page</h1><p>Please try again later.</p></body></html>';

module.exports = { HTML_PAGE, listen, readBody, sendJson, sendText };
