import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { tasksOf } from './support/items.mts';
import { PROVIDERS, chain, generate, openStage, runToEnd } from './support/stage.mts';
import { callbackAddress, trigger, untilExecuted } from './support/triggers.mts';
import type { Stage } from './support/stage.mts';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage({ jobMs: 1000 });
});
afterAll(async () => await stage.close());

describe.each(PROVIDERS)('The Task Trigger, called by %s', (provider) => {
	it('starts its workflow once per task, with the metadata of the row', async () => {
		stage.sandbox.reset();
		const webhookId = randomUUID();
		const receiver = await stage.save(
			chain(`Receive ${provider}`, [{ name: 'Next', type: 'n8n-nodes-base.noOp' }], {
				start: trigger({ provider, receive: 'webhook' }, { webhookId }),
			}),
		);
		await stage.client.activate(receiver);
		const sender = await stage.save(
			chain(
				`Send ${provider}`,
				[
					generate({
						provider,
						completion: 'submit',
						prompt: 'A boat drifts. [[callbacks:3]]',
						options: {
							callbackUrl: callbackAddress(stage.client.url, webhookId),
							metadata: '={{ { row: $json.row } }}',
						},
					}),
				],
				{ rows: [{ row: 7 }, { row: 8 }] },
			),
		);
		const sent = await runToEnd(stage, sender, { states: ['success'] });
		const taskIds = tasksOf(sent, 'Generate').map(({ taskId }) => taskId);
		expect(taskIds).toHaveLength(2);

		await untilExecuted(stage.client, receiver, 2);
		await sleep(1000);
		const executions = await stage.client.executions(receiver);
		expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
		const received = await Promise.all(
			executions.map(async ({ id }) => tasksOf(await stage.client.execution(id), 'Next')),
		);
		const items = received.flat();
		expect(items.map(({ taskId }) => taskId).sort()).toEqual([...taskIds].sort());
		for (const item of items) {
			expect(item).toMatchObject({ provider, status: 'succeeded', failure: null });
			expect(item.metadata).toEqual({ row: taskIds.indexOf(item.taskId) + 7 });
		}
		await stage.client.deactivate(receiver);
	});
});

describe('The Task Trigger in a real n8n', () => {
	it('answers a stranger politely and starts nothing', async () => {
		const webhookId = randomUUID();
		const receiver = await stage.save(
			chain('Strangers', [{ name: 'Next', type: 'n8n-nodes-base.noOp' }], {
				start: trigger({ provider: 'ark', receive: 'webhook' }, { webhookId }),
			}),
		);
		await stage.client.activate(receiver);
		stage.sandbox.reset();
		const address = callbackAddress(stage.client.url, webhookId);
		const forged = { id: 'cgt-20261120000000-aaaaa', status: 'succeeded' };
		const visits: Array<[string, RequestInit]> = [
			['not JSON', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }],
			['no task', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
			[
				'a made-up task',
				{
					method: 'POST',
					body: JSON.stringify(forged),
					headers: { 'content-type': 'application/json' },
				},
			],
			['GET', { method: 'GET' }],
		];
		for (const [, visit] of visits) await (await fetch(address, visit)).arrayBuffer();
		await sleep(1000);
		expect(await stage.client.executions(receiver)).toEqual([]);
		await stage.client.deactivate(receiver);
	});

	it('shows recent tasks when it is tried out by hand with polling', async () => {
		stage.sandbox.reset();
		const made = await stage.save(
			chain('Make one', [generate({ provider: 'ark' })], { rows: [{}] }),
		);
		const [task] = tasksOf(await runToEnd(stage, made, { states: ['success'] }), 'Generate');
		const start = trigger({ provider: 'ark', receive: 'polling', watch: 'recent' });
		const watcher = await stage.save(
			chain('Try polling', [{ name: 'Next', type: 'n8n-nodes-base.noOp' }], { start }),
		);
		const { executionId } = await stage.client.run(watcher, {
			triggerToStartFrom: { name: start.name },
		});
		const execution = await stage.client.untilEnded(String(executionId), { states: ['success'] });
		expect(tasksOf(execution, 'Next').map(({ taskId }) => taskId)).toEqual([task.taskId]);
	});

	it('takes what has ended before for known, and brings each later task at the next poll', async () => {
		stage.sandbox.reset();
		const made = await stage.save(chain('Make', [generate({ provider: 'ark' })], { rows: [{}] }));
		await runToEnd(stage, made, { states: ['success'] });
		const watcher = await stage.save(
			chain('Poll', [{ name: 'Next', type: 'n8n-nodes-base.noOp' }], {
				start: trigger({
					provider: 'ark',
					receive: 'polling',
					watch: 'recent',
					pollTimes: { item: [{ mode: 'everyMinute' }] },
				}),
			}),
		);
		await stage.client.activate(watcher);
		const later = await runToEnd(stage, made, { states: ['success'] });
		const [task] = tasksOf(later, 'Generate');
		await untilExecuted(stage.client, watcher, 1, 100_000);
		const [{ id }] = await stage.client.executions(watcher);
		const seen = tasksOf(await stage.client.execution(id), 'Next');
		expect(seen.map(({ taskId }) => taskId)).toEqual([task.taskId]);
		await stage.client.deactivate(watcher);
	});
});
