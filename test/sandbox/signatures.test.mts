/** Checked by the words of docs/providers.md 10.8, 12.8 and 13.8 alone, never by the nodes. */

import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { eventually, fetchText, startReceiver, startSandbox } from './support.mts';
import type { JsonWebKey } from 'node:crypto';
import type { Sandbox } from '../../sandbox/index.mts';

let sandbox: Sandbox;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
	sandbox = await startSandbox({ jobMs: 30, callbackRetryMs: 20 });
	receiver = await startReceiver();
});
afterEach(async () => {
	await sandbox.stop();
	await receiver.close();
});

const get = async (url: string, authorization?: string) =>
	await fetchText(url, authorization === undefined ? {} : { headers: { authorization } });

const post = async (url: string, authorization: string, body: unknown) =>
	await fetchText(url, {
		method: 'POST',
		headers: { authorization, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});

const hook = () => encodeURIComponent(receiver.url);

const ORDERS = {
	fal: async () =>
		await post(
			`${sandbox.baseUrls.fal}/bytedance/seedance-2.0/text-to-video?fal_webhook=${hook()}`,
			`Key ${sandbox.keys.fal}`,
			{ prompt: 'A paper boat', duration: '5' },
		),
	replicate: async (key: string = sandbox.keys.replicate) =>
		await post(
			`${sandbox.baseUrls.replicate}/models/bytedance/seedance-2.0/predictions`,
			`Bearer ${key}`,
			{
				input: { prompt: 'A paper boat' },
				webhook: receiver.url,
				webhook_events_filter: ['completed'],
			},
		),
	waveSpeed: async (key: string = sandbox.keys.waveSpeed) =>
		await post(
			`${sandbox.baseUrls.waveSpeed}/bytedance/seedance-2.0/text-to-video?webhook=${hook()}`,
			`Bearer ${key}`,
			{ prompt: 'A paper boat' },
		),
};

/** The last callback, once there are so many. */
async function called(times: number = 1) {
	await eventually(() => receiver.calls.length >= times);
	const { headers, text } = receiver.calls[times - 1];
	return { text, head: (name: string) => String(headers[name]) };
}

const isNow = (seconds: string) => Math.abs(Date.now() / 1000 - Number(seconds)) < 5;

const setOf = (text: string) => (JSON.parse(text) as { keys: JsonWebKey[] }).keys;

describe('fal.ai signs its callbacks', () => {
	const keySet = async () =>
		setOf((await get(`${sandbox.baseUrls.falFiles}/.well-known/jwks.json`)).text);

	function fits({ text, head }: Awaited<ReturnType<typeof called>>, [key]: JsonWebKey[]) {
		const digest = createHash('sha256').update(text).digest('hex');
		const parts = ['request-id', 'user-id', 'timestamp'].map((one) => head(`x-fal-webhook-${one}`));
		return verify(
			null,
			Buffer.from([...parts, digest].join('\n')),
			createPublicKey({ key, format: 'jwk' }),
			Buffer.from(head('x-fal-webhook-signature'), 'hex'),
		);
	}

	test('with a key of the set that everybody may read, without a key of their own', async () => {
		expect((await ORDERS.fal()).status).toBe(200);
		const callback = await called();
		const keys = await keySet();
		expect(keys).toEqual([{ kty: 'OKP', crv: 'Ed25519', x: expect.any(String) }]);
		expect(fits(callback, keys)).toBe(true);
		expect(fits({ ...callback, text: `${callback.text} ` }, keys)).toBe(false);
		expect(isNow(callback.head('x-fal-webhook-timestamp'))).toBe(true);
		expect(JSON.parse(callback.text).request_id).toBe(callback.head('x-fal-webhook-request-id'));
		const withKey = `Key ${sandbox.keys.fal}`;
		const url = `${sandbox.baseUrls.falFiles}/.well-known/jwks.json`;
		expect((await get(url, withKey)).status).toBe(400);
	});

	test('with a new key after a rotation', async () => {
		const before = await keySet();
		sandbox.rotateSigningKeys();
		await ORDERS.fal();
		const callback = await called();
		expect(fits(callback, before)).toBe(false);
		expect(fits(callback, await keySet())).toBe(true);
	});
});

describe.each([
	['replicate', '/webhooks/default/secret', 'v1', 'base64'],
	['waveSpeed', '/webhook/secret', 'v3', 'hex'],
] as const)('%s signs its callbacks', (provider, path, version, coding) => {
	async function secretOf(key: string) {
		const { text } = await get(sandbox.baseUrls[provider] + path, `Bearer ${key}`);
		const answer = JSON.parse(text) as { key?: string; data?: { secret: string } };
		return String(provider === 'replicate' ? answer.key : answer.data?.secret);
	}

	function expected({ text, head }: Awaited<ReturnType<typeof called>>, secret: string) {
		const bare = secret.slice('whsec_'.length);
		const key = provider === 'replicate' ? Buffer.from(bare, 'base64') : bare;
		const content = `${head('webhook-id')}.${head('webhook-timestamp')}.${text}`;
		return `${version},${createHmac('sha256', key).update(content).digest(coding)}`;
	}

	test('with the secret that the account may read', async () => {
		expect((await ORDERS[provider]()).status).toBeLessThan(300);
		const callback = await called();
		const secret = await secretOf(sandbox.keys[provider]);
		expect(secret).toMatch(/^whsec_./);
		expect(callback.head('webhook-signature')).toBe(expected(callback, secret));
		expect(isNow(callback.head('webhook-timestamp'))).toBe(true);
		expect((await get(sandbox.baseUrls[provider] + path)).status).toBe(401);
	});

	test('with another secret for another account, and after a rotation', async () => {
		const first = await secretOf(sandbox.keys[provider]);
		const second = await secretOf(sandbox.secondKeys[provider]);
		expect(second).not.toBe(first);
		await ORDERS[provider](sandbox.secondKeys[provider]);
		const callback = await called();
		expect(callback.head('webhook-signature')).toBe(expected(callback, second));
		sandbox.rotateSigningKeys();
		await ORDERS[provider]();
		const later = await called(2);
		const third = await secretOf(sandbox.keys[provider]);
		expect(third).not.toBe(first);
		expect(later.head('webhook-signature')).toBe(expected(later, third));
	});

	test('under the same message id each time', async () => {
		receiver.answers.push(500);
		await ORDERS[provider]();
		const again = await called(2);
		expect(again.head('webhook-id')).toBe(String(receiver.calls[0].headers['webhook-id']));
	});
});
