import { CALLBACK_PARAMETER } from '../../nodes/shared/callback/address.ts';
import FIXTURES from '../contract/fixtures/index.mts';
import { PROVIDER_IDS } from '../support/providers.mts';
import { openWorld, until } from './support.mts';
import type { World } from './support.mts';

// Loading n8n's engine takes long on a busy machine.
jest.setTimeout(60_000);

let world: World;
let trigger: ReturnType<World['trigger']>;
let url: string;

beforeAll(async () => {
	world = await openWorld();
});

beforeEach(async () => {
	trigger = world.trigger('evolink');
	await trigger.activate();
	url = String(trigger.webhookUrl());
});

afterEach(async () => {
	await trigger.deactivate();
	world.sandbox.reset();
	world.engine.emitted.length = 0;
});

afterAll(async () => await world.close());

/** Calls the trigger; a text is sent as it is, anything else as JSON. */
async function call(
	body: unknown,
	{
		method = 'POST',
		to = url,
		type = 'application/json',
	}: { method?: string; to?: string; type?: string } = {},
) {
	const response = await fetch(to, {
		method,
		headers: { 'content-type': type },
		body: method === 'GET' ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
	});
	return { status: response.status, text: await response.text() };
}

const REAL_FORM = 'task-unified-1774857405-abc123';

describe('P8: a callback that is garbage changes nothing and asks the provider nothing', () => {
	it.each([
		['GET instead of POST', '', { method: 'GET' }, 404],
		['PUT instead of POST', { id: REAL_FORM }, { method: 'PUT' }, 404],
		['malformed JSON', '{"id": "task-unif', {}, 422],
		['a body of 5 MB', { id: REAL_FORM, status: 'completed', pad: 'x'.repeat(5e6) }, {}, 413],
		['no body', '', {}, 400],
		['a list', [{ id: REAL_FORM }], {}, 400],
		['text', 'hello', { type: 'text/plain' }, 400],
		['a form', `id=${REAL_FORM}`, { type: 'text/html' }, 400],
		['no task id', { status: 'completed' }, {}, 400],
		['an empty task id', { id: '', status: 'completed' }, {}, 400],
		['a task id of another provider', { id: 'cgt-20260701120000-ab1cd' }, {}, 400],
		['a task id that is an object', { id: { $ne: 1 } }, {}, 400],
		['a task id that is a path', { id: 'task-unified-../../credits' }, {}, 400],
		['a task id with a line break', { id: `${REAL_FORM}\nX-Evil: 1` }, {}, 400],
		['an endless task id', { id: `task-unified-${'1'.repeat(5000)}` }, {}, 400],
	] as [string, unknown, { method?: string; type?: string }, number][])(
		'%s',
		async (_name, body, how, status) => {
			expect((await call(body, how)).status).toBe(status);
			expect(world.engine.emitted).toEqual([]);
			expect(world.sandbox.stats().evolink.requests).toBe(0);
			expect(trigger.savedStaticData).toEqual({});
		},
	);

	it('the node itself refuses other methods, should n8n ever let one through', async () => {
		const answer = await trigger.webhook({ method: 'GET', body: { id: REAL_FORM } });
		expect([answer.status, answer.items]).toEqual([405, null]);
	});

	it.each([
		['made up', () => `${url}?${CALLBACK_PARAMETER}=eyJyb3ciOjl9.AAAAAAAAAAAAAAAAAAAAAA`],
		['changed on the way', () => world.address('evolink', url, { row: 1 }).slice(0, -2) + 'zz'],
		[
			'signed for another provider',
			() => {
				const other = world.address('ark', url, { row: 1 });
				return other;
			},
		],
		[
			'sent twice',
			() => {
				const one = world.address('evolink', url, { row: 1 });
				return `${one}&${one.split('?')[1]}x`;
			},
		],
	] as [string, (taskId: string) => string][])(
		'metadata with a wrong signature, of a task that is real and ended: %s',
		async (_name, address) => {
			const taskId = await world.submit('evolink');
			await world.ended(taskId);
			const answer = await call({ id: taskId, status: 'completed' }, { to: address(taskId) });
			expect(answer.status).toBe(403);
			expect(world.engine.emitted).toEqual([]);
			expect(world.reads('evolink')).toBe(0);
		},
	);
});

