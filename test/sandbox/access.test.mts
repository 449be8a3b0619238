import {
	SPEAKERS,
	SPEAKER_NAMES,
	clientOf,
	eventually,
	fetchText,
	startSandbox,
} from './support.mts';
import type { Sandbox } from '../../sandbox/index.mts';

describe('keys and records', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ jobMs: 60, queueMs: 20 });
	});
	afterEach(() => sandbox.reset());
	afterAll(() => sandbox.stop());

	const REFUSED: Record<string, object> = {
		evolink: { error: { code: 'unauthorized' } },
		evolinkOld: { error: { code: 'unauthorized' } },
		ark: { error: { code: 'AuthenticationError', type: 'Unauthorized' } },
		arkInternational: { error: { code: 'AuthenticationError' } },
		twelveAi: { error: { type: 'new_api_error' } },
		ink: { success: false, error: { code: 'unauthorized', message: 'Invalid API key' } },
	};

	test.each(SPEAKER_NAMES)(
		'%s answers a missing and a wrong key with its own 401',
		async (speaker) => {
			for (const key of [null, 'sk-wrong']) {
				const client = clientOf(sandbox, speaker, key);
				for (const answer of [await client.send({}), await client.read('task-unified-1')]) {
					expect(answer.status).toBe(401);
					expect(answer.json).toMatchObject(REFUSED[speaker]);
				}
			}
		},
	);

	test('an Ark key works in its own region only, and using it elsewhere counts as a leak', async () => {
		const wrong = clientOf(sandbox, 'arkInternational', sandbox.keys.ark);
		expect((await wrong.call('GET', '/contents/generations/tasks')).status).toBe(401);
		expect(sandbox.stats().leakedKeys).toBe(1);
	});

	test.each([
		['evolink', 402, 'insufficient_quota'],
		['ark', 403, 'AccountOverdueError'],
		['twelveAi', 403, 'insufficient_user_quota'],
		['ink', 402, 'insufficient_credits'],
	])('%s refuses an account without money with %d', async (name, status, code) => {
		const speaker = name as 'evolink' | 'ark' | 'twelveAi' | 'ink';
		const client = clientOf(sandbox, speaker, sandbox.emptyKeys[speaker]);
		const answer = await client.send(client.body('x'));
		expect([answer.status, answer.json.error.code]).toEqual([status, code]);
		expect(sandbox.stats()[speaker].tasksAccepted).toBe(0);
	});

	test.each([
		['evolink', 'task-unified-1-nope', 404, 'task_not_found'],
		['evolink', 'cgt-1', 400, 'invalid_task_id'],
		['ark', 'cgt-20260101000000-abcde', 404, 'NotFound.task'],
		['twelveAi', 'task_nope', 404, 'task_not_exist'],
		['ink', 'req_nope', 404, 'not_found'],
	] as const)('%s answers the unknown task %s with %d %s', async (name, id, status, code) => {
		const answer = await clientOf(sandbox, name).read(id);
		expect([answer.status, answer.json.error.code]).toEqual([status, code]);
	});

	test('tasks of one provider or Ark region are unknown to the others', async () => {
		const id = await clientOf(sandbox, 'ark').start();
		expect((await clientOf(sandbox, 'arkInternational').read(id)).status).toBe(404);
		expect((await clientOf(sandbox, 'ink').read(id)).status).toBe(404);
	});

	test('ink lists its models without a key, but not with a wrong one', async () => {
		const open = await clientOf(sandbox, 'ink', null).call('GET', '/api/open/v1/models');
		expect(open.json.data).toMatchObject([
			{ id: 'seedance-2.0' },
			{ id: 'seedance-2.0-fast' },
			{ id: 'seedance-1.5-pro' },
		]);
		expect(
			(await clientOf(sandbox, 'ink', 'sd2_live_x').call('GET', '/api/open/v1/models')).status,
		).toBe(401);
	});

	test('ink cancels queued and running requests, but no ended one', async () => {
		const client = clientOf(sandbox, 'ink');
		const cancel = (id: string) => client.call('POST', `${SPEAKERS.ink.get}${id}/cancel`);
		const queued = await client.start('x [[queue:5000]]');
		expect((await cancel(queued)).json).toEqual({
			success: true,
			requestId: queued,
			status: 'cancelled',
		});
		const running = await client.start('x [[slow:5000]]');
		await client.until(running, ['processing']);
		expect((await cancel(running)).status).toBe(200);
		expect((await client.read(running)).json).toMatchObject({ status: 'cancelled', error: null });
		expect((await cancel(running)).status).toBe(409);
		expect((await cancel('req_nope')).status).toBe(404);
		expect(sandbox.stats().ink).toMatchObject({ tasksAccepted: 2, tasksBilled: 0, openTasks: 0 });
	});

	test('12AI deletes a record', async () => {
		const client = clientOf(sandbox, 'twelveAi');
		const id = await client.start();
		expect((await client.call('DELETE', `/v1/videos/${id}`)).json).toEqual({
			message: 'deleted',
			success: true,
		});
		expect((await client.read(id)).status).toBe(404);
		const again = await client.call('DELETE', `/v1/videos/${id}`);
		expect([again.status, again.json.error.message]).toEqual([400, 'task not exist']);
	});

	test('the request log shows what was sent and never a key', async () => {
		const client = clientOf(sandbox, 'evolink');
		const id = await client.start('look here');
		await client.read(id);
		await fetch(`${sandbox.baseUrls.evolink}/v1/credits`, {
			headers: { authorization: `Bearer ${sandbox.keys.evolink}`, 'idempotency-key': 'row-1' },
		});
		await eventually(() => sandbox.requests({ operation: 'credits' })[0]?.status === 200);
		const [create, get] = sandbox.requests({ provider: 'evolink', taskId: id });
		expect(create).toMatchObject({
			operation: 'create',
			status: 200,
			body: { prompt: 'look here' },
		});
		expect(get).toMatchObject({ operation: 'get', status: 200, fault: null });
		expect(get.at).toBeGreaterThanOrEqual(create.at);
		expect(JSON.stringify(sandbox.requests())).not.toContain(sandbox.keys.evolink);
		expect(sandbox.stats().evolink.idempotencyFields).toEqual(['idempotency-key']);
	});

	test('a long data URL does not fill the log', async () => {
		const png = await (await fetch(sandbox.mediaUrl('photo.png'))).arrayBuffer();
		const url = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
		const answer = await clientOf(sandbox, 'ark').send({
			model: 'doubao-seedance-2-0-260128',
			content: [{ type: 'image_url', image_url: { url } }],
		});
		expect(answer.status).toBe(200);
		expect(JSON.stringify(sandbox.requests({ provider: 'ark' })).length).toBeLessThan(2000);
	});

	test('an address outside every provider is a web page, an unknown path below one is its own 404', async () => {
		expect((await fetchText(`${sandbox.apiUrl}/v1/credits`)).text).toContain('<html>');
		const answer = await clientOf(sandbox, 'ark').call('GET', '/models/unknown/path');
		expect([answer.status, answer.json.error.code]).toEqual([404, 'NotFound']);
	});
});

