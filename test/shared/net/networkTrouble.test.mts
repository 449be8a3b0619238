/**
 * Errors as they really happen, on real sockets: `notSent` means safe to send again, so it may only
 * be said of what provably never left.
 */

import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { classifyNetworkTrouble } from '../../../nodes/shared/net/networkTrouble.ts';

const servers: net.Server[] = [];
const sockets: Set<net.Socket> = new Set();
afterAll(async () => {
	sockets.forEach((socket) => socket.destroy());
	await Promise.all(
		servers.map(async (server) => {
			await new Promise((resolve) => server.close(resolve));
		}),
	);
});

/** A server that behaves as told; gives its port. */
async function listen(behave: (socket: net.Socket) => void): Promise<number> {
	const server = net.createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
		behave(socket);
	});
	servers.push(server);
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	return (server.address() as net.AddressInfo).port;
}

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
	const server = net.createServer();
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = server.address() as net.AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Posts and returns what is thrown. */
async function post({
	secure = false,
	abortAfterMs,
	...options
}: https.RequestOptions & {
	secure?: boolean;
	abortAfterMs?: number;
}): Promise<NodeJS.ErrnoException> {
	return await new Promise((resolve, reject) => {
		const request = (secure ? https : http).request(
			{ host: '127.0.0.1', method: 'POST', path: '/', agent: false, ...options },
			(answer) => {
				answer.on('error', resolve);
				answer.on('end', () =>
					reject(new Error('There was an answer, which this test must not see.')),
				);
				answer.resume();
			},
		);
		request.on('error', resolve);
		if (abortAfterMs !== undefined) {
			request.setTimeout(abortAfterMs, () => {
				request.destroy(Object.assign(new Error('timeout exceeded'), { code: 'ECONNABORTED' }));
			});
		}
		request.end('{"prompt":"a paper boat"}');
	});
}

/** A lookup that answers like a name server without an entry. */
const failingLookup =
	(code: string): net.LookupFunction =>
	(hostname, _options, done) =>
		done(
			Object.assign(new Error(`getaddrinfo ${code}`), { code, syscall: 'getaddrinfo', hostname }),
			'',
		);

describe('What provably never left', () => {
	test('a port where nothing listens', async () => {
		const error = await post({ port: await closedPort() });
		expect(error.code).toBe('ECONNREFUSED');
		expect(classifyNetworkTrouble(error)).toEqual({
			kind: 'notSent',
			reason: 'nothing is listening at that address',
		});
	});

	test('several addresses of one host that all refuse (an AggregateError)', async () => {
		const port = await closedPort();
		const refused = await Promise.all([post({ port }), post({ port })]);
		expect(classifyNetworkTrouble(new AggregateError(refused)).kind).toBe('notSent');
	});

	test.each([['ENOTFOUND'], ['EAI_AGAIN'], ['ESERVFAIL']])(
		'a host name that cannot be looked up (%s)',
		async (code) => {
			const lookup = failingLookup(code);
			const error = await post({ host: 'host.example', port: 80, lookup });
			expect(classifyNetworkTrouble(error).kind).toBe('notSent');
		},
	);

	test('a connection that could not be opened, whatever the reason', () => {
		for (const code of ['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNRESET']) {
			expect(classifyNetworkTrouble({ code, syscall: 'connect' }).kind).toBe('notSent');
		}
	});

	test('an address that is none', () => {
		let thrown;
		try {
			thrown = new URL('not an address');
		} catch (error) {
			thrown = error;
		}
		expect(classifyNetworkTrouble(thrown).kind).toBe('notSent');
	});

	test('an address that n8n itself blocks', () => {
		const error = Object.assign(new Error('blocked'), { name: 'SsrfBlockedIpError' });
		expect(classifyNetworkTrouble(error)).toMatchObject({ kind: 'notSent' });
		expect(classifyNetworkTrouble({ name: 'NodeApiError', cause: error }).kind).toBe('notSent');
	});

	test.each([
		['CERT_HAS_EXPIRED'],
		['DEPTH_ZERO_SELF_SIGNED_CERT'],
		['ERR_TLS_CERT_ALTNAME_INVALID'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
	])('a certificate that is refused (%s)', (code) => {
		expect(classifyNetworkTrouble({ code }).kind).toBe('notSent');
	});

	test('the same, wrapped by others', async () => {
		const error = await post({ port: await closedPort() });
		const wrapped = new Error('outer', { cause: new Error('inner', { cause: error }) });
		expect(classifyNetworkTrouble(wrapped).kind).toBe('notSent');
	});
});

describe('What may have arrived', () => {
	test('a connection that is reset as soon as the request is in', async () => {
		const port = await listen((socket) => {
			socket.once('data', () => socket.resetAndDestroy());
		});
		const error = await post({ port });
		expect(error.code).toBe('ECONNRESET');
		expect(classifyNetworkTrouble(error)).toEqual({
			kind: 'noAnswer',
			reason: 'the connection was closed before the answer came',
		});
	});

	test('a connection that is closed without an answer', async () => {
		const port = await listen((socket) => {
			socket.once('data', () => socket.end());
		});
		expect(classifyNetworkTrouble(await post({ port })).kind).toBe('noAnswer');
	});

	test('a connection that is reset a moment after it was opened: in doubt, it was read', async () => {
		const port = await listen((socket) => {
			setTimeout(() => socket.resetAndDestroy(), 50);
		});
		expect(classifyNetworkTrouble(await post({ port })).kind).toBe('noAnswer');
	});

	test('an answer that breaks off in the middle', async () => {
		const port = await listen((socket) => {
			socket.once('data', () => {
				socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id":', () =>
					socket.destroy(),
				);
			});
		});
		expect(classifyNetworkTrouble(await post({ port })).kind).toBe('noAnswer');
	});

	test('an answer that does not come in time', async () => {
		const port = await listen(() => undefined);
		const error = await post({ port, abortAfterMs: 50 });
		expect(classifyNetworkTrouble(error)).toEqual({
			kind: 'noAnswer',
			reason: 'no answer came in time',
		});
	});

	test('an answer that is no HTTP at all', async () => {
		const port = await listen((socket) => {
			socket.once('data', () => socket.end('hello'));
		});
		expect(classifyNetworkTrouble(await post({ port })).kind).toBe('noAnswer');
	});

	test('encryption towards a port that does not encrypt: careful, although it hardly arrived', async () => {
		const port = await listen((socket) => {
			socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
		});
		expect(classifyNetworkTrouble(await post({ port, secure: true })).kind).toBe('noAnswer');
	});

	test('anything unknown, nothing at all, and causes in a circle', () => {
		const circle = new Error('circle');
		circle.cause = circle;
		for (const thrown of [
			circle,
			new Error('?'),
			{ code: 'EODD' },
			{},
			null,
			undefined,
			'text',
			7,
		]) {
			expect(classifyNetworkTrouble(thrown).kind).toBe('noAnswer');
		}
	});
});

test('no reason holds an errno token, an address or a host', async () => {
	const errors = [
		await post({ port: await closedPort() }),
		await post({ port: await listen((socket) => socket.resetAndDestroy()) }),
		...['ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNABORTED'].map((code) => ({ code })),
	];
	for (const error of errors) {
		const reply = classifyNetworkTrouble(error);
		expect(reply).toHaveProperty('reason', expect.stringMatching(/^[a-z0-9 -]+$/));
		expect(reply).not.toHaveProperty('reason', expect.stringMatching(/127|E[A-Z]{4,}/));
	}
});
