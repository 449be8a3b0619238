import { clientOf, eventually, sleep, startReceiver, startSandbox } from './support.mts';
import type { Sandbox } from '../../sandbox/index.mts';

describe('callbacks', () => {
	let sandbox: Sandbox;
	let receiver: Awaited<ReturnType<typeof startReceiver>>;
	beforeEach(async () => {
		sandbox = await startSandbox({ jobMs: 60, callbackRetryMs: 20 });
		receiver = await startReceiver();
	});
	afterEach(async () => {
		await sandbox.stop();
		await receiver.close();
	});

	const states = () => receiver.calls.map(({ body }) => body.status);

	test('Ark calls on every change of state but cancelling, with the body of the GET answer', async () => {
		const client = clientOf(sandbox, 'ark');
		const id = await client.start('x', { callback_url: receiver.url });
		await eventually(() => receiver.calls.length === 3);
		expect(states().sort()).toEqual(['queued', 'running', 'succeeded']);
		const last = receiver.calls.find(({ body }) => body.status === 'succeeded');
		const { json } = await client.read(id);
		expect({ ...last?.body, content: null }).toEqual({ ...json, content: null });
		expect(last?.headers.authorization).toBeUndefined();
	});

	test('Ark does not call about a cancelled task', async () => {
		const client = clientOf(sandbox, 'ark');
		const id = await client.start('x [[cancelled]]', { callback_url: receiver.url });
		await client.until(id, ['cancelled']);
		await sleep(60);
		expect(states().sort()).toEqual(['queued', 'running']);
	});

	test.each([
		['evolink', 'callback_url', 'completed'],
		['twelveAi', 'webhook_url', 'completed'],
		['ink', 'webhookUrl', 'succeeded'],
	])('%s calls once, at the end', async (name, field, word) => {
		const client = clientOf(sandbox, name as 'evolink' | 'twelveAi' | 'ink');
		const more =
			name === 'twelveAi' ? { metadata: { [field]: receiver.url } } : { [field]: receiver.url };
		const id = await client.start('x', more);
		await eventually(() => receiver.calls.length === 1);
		await sleep(80);
		expect(states()).toEqual([word]);
		expect(JSON.stringify(receiver.calls[0].body)).toContain(id);
	});

	test('12AI’s top-level callback_url works too, and metadata wins over it', async () => {
		const client = clientOf(sandbox, 'twelveAi');
		await client.start('x', { callback_url: receiver.url });
		await client.start('x', {
			callback_url: 'http://127.0.0.1:1/',
			metadata: { webhook_url: receiver.url },
		});
		await eventually(() => receiver.calls.length === 2);
	});

	test('failed and cancelled jobs are reported as well', async () => {
		await clientOf(sandbox, 'evolink').start('x [[fail:service_error]]', {
			callback_url: receiver.url,
		});
		await clientOf(sandbox, 'evolink').start('x [[cancelled]]', { callback_url: receiver.url });
		await eventually(() => receiver.calls.length === 2);
		expect(states().sort()).toEqual(['cancelled', 'failed']);
	});

	test('EvoLink tries again three times, each time waiting twice as long', async () => {
		receiver.answers.push(500, 404, 503);
		await clientOf(sandbox, 'evolink').start('x', { callback_url: receiver.url });
		// A call is on record when its answer has come back, which is a moment after it arrived.
		await eventually(() => sandbox.stats().callbacks.length === 4);
		const gaps = receiver.calls.slice(1).map(({ at }, index) => at - receiver.calls[index].at);
		[20, 40, 80].forEach((least, index) => expect(gaps[index]).toBeGreaterThanOrEqual(least - 3));
		expect(sandbox.stats().callbacks.map(({ attempt, status }) => [attempt, status])).toEqual([
			[1, 500],
			[2, 404],
			[3, 503],
			[4, 200],
		]);
	});

	test('gives up after the last try', async () => {
		receiver.answers.push(500, 500, 500, 500, 500, 500, 500, 500, 500);
		await clientOf(sandbox, 'ark').start('x [[queue:500]]', { callback_url: receiver.url });
		await eventually(() => receiver.calls.length === 3);
		await sleep(100);
		expect(receiver.calls).toHaveLength(3);
	});

	test('a prompt can ask for a repeated callback or none', async () => {
		await clientOf(sandbox, 'ink').start('x [[callbacks:3]]', { webhookUrl: receiver.url });
		await eventually(() => receiver.calls.length === 3);
		await clientOf(sandbox, 'ink').start('x [[callbacks:0]]', { webhookUrl: receiver.url });
		await sleep(150);
		expect(receiver.calls).toHaveLength(3);
	});
});
