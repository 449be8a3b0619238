/** Servers that talk TLS, well and badly, on 127.0.0.1. */

import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { createCertificate } from './certificates.mts';
import type { Certificate } from './certificates.mts';

const DAY_MS = 24 * 60 * 60 * 1000;
const daysAway = (days: number) => new Date(Date.now() + days * DAY_MS);
const HOSTS = ['127.0.0.1'];

type ServerCertificate = Pick<https.ServerOptions, 'key' | 'cert'>;

function shown(own: Certificate, ...chain: Certificate[]): ServerCertificate {
	return { key: own.keyPem, cert: [own, ...chain].map(({ certPem }) => certPem).join('') };
}

/** What a server may show that no machine trusts by itself, by what is wrong with it. */
export function badCertificates() {
	const root = createCertificate({ name: 'Test Root', isAuthority: true });
	const middle = createCertificate({ name: 'Test Middle', isAuthority: true, issuer: root });
	const leaf = createCertificate({ name: 'relay', hosts: HOSTS, issuer: middle });
	const own = (wishes: object) => createCertificate({ name: 'relay', hosts: HOSTS, ...wishes });
	return {
		/** An authority that nobody but its owner knows, with what stands between. */
		privateAuthority: shown(leaf, middle),
		wholeChain: shown(leaf, middle, root),
		missingMiddle: shown(leaf),
		selfSigned: shown(own({})),
		expired: shown(own({ valid: [daysAway(-20), daysAway(-10)] })),
		notYetValid: shown(own({ valid: [daysAway(10), daysAway(20)] })),
	};
}

/** A certificate that is trusted by whoever is given its `authority`, for a host that is not this one. */
export function forAnotherHost() {
	const root = createCertificate({ name: 'Known Root', isAuthority: true });
	const leaf = createCertificate({ name: 'other', hosts: ['other.example.com'], issuer: root });
	return { authority: root.certPem, server: shown(leaf) };
}


/** Starts servers on demand and stops them together. */
export function createTlsServers() {
	const servers: net.Server[] = [];
	const sockets = new Set<net.Socket>();
	let requests = 0;

	const listen = async (server: net.Server): Promise<number> => {
		server.on('connection', (socket: net.Socket) => {
			sockets.add(socket);
			socket.on('error', () => undefined);
		});
		server.on('tlsClientError', () => undefined);
		servers.push(server);
		await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
		return (server.address() as net.AddressInfo).port;
	};

	return {
		/** Requests that any of the web servers has read. */
		get requests() {
			return requests;
		},

		/** A web server; gives its port. */
		web: async (options: https.ServerOptions, answer: http.RequestListener): Promise<number> =>
			await listen(
				https.createServer(options, (request, response) => {
					requests += 1;
					answer(request, response);
				}),
			),

		/** The same without encryption. */
		plainWeb: async (answer: http.RequestListener): Promise<number> =>
			await listen(http.createServer(answer)),

		/** Accepts connections and behaves as told. */
		raw: async (behave: (socket: net.Socket) => void): Promise<number> =>
			await listen(net.createServer(behave)),

		/** Finishes the handshake, then behaves as told. */
		rawTls: async (
			options: tls.TlsOptions,
			behave: (socket: tls.TLSSocket) => void,
		): Promise<number> =>
			await listen(
				tls.createServer(options, (socket) => {
					socket.on('error', () => undefined);
					behave(socket);
				}),
			),

		async stop() {
			sockets.forEach((socket) => socket.destroy());
			await Promise.all(
				servers.map(async (server) => {
					await new Promise((resolve) => server.close(resolve));
				}),
			);
		},
	};
}
