import { RECENT, idsOf, memoryIn, openWorld } from './support.mts';
import type { IDataObject } from 'n8n-workflow';
import type { ProviderId } from '../support/providers.mts';
import type { TriggerPlace } from './support.mts';

/**
 * Whose memory it is when people rename, copy, delete and swap triggers. n8n keeps a node's static data under its name,
 * leaves what stood under an old name where it is, and gives copies new node ids.
 */

jest.setTimeout(60_000);

let world: Awaited<ReturnType<typeof openWorld>>;
beforeAll(async () => {
	world = await openWorld();
});
beforeEach(() => world.sandbox.reset());
afterAll(async () => await world.close());

let workflows = 0;
/** A workflow of its own, as n8n's database holds it. */
const newWorkflow = () => {
	workflows += 1;
	return `renamed-${workflows}`;
};

async function finished(provider: ProviderId): Promise<string> {
	const taskId = await world.submit(provider);
	await world.ended(taskId);
	return taskId;
}

const named = (taskIds: string[]) => ({
	receive: 'polling',
	watch: 'specific',
	taskIds: taskIds.join(),
});

/** What version 0.1 kept of a trigger that has told of some tasks: under its name, and nowhere else. */
async function ofOldVersion(taskIds: string[], nodeName = 'Trigger'): Promise<IDataObject> {
	const trigger = world.trigger('ink', named(taskIds), { workflowId: newWorkflow() });
	expect(idsOf(await trigger.activate())).toEqual([...taskIds].sort());
	const { workflow, ...seedance } = memoryIn(trigger.savedStaticData) as unknown as IDataObject;
	expect(workflow).toEqual(expect.any(String));
	return { [`node:${nodeName}`]: { seedance } };
}

const onceMore = (taskIds: string[], place: TriggerPlace) =>
	world.trigger('ink', named(taskIds), place);

describe('P9 A trigger that is renamed', () => {
	test('does not tell of named tasks again, and tells of new ones', async () => {
		const workflowId = newWorkflow();
		const tasks = [await finished('ink'), await finished('ink')];
		const before = onceMore(tasks, { workflowId });
		expect(idsOf(await before.activate())).toEqual([...tasks].sort());
		const staticData = before.savedStaticData;
		const later = await finished('ink');
		const place = { workflowId, staticData, nodeName: 'My Trigger' };
		const after = onceMore([...tasks, later], place);
		expect(idsOf(await after.activate())).toEqual([later]);
		expect(await after.poll()).toBeNull();
	});

	test('loses no recent task that ended in between', async () => {
		const workflowId = newWorkflow();
		const before = world.trigger('ark', RECENT, { workflowId });
		await before.activate();
		const known = await finished('ark');
		expect(idsOf(await before.poll())).toEqual([known]);
		const staticData = before.savedStaticData;
		const meanwhile = await finished('ark');
		// Publishing is no switching on, so n8n does not say "activate" here.
		const place = { workflowId, staticData, nodeName: 'My Trigger' };
		const after = world.trigger('ark', RECENT, place);
		expect(idsOf(await after.poll())).toEqual([meanwhile]);
		expect(await after.poll()).toBeNull();
	});

	test('keeps the memory of its callbacks, too', async () => {
		const workflowId = newWorkflow();
		const taskId = await finished('evolink');
		const before = world.trigger('evolink', { receive: 'webhook' }, { workflowId });
		await before.activate();
		expect(
			(await before.webhook({ body: { id: taskId, status: 'completed' } })).items,
		).toHaveLength(1);
		const staticData = before.savedStaticData;
		world.restartProcess();
		const place = { workflowId, staticData, nodeName: 'My Trigger' };
		const after = world.trigger('evolink', { receive: 'webhook' }, place);
		await after.activate();
		expect((await after.webhook({ body: { id: taskId, status: 'completed' } })).items).toBeNull();
	});
});