describe('Ark’s list and delete', () => {
	let sandbox: Sandbox;
	const PATH = '/contents/generations/tasks';
	beforeEach(async () => {
		sandbox = await startSandbox({ jobMs: 60, queueMs: 20 });
	});
	afterEach(() => sandbox.stop());

	test('pages and filters, newest first', async () => {
		const client = clientOf(sandbox, 'ark');
		const good = [await client.start(), await client.start(), await client.start()];
		const bad = await client.start('x [[fail:InternalServiceError]]');
		for (const id of good) await client.until(id, ['succeeded']);
		await client.until(bad, ['failed']);
		const ids = async (query: string) => {
			const { json } = await client.call('GET', `${PATH}?${query}`);
			return {
				total: json.total,
				ids: json.items.map(({ id }) => id),
			};
		};
		expect(await ids('')).toEqual({ total: 4, ids: [bad, ...good.slice().reverse()] });
		expect(await ids('page_num=2&page_size=3')).toEqual({ total: 4, ids: [good[0]] });
		expect(await ids('filter.status=failed')).toEqual({ total: 1, ids: [bad] });
		expect(await ids(`filter.task_ids=${good[0]}&filter.task_ids=${good[2]}`)).toEqual({
			total: 2,
			ids: [good[2], good[0]],
		});
		expect((await ids('filter.model=doubao-seedance-2-0-fast-260128')).total).toBe(0);
		expect((await ids('filter.model=doubao-seedance-2-0-260128')).total).toBe(4);
	});

	test.each(['page_num=0', 'page_size=501', 'filter.status=pending', 'status=running'])(
		'refuses the query %s',
		async (query) => {
			expect((await clientOf(sandbox, 'ark').call('GET', `${PATH}?${query}`)).status).toBe(400);
		},
	);

	test('hides flex tasks unless they are asked for', async () => {
		const client = clientOf(sandbox, 'ark');
		const id = await client.start('x', {
			model: 'doubao-seedance-1-5-pro-251215',
			service_tier: 'flex',
		});
		expect((await client.call('GET', PATH)).json.total).toBe(0);
		const { json } = await client.call('GET', `${PATH}?filter.service_tier=flex`);
		expect(json.items[0].id).toBe(id);
	});

	test('forgets tasks after seven days and result links after one', async () => {
		const client = clientOf(sandbox, 'ark');
		const id = await client.start();
		await client.until(id, ['succeeded']);
		sandbox.age(id, 25 * 3600 * 1000);
		expect((await client.read(id)).json).toMatchObject({ status: 'succeeded', content: {} });
		sandbox.age(id, 6 * 24 * 3600 * 1000);
		expect((await client.read(id)).status).toBe(404);
		expect((await client.call('GET', PATH)).json.total).toBe(0);
	});

	test('DELETE cancels a queued task, refuses a running or cancelled one and erases an ended one', async () => {
		const client = clientOf(sandbox, 'ark');
		const remove = (id: string) => client.call('DELETE', `${PATH}/${id}`);
		const queued = await client.start('x [[queue:5000]]');
		expect([(await remove(queued)).status, (await client.read(queued)).json.status]).toEqual([
			200,
			'cancelled',
		]);
		expect((await remove(queued)).status).toBe(403);
		const running = await client.start('x [[slow:5000]]');
		await client.until(running, ['running']);
		expect(await remove(running)).toMatchObject({
			status: 403,
			json: { error: { code: 'OperationDenied.InvalidState' } },
		});
		expect((await client.read(running)).json.status).toBe('running');
		const ended = await client.start();
		await client.until(ended, ['succeeded']);
		expect((await remove(ended)).json).toEqual({});
		expect((await client.read(ended)).status).toBe(404);
		expect((await remove(ended)).status).toBe(404);
	});

	test('keeps the pace when told to: one list and twenty reads a second', async () => {
		await sandbox.stop();
		sandbox = await startSandbox({ enforceRates: true });
		const client = clientOf(sandbox, 'ark');
		const lists = [await client.call('GET', PATH), await client.call('GET', PATH)];
		expect(lists.map(({ status }) => status)).toEqual([200, 429]);
		expect(lists[1].json.error.code).toBe('AccountRateLimitExceeded');
		const reads = await Promise.all(Array.from({ length: 25 }, () => client.read('cgt-1')));
		expect(reads.filter(({ status }) => status === 429)).toHaveLength(5);
	});

	test('can list in the barer form', async () => {
		await sandbox.stop();
		sandbox = await startSandbox({ jobMs: 20, arkListShape: 'bare' });
		const client = clientOf(sandbox, 'ark');
		const id = await client.start('x [[fail:InternalServiceError]]');
		await client.until(id, ['failed']);
		const [task] = (await client.call('GET', PATH)).json.items;
		expect(task.failure_reason.code).toBe('InternalServiceError');
		expect(task).not.toHaveProperty('error');
	});
});
