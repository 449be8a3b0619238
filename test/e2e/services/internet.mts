/**
 * The places on the internet whose fixed https addresses are built into nodes of n8n, played on
 * 127.0.0.1. n8n reaches them as it does in a company: through a proxy (`HTTPS_PROXY`), and it trusts
 * one more authority (`NODE_EXTRA_CA_CERTS`). Both are settings of n8n's process, so they are made
 * before it starts; what is played is up to each test. Every other place cannot be reached.
 */

import fs from 'node:fs';
import { createServer } from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../../tools/n8n/ports.mts';
import { createCertificate } from '../../support/certificates.mts';
import { listener } from './server.mts';
import type { Socket } from 'node:net';
import type { Answer } from './server.mts';

/** Every place that a test may play. */
const HOSTS = [
	'accounts.google.com',
	'backend.blotato.com',
	'graph.facebook.com',
	'oauth2.googleapis.com',
	'sheets.googleapis.com',
	'www.googleapis.com',
] as const;

export type Place = (typeof HOSTS)[number];

interface Line {
	port: number;
	key: string;
	cert: string;
}

/** Chooses the port of the proxy and makes the certificates. */
export async function prepareInternet(): Promise<{
	/** Settings of n8n */
	env: Record<string, string>;
	/** For `openInternet`, as text */
	line: string;
	dispose: () => void;
}> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'seedance-internet-'));
	const root = createCertificate({ name: 'Local internet', isAuthority: true });
	const own = createCertificate({ name: 'Local places', hosts: HOSTS, issuer: root });
	const authorityFile = path.join(folder, 'authority.pem');
	fs.writeFileSync(authorityFile, root.certPem);
	const port = await freePort();
	const line: Line = { port, key: own.keyPem, cert: own.certPem };
	const proxy = `http://127.0.0.1:${port}`;
	const direct = '127.0.0.1,localhost';
	return {
		// The small spelling wins where a machine has set it.
		env: {
			...{ HTTPS_PROXY: proxy, https_proxy: proxy, NO_PROXY: direct, no_proxy: direct },
			NODE_EXTRA_CA_CERTS: authorityFile,
		},
		line: JSON.stringify(line),
		dispose: () => fs.rmSync(folder, { recursive: true, force: true }),
	};
}

/**
 * Opens the way to the places that a test plays.
 *
 * @param line from `prepareInternet`
 */
export async function openInternet(
	line: string,
	places: Partial<Record<Place, Answer>>,
): Promise<{ close: () => Promise<void> }> {
	const { port, key, cert } = JSON.parse(line) as Line;
	const answers: Partial<Record<string, Answer>> = places;
	const web = https.createServer(
		{ key, cert },
		listener((request) => {
			const answer = answers[String(request.headers.host)];
			return answer === undefined ? { status: 421 } : answer(request);
		}),
	);
	const sockets = new Set<Socket>();
	const proxy = createServer();
	proxy.on('connect', ({ url }, socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => socket.destroy());
		const [host, hostPort] = String(url).split(':');
		const isPlayed = hostPort === '443' && answers[host] !== undefined;
		if (isPlayed) {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			web.emit('connection', socket);
		} else {
			socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
		}
	});
	await new Promise((resolve, reject) => {
		proxy.once('error', reject);
		proxy.listen(port, '127.0.0.1', () => resolve(undefined));
	});
	return {
		async close() {
			sockets.forEach((socket) => socket.destroy());
			web.closeAllConnections();
			await new Promise((resolve) => proxy.close(resolve));
		},
	};
}