describe.each(PROVIDER_IDS)('P8: what looks like a callback changes nothing (%s)', (provider) => {
	const { idField = 'id', beside, statusWords, nobody: made } = FIXTURES[provider];
	const bodyOf = (taskId: string, status?: string) => ({
		...beside,
		[idField]: taskId,
		...(status === undefined ? {} : { status }),
	});
	const [word] = Object.entries(statusWords).find(([, status]) => status === 'succeeded') ?? [];

	let own: ReturnType<World['trigger']>;
	beforeEach(async () => {
		own = world.trigger(provider);
		await own.activate();
	});
	afterEach(async () => await own.deactivate());

	it('early and forged: success of a task that still runs is asked for again, and emits nothing', async () => {
		const taskId = await world.submit(provider, { prompt: 'x [[slow:60000]]' });
		const answer = await own.webhook({ body: bodyOf(taskId, word) });
		expect([answer.status, answer.items]).toEqual([503, null]);
		expect(own.savedStaticData).toEqual({});
	});

	it('non-terminal: taken quietly, without asking the provider', async () => {
		const taskId = await world.submit(provider, { prompt: 'x [[slow:60000]]' });
		for (const status of ['queued', 'pending', 'running', 'processing', 'in_progress']) {
			const answer = await own.webhook({ body: bodyOf(taskId, status) });
			expect([answer.status, answer.items]).toEqual([200, null]);
		}
		expect(world.reads(provider)).toBe(0);
	});

	it('a status word that nobody documents is never an end', async () => {
		const taskId = await world.submit(provider, { prompt: 'x [[slow:60000]]' });
		const answer = await own.webhook({ body: bodyOf(taskId, 'perfect') });
		expect([answer.status, answer.items]).toEqual([200, null]);
	});

	it('wrong task: an id that this key does not know emits nothing', async () => {
		const answer = await own.webhook({ body: bodyOf(made, word) });
		expect([answer.status, answer.items]).toEqual([404, null]);
		expect(own.savedStaticData).toEqual({});
	});

	it('a failed task that is called a success comes as the failed task it is', async () => {
		const taskId = await world.submit(provider, { prompt: 'x [[fail:internal_error]]' });
		await world.ended(taskId);
		const forged = {
			...bodyOf(taskId, word),
			content: { video_url: 'https://evil.example.com/v.mp4' },
			results: ['https://evil.example.com/v.mp4'],
			output: { url: 'https://evil.example.com/v.mp4' },
			metadata: { url: 'https://evil.example.com/v.mp4' },
		};
		const { items } = await own.webhook({ body: forged });
		expect(items?.[0].json).toMatchObject({ taskId, status: 'failed', videoUrl: null });
		expect(JSON.stringify(items)).not.toContain('evil');
	});

	it('replayed and duplicate: taken quietly, without asking the provider again', async () => {
		const taskId = await world.submit(provider);
		await world.ended(taskId);
		const first = await own.webhook({ body: bodyOf(taskId, word) });
		expect([first.status, first.items?.length]).toEqual([200, 1]);
		const reads = world.reads(provider);
		for (let times = 0; times < 5; times += 1) {
			const again = await own.webhook({ body: bodyOf(taskId, word) });
			expect([again.status, again.items]).toEqual([200, null]);
		}
		expect(world.reads(provider)).toBe(reads);
		const asFailure = await own.webhook({ body: bodyOf(taskId, 'failed') });
		expect([asFailure.status, asFailure.items]).toEqual([200, null]);
	});
});

describe('P8: a flood of made-up task ids', () => {
	it('is not passed on to the provider, and signed callbacks get through meanwhile', async () => {
		const flood = Array.from(
			{ length: 600 },
			async (_, index) => await call({ id: `task-unified-1774857405-made${index}` }),
		);
		const callbackUrl = world.address('evolink', url, { row: 1 });
		const taskId = await world.submit('evolink', { callbackUrl });
		await until(() => world.engine.emitted.length === 1);
		expect(world.engine.emitted[0].json).toMatchObject({ taskId, metadata: { row: 1 } });
		const statuses = new Set((await Promise.all(flood)).map((one) => one.status));
		expect([...statuses].sort()).toEqual([404, 503]);
		const made = world.sandbox
			.requests({ provider: 'evolink', operation: 'get' })
			.filter((one) => one.path.includes('made'));
		expect(made.length).toBeLessThanOrEqual(30);
		expect(world.engine.emitted).toHaveLength(1);
	});

	it('that all name the same task costs one read at a time', async () => {
		const calls = Array.from({ length: 50 }, async () => await call({ id: REAL_FORM }));
		const statuses = (await Promise.all(calls)).map((one) => one.status);
		expect(new Set(statuses)).toEqual(new Set([404]));
		expect(world.reads('evolink')).toBeLessThanOrEqual(20);
	});
});

describe('what a stranger learns', () => {
	it('no key, no task, no setting: the answers are a short message', async () => {
		const taskId = await world.submit('evolink');
		await world.ended(taskId);
		const answers = [
			await call({ id: taskId, status: 'completed' }),
			await call({ id: taskId, status: 'completed' }),
			await call({ id: REAL_FORM }),
			await call({}),
		];
		for (const { text } of answers) {
			expect(Object.keys(JSON.parse(text))).toEqual(['message']);
			expect(text.length).toBeLessThan(120);
			expect(text).not.toContain(world.sandbox.keys.evolink);
		}
	});
});
