import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { refusedOf } from '../../support/items.mts';
import { openLab, PROVIDER_IDS } from '../../support/lab.mts';
import { linkNotes } from '../../support/videoLinks.mts';
import { call, callbackLab, ended, suspend, until } from './callbackLab.mts';
import type { NodeParameters } from '../../support/lab.mts';

describe.each(PROVIDER_IDS)('Completion "callback" on %s', (provider) => {
	let lab: Awaited<ReturnType<typeof callbackLab>>;
	beforeAll(async () => {
		lab = await callbackLab();
	});
	beforeEach(() => lab.sandbox.reset());
	afterAll(async () => await lab.close());

	const rows = [{ n: 1 }, { n: 2 }, { n: 3 }];

	test('the execution is suspended, and resumes once with every video when all have ended', async () => {
		const result = await lab.generate(provider, {
			parameters: {
				completion: 'callback',
				prompt: '=Take {{ $json.n }} of a paper boat drifting',
			},
			rows,
		});
		expect(result.status).toBe('waiting');
		const record = () => lab.engine.execution(result.executionId);
		await until(() => record()?.status === 'success', 'the execution resumed');
		const items = record()?.result?.items('Node') ?? [];
		expect(items.map(({ json }) => json.status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
		expect(items.map(({ json }) => json.prompt)).toEqual(
			rows.map(({ n }) => `Take ${n} of a paper boat drifting`),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		for (const { json } of items) {
			expect(json.videoUrl).toMatch(/^http/);
			expect(json.warnings).toEqual(linkNotes(provider, String(json.videoUrl)));
			expect(json).not.toHaveProperty('error');
		}
		// A task's own callback tells its end where the provider does not.
		expect(items.some(({ json }) => json.completedAt !== null)).toBe(true);
		const expires = PROVIDERS[provider].capabilities.resultLifetimeHours !== null;
		expect(items.some(({ json }) => json.urlExpiresAt !== null)).toBe(expires);
		expect(lab.requests(provider, 'create')).toHaveLength(3);
		// The callback plus at most two reads per task, and one look before suspending.
		expect(lab.requests(provider, 'get').length).toBeLessThanOrEqual(2 * 3 + 1);
	});

	test('a failed task comes out as an item with its failure, or on the error output', async () => {
		for (const onError of [
			'stopWorkflow',
			'continueRegularOutput',
			'continueErrorOutput',
		] as const) {
			lab.sandbox.reset();
			const result = await lab.generate(provider, {
				parameters: {
					completion: 'callback',
					prompt: '={{ $json.n === 2 ? "A boat [[fail:content_filter]]" : "A boat drifts" }}',
				},
				rows,
				settings: { onError },
			});
			expect(result.status).toBe('waiting');
			const record = () => lab.engine.execution(result.executionId);
			await until(() => record()?.status === 'success', `the execution resumed with ${onError}`);
			const resumed = record()?.result;
			if (resumed === undefined) throw new Error('It resumed without a result');
			const onRegular = resumed.items('Node');
			if (onError === 'continueErrorOutput') {
				expect(onRegular).toHaveLength(2);
				const [{ error, details }] = refusedOf(resumed);
				expect(details).toMatchObject({ status: 'failed', provider });
				expect(error).toContain(details.taskId);
				expect(resumed.items('Node', 1)[0].pairedItem).toEqual({ item: 1 });
			} else {
				expect(onRegular.map(({ json }) => json.status)).toEqual([
					'succeeded',
					'failed',
					'succeeded',
				]);
				expect(onRegular[1].json.failure).toMatchObject({ category: 'content' });
			}
		}
	});

	test('when the deadline comes first the items come out with task id and what to do', async () => {
		const result = await lab.generate(provider, {
			parameters: {
				completion: 'callback',
				prompt: 'A slow boat [[slow:60000]]',
				options: { waitTimeout: 5 },
			},
		});
		expect(result.status).toBe('waiting');
		expect(result.waitTill?.getTime()).toBeGreaterThan(Date.now() + 4 * 60_000);
		const resumed = await lab.engine.resumeByTimer(result.saved);
		expect(resumed.status).toBe('success');
		const [{ json }] = resumed.items('Node');
		expect(['queued', 'running']).toContain(json.status);
		expect(json.taskId).toBeTruthy();
		expect((json.warnings as string[]).join(' ')).toContain(`task ID ${json.taskId}`);
	});
});

describe('Callbacks to a suspended execution', () => {
	let lab: Awaited<ReturnType<typeof callbackLab>>;
	beforeAll(async () => {
		lab = await callbackLab({ jobMs: 60_000 });
	});
	afterAll(async () => await lab.close());

	const suspended = async () => await suspend(lab);

	const ATTACKS: Array<
		[string, (place: { url: string; taskId: string }) => Promise<number>, number]
	> = [
		[
			'a wrong token',
			async ({ url, taskId }) =>
				await call(url.replace(/signature=\w{6}/, 'signature=000000'), ended(taskId)),
			0,
		],
		[
			'a forged end of a task that still runs',
			async ({ url, taskId }) => await call(url, ended(taskId)),
			2,
		],
		[
			'a task that is not ours',
			async ({ url }) => await call(url, ended('cgt-20260101000000-zzzzz')),
			0,
		],
		[
			'a progress report',
			async ({ url, taskId }) => await call(url, JSON.stringify({ id: taskId, status: 'running' })),
			0,
		],
		['malformed JSON', async ({ url }) => await call(url, '{"id": "cgt-'), 0],
		['an empty body', async ({ url }) => await call(url, '{}'), 0],
		['a list', async ({ url }) => await call(url, '[1, 2, 3]'), 0],
		[
			'5 MB of noise',
			async ({ url, taskId }) =>
				await call(
					url,
					JSON.stringify({ id: taskId, status: 'succeeded', noise: 'x'.repeat(5e6) }),
				),
			0,
		],
		['GET instead of POST', async ({ url }) => await call(url, '', {}, 'GET'), 0],
		[
			'a form',
			async ({ url, taskId }) =>
				await call(url, `id=${taskId}`, { 'content-type': 'application/x-www-form-urlencoded' }),
			2,
		],
		[
			'a callback for another node that waits in this execution',
			async ({ url, taskId }) => await call(url.replace('/seedance', ''), ended(taskId)),
			0,
		],
	];

	test.each(ATTACKS)('P8 %s changes nothing', async (_, attack, readsAllowed) => {
		const place = await suspended();
		const readsBefore = lab.requests('ark', 'get').length;
		await attack(place);
		expect(lab.requests('ark', 'get').length - readsBefore).toBeLessThanOrEqual(readsAllowed);
		expect(lab.engine.execution(place.result.executionId)?.status).toBe('waiting');
	});
});

describe('Suspending only where it helps', () => {
	test('without a public address the node waits by polling and says so', async () => {
		const lab = await openLab({ jobMs: 60 }, { instanceBaseUrl: 'http://localhost:5678' });
		// The sandbox is private itself, so a private n8n is within its reach; an unusable address is not.
		lab.engine.state.instanceBaseUrl = 'ftp://n8n.example.com';
		const result = await lab.generate('ark', { parameters: { completion: 'callback' } });
		expect(result.status).toBe('success');
		const [{ json }] = result.items('Node');
		expect(json.status).toBe('succeeded');
		expect((json.warnings as string[]).join(' ')).toMatch(/waited by asking/);
		expect(lab.requests('ark', 'create')[0].body).not.toHaveProperty('callback_url');
		await lab.close();
	});

	test('when every task has ended before suspending, the node does not suspend', async () => {
		const lab = await callbackLab({ jobMs: 1 });
		// The look before suspending comes when the jobs have ended for certain.
		lab.sandbox.addFault({
			provider: 'ark',
			operation: 'get',
			kind: 'delay',
			delayMs: 60,
			times: 'always',
		});
		const result = await lab.generate('ark', {
			parameters: { completion: 'callback', prompt: 'A boat [[callbacks:0]]' },
			rows: [{}, {}],
		});
		expect(result.status).toBe('success');
		expect(result.items('Node').map(({ json }) => json.status)).toEqual(['succeeded', 'succeeded']);
		await lab.close();
	});

	test('"sleep" suspends for the given minutes and hands the tasks on', async () => {
		const lab = await callbackLab({ jobMs: 200 });
		const result = await lab.generate('evolink', {
			parameters: { completion: 'sleep', options: { sleepMinutes: 2 } },
		});
		expect(result.status).toBe('waiting');
		const wakes = Number(result.waitTill?.getTime()) - Date.now();
		expect(wakes).toBeGreaterThan(110_000);
		expect(wakes).toBeLessThan(121_000);
		const resumed = await lab.engine.resumeByTimer(result.saved);
		const [{ json }] = resumed.items('Node');
		expect(json.taskId).toMatch(/^task-unified-/);
		expect(lab.requests('evolink', 'get')).toEqual([]);
		await lab.close();
	});

	test('no number that the provider or a typo gives puts the execution to sleep for ever', async () => {
		const lab = await callbackLab({ jobMs: 60_000 });
		lab.sandbox.addFault({
			provider: 'evolink',
			operation: 'create',
			kind: 'status',
			status: 200,
			body: { id: 'task-unified-1', status: 'pending', task_info: { estimated_time: 1e13 } },
		});
		const minutesOf = async (parameters: NodeParameters) => {
			const { status, waitTill } = await lab.generate('evolink', { parameters });
			expect(status).toBe('waiting');
			return Math.round((Number(waitTill?.getTime()) - Date.now()) / 60_000);
		};
		// As long as Wait Timeout, which is 30 minutes.
		expect(await minutesOf({ completion: 'sleep' })).toBe(30);
		const month = 30 * 24 * 60;
		expect(await minutesOf({ completion: 'sleep', options: { sleepMinutes: 1e12 } })).toBe(month);
		expect(await minutesOf({ completion: 'callback', options: { waitTimeout: 1e12 } })).toBe(month);
		await lab.close();
	});
});
