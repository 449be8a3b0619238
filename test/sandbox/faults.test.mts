import { SPEAKERS, SPEAKER_NAMES, clientOf, fetchText, sleep, startSandbox } from './support.mts';
import type { Fault } from '../../sandbox/engine/types.mts';
import type { Sandbox } from '../../sandbox/index.mts';

describe('faults', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ jobMs: 40 });
	});
	afterEach(() => sandbox.reset());
	afterAll(() => sandbox.stop());

	test.each(SPEAKER_NAMES)(
		'%s can answer 500 and 429 in its own shape, then works again',
		async (speaker) => {
			const client = clientOf(sandbox, speaker);
			sandbox.addFault({ provider: undefined, operation: 'create', kind: 'status', status: 500 });
			sandbox.addFault({
				operation: 'create',
				kind: 'status',
				status: 429,
				retryAfter: 2,
				skip: 1,
			});
			const answers = [];
			for (let round = 0; round < 3; round += 1) answers.push(await client.send(client.body('x')));
			expect(answers.map(({ status }) => status)).toEqual([500, 429, 200]);
			expect(answers[1].headers.get('retry-after')).toBe('2');
			expect(answers[0].json.error).toHaveProperty('code');
			const { base } = SPEAKERS[speaker];
			const provider = base === 'arkInternational' ? 'ark' : base;
			expect(sandbox.stats()[provider]).toMatchObject({ tasksAccepted: 1, createsRefused: 2 });
		},
	);

	test('nth, skip, times and always choose the requests that are struck', async () => {
		const client = clientOf(sandbox, 'ark');
		const look = async () => (await client.read('cgt-1')).status;
		sandbox.addFault({ provider: 'ark', operation: 'get', kind: 'status', status: 503, nth: 2 });
		expect([await look(), await look(), await look()]).toEqual([404, 503, 404]);
		sandbox.clearFaults();
		sandbox.addFault({ operation: 'get', kind: 'status', status: 502, skip: 1, times: 2 });
		expect([await look(), await look(), await look(), await look()]).toEqual([404, 502, 502, 404]);
		sandbox.clearFaults();
		sandbox.addFault({ pathIncludes: 'cgt-9', kind: 'status', status: 500, times: 'always' });
		expect(await look()).toBe(404);
		expect((await client.read('cgt-9')).status).toBe(500);
		expect((await client.read('cgt-9')).status).toBe(500);
		expect((await clientOf(sandbox, 'ink').read('req_1')).status).toBe(404);
	});

	test('a fault can bring its own body, as JSON, text or a web page', async () => {
		const client = clientOf(sandbox, 'ark');
		const body = { error: { code: 'SetLimitExceeded', message: 'paused' } };
		sandbox.addFault({ kind: 'status', status: 429, body });
		sandbox.addFault({ kind: 'status', status: 502, body: '<html>Bad Gateway</html>' });
		sandbox.addFault({ kind: 'html' });
		expect((await client.read('x')).json).toEqual(body);
		const page = await client.read('x');
		expect([page.status, page.headers.get('content-type')]).toEqual([
			502,
			'text/html; charset=utf-8',
		]);
		const other = await client.read('x');
		expect([other.status, other.json, /<html>/i.test(other.text)]).toEqual([200, undefined, true]);
	});

	test('resetBefore leaves no job behind, resetAfter leaves a paid one', async () => {
		const client = clientOf(sandbox, 'evolink');
		sandbox.addFault({ provider: 'evolink', operation: 'create', kind: 'resetBefore' });
		await expect(client.start()).rejects.toThrow();
		expect(sandbox.stats().evolink.tasksAccepted).toBe(0);
		sandbox.addFault({ provider: 'evolink', operation: 'create', kind: 'resetAfter' });
		await expect(client.start()).rejects.toThrow();
		expect(sandbox.stats().evolink).toMatchObject({ tasksAccepted: 1, tasksBilled: 1 });
		await sleep(20);
		expect(sandbox.requests().map(({ status, fault }) => [status, fault])).toEqual([
			[null, 'resetBefore'],
			[null, 'resetAfter'],
		]);
	});

	test('brokenBody accepts the job and answers half a sentence with 200', async () => {
		const client = clientOf(sandbox, 'ink');
		sandbox.addFault({ operation: 'create', kind: 'brokenBody' });
		const answer = await client.send(client.body('x'));
		expect([answer.status, answer.json]).toEqual([200, undefined]);
		expect(answer.text.length).toBeGreaterThan(10);
		expect(sandbox.stats().ink.tasksAccepted).toBe(1);
	});

	test.each([true, false])(
		'timeout never answers; accept %s decides whether the job exists',
		async (accept) => {
			const client = clientOf(sandbox, 'twelveAi');
			sandbox.addFault({ operation: 'create', kind: 'timeout', accept });
			const { base, create } = SPEAKERS.twelveAi;
			const waiting = fetch(sandbox.baseUrls[base] + create, {
				method: 'POST',
				headers: {
					authorization: `Bearer ${sandbox.keys[base]}`,
					'content-type': 'application/json',
				},
				body: JSON.stringify(client.body('x')),
				signal: AbortSignal.timeout(150),
			});
			await expect(waiting).rejects.toThrow(/aborted|timeout/i);
			expect(sandbox.stats().twelveAi.tasksAccepted).toBe(accept ? 1 : 0);
		},
	);

	test('a status fault can hide a job that was accepted', async () => {
		const client = clientOf(sandbox, 'ark');
		sandbox.addFault({ operation: 'create', kind: 'status', status: 504, accept: true });
		expect((await client.send(client.body('x'))).status).toBe(504);
		expect(sandbox.stats().ark.tasksAccepted).toBe(1);
	});

	test('a delay holds the answer back and then gives the right one', async () => {
		const client = clientOf(sandbox, 'ark');
		sandbox.addFault({ operation: 'list', kind: 'delay', delayMs: 120 });
		const before = Date.now();
		const { status } = await client.call('GET', '/contents/generations/tasks');
		expect([status, Date.now() - before >= 115]).toEqual([200, true]);
	});

	test('requests in flight are counted', async () => {
		const client = clientOf(sandbox, 'ark');
		sandbox.addFault({ kind: 'delay', delayMs: 60, times: 'always' });
		await Promise.all(Array.from({ length: 5 }, () => client.read('cgt-1')));
		await sleep(20);
		expect(sandbox.stats().ark).toMatchObject({ maxInFlight: 5, inFlight: 0, requests: 5 });
	});

	test('a nonsensical fault is refused when it is set', () => {
		expect(() => sandbox.addFault({ kind: 'explode' as Fault['kind'] })).toThrow('explode');
		expect(() => sandbox.addFault({ kind: 'status' })).toThrow('needs a status');
		expect(() => sandbox.addFault({ kind: 'cut' })).toThrow('operation "file"');
	});
});

