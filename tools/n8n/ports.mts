import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** @returns the port that was bound; rejects when it is taken */
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
 * @param wanted tried first
 * @returns a port of 127.0.0.1 that is free now
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
