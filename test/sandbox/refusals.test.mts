import { ARK_DRAFTS } from './draft-cases.mts';
import { ARK, EVOLINK, INK, TWELVE, arkBody, evolinkBody, inkBody } from './refusal-cases.mts';
import { SPEAKERS, SPEAKER_NAMES, clientOf, startSandbox } from './support.mts';
import type { Sandbox } from '../../sandbox/index.mts';

const I2V = {
	model: 'seedance-2.0-image-to-video',
	image_urls: ['http://127.0.0.1:1/never-fetched.png'],
};
describe('refusals in the provider’s own shape', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ jobMs: 50 });
	});
	afterEach(() => {
		const accepted = sandbox.tasks().length;
		sandbox.reset();
		expect(accepted).toBe(0);
	});
	afterAll(() => sandbox.stop());

	test.each([...ARK, ...ARK_DRAFTS])('Ark refuses %s', async (_title, body, code, field) => {
		const { status, json } = await clientOf(sandbox, 'ark').send(body);
		expect(status).toBe(400);
		expect(json.error).toMatchObject({ code, param: field, type: 'BadRequest' });
		expect(json.error.message).toMatch(/Request id: \w+$/);
	});

	test.each(EVOLINK)('EvoLink refuses %s', async (_title, body, param) => {
		const { status, json } = await clientOf(sandbox, 'evolink').send(body);
		expect(status).toBe(400);
		expect(json.error).toMatchObject({
			code: 'invalid_request',
			param,
			type: 'invalid_request_error',
		});
	});

	test.each(TWELVE)('12AI refuses %s', async (_title, body, named) => {
		const { status, json } = await clientOf(sandbox, 'twelveAi').send(body);
		expect(status).toBe(400);
		expect(json).toMatchObject({ code: 'invalid_request', data: null });
		expect(json.message).toContain(named);
	});

	test.each(INK)('seedance2.ink refuses %s', async (_title, body, named) => {
		const { status, json } = await clientOf(sandbox, 'ink').send(body);
		expect(status).toBe(400);
		expect(json).toMatchObject({ success: false, error: { code: 'invalid_request' } });
		expect(json.error.message.startsWith(`${named}: `)).toBe(true);
	});

	test('a model id of the other Ark region does not exist', async () => {
		const { status, json } = await clientOf(sandbox, 'arkInternational').send(arkBody({}));
		expect([status, json.error.code]).toEqual([404, 'InvalidEndpointOrModel.NotFound']);
		const bare = await clientOf(sandbox, 'ark').send(arkBody({ model: 'doubao-seedance-2-0' }));
		expect([bare.status, bare.json.error.code]).toEqual([404, 'InvalidEndpointOrModel.NotFound']);
	});

	test.each(SPEAKER_NAMES)('%s refuses a body that is no JSON', async (speaker) => {
		const { base, create } = SPEAKERS[speaker];
		const response = await fetch(sandbox.baseUrls[base] + create, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${sandbox.keys[base]}`,
				'content-type': 'application/json',
			},
			body: '{"model":',
		});
		expect(response.status).toBe(400);
	});
});

describe('options that make the sandbox stricter', () => {
	test('the older single EvoLink id, private callbacks, private media and closed models are refused', async () => {
		const sandbox = await startSandbox({
			evolinkOldId: 'refuse',
			allowPrivateCallbacks: false,
			allowPrivateMedia: false,
			closedModels: ['doubao-seedance-2-0-260128'],
		});
		try {
			const evolink = clientOf(sandbox, 'evolink');
			expect((await evolink.send({ model: 'seedance-2.0', prompt: 'x' })).json.error.param).toBe(
				'model',
			);
			for (const callback of [
				'http://example.com/a',
				'https://127.0.0.1/a',
				'https://192.168.0.4/a',
			]) {
				const { status, json } = await evolink.send(evolinkBody({ callback_url: callback }));
				expect([status, json.error.param]).toEqual([400, 'callback_url']);
			}
			expect(
				(await evolink.send(evolinkBody({ callback_url: 'https://example.com/a' }))).status,
			).toBe(200);
			expect((await evolink.send(evolinkBody(I2V))).status).toBe(400);
			expect(
				(await clientOf(sandbox, 'ink').send(inkBody({ mediaUrls: I2V.image_urls }))).status,
			).toBe(400);
			expect((await clientOf(sandbox, 'ark').send(arkBody({}))).json.error.code).toBe(
				'ModelNotOpen',
			);
		} finally {
			await sandbox.stop();
		}
	});

	test('a misspelt option is refused', async () => {
		const misspelt: object = { jobsMs: 5 };
		await expect(startSandbox(misspelt)).rejects.toThrow('jobsMs');
	});
});
