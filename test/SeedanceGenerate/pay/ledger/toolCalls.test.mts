import { openLab } from '../../../support/lab.mts';
import { agentTool as toolOf } from '../agentTool.mts';
import { RETRY_ON_FAIL } from '../faults.mts';
import type { Tool } from '../agentTool.mts';

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const agentTool = (tool?: Tool) => toolOf(lab, tool);

const paid = () => lab.sandbox.tasks().length;
const posts = () => lab.requests('evolink', 'create').length;

describe('As the tool of an agent, where each try of Retry On Fail is a run of its own', () => {
	test('P2 a video that failed is paid for once, and the same wish gets the same answer again', async () => {
		const ask = agentTool({ settings: RETRY_ON_FAIL });
		const prompt = 'A boat [[fail:content_policy_violation]]';
		const said = await ask(prompt);
		expect(said.message).toContain(lab.sandbox.tasks()[0].id);
		expect(await ask(prompt)).toEqual(said);
		expect(posts()).toBe(1);
	});

	test('P1 a lost answer is never sent again', async () => {
		lab.sandbox.addFault({
			provider: 'evolink',
			operation: 'create',
			kind: 'resetAfter',
			times: 'always',
		});
		const ask = agentTool({ settings: RETRY_ON_FAIL });
		const said = await ask('A boat drifts');
		expect(said.message).toContain('may or may not be in the making');
		expect([paid(), posts()]).toEqual([1, 1]);
	});

	test('P1 a wish that is not ready yet is waited for again, not ordered again', async () => {
		const ask = agentTool({ options: { waitTimeout: 0.05 } });
		const prompt = 'A boat drifts [[slow:1500]]';
		const first = await ask(prompt);
		const second = await ask(prompt);
		expect([first.status, second.status]).toEqual(['running', 'succeeded']);
		expect(second.taskId).toBe(first.taskId);
		expect(posts()).toBe(1);
		await ask(prompt);
		expect(posts()).toBe(2);
	});

	test('a wish that was refused may be tried again, and another call makes another video', async () => {
		lab.sandbox.addFault({ provider: 'evolink', operation: 'create', kind: 'status', status: 400 });
		const ask = agentTool({ settings: RETRY_ON_FAIL });
		const first = await ask('A boat drifts');
		const second = await ask('A boat drifts');
		expect([first.status, second.status]).toEqual(['succeeded', 'succeeded']);
		expect(second.taskId).not.toBe(first.taskId);
		expect([paid(), posts()]).toEqual([2, 3]);
	});

	test('P11 Max Tasks counts the calls of the agent together', async () => {
		const ask = agentTool({ options: { maxTasks: 2 } });
		await ask('A boat drifts');
		await ask('A kite rises');
		const said = await ask('A ball bounces');
		expect(said.message).toMatch(
			/submit 3 videos \(with 2 submitted before in this execution\), but Max Tasks is 2/,
		);
		expect(posts()).toBe(2);
	});

	test('P11 Max Tasks also holds when the agent calls several times at once', async () => {
		const ask = agentTool({ options: { maxTasks: 2 } });
		const wishes = ['A boat drifts', 'A kite rises', 'A ball bounces', 'A flag waves'];
		const said = await Promise.all(wishes.map(ask));
		expect(said.filter(({ status }) => status === 'succeeded')).toHaveLength(2);
		expect(posts()).toBe(2);
	});

	test('P11 what was refused does not count', async () => {
		lab.sandbox.addFault({ provider: 'evolink', operation: 'create', kind: 'status', status: 400 });
		const ask = agentTool({ options: { maxTasks: 1 } });
		expect((await ask('A boat drifts')).message).toMatch(/^EvoLink: /);
		expect(await ask('A kite rises')).toMatchObject({ status: 'succeeded' });
	});
});
