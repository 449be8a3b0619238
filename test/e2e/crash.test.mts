import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { itemsOf } from '../../tools/n8n/client.mts';
import { N8nServer } from '../../tools/n8n/server.mts';
import { tasksOf } from './support/items.mts';
import { START, chain, download, generate, openStage, runToEnd } from './support/stage.mts';
import { callbackAddress, trigger, untilExecuted } from './support/triggers.mts';
import type { Stage } from './support/stage.mts';

/** Long enough for n8n to be killed and started again while the provider is at work. */
const JOB_MS = 40_000;

const server = new N8nServer();
let stage: Stage;

beforeAll(async () => {
	await server.start();
	stage = await openStage({ jobMs: JOB_MS }, server.client);
});
afterAll(async () => {
	await stage?.close();
	await server.dispose();
});

/** A power cut: every process is gone at once, then n8n is started again on the same folder. */
async function powerCut() {
	await server.crash();
	await server.start();
	stage.client = server.client;
}

describe('A power cut (kill -9) and a new start', () => {
	it('loses nothing while an execution waits for callbacks: it resumes, and nothing is paid twice', async () => {
		const rows = [{ row: 1 }, { row: 2 }];
		const workflow = await stage.save(
			chain(
				'Power cut',
				[
					generate({ provider: 'evolink', completion: 'callback', options: {} }),
					download({ provider: 'evolink' }),
				],
				{ rows },
			),
		);
		const { executionId } = await server.client.run(workflow, {
			triggerToStartFrom: { name: START },
		});
		await server.client.untilEnded(String(executionId), { states: ['waiting'] });
		await powerCut();
		expect(stage.sandbox.tasks().map(({ endedAtMs }) => endedAtMs)).toEqual([null, null]);

		const execution = await server.client.untilEnded(String(executionId), { states: ['success'] });
		const made = tasksOf(execution, 'Generate');
		expect(made.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
		expect(itemsOf(execution, 'Download')).toHaveLength(rows.length);
		expect(stage.sandbox.stats().evolink.tasksBilled).toBe(rows.length);
	});

	it('makes the trigger forget nothing: what it has brought is not brought again', async () => {
		stage.sandbox.reset();
		const webhookId = randomUUID();
		const receiver = await stage.save(
			chain('Receive over a power cut', [{ name: 'Next', type: 'n8n-nodes-base.noOp' }], {
				start: trigger({ provider: 'ark', receive: 'webhook' }, { webhookId }),
			}),
		);
		await server.client.activate(receiver);
		const callbackUrl = callbackAddress(server.url, webhookId);
		const send = await stage.save(
			chain('Send', [
				generate({
					provider: 'ark',
					completion: 'submit',
					prompt: 'A boat drifts. [[slow:1000]]',
					options: { callbackUrl },
				}),
			]),
		);
		const sent = await runToEnd(stage, send, { states: ['success'] });
		const [task] = tasksOf(sent, 'Generate');
		await untilExecuted(server.client, receiver, 1);
		await powerCut();

		// The provider tells the same once more, then something new happens.
		const again = await fetch(callbackUrl, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ id: task.taskId, model: task.model, status: 'succeeded' }),
		});
		expect(again.status).toBe(200);
		await sleep(1000);
		expect(await server.client.executions(receiver)).toHaveLength(1);

		await runToEnd(stage, send, { states: ['success'] });
		await untilExecuted(server.client, receiver, 2);
		expect(await server.client.executions(receiver)).toHaveLength(2);
	});

	it('shows an execution that waited in the node as crashed, and orders nothing again by itself', async () => {
		stage.sandbox.reset();
		const workflow = await stage.save(
			chain('Cut while waiting', [generate({ provider: 'ark', prompt: 'A boat. [[slow:20000]]' })]),
		);
		const { executionId } = await server.client.run(workflow, {
			triggerToStartFrom: { name: START },
		});
		while (stage.sandbox.tasks().length === 0) await sleep(50);
		await sleep(500);
		await powerCut();
		const crashed = await server.client.untilEnded(String(executionId), { states: ['crashed'] });
		expect(crashed.status).toBe('crashed');
		await sleep(1500);
		expect(stage.sandbox.tasks()).toHaveLength(1);
	});
});
