/**
 * What n8n's own HTTP helper throws on real sockets: all that fails before the first byte of a request has left is safe
 * to send again, and what fails later never is.
 */

import { createRequire } from 'node:module';
import { acquirePlatform, releasePlatform } from '../../../tools/engine/environment.mts';
import { createLastWordClient } from '../../../nodes/shared/net/http.ts';
import { badCertificates, createTlsServers, forAnotherHost } from '../../support/tlsServers.mts';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { Reply } from '../../../nodes/shared/net/reply.ts';

jest.setTimeout(60_000);

const require = createRequire(import.meta.url);
const certificates = badCertificates();
const servers = createTlsServers();
const { HTTPS_PROXY, HTTP_PROXY, NO_PROXY } = process.env;

/** n8n's helper, and what is to be said to it besides. */
let request: (options: IHttpRequestOptions) => Promise<unknown>;
beforeAll(async () => {
	const { container } = await acquirePlatform();
	const fromCore = createRequire(require.resolve('n8n-core'));
	const { OutboundHttp } = fromCore('@n8n/backend-network');
	const requests = container.get(OutboundHttp).requests();
	request = requests.request.bind(requests);
});
afterEach(() => {
	Object.entries({ HTTPS_PROXY, HTTP_PROXY, NO_PROXY }).forEach(([name, value]) => {
		if (value === undefined) delete process.env[name];
		else process.env[name] = value;
	});
});
afterAll(async () => {
	await servers.stop();
	releasePlatform();
});

/** Orders a video at an address, through n8n. */
async function post(
	baseUrl: string,
	more: Partial<IHttpRequestOptions> = {},
	timeoutSeconds = 5,
): Promise<Reply> {
	const helpers = {
		httpRequest: async (options: IHttpRequestOptions) => await request({ ...options, ...more }),
	};
	const context = { helpers } as IExecuteFunctions;
	const client = createLastWordClient(context, {}, { baseUrl }, 'sk-secret');
	const call = { method: 'POST', path: '/v1/videos', body: { prompt: 'A boat' } } as const;
	return await client.send(call, timeoutSeconds);
}

const secure = (port: number) => `https://127.0.0.1:${port}`;
const answersAll = async (options: object) =>
	await servers.web(options, (_request, response) => void response.end('{"id":"task-1"}'));

describe('P1 A certificate that is not trusted: nothing was sent', () => {
	test.each([
		[
			'of an authority of one’s own',
			'privateAuthority',
			/could not be verified/,
			/NODE_EXTRA_CA_CERTS/,
		],
		['whose authority comes along', 'wholeChain', /could not be verified/, /NODE_EXTRA_CA_CERTS/],
		['without its intermediate', 'missingMiddle', /could not be verified/, /intermediate/],
		['that is self-signed', 'selfSigned', /self-signed/, /NODE_EXTRA_CA_CERTS/],
		['that has expired', 'expired', /has expired/, /renew/],
		['of the future', 'notYetValid', /not valid yet/, /clock/],
	] as const)('%s', async (_title, name, reason, remedy) => {
		const port = await answersAll(certificates[name]);
		expect(await post(secure(port))).toEqual({
			kind: 'notSent',
			reason: expect.stringMatching(reason),
			remedy: expect.stringMatching(remedy),
		});
		expect(servers.requests).toBe(0);
	});

	test('of another host', async () => {
		const { authority, server } = forAnotherHost();
		const trusting = { agentOptions: { ca: authority } };
		expect(await post(secure(await answersAll(server)), trusting)).toEqual({
			kind: 'notSent',
			reason: 'the security certificate belongs to another host',
			remedy: expect.stringMatching(/host name/),
		});
		expect(servers.requests).toBe(0);
	});

	test('never advises to switch the check off', async () => {
		for (const shown of Object.values(certificates)) {
			const reply = await post(secure(await answersAll(shown)));
			expect(JSON.stringify(reply)).not.toMatch(/ignore|reject|switch|off|unauthorized|insecure/i);
		}
	});
});

