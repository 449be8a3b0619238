'use strict';

const { createServer } = require('net');

/**
 * @param {number} port
 * @returns {Promise<number>} the port that was bound; rejects when it is taken
 */
function bindOnce(port) {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const address = /** @type {import('net').AddressInfo} */ (server.address());
			server.close(() => resolve(address.port));
		});
	});
}

/**
 * @param {number} [wanted] tried first
 * @returns {Promise<number>} a port of 127.0.0.1 that is free now
 */
async function freePort(wanted = 0) {
	return await bindOnce(wanted).catch(async () => await bindOnce(0));
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
async function isFree(port) {
	return await bindOnce(port).then(
		() => true,
		() => false,
	);
}

module.exports = { freePort, isFree };
