import http from 'node:http';
import { Workflow } from 'n8n-workflow';
import { SeedanceArkApi } from '../../credentials/SeedanceArkApi.credentials.ts';
import { SeedanceEvoLinkApi } from '../../credentials/SeedanceEvoLinkApi.credentials.ts';
import { SeedanceInkApi } from '../../credentials/SeedanceInkApi.credentials.ts';
import { SeedanceKieApi } from '../../credentials/SeedanceKieApi.credentials.ts';
import { SeedanceTwelveAiApi } from '../../credentials/SeedanceTwelveAiApi.credentials.ts';
import { createNodeTypes } from '../../tools/engine/builtins.mts';
import { testCredential } from './credentialTester.mts';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialType, INode } from 'n8n-workflow';

export type Answer = {
	status: number;
	type?: string;
	headers?: Record<string, string>;
	body: string;
};

const GOOD = 'sandbox-good';
const HTML = '\n<!DOCTYPE html><html><body>Welcome</body></html>';

const json = (status: number, body: unknown): Answer => ({
	status,
	type: 'application/json',
	body: JSON.stringify(body),
});

const PROVIDERS = [
	{
		title: 'EvoLink',
		create: () => new SeedanceEvoLinkApi(),
		extra: {},
		path: '/v1/credits',
		good: json(200, { success: true, message: '', data: { user: { remaining_credits: 0 } } }),
		refused: json(401, { error: { code: 'unauthorized', message: 'Invalid', type: 'auth' } }),
		wrongKey:
			'EvoLink does not accept this API key. Copy it again from the API Keys page of evolink.ai and paste it whole.',
		remedy: 'Set Base URL to https://api.evolink.ai.',
	},
	{
		title: 'Ark',
		create: () => new SeedanceArkApi(),
		extra: { region: 'custom' },
		path: '/contents/generations/tasks?page_num=1&page_size=1',
		good: json(200, { total: 0, items: [] }),
		refused: json(401, { error: { code: 'AuthenticationError', message: 'bad key' } }),
		wrongKey:
			'Ark does not accept this API key. Copy it again from API Key Management in the Ark console and paste it whole. A key works in one region only, so check Region as well.',
		remedy: 'Choose the region where the key was made, or give a Base URL that ends in /api/v3.',
	},
	{
		title: '12AI',
		create: () => new SeedanceTwelveAiApi(),
		extra: {},
		path: '/v1/videos/task_credential_check',
		good: json(400, { code: 'task_not_exist', message: 'task_not_exist', data: null }),
		refused: json(401, { error: { message: 'Invalid token', type: 'new_api_error' } }),
		wrongKey:
			'12AI does not accept this API key. Copy it again from the token page of 12ai.org and paste it whole.',
		remedy: 'Set Base URL to https://cdn.12ai.org.',
	},
	{
		title: 'seedance2.ink',
		create: () => new SeedanceInkApi(),
		extra: {},
		path: '/api/open/v1/video/generations/req_credential_check',
		good: json(404, { success: false, error: { code: 'not_found', message: 'No such request' } }),
		refused: json(401, {
			success: false,
			error: { code: 'unauthorized', message: 'Invalid API key' },
		}),
		wrongKey:
			'seedance2.ink does not accept this API key. Copy it again from the API keys page of seedance2.ink and paste it whole.',
		remedy: 'Set Base URL to https://www.seedance2.ink.',
	},
	{
		title: 'kie.ai',
		create: () => new SeedanceKieApi(),
		extra: {},
		path: '/api/v1/chat/credit',
		good: json(200, { code: 200, msg: 'success', data: 0 }),
		refused: json(200, { code: 401, msg: 'You do not have access permissions', data: null }),
		wrongKey:
			'kie.ai does not accept this API key. Copy it again from the API Key page of kie.ai and paste it whole.',
		remedy: 'Set Base URL to https://api.kie.ai.',
	},
];

let requests: Array<{ method?: string; url?: string; authorization?: string }> = [];
let answer: (request: IncomingMessage) => Answer = () => json(500, {});
let origin = '';
const server = http.createServer((request, response) => {
	requests.push({
		method: request.method,
		url: request.url,
		authorization: request.headers.authorization,
	});
	const { status, type, headers, body } = answer(request);
	response.writeHead(status, { 'content-type': type ?? 'text/html', ...headers });
	response.end(body);
});

