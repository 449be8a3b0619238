import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Opens a port for a moment and tells which one; rejects when it is taken. */
function bindOnce(port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const address = server.address() as AddressInfo;
			server.close(() => resolve(address.port));
		});
	});
}

/**
 * A port of 127.0.0.1 that is free now.
 *
 * @param wanted tried first
 */
export async function freePort(wanted: number = 0): Promise<number> {
	return await bindOnce(wanted).catch(async () => await bindOnce(0));
}

export async function isFree(port: number): Promise<boolean> {
	return await bindOnce(port).then(
		() => true,
		() => false,
	);
}
