import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { isFullResponse, plainHeaders } from '../../../nodes/shared/net/fullResponse.ts';
import {
	createHttpClient,
	createLastWordClient,
	requestOptions,
} from '../../../nodes/shared/net/http.ts';
import type { HttpCall } from '../../../nodes/shared/providers/types.ts';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

/**
 * What n8n is asked to send, and what is made of its answer; that n8n does as it is asked is seen on the real one, in
 * the tests of the session.
 */

const CONNECTION = { baseUrl: 'https://api.example.com', filesBaseUrl: 'https://up.example.com' };
const CALL: HttpCall = { method: 'POST', path: '/v1/videos', body: { prompt: 'A boat' } };
const NEVER = { aborted: false };

/** Both clients over a helper that keeps what it was given. */
function clients(
	answer: (given: IHttpRequestOptions) => unknown,
	stop: { aborted: boolean } = NEVER,
	authScheme?: string,
) {
	const asked: unknown[] = [];
	const context = {
		helpers: {
			async httpRequestWithAuthentication(
				this: unknown,
				type: string,
				options: IHttpRequestOptions,
			) {
				asked.push({ self: this, type, options });
				return answer(options);
			},
			async httpRequest(options: IHttpRequestOptions) {
				asked.push({ options });
				return answer(options);
			},
		},
	} as unknown as IExecuteFunctions;
	return {
		asked,
		context,
		client: createHttpClient(context, PROVIDERS.evolink, CONNECTION, stop),
		lastWord: createLastWordClient(context, { authScheme }, CONNECTION, 'sk-secret'),
	};
}

const OK = { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: { id: 1 } };