beforeAll(async () => {
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const address = server.address() as AddressInfo;
	origin = `http://127.0.0.1:${address.port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
	requests = [];
});

describe.each(PROVIDERS)('The credential test of $title', (provider) => {
	const runTest = (entered?: Record<string, string>) =>
		testCredential(provider.create(), {
			apiKey: GOOD,
			baseUrl: `${origin}/base`,
			...(provider.extra as Record<string, string>),
			...entered,
		});
	const wrongAddress = `Another service answers at this address, not ${provider.title}. ${provider.remedy}`;
	const webPage = `A web page answers at this address, not ${provider.title}. ${provider.remedy}`;
	const elsewhere = `This address sends visitors on to another one. ${provider.remedy}`;

	beforeEach(() => {
		answer = (request) =>
			request.headers.authorization === `Bearer ${GOOD}` ? provider.good : provider.refused;
	});

	it('accepts a good key with one free reading request', async () => {
		expect(await runTest()).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(requests).toEqual([
			{ method: 'GET', url: `/base${provider.path}`, authorization: `Bearer ${GOOD}` },
		]);
	});

	it('tolerates spaces, slashes and a pasted Bearer', async () => {
		const verdict = await runTest({
			apiKey: ` Bearer ${GOOD} \n`,
			baseUrl: ` ${origin}/base// `,
		});
		expect(verdict.status).toBe('OK');
		expect(requests[0].url).toBe(`/base${provider.path}`);
	});

	it('tolerates invisible characters, and knows a shortened key for a wrong one', async () => {
		expect((await runTest({ apiKey: `\u200bBearer\u00a0${GOOD}\u200b` })).status).toBe('OK');
		expect((await runTest({ apiKey: 'sk-abc\u2026xyz' })).message).toBe(provider.wrongKey);
	});

	it('says that a wrong key is wrong and where to find the right one', async () => {
		expect(await runTest({ apiKey: 'wrong' })).toEqual({
			status: 'Error',
			message: provider.wrongKey,
		});
	});

	it('knows a wrong key that is answered as forbidden', async () => {
		answer = () => json(403, { error: { message: 'no' } });
		expect((await runTest()).message).toBe(provider.wrongKey);
	});

	it.each([
		['a web page', { status: 200, body: HTML }, webPage],
		['an empty page', { status: 200, body: '' }, webPage],
		['plain text', { status: 200, type: 'text/plain', body: 'It works!' }, webPage],
		['another service', json(404, { message: 'Not Found' }), wrongAddress],
		['another service that is pleased', json(200, { status: 'ok' }), wrongAddress],
		['a redirect', { status: 301, headers: { location: '/login' }, body: '' }, elsewhere],
	])('sees a wrong base URL behind %s', async (_title, wrong, message) => {
		answer = () => wrong;
		expect(await runTest()).toEqual({ status: 'Error', message });
		expect(requests).toHaveLength(1);
	});

	it('sees a wrong base URL behind a web page that says not found', async () => {
		answer = () => ({ status: 404, body: HTML });
		const verdict = await runTest();
		expect(verdict.status).toBe('Error');
		expect([wrongAddress, webPage]).toContain(verdict.message);
	});

	it('tells a provider that is down from a wrong key', async () => {
		answer = () => ({ status: 503, body: HTML });
		expect((await runTest()).message).toBe(
			`${provider.title} is not available right now. The key was not checked. Test again in a few minutes.`,
		);
		answer = () => json(429, {});
		expect((await runTest()).message).toMatch(/few requests at a time.*Wait a minute/);
	});

	it('fails with the network code, which the field explains, where nothing listens', async () => {
		const closed = http.createServer();
		await new Promise((resolve) => closed.listen(0, '127.0.0.1', () => resolve(undefined)));
		const { port } = closed.address() as AddressInfo;
		await new Promise((resolve) => closed.close(resolve));
		const verdict = await runTest({ baseUrl: `http://127.0.0.1:${port}` });
		expect(verdict).toEqual({ status: 'Error', message: 'ECONNREFUSED' });
		const field = provider.create().properties.find(({ name }) => name === 'baseUrl');
		expect(field?.description).toContain('a code in capitals');
	});

	it('hides the key in the form and themes the icon', () => {
		const { properties, icon } = provider.create();
		const field = properties.find(({ name }) => name === 'apiKey');
		expect(field).toMatchObject({ required: true, typeOptions: { password: true } });
		expect(icon).toEqual({
			light: 'file:../icons/seedance.svg',
			dark: 'file:../icons/seedance.dark.svg',
		});
	});
});

it('knows a seedance2.ink key that is refused with HTTP 200', async () => {
	answer = () => ({ ...PROVIDERS[3].refused, status: 200 });
	const verdict = await testCredential(new SeedanceInkApi(), { apiKey: 'x', baseUrl: origin });
	expect(verdict).toEqual({ status: 'Error', message: PROVIDERS[3].wrongKey });
});

describe('The addresses that a credential stands for', () => {
	const { expression } = new Workflow({
		nodes: [],
		connections: {},
		active: false,
		nodeTypes: createNodeTypes({}),
	});
	const node: INode = {
		id: 'x',
		name: 'X',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const baseUrl = ({ test }: ICredentialType, data: Record<string, string>) =>
		expression.getSimpleParameterValue(node, test?.request.baseURL, 'internal', {
			$credentials: data,
		});

	it.each([
		['china', 'https://ark.cn-beijing.volces.com/api/v3'],
		['international', 'https://ark.ap-southeast.bytepluses.com/api/v3'],
	])('has its own host for Ark %s, whatever is left in Base URL', (region, expected) => {
		expect(baseUrl(new SeedanceArkApi(), { region, baseUrl: 'https://left.over' })).toBe(expected);
	});

	it('does not pass when a custom Ark address was left empty', async () => {
		const verdict = await testCredential(new SeedanceArkApi(), {
			region: 'custom',
			apiKey: 'x',
			baseUrl: ' ',
		});
		expect(verdict).toEqual({ status: 'Error', message: 'Invalid URL' });
	});

	it.each([
		[new SeedanceEvoLinkApi(), 'https://api.evolink.ai'],
		[new SeedanceTwelveAiApi(), 'https://cdn.12ai.org'],
		[new SeedanceInkApi(), 'https://www.seedance2.ink'],
	])(
		'starts with the usual address, and does not pass when it was emptied (%#)',
		async (type, usual) => {
			const field = type.properties.find(({ name }) => name === 'baseUrl');
			expect(field?.default).toBe(usual);
			const verdict = await testCredential(type, { apiKey: 'x', baseUrl: ' ' });
			expect(verdict).toEqual({ status: 'Error', message: 'Invalid URL' });
		},
	);
});