describe('P1 A handshake that does not come about: nothing was sent', () => {
	const NO_HANDSHAKE = { kind: 'notSent', reason: 'no encrypted connection could be set up' };

	test.each([
		[
			'a server of old versions only',
			{ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
		],
		['a server of other ciphers', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA' }],
	])('%s', async (_title, options) => {
		const port = await answersAll({ ...certificates.selfSigned, ...options });
		expect(await post(secure(port))).toEqual(NO_HANDSHAKE);
	});

	test('a port that does not encrypt', async () => {
		const port = await servers.plainWeb((_request, response) => void response.end('{}'));
		expect(await post(secure(port))).toEqual(NO_HANDSHAKE);
	});

	test.each([
		['closed', (socket: { end: () => unknown }) => socket.end()],
		['reset', (socket: { resetAndDestroy: () => unknown }) => socket.resetAndDestroy()],
	])('a connection that is %s meanwhile', async (_title, end) => {
		const port = await servers.raw((socket) => void socket.once('data', () => end(socket)));
		expect(await post(secure(port))).toEqual(NO_HANDSHAKE);
	});

	test('a server that accepts and says nothing', async () => {
		const port = await servers.raw(() => undefined);
		expect(await post(secure(port), {}, 0.4)).toEqual(NO_HANDSHAKE);
	});

	test('a server that wants a certificate of the caller', async () => {
		const options = { ...certificates.selfSigned, requestCert: true, rejectUnauthorized: true };
		const reply = await post(secure(await answersAll(options)), {
			skipSslCertificateValidation: true,
		});
		expect(reply).toMatchObject({ kind: 'notSent', reason: expect.stringMatching(/certificate/) });
	});
});

describe('P1 A proxy that passes nothing on: nothing was sent', () => {
	/** A proxy that answers everything with one text. */
	async function through(answer: string): Promise<void> {
		const port = await servers.raw((socket) => void socket.once('data', () => socket.end(answer)));
		process.env.HTTPS_PROXY = `http://127.0.0.1:${port}`;
		process.env.HTTP_PROXY = process.env.HTTPS_PROXY;
		process.env.NO_PROXY = '';
	}

	const LOGIN = 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 2\r\n\r\nno';

	test.each(['https', 'http'])('because it wants a login (%s)', async (scheme) => {
		await through(LOGIN);
		expect(await post(`${scheme}://api.example.com`)).toMatchObject({
			kind: 'notSent',
			reason: expect.stringMatching(/proxy .* login/),
		});
	});

	test('because it found no server, as Squid says it', async () => {
		await through(
			'HTTP/1.1 503 Service Unavailable\r\nX-Squid-Error: ERR_CONNECT_FAIL 111\r\nContent-Length: 2\r\n\r\nno',
		);
		expect(await post('https://api.example.com')).toMatchObject({ kind: 'notSent' });
	});

	test('because it hangs up', async () => {
		await through('');
		expect(await post('https://api.example.com')).toMatchObject({
			kind: 'notSent',
			reason: expect.stringMatching(/proxy/),
		});
	});

	test('because it is not there', async () => {
		process.env.HTTPS_PROXY = 'http://127.0.0.1:1';
		process.env.NO_PROXY = '';
		expect(await post('https://api.example.com')).toMatchObject({ kind: 'notSent' });
	});

	test('a gateway that answers 502 may have passed it on', async () => {
		await through('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 2\r\n\r\nno');
		expect(await post('https://api.example.com')).toMatchObject({ kind: 'answer', status: 502 });
	});
});

describe('P1 What fails once the handshake is done may have arrived', () => {
	const untrusting = { skipSslCertificateValidation: true };

	test.each([
		['closed', (socket: { destroy: () => unknown }) => socket.destroy()],
		['ended', (socket: { end: () => unknown }) => socket.end()],
	])('a connection that is %s after the request', async (_title, end) => {
		const port = await servers.rawTls(
			certificates.selfSigned,
			(socket) => void socket.once('data', () => end(socket)),
		);
		expect(await post(secure(port), untrusting)).toMatchObject({ kind: 'noAnswer' });
	});

	test('a connection that is closed as soon as it is there', async () => {
		const port = await servers.rawTls(certificates.selfSigned, (socket) => socket.destroy());
		expect((await post(secure(port), untrusting)).kind).not.toBe('notSent');
	});

	test('an answer that does not come in time', async () => {
		const port = await servers.rawTls(certificates.selfSigned, () => undefined);
		expect(await post(secure(port), untrusting, 0.5)).toEqual({
			kind: 'noAnswer',
			reason: 'no answer came in time',
		});
	});
});

test('an address with another scheme is none', async () => {
	expect(await post('htp://127.0.0.1')).toMatchObject({
		kind: 'notSent',
		reason: 'the address is not valid',
	});
});
