import { PROVIDER_IDS, credentialsFor, openLab } from '../support/lab.mts';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { NAMES, WORDS_TO_AVOID, bothWays } from './errorTexts.mts';
import { PASSING } from './support.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => {
	lab.sandbox.reset();
	lab.engine.state.credentials = { ...credentialsFor(lab.sandbox) };
});
afterAll(async () => await lab.close());

describe.each(PROVIDER_IDS)('P13 Whatever %s answers', (provider) => {
	const type = PROVIDERS[provider].credentialType;

	/** n8n throws a message away when one of these is anywhere in it, whatever the letter case. */
	const ERRNO =
		/ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EADDRNOTAVAIL|ECONNABORTED|EHOSTUNREACH|EAI_AGAIN|ENOENT|EISDIR|ENOTDIR|EACCES|EEXIST|EPERM|GETADDRINFO/i;

	test('a wrong key is explained and never shown', async () => {
		const key = 'sk-canary-0a1b2c3d4e5f60718293';
		lab.engine.state.credentials[type] = {
			...lab.engine.state.credentials[type],
			apiKey: key,
		};
		const { message, description, json } = await bothWays(lab, provider, {});
		expect(description).toMatch(/API Key/);
		expect(`${message} ${description} ${JSON.stringify(json)}`).not.toContain('canary');
		expect(json.details.failure).toMatchObject({ category: 'account', retryable: false });
	});

	test.each([
		['in a sentence', (key: string) => `Incorrect API key provided: ${key}.`],
		['as a bearer', (key: string) => `Header "Authorization: Bearer ${key}" refused`],
		['bare', (key: string) => `No permission for ${key} here`],
		['in an address', (key: string) => `https://api.example.com/${key}/videos`],
	])('the key is never shown although the answer repeats it %s', async (_, phrase) => {
		const key = `${lab.sandbox.keys[provider]}`;
		lab.sandbox.addFault({
			provider,
			operation: 'create',
			kind: 'status',
			status: 400,
			times: 'always',
			body: { error: { code: 'bad_things', message: phrase(key) } },
		});
		const { message, description, json } = await bothWays(lab, provider, {
			options: { includeRawResponse: true },
		});
		expect(`${message} ${description} ${JSON.stringify(json)}`).not.toContain(key);
		expect(message).toMatch(new RegExp(`^${NAMES[provider]}: `));
	});

	test('signed addresses lose what opens them', async () => {
		const url =
			'https://bucket.example.com/in/mug.png?X-Tos-Signature=canary&X-Tos-Credential=canary';
		lab.sandbox.addFault({
			provider,
			operation: 'create',
			kind: 'status',
			status: 400,
			times: 'always',
			body: { error: { code: 'bad_media', message: `Could not fetch ${url} in time` } },
		});
		const { message, description, json } = await bothWays(lab, provider, {});
		expect(message).toContain('bucket.example.com/in/mug.png');
		expect(`${message} ${description} ${JSON.stringify(json)}`).not.toContain('canary');
	});

	test.each([
		['connect ETIMEDOUT 10.0.0.7:443', /timed out/],
		['You must approvePermissions first', /approve?-?Permissions/i],
		['resourceNotFound: see https://help.example.com/getaddrinfo-eperm', /resource-?Not-?Found/i],
		['read ECONNRESET', /connection reset/],
	])('a message with system words reaches the user as a sentence: %s', async (text, says) => {
		lab.sandbox.addFault({
			provider,
			operation: 'create',
			kind: 'status',
			status: 403,
			times: 'always',
			body: { error: { code: 'odd', message: text } },
		});
		const { message, json } = await bothWays(lab, provider, {});
		expect(message).toMatch(new RegExp(`^${NAMES[provider]}: `));
		expect(message.replace(/[- ]/g, '')).toMatch(new RegExp(says.source.replace(/[- ]/g, ''), 'i'));
		expect(message).not.toMatch(ERRNO);
		expect(json.error).not.toMatch(ERRNO);
	});

	test('system words in what the user typed do not replace the message', async () => {
		const result = await lab.generate(provider, {
			parameters: { duration: '={{ "approvePermissions" }}', model: '={{ "ETIMEDOUT" }}' },
		});
		expect(result.error?.message).toMatch(
			/Duration needs a number, but it is "approvePermissions"/,
		);
		expect(result.error?.message).toMatch(/Model is "ETIMEDOUT"/);
		expect(result.error?.description).toMatch(/Nothing was sent/);
		expect(lab.sandbox.requests()).toEqual([]);
	});

	test('an error page of a gateway is not poured over the user', async () => {
		lab.sandbox.addFault({
			provider,
			operation: 'create',
			kind: 'html',
			status: 403,
			times: 'always',
		});
		const { message, description } = await bothWays(lab, provider, {});
		expect(message).toMatch(/HTTP 403/);
		expect(`${message} ${description}`).not.toMatch(/<\w+/);
		expect(description).toMatch(/API Key|Base URL/);
	});

	test('P3 one message names every row, every task and what is safe', async () => {
		const result = await lab.generate(provider, {
			parameters: { prompt: '={{ $json.prompt }}', duration: '={{ $json.seconds }}' },
			rows: [
				{ prompt: 'A boat', seconds: 5 },
				{ prompt: `A kite [[fail:${PASSING[provider]}]]`, seconds: 5 },
				{ prompt: 'A drum', seconds: 99 },
				{ prompt: 'A bell', seconds: 5 },
			],
		});
		const id = (thing: string) =>
			lab.sandbox.tasks().find(({ prompt }) => prompt.includes(thing))?.id;
		const { message = '', description = '' } = result.error ?? {};
		expect(message).toMatch(/^2 of 4 rows did not give a video\. Row 2: /);
		expect(message).toContain(`Row 2: ${NAMES[provider]}, task ${id('kite')}: `);
		expect(message).toMatch(/Row 3: .*Duration/);
		expect(description).toContain(
			`fine and paid: row 1 (task ${id('boat')}), row 4 (task ${id('bell')})`,
		);
		expect(message + description).not.toMatch(WORDS_TO_AVOID);
	});
});

