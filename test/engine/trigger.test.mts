import { createEngine } from '../../tools/engine/index.mts';
import { TinyTrigger } from './tinyNode.mts';
import type { WorkflowDefinition } from '../../tools/engine/execution.mts';

describe('a trigger of an activated workflow', () => {
	const workflow: WorkflowDefinition = {
		nodes: [
			{
				id: 't',
				name: 'Trigger',
				type: 'test.trigger',
				typeVersion: 1,
				position: [0, 0],
				webhookId: 'hook-1',
				parameters: {},
			},
		],
		connections: {},
	};

	it('keeps what a poll emitted, and forgets at a restart what it never emitted', async () => {
		const type = new TinyTrigger();
		const other = await createEngine({ nodeTypes: { 'test.trigger': type } });
		const trigger = other.trigger({ workflow, nodeName: 'Trigger' });
		expect(await trigger.activate()).toBeNull();
		type.finished = ['t-1'];
		expect(await trigger.poll()).toEqual([{ json: { id: 't-1' } }]);
		expect(await trigger.poll()).toBeNull();
		const saved = { 'node:Trigger': { seen: ['t-1'], looks: 2 } };
		expect(trigger.savedStaticData).toEqual(saved);
		trigger.restart();
		expect(await trigger.poll()).toBeNull();
		await trigger.pollManually();
		expect(trigger.savedStaticData).toEqual(saved);
		await other.close();
	});

	it('receives webhooks over HTTP while it is active', async () => {
		const other = await createEngine({ nodeTypes: { 'test.trigger': new TinyTrigger() } });
		await other.listen();
		const trigger = other.trigger({ workflow, nodeName: 'Trigger' });
		await trigger.activate();
		const url = String(trigger.webhookUrl());
		expect(url).toMatch(/\/webhook\/hook-1\/done$/);
		const post = async () =>
			await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: '{"id":"t-7"}',
			});
		const answer = await post();
		expect([answer.status, await answer.text()]).toEqual([200, 'ok']);
		expect(other.emitted).toEqual([{ json: { id: 't-7' } }]);
		expect(trigger.savedStaticData).toMatchObject({ 'node:Trigger': { seen: ['t-7'] } });
		await trigger.deactivate();
		expect((await post()).status).toBe(404);
		await other.close();
	});
});