describe('P9 What version 0.1 kept under the name', () => {
	test('is taken over once, and follows the node from then on', async () => {
		const tasks = [await finished('ink')];
		const workflowId = newWorkflow();
		const updated = onceMore(tasks, { workflowId, staticData: await ofOldVersion(tasks) });
		expect(await updated.activate()).toBeNull();
		const staticData = updated.savedStaticData;
		expect(memoryIn(staticData)).toMatchObject({ provider: 'ink', workflow: workflowId });
		const renamed = onceMore(tasks, { workflowId, staticData, nodeName: 'My Trigger' });
		expect(await renamed.activate()).toBeNull();
	});

	test('is not taken over by a node that gets the name later', async () => {
		const tasks = [await finished('ink')];
		const workflowId = newWorkflow();
		const updated = onceMore(tasks, { workflowId, staticData: await ofOldVersion(tasks) });
		await updated.activate();
		const staticData = updated.savedStaticData;
		const other = onceMore(tasks, { workflowId, staticData, nodeId: 'another-node' });
		expect(idsOf(await other.activate())).toEqual(tasks);
	});

	test('of a watch on recent tasks keeps its account and its reach', async () => {
		const workflowId = newWorkflow();
		const first = world.trigger('ark', RECENT, { workflowId });
		await first.activate();
		const { workflow, ...seedance } = memoryIn(first.savedStaticData) as unknown as IDataObject;
		expect(workflow).toBe(workflowId);
		const meanwhile = await finished('ark');
		const staticData = { 'node:Trigger': { seedance } };
		const updated = world.trigger('ark', RECENT, { workflowId, staticData });
		expect(idsOf(await updated.poll())).toEqual([meanwhile]);
	});

	test.each([null, 'text', 7, {}, { seen: 'x' }, { seen: { a: 1 } }, { movedTo: 'n' }])(
		'counts as nothing where it is %j',
		async (seedance) => {
			const tasks = [await finished('ink')];
			const staticData = { 'node:Trigger': { seedance } } as IDataObject;
			const trigger = onceMore(tasks, { workflowId: newWorkflow(), staticData });
			expect(idsOf(await trigger.activate())).toEqual(tasks);
		},
	);
});

describe('P9 A new trigger begins with a memory of its own', () => {
	test.each<[string, TriggerPlace]>([
		['a copy of the node', { nodeId: 'copied-node', nodeName: 'Trigger1' }],
		['a node deleted and added again', { nodeId: 'added-again' }],
		[
			'a duplicate of the workflow that brings the static data along',
			{ workflowId: 'duplicate', nodeId: 'duplicated-node' },
		],
		['a copy of the workflow with the same node ids', { workflowId: 'imported' }],
	])('%s', async (_title, change) => {
		const tasks = [await finished('ink')];
		const workflowId = newWorkflow();
		const original = onceMore(tasks, { workflowId, staticData: await ofOldVersion(tasks) });
		await original.activate();
		const staticData = original.savedStaticData;
		const copy = onceMore(tasks, { workflowId, staticData, ...change });
		expect(idsOf(await copy.activate())).toEqual(tasks);
		expect(await copy.poll()).toBeNull();
		expect(await original.poll()).toBeNull();
	});

	test('two triggers that swap their names keep what each has told', async () => {
		const workflowId = newWorkflow();
		const [one, two] = [await finished('ink'), await finished('ink')];
		const place = { workflowId, nodeId: 'node-1', nodeName: 'One' };
		const first = onceMore([one], place);
		await first.activate();
		const second = onceMore([two], {
			workflowId,
			nodeId: 'node-2',
			nodeName: 'Two',
			staticData: first.savedStaticData,
		});
		await second.activate();
		const staticData = second.savedStaticData;
		const swapped = { ...place, nodeName: 'Two', staticData };
		const after = onceMore([one, two], swapped);
		expect(idsOf(await after.activate())).toEqual([two]);
	});
});
