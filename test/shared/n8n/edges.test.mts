import { apiKeyFrom, openAccess } from '../../../nodes/shared/n8n/access.ts';
import { openSessions } from '../../../nodes/shared/n8n/session.ts';
import { withoutKey } from '../../../nodes/shared/n8n/withoutKey.ts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import type { Reply } from '../../../nodes/shared/net/reply.ts';

describe('A key', () => {
	test.each([
		['sk-1234567890', 'sk-1234567890'],
		[' Bearer sk-1 ', 'sk-1'],
		['BEARER sk-1', 'sk-1'],
		['\u200bsk-1\ufeff', 'sk-1'],
		['Bearer\u00a0\u00a0sk-1', 'sk-1'],
		['sk-abc…xyz', 'sk-abc xyz'],
		['sk-bearer sk', 'sk-bearer sk'],
		['Bearer Bearer sk-1', 'Bearer sk-1'],
		['Bearer ', ''],
		['', ''],
	])('%j goes out as %j', (apiKey, sent) => expect(apiKeyFrom({ apiKey })).toBe(sent));

	test('that is a number of a sheet is one', () => expect(apiKeyFrom({ apiKey: 7 })).toBe('7'));

	test.each([[undefined], [null], [{}]])('that is %j is none', (apiKey) =>
		expect(apiKeyFrom({ apiKey } as ICredentialDataDecryptedObject)).toBe(''),
	);
});

const openSession = async (context: IExecuteFunctions) => (await openSessions(context)).all[0];

function contextWith(
	credentials: { apiKey: string; baseUrl: string },
	over: Record<string, unknown> = {},
) {
	const asked: string[] = [];
	const body = { echo: `Bearer ${credentials.apiKey?.trim()}` };
	const answer = async () => ({ statusCode: 401, headers: {}, body });
	const context = {
		getCredentials: async (type: string) => {
			asked.push(type);
			return credentials;
		},
		getNodeParameter: () => 'evolink',
		getInputData: () => [{ json: {} }],
		getExecutionCancelSignal: () => undefined,
		getNode: () => ({ name: 'Node', type: 't', typeVersion: 1, parameters: {} }),
		helpers: { httpRequestWithAuthentication: answer, httpRequest: answer },
		...over,
	} as unknown as IExecuteFunctions;
	return { asked, context };
}

const CALL = { method: 'GET' as const, path: '/x' };
const TYPED = { apiKey: ' sk-0123456789 ', baseUrl: 'https://api.example.com/' };

describe('What a credential opens', () => {
	test('is read from the type of the provider, and never answers with the key', async () => {
		for (const provider of Object.values(PROVIDERS)) {
			const { asked, context } = contextWith(TYPED);
			const { client, connection, apiKey } = await openAccess(context, provider);
			expect(asked).toEqual([provider.credentialType]);
			expect([connection.baseUrl, apiKey]).toEqual(['https://api.example.com', 'sk-0123456789']);
			expect(await client.send(CALL, 1)).toMatchObject({ body: { echo: 'Bearer [key removed]' } });
		}
	});

	test('keeps still once the execution is stopped', async () => {
		const { context } = contextWith(TYPED);
		const { client } = await openAccess(context, PROVIDERS.ark, { aborted: true });
		expect(await client.send(CALL, 1)).toEqual({ kind: 'stopped' });
	});
});

describe('A session', () => {
	test('has both ways to the provider, and neither answers with the key', async () => {
		const session = await openSession(contextWith(TYPED).context);
		expect(session.provider.id).toBe('evolink');
		expect(session.stop.aborted).toBe(false);
		expect(session.apiKey).toBe('sk-0123456789');
		expect(session.connection).toEqual({ baseUrl: 'https://api.example.com' });
		for (const client of [session.client, session.lastWord]) {
			expect(await client.send(CALL, 1)).toMatchObject({ body: { echo: 'Bearer [key removed]' } });
		}
	});

	test('takes the Stop of n8n for its own, in its client and in its clock', async () => {
		const stop = new AbortController();
		const { context } = contextWith(TYPED, { getExecutionCancelSignal: () => stop.signal });
		const session = await openSession(context);
		stop.abort();
		expect(session.stop.aborted).toBe(true);
		expect(await session.client.send(CALL, 1)).toEqual({ kind: 'stopped' });
		expect(await session.lastWord.send(CALL, 1)).toMatchObject({ kind: 'answer' });
		// It would be a minute otherwise.
		await session.clock.sleep(60_000);
	});

	test.each([[undefined], [''], ['Evolink'], [7]])(
		'is not opened for provider %j',
		async (chosen) => {
			const { context } = contextWith(TYPED, { getNodeParameter: () => chosen });
			await expect(openSession(context)).rejects.toMatchObject({
				message: 'No provider is chosen.',
				description: `Choose one of the list in the field Provider. It is "${chosen}" now.`,
			});
		},
	);

	test('is not opened without a base URL, and says of which credential', async () => {
		const { context } = contextWith({ ...TYPED, baseUrl: ' / ' });
		await expect(openSession(context)).rejects.toMatchObject({
			message: 'The EvoLink credential has no base URL.',
			description: 'Open the credential and fill in the field Base URL.',
		});
	});
});

describe('Answers without the key', () => {
	async function answered(reply: Reply, key: string) {
		const asked: unknown[] = [];
		const client = withoutKey(
			{
				send: async (...given) => {
					asked.push(given);
					return reply;
				},
			},
			key,
		);
		return { reply: await client.send(CALL, 7), asked };
	}
	const answer = (body: unknown): Reply => ({
		kind: 'answer',
		status: 200,
		headers: {},
		body,
	});

	test('lose it every time it stands there, also as a name', async () => {
		const body = { text: 'sk-12345 and sk-12345', 'key sk-12345': [{ deep: ['sk-12345'] }] };
		const { reply, asked } = await answered(answer(body), ' sk-12345 ');
		expect(reply).toEqual(
			answer({
				text: '[key removed] and [key removed]',
				'key [key removed]': [{ deep: ['[key removed]'] }],
			}),
		);
		expect(asked).toEqual([[CALL, 7]]);
	});

	test.each([['text sk-12345'], [null], [undefined], [7], [true]])('may be %j', async (body) => {
		const { reply } = await answered(answer(body), 'sk-12345');
		const expected = typeof body === 'string' ? 'text [key removed]' : body;
		expect(reply).toEqual(answer(expected));
	});

	test('are left alone where the key is too short to be one', async () => {
		const { reply } = await answered(answer('an ordinary key of seven'), 'seven  ');
		expect(reply).toMatchObject({ body: 'an ordinary key of seven' });
		expect((await answered(answer('a 1234567'), '1234567')).reply).toMatchObject({
			body: 'a 1234567',
		});
		expect((await answered(answer('a 12345678'), '12345678')).reply).toMatchObject({
			body: 'a [key removed]',
		});
	});

	test('that are none are passed on', async () => {
		const reply: Reply = { kind: 'noAnswer', reason: 'no answer came in time' };
		expect((await answered(reply, 'sk-12345')).reply).toBe(reply);
	});
});