test('P3 with a hundred bad rows the message stays readable and still names every task', async () => {
	const rows = Array.from({ length: 100 }, (_, index) => ({
		prompt: `A boat ${index} [[fail:service_error]]`,
	}));
	const result = await lab.generate('evolink', {
		parameters: { prompt: '={{ $json.prompt }}', options: { maxConcurrency: 50 } },
		rows,
	});
	const message = String(result.error?.message);
	expect(message).toMatch(/^100 of 100 rows/);
	for (const { id } of lab.sandbox.tasks()) expect(message).toContain(id);
	expect(message.length).toBeLessThan(100 * 80);
});

test.each([
	['ink', 'seedanceInkApi', 'Invalid API key\\.'],
	['ark', 'seedanceArkApi', '[^:]* invalid\\. Request id: \\w+\\.'],
] as const)(
	'P3 on %s rows with the same trouble are told together, in whole sentences',
	async (provider, credential, words) => {
		const { credentials } = lab.engine.state;
		const right = credentials[credential];
		credentials[credential] = { ...right, apiKey: 'wrong' };
		const result = await lab.generate(provider, {
			parameters: { prompt: '={{ $json.prompt }}' },
			rows: [{ prompt: 'A boat' }, { prompt: 'A kite' }, { prompt: '' }],
		});
		credentials[credential] = right;
		expect(result.error?.message).toMatch(
			new RegExp(
				`^3 of 3 rows did not give a video\\. Rows 1, 2: [^:]*: ${words} Row 3: [^:]*: Prompt is empty`,
			),
		);
	},
);

test('a message begins with its provider, and only once', async () => {
	const result = await lab.generate('twelveAi', { parameters: { model: 'seedance-2.5' } });
	expect(result.error?.message).toMatch(
		/^12AI: Model is seedance-2\.5, which 12AI does not offer\. /,
	);
});

test('a missing base URL says where to fill it in', async () => {
	lab.engine.state.credentials.seedanceEvoLinkApi = { apiKey: 'x', baseUrl: ' ' };
	const result = await lab.generate('evolink');
	expect(result.error?.message).toBe('The EvoLink credential has no base URL.');
	expect(result.error?.description).toMatch(/Base URL/);
});
