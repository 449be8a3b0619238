import { Workflow } from 'n8n-workflow';
import { SeedanceArkApi } from '../../credentials/SeedanceArkApi.credentials.ts';
import { SeedanceEvoLinkApi } from '../../credentials/SeedanceEvoLinkApi.credentials.ts';
import { SeedanceInkApi } from '../../credentials/SeedanceInkApi.credentials.ts';
import { SeedanceTwelveAiApi } from '../../credentials/SeedanceTwelveAiApi.credentials.ts';
import { CODES_THAT_FAIL, testRules } from '../../credentials/shared/testRules.ts';
import { apiKeyFrom } from '../../nodes/shared/n8n/access.ts';
import { connectionFrom } from '../../nodes/shared/net/connection.ts';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { TYPED } from '../shared/net/typedAddresses.mts';
import type { ProviderId } from '../support/providers.mts';
import type { ICredentialDataDecryptedObject, IDataObject, INode, INodeTypes } from 'n8n-workflow';

type Rule = NonNullable<ReturnType<typeof testRules>>[number];

/**
 * A credential reads what people paste by an expression of n8n, the nodes read it in code: if the two part, a credential
 * passes its test and the node fails, or the other way round.
 */

const TYPES = [
	new SeedanceEvoLinkApi(),
	new SeedanceArkApi(),
	new SeedanceTwelveAiApi(),
	new SeedanceInkApi(),
];

const workflow = new Workflow({
	nodes: [],
	connections: {},
	active: false,
	nodeTypes: {} as INodeTypes,
});

const resolved = (expression: unknown, credentials: IDataObject) =>
	String(
		workflow.expression.getSimpleParameterValue(
			{ name: 'x', typeVersion: 1, parameters: {} } as INode,
			String(expression),
			'internal',
			{ $credentials: credentials },
		),
	);

const KEYS = [
	'sk-0123456789',
	' sk-0123456789\n',
	'Bearer sk-0123456789',
	'bearer   sk-0123456789',
	'\u200bBEARER\u00a0sk-0123456789\ufeff',
	'sk-abc…xyz',
	'sk-bearer sk',
	'Bearer Bearer sk-1',
	'密钥',
];

const ADDRESSES = [
	'https://relay.example.com/api/v3',
	'https://relay.example.com/api/v3/',
	' https://relay.example.com/api/v3/// ',
	'\nhttps://relay.example.com/api/v3\n',
	'https://relay.example.com',
	'/',
	'   ',
	'"https://relay.example.com/api/v3"',
	'\u200bhttps://relay.example.com/api/v3\ufeff',
	'https://relay.example.com/api/v3?key=1#top',
	'relay.example.com/api/v3',
	'127.0.0.1:4010/ark/api/v3',
	...['evolink', 'ark', 'twelveAi', 'ink'].flatMap((id) =>
		TYPED[id as ProviderId].map(([typed]) => typed),
	),
];

describe.each(TYPES.map((type) => [type.name, type] as const))('%s', (_, type) => {
	test.each(KEYS)('sends the key %j as the nodes read it', (apiKey) => {
		const { Authorization } = type.authenticate.properties.headers ?? {};
		expect(resolved(Authorization, { apiKey })).toBe(`Bearer ${apiKeyFrom({ apiKey })}`);
	});

	test.each(ADDRESSES)('is tested at the address %j as the nodes read it', (baseUrl) => {
		const entered = { region: type.name === 'seedanceArkApi' ? 'custom' : undefined, baseUrl };
		const { baseURL } = type.test.request;
		const provider = Object.values(PROVIDERS).find(
			({ credentialType }) => credentialType === type.name,
		);
		expect(resolved(baseURL, entered)).toBe(
			connectionFrom(entered as ICredentialDataDecryptedObject, provider ?? {}).baseUrl,
		);
	});

	test('is tested by one reading request that follows no redirect', () => {
		expect(type.test.request).toMatchObject({
			method: 'GET',
			disableFollowRedirect: true,
		});
	});
});

test.each(['china', 'international'])('Ark %s is tested where the nodes send', (region) => {
	const { baseURL } = new SeedanceArkApi().test.request;
	const entered = { region, baseUrl: 'https://left.over' };
	expect(resolved(baseURL, entered)).toBe(connectionFrom(entered, PROVIDERS.ark).baseUrl);
});

describe('The words of a test', () => {
	const wording = {
		provider: 'Ark',
		keyPlace: 'the console',
		addressRemedy: 'Set Base URL to https://x',
		keyHint: 'Check Region.',
	};
	const rules: Rule[] = testRules(wording, 'total') ?? [];
	const said = (code: number) =>
		rules
			.filter(({ type, properties }) => type === 'responseCode' && properties.value === code)
			.map(({ properties }) => properties.message);

	const KEY =
		'Ark does not accept this API key. Copy it again from the console and paste it whole. Check Region.';
	const ADDRESS = 'Another service answers at this address, not Ark. Set Base URL to https://x.';
	const REDIRECT = 'This address sends visitors on to another one. Set Base URL to https://x.';
	const BUSY =
		'Ark allows only a few requests at a time and refused this one. Wait a minute, then test again.';
	const DOWN =
		'Ark is not available right now. The key was not checked. Test again in a few minutes.';

	test.each([
		[KEY, [401, 403]],
		[ADDRESS, [400, 404, 405, 406, 410, 415, 421, 422, 426, 501]],
		[REDIRECT, [301, 302, 303, 307, 308]],
		[BUSY, [429]],
		[DOWN, [500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530]],
	])('%s', (message, codes) => {
		expect(codes.flatMap(said)).toEqual(codes.map(() => message));
	});

	test('leave out the hint about the key where there is none', () => {
		const { keyHint, ...plain } = wording;
		expect(keyHint).toBeTruthy();
		expect(JSON.stringify(testRules(plain))).toContain('paste it whole."');
	});

	test('look at the body of an answer that came with a good status', () => {
		const bodies = (list: Rule[]) =>
			list
				.filter(({ type }) => type === 'responseSuccessBody')
				.map(({ properties: { message, value, ...rest } }) => [
					'key' in rest && rest.key,
					value,
					message,
				]);
		const page = 'A web page answers at this address, not Ark. Set Base URL to https://x.';
		const always = [
			['error.code', 'unauthorized', KEY],
			['constructor.name', 'String', page],
		];
		expect(bodies(rules)).toEqual([...always, ['total', undefined, ADDRESS]]);
		expect(bodies(testRules(wording) ?? [])).toEqual([
			...always,
			['detail', 'Not Found', ADDRESS],
			['error', 'Not Found', ADDRESS],
			['message', 'Not Found', ADDRESS],
			['message', 'no Route matched with those values', ADDRESS],
			['status', 'ok', ADDRESS],
			['status', 404, ADDRESS],
			['statusCode', 404, ADDRESS],
			['ok', true, ADDRESS],
			['success', true, ADDRESS],
		]);
	});

	test('that must be said although a good answer may be an error are said', () => {
		for (const code of CODES_THAT_FAIL) expect(said(code)).toHaveLength(1);
		// With these a good key is told that the task of the test does not exist.
		for (const code of [400, 404]) expect(CODES_THAT_FAIL).not.toContain(code);
		for (const code of [401, 403, 302, 429, 503]) expect(CODES_THAT_FAIL).toContain(code);
	});
});
