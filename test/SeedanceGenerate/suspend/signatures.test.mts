import { createHmac } from 'node:crypto';
import { callbackLab, call, until } from './callbackLab.mts';
import { bodyOf } from '../support.mts';
import type { CallbackLab } from './callbackLab.mts';

/** Signed here by the words of docs/providers.md 13.8, with the secret as the sandbox gives it out. */

let lab: CallbackLab;
beforeEach(async () => {
	lab = await callbackLab({ jobMs: 150 });
});
afterEach(async () => await lab.close());

/** An execution that waits for one task of Replicate, which never calls back by itself. */
async function suspended() {
	const { sandbox, engine } = lab;
	const result = await lab.generate('replicate', {
		parameters: { completion: 'callback', prompt: 'A boat [[callbacks:0]]' },
	});
	expect(result.status).toBe('waiting');
	const created = lab.requests('replicate', 'create').slice(-1)[0];
	const taskId = sandbox.tasks().slice(-1)[0].id;
	await until(() => sandbox.tasks().every(({ endedAtMs }) => endedAtMs !== null), 'it ended');
	const status = () => engine.execution(result.executionId)?.status;
	return { url: String(bodyOf(created).webhook), taskId, status };
}

async function secret(): Promise<Buffer> {
	const url = `${lab.sandbox.baseUrls.replicate}/webhooks/default/secret`;
	const authorization = `Bearer ${lab.sandbox.keys.replicate}`;
	const answer = await fetch(url, { headers: { authorization } });
	const { key } = (await answer.json()) as { key: string };
	return Buffer.from(key.replace('whsec_', ''), 'base64');
}

const bodyFor = (taskId: string) => JSON.stringify({ id: taskId, status: 'succeeded' });

async function signed(body: string, atMs: number = Date.now(), key?: Buffer) {
	const seconds = Math.floor(atMs / 1000);
	const digest = createHmac('sha256', key ?? (await secret())).update(`msg_1.${seconds}.${body}`);
	return {
		'content-type': 'application/json',
		'webhook-id': 'msg_1',
		'webhook-timestamp': String(seconds),
		'webhook-signature': `v1,${digest.digest('base64')}`,
	};
}

/** An execution has gone on by a signature that fits. */
async function knownBefore() {
	const first = await suspended();
	const body = bodyFor(first.taskId);
	expect(await call(first.url, body, await signed(body))).toBe(200);
	await until(() => first.status() === 'success', 'the first execution resumed');
}

const reads = () => lab.requests('replicate', 'get').length;

describe('P8: the signature of a callback to a suspended execution', () => {
	test('that fits lets it go on', async () => {
		await knownBefore();
	});

	test('that does not fit changes nothing, without a read, and the true one is still heard', async () => {
		await knownBefore();
		const place = await suspended();
		const body = bodyFor(place.taskId);
		const before = reads();
		const forged = await signed(body, Date.now(), Buffer.from('a key of somebody else'));
		expect(await call(place.url, body, forged)).toBe(200);
		expect([place.status(), reads()]).toEqual(['waiting', before]);
		expect(await call(place.url, body, await signed(body))).toBe(200);
		await until(() => place.status() === 'success', 'the execution resumed');
	});

	test('that was made long ago changes nothing, without a read', async () => {
		const place = await suspended();
		const body = bodyFor(place.taskId);
		const before = reads();
		const old = await signed(body, Date.now() - 25 * 60 * 60 * 1000);
		expect(await call(place.url, body, old)).toBe(200);
		expect([place.status(), reads()]).toEqual(['waiting', before]);
	});

	test('that is missing, or whose key cannot be had, leaves it to the read', async () => {
		const json = { 'content-type': 'application/json' };
		await knownBefore();
		const unsigned = await suspended();
		expect(await call(unsigned.url, bodyFor(unsigned.taskId), json)).toBe(200);
		await until(() => unsigned.status() === 'success', 'the unsigned one was read');

		await lab.close();
		lab = await callbackLab({ jobMs: 150 });
		const place = await suspended();
		const body = bodyFor(place.taskId);
		const headers = await signed(body, Date.now(), Buffer.from('nobody can tell'));
		lab.sandbox.addFault({ operation: 'signingKey', kind: 'status', status: 500, times: 'always' });
		expect(await call(place.url, body, headers)).toBe(200);
		await until(() => place.status() === 'success', 'the other one was read');
	});
});