describe('the sandbox’s own API', () => {
	test('scripts faults and reads counters from another process', async () => {
		const sandbox = await startSandbox({ jobMs: 30 });
		try {
			const admin = `${sandbox.apiUrl}/__sandbox`;
			const ask = (path: string, method: string = 'GET', body?: unknown) =>
				fetchText(`${admin}/${path}`, {
					method,
					body: body === undefined ? undefined : JSON.stringify(body),
				});
			await ask('faults', 'POST', [
				{ provider: 'ark', operation: 'get', kind: 'status', status: 503 },
			]);
			const client = clientOf(sandbox, 'ark');
			const id = await client.start();
			expect((await client.read(id)).status).toBe(503);
			expect((await ask('faults')).json).toMatchObject([{ seen: 1, hits: 1 }]);
			const stats = (await ask('stats')).json;
			expect(stats).toHaveProperty('ark.byOperation', { create: 1, get: 1 });
			expect((await ask('requests')).json).toHaveLength(2);
			expect((await ask('tasks')).json).toMatchObject([{ id }]);
			await ask('age', 'POST', { taskId: id, ms: 8 * 24 * 3600 * 1000 });
			expect((await client.read(id)).status).toBe(404);
			expect((await ask('faults', 'POST', { kind: 'explode' })).status).toBe(400);
			expect((await ask('nothing')).status).toBe(404);
			await ask('reset', 'POST');
			expect((await ask('stats')).json).toHaveProperty('ark.requests', 0);
			expect(sandbox.tasks()).toEqual([]);
		} finally {
			await sandbox.stop();
		}
	});

	test('stops within 100 ms, whatever is going on', async () => {
		const sandbox = await startSandbox({ jobMs: 60000 });
		const client = clientOf(sandbox, 'evolink');
		await client.start('x', { callback_url: 'http://127.0.0.1:9/' });
		sandbox.addFault({ operation: 'get', kind: 'timeout', times: 'always' });
		const hanging = client.read('task-unified-1').catch(() => 'cut');
		await sleep(30);
		const before = Date.now();
		await sandbox.stop();
		expect(Date.now() - before).toBeLessThan(100);
		expect(await hanging).toBe('cut');
	});
});
