import { createFileHost } from '../../../nodes/shared/files/host.ts';
import { linkKeysOf } from '../../../nodes/shared/files/linkKey.ts';
import { openFollowing } from '../../../nodes/shared/files/redirect.ts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { createDownloads } from './download/harness.mts';
import { createCertificate } from '../../support/certificates.mts';
import { createTlsServers } from '../../support/tlsServers.mts';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { IncomingMessage, ServerResponse } from 'node:http';

const apiKey = 'sk-or-v1-0123456789abcdef';
const keysAt = (baseUrl: string) =>
	linkKeysOf(PROVIDERS.openRouter, { connection: { baseUrl }, apiKey });
const PATH = '/api/v1/videos/gen-vid-1/content?index=0';

describe('P10 The key of a link', () => {
	const { keyFor, areNeededFor } = keysAt('https://openrouter.ai/api/v1');

	test.each(['https://openrouter.ai', 'https://OpenRouter.ai', 'https://openrouter.ai:443'])(
		'goes to %s, which is the origin of the Base URL',
		(origin) => {
			expect(keyFor(origin + PATH)).toEqual({
				origin: 'https://openrouter.ai',
				authorization: `Bearer ${apiKey}`,
			});
		},
	);

	test.each([
		'http://openrouter.ai',
		'https://openrouter.ai:8443',
		'https://openrouter.ai.',
		'https://openrouter.ai.example.com',
		'https://www.openrouter.ai',
		'https://openrouter-ai.example.com',
		'https://evilopenrouter.ai',
		'https://openrouter.ai@example.com',
		'https://example.com/https://openrouter.ai',
		'https://example.com?x=https://openrouter.ai',
		'https://example.com#https://openrouter.ai',
		'ftp://openrouter.ai',
		'//openrouter.ai',
		'openrouter.ai',
	])('does not go to %s', (origin) => {
		expect(keyFor(origin + PATH)).toBeNull();
	});

	test.each([
		'https://openrouter.ai/bytedance/seedance-2.0',
		'https://openrouter.ai/api/v1/videos/gen-vid-1',
		'https://openrouter.ai/x?next=/api/v1/videos/gen-vid-1/content',
	])('does not go along with %s, which is no file', (url) => {
		expect([areNeededFor(url), keyFor(url)]).toEqual([false, null]);
	});

	test('goes nowhere without a Base URL that is an address, or without a credential', () => {
		for (const baseUrl of ['', 'openrouter.ai/api/v1', 'null', 'data:text/plain,x']) {
			expect(keysAt(baseUrl).keyFor(`https://openrouter.ai${PATH}`)).toBeNull();
			expect(keysAt(baseUrl).keyFor(`data:text/plain,x${PATH}`)).toBeNull();
		}
		const none = linkKeysOf(PROVIDERS.openRouter, null);
		expect(none.areNeededFor(`https://openrouter.ai${PATH}`)).toBe(true);
		expect(none.keyFor(`https://openrouter.ai${PATH}`)).toBeNull();
	});

	test('belongs to providers whose links need it, and to no other', () => {
		const holder = { connection: { baseUrl: 'https://openrouter.ai/api/v1' }, apiKey };
		for (const provider of Object.values(PROVIDERS)) {
			const key = linkKeysOf(provider, holder).keyFor(`https://openrouter.ai${PATH}`);
			expect(key !== null).toBe(provider.linkNeedsKey !== undefined);
		}
	});
});

describe('P10 Over TLS', () => {
	const servers = createTlsServers();
	const root = createCertificate({ name: 'Known Root', isAuthority: true });
	const leaf = createCertificate({ name: 'relay', hosts: ['127.0.0.1'], issuer: root });
	const identity = { key: leaf.keyPem, cert: leaf.certPem };
	afterAll(async () => await servers.stop());

	/** Opens a link of a provider over https that leads on; what each request bore. */
	async function follow(locationOf: (plainPort: number, tlsPort: number) => string) {
		const seen: Array<[server: string, authorization: string | null]> = [];
		const note =
			(name: string, location?: () => string) =>
			({ headers }: IncomingMessage, response: ServerResponse) => {
				seen.push([name, headers.authorization ?? null]);
				if (location === undefined) response.writeHead(200).end('file');
				else response.writeHead(302, { location: location() }).end();
			};
		const plainPort = await servers.plainWeb(note('plain'));
		const tlsPort = await servers.web(identity, note('other'));
		const ownPort = await servers.web(
			identity,
			note('own', () => locationOf(plainPort, tlsPort)),
		);
		const { helpers } = await createDownloads();
		const trusting = async (options: IHttpRequestOptions) =>
			await helpers.httpRequest({ ...options, agentOptions: { ca: root.certPem } });
		const host = createFileHost({
			helpers: { httpRequest: trusting },
		} as unknown as IExecuteFunctions);
		const url = `https://127.0.0.1:${ownPort}${PATH}`;
		const key = keysAt(`https://127.0.0.1:${ownPort}/api/v1`).keyFor(url);
		const abortSignal = AbortSignal.timeout(5000);
		const settings = { host, privateAllowed: true, key, abortSignal };
		const end = await openFollowing(url, {}, settings).catch((thrown: Error) => thrown.message);
		return { seen, end };
	}

	test('a link that leads to http is not followed, with or without the key', async () => {
		const { seen, end } = await follow((plainPort) => `http://127.0.0.1:${plainPort}/v.mp4`);
		expect(end).toMatch(/without encryption/);
		expect(seen).toEqual([['own', `Bearer ${apiKey}`]]);
	});

	test('a link that leads to another port is followed without the key', async () => {
		const { seen, end } = await follow((_plain, tlsPort) => `https://127.0.0.1:${tlsPort}/v.mp4`);
		expect(end).toMatchObject({ kind: 'answer', status: 200 });
		expect(seen).toEqual([
			['own', `Bearer ${apiKey}`],
			['other', null],
		]);
	});
});
