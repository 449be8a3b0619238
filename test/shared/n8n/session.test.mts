import http from 'node:http';
import { openSessions } from '../../../nodes/shared/n8n/session.ts';
import { bareContext } from '../../support/bareRun.mts';
import { GENERATE, openLab } from '../../support/lab.mts';
import type { AddressInfo } from 'node:net';
import type { HttpCall } from '../../../nodes/shared/providers/types.ts';

/**
 * The two ways to a provider, on n8n's own HTTP: the usual one, and the one that still sends after Stop. Both carry the
 * key, so both are held to the same rules.
 */
export type Seen = { method?: string; url?: string; authorization?: string };

jest.setTimeout(60_000);

const KEY = 'sk-0123456789-of-the-test';

async function listen(answer: (seen: Seen, response: http.ServerResponse) => void) {
	const seen: Seen[] = [];
	const server = http.createServer((request, response) => {
		const { authorization } = request.headers;
		const { method, url } = request;
		seen.push({ method, url, authorization });
		request.resume().on('end', () => answer({ method, url, authorization }, response));
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = server.address() as AddressInfo;
	return {
		seen,
		origin: `http://127.0.0.1:${port}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve(undefined));
				server.closeAllConnections();
			}),
	};
}

let lab: Awaited<ReturnType<typeof openLab>>;
let provider: Awaited<ReturnType<typeof listen>>;
let stranger: Awaited<ReturnType<typeof listen>>;
let answer: (seen: Seen, response: http.ServerResponse) => void;

beforeAll(async () => {
	lab = await openLab();
	provider = await listen((seen, response) => answer(seen, response));
	stranger = await listen((_, response) => response.end('{}'));
});
beforeEach(() => {
	provider.seen.length = 0;
	answer = (_, response) => {
		response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
	};
});
afterAll(async () => {
	await lab.close();
	await provider.close();
	await stranger.close();
});

/** What a user has typed into the credential. */
function enter(entered: Record<string, string>) {
	const data = { apiKey: KEY, baseUrl: provider.origin, filesBaseUrl: provider.origin, ...entered };
	lab.engine.state.credentials.seedanceEvoLinkApi = data;
}

async function open(signal?: AbortSignal) {
	const parameters = { provider: 'evolink' };
	const context = bareContext(lab.engine, { type: GENERATE, parameters, signal });
	return (await openSessions(context)).all[0];
}

const WAYS = ['client', 'lastWord'] as const;
const CALLS: Array<HttpCall> = [
	{ method: 'GET', path: '/v1/tasks/1' },
	{ method: 'POST', path: '/v1/videos', body: { prompt: 'A boat' } },
	{ method: 'DELETE', path: '/v1/tasks/1' },
	{
		method: 'POST',
		path: '/api/v1/files',
		host: 'files',
		form: { contentType: 'multipart/form-data; boundary=x', bytes: Buffer.from('--x--') },
	},
];

describe.each(WAYS)('What goes the way of %s', (way) => {
	test.each([301, 302, 303, 307, 308])(
		'follows no redirect (%i), so that the key goes nowhere else',
		async (status) => {
			enter({});
			answer = (_, response) => {
				response.writeHead(status, { location: `${stranger.origin}/elsewhere` }).end('{}');
			};
			const session = await open();
			for (const call of CALLS) {
				expect(await session[way].send(call, 5)).toMatchObject({ kind: 'answer', status });
			}
			expect(stranger.seen).toEqual([]);
			expect(provider.seen).toHaveLength(CALLS.length);
			expect(provider.seen.map(({ authorization }) => authorization)).toEqual(
				CALLS.map(() => `Bearer ${KEY}`),
			);
		},
	);

	test('comes back without the key, however the answer repeats it', async () => {
		enter({});
		answer = ({ authorization }, response) => {
			response.writeHead(401, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ error: { message: `Wrong key: ${authorization}` } }));
		};
		const reply = await (await open())[way].send(CALLS[0], 5);
		expect(reply).toMatchObject({
			status: 401,
			body: { error: { message: 'Wrong key: Bearer [key removed]' } },
		});
		expect(JSON.stringify(reply)).not.toContain(KEY);
	});

	test('finds its path whether the addresses were pasted with a slash, a space or neither', async () => {
		for (const around of ['', '/', '///', ' ', '/ ', '\n']) {
			enter({
				baseUrl: `${provider.origin}/relay${around}`,
				filesBaseUrl: `${provider.origin}/files${around}`,
			});
			provider.seen.length = 0;
			const session = await open();
			for (const call of [CALLS[0], CALLS[3]]) await session[way].send(call, 5);
			expect(provider.seen.map(({ url }) => url)).toEqual([
				'/relay/v1/tasks/1',
				'/files/api/v1/files',
			]);
		}
	});

	test('is never sent twice, not even after 401, which n8n repeats by itself', async () => {
		enter({});
		for (const status of [401, 429, 500, 503]) {
			provider.seen.length = 0;
			answer = (_, response) => response.writeHead(status).end('{}');
			const session = await open();
			expect(await session[way].send(CALLS[1], 5)).toMatchObject({ kind: 'answer', status });
			expect(provider.seen).toHaveLength(1);
		}
	});

	test('gives up after the time it is given', async () => {
		enter({});
		answer = () => undefined;
		const startMs = Date.now();
		const reply = await (await open())[way].send(CALLS[0], 0.2);
		expect(reply).toEqual({ kind: 'noAnswer', reason: 'no answer came in time' });
		expect(Date.now() - startMs).toBeLessThan(3000);
	});
});

test('After Stop only the last word is still sent', async () => {
	enter({});
	const stop = new AbortController();
	const session = await open(stop.signal);
	stop.abort();
	expect(await session.client.send(CALLS[0], 5)).toEqual({ kind: 'stopped' });
	expect(provider.seen).toEqual([]);
	expect(await session.lastWord.send(CALLS[2], 5)).toMatchObject({ kind: 'answer', status: 200 });
	expect(provider.seen).toMatchObject([{ method: 'DELETE', url: '/v1/tasks/1' }]);
});

test('Stop breaks off what is under way and says so', async () => {
	enter({});
	const stop = new AbortController();
	const session = await open(stop.signal);
	answer = () => stop.abort();
	expect(await session.client.send(CALLS[1], 5)).toEqual({ kind: 'stopped' });
});