describe('The options of one call', () => {
	test('say all that n8n needs and nothing that it would do by itself', () => {
		expect(requestOptions(CONNECTION, CALL, 90)).toEqual({
			method: 'POST',
			baseURL: 'https://api.example.com',
			url: '/v1/videos',
			body: { prompt: 'A boat' },
			headers: { Accept: 'application/json' },
			json: true,
			timeout: 90_000,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
	});

	test('repeat the name of a query value that is a list', () => {
		const query = { ids: ['a', 'b'], page: 2 };
		const options = requestOptions(CONNECTION, { method: 'GET', path: '/list', query }, 1);
		expect(options).toMatchObject({ qs: query, arrayFormat: 'repeat' });
		expect(options).not.toHaveProperty('body');
	});

	test('send a form as it is, with its own type, to the host for files', () => {
		const form = { contentType: 'multipart/form-data; boundary=x', bytes: Buffer.from('--x--') };
		const options = requestOptions(
			CONNECTION,
			{ method: 'POST', path: '/upload', host: 'files', form },
			1,
		);
		expect(options.baseURL).toBe('https://up.example.com');
		expect(options.body).toBe(form.bytes);
		expect(options.headers).toEqual({
			Accept: 'application/json',
			'Content-Type': 'multipart/form-data; boundary=x',
		});
		expect(options).not.toHaveProperty('qs');
		expect(options).not.toHaveProperty('arrayFormat');
	});
});

describe('The usual client', () => {
	test('sends with the credential of the provider, on the context of the node', async () => {
		const { asked, client, context } = clients(() => OK);
		await client.send(CALL, 90);
		expect(asked).toEqual([
			{
				self: context,
				type: 'seedanceEvoLinkApi',
				options: requestOptions(CONNECTION, CALL, 90),
			},
		]);
	});

	test('gives status, headers in lower case and body', async () => {
		expect(await clients(() => OK).client.send(CALL, 1)).toEqual({
			kind: 'answer',
			status: 200,
			headers: { 'content-type': 'application/json' },
			body: { id: 1 },
		});
	});

	test.each([undefined, null, 'text', 7, {}, { body: 'x' }])(
		'takes %j for an answer that was cut off',
		async (cut) => {
			expect(await clients(() => cut).client.send(CALL, 1)).toEqual({
				kind: 'noAnswer',
				reason: 'the answer was cut off',
			});
		},
	);

	test('does not take the key along to an address that the provider named', async () => {
		const { asked, client } = clients(() => OK);
		const url = 'https://store.example.net/put/1?signature=s';
		const bytes = Buffer.from('a');
		const form = { contentType: 'image/png', bytes };
		const headers = { 'x-store': 'private' };
		await client.send({ method: 'PUT', path: '', url, headers, form }, 1);
		expect(asked).toEqual([
			{
				options: {
					method: 'PUT',
					url,
					body: bytes,
					headers: {
						Accept: 'application/json',
						'x-store': 'private',
						'Content-Type': 'image/png',
					},
					json: true,
					timeout: 1000,
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
				},
			},
		]);
	});

	test('sends nothing after Stop', async () => {
		const { asked, client } = clients(() => OK, { aborted: true });
		expect(await client.send(CALL, 1)).toEqual({ kind: 'stopped' });
		expect(asked).toEqual([]);
	});

	test('names Stop, not the network, for what Stop has broken off', async () => {
		const stop = { aborted: false };
		const { client } = clients(() => {
			stop.aborted = true;
			throw Object.assign(new Error('aborted'), { code: 'ECONNREFUSED' });
		}, stop);
		expect(await client.send(CALL, 1)).toEqual({ kind: 'stopped' });
	});

	test('throws nothing: trouble of the network is an answer too', async () => {
		const { client } = clients(() => {
			throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
		});
		expect(await client.send(CALL, 1)).toMatchObject({ kind: 'notSent' });
	});
});

describe('The last word', () => {
	test('carries the key itself, because n8n authenticates nothing after Stop', async () => {
		const { asked, lastWord } = clients(() => OK);
		expect(await lastWord.send(CALL, 5)).toMatchObject({ kind: 'answer', status: 200 });
		const usual = requestOptions(CONNECTION, CALL, 5);
		expect(asked).toEqual([
			{
				options: {
					...usual,
					headers: { Accept: 'application/json', Authorization: 'Bearer sk-secret' },
				},
			},
		]);
	});

	test('says before the key what the provider wants to hear', async () => {
		const { asked, lastWord } = clients(() => OK, NEVER, 'Key');
		await lastWord.send(CALL, 5);
		expect(asked).toMatchObject([{ options: { headers: { Authorization: 'Key sk-secret' } } }]);
	});

	test('throws nothing either', async () => {
		const { lastWord } = clients(() => {
			throw new Error('gone');
		});
		expect(await lastWord.send(CALL, 5)).toMatchObject({ kind: 'noAnswer' });
	});
});

describe('Answers of n8n’s helpers', () => {
	test('are whole only with a status', () => {
		expect(isFullResponse({ statusCode: 204 })).toBe(true);
		for (const value of [null, undefined, {}, 'statusCode', 7]) {
			expect(isFullResponse(value)).toBe(false);
		}
	});

	test('have one text per header, the first of several, under its name in lower case', () => {
		const headers = { 'Retry-After': 5, 'SET-COOKIE': ['a=1', 'b=2'], Empty: [], No: null };
		expect(plainHeaders({ ...headers, Never: undefined })).toEqual({
			'retry-after': '5',
			'set-cookie': 'a=1',
		});
		expect(plainHeaders(undefined)).toEqual({});
	});
});

describe('A provider that says in the body how it went', () => {
	test('is heard by both clients, and an address elsewhere is not', async () => {
		const body = { code: 429, msg: 'Too many requests', data: null };
		const { context, lastWord } = clients(() => ({ ...OK, body }));
		expect(await lastWord.send(CALL, 9)).toMatchObject({ status: 200 });
		const ours = createHttpClient(context, PROVIDERS.kie, CONNECTION, NEVER);
		expect(await ours.send(CALL, 9)).toMatchObject({ status: 429, body });
		const late = createLastWordClient(context, PROVIDERS.kie, CONNECTION, 'sk-secret');
		expect(await late.send(CALL, 9)).toMatchObject({ status: 429, body });
		const stored = { ...CALL, url: 'https://store.example.com/x' };
		expect(await ours.send(stored, 9)).toMatchObject({ status: 200 });
	});

	test('loses no answer when its reader breaks', async () => {
		const { context } = clients(() => OK);
		const broken = {
			...PROVIDERS.kie,
			statusOf: () => {
				throw new Error('broken');
			},
		};
		const client = createHttpClient(context, broken, CONNECTION, NEVER);
		expect(await client.send(CALL, 9)).toMatchObject({ kind: 'answer', status: 200 });
	});
});
