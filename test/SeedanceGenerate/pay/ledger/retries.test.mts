import { jsonOf } from '../../../support/items.mts';
import { PROVIDER_IDS, openLab } from '../../../support/lab.mts';
import { RETRY_ON_FAIL } from '../faults.mts';
import { loopWorkflow } from '../../loop.mts';
import { FINAL, PASSING } from '../../support.mts';
import type { INodeParameters } from 'n8n-workflow';
import type { NodeSettings, ProviderId } from '../../../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const PARAMETERS = { prompt: '={{ $json.prompt }}' };

const paid = (provider: ProviderId) => lab.sandbox.stats()[provider].tasksAccepted;

describe.each(PROVIDER_IDS)('Runs that n8n repeats, on %s', (provider) => {
	const passing = PASSING[provider];
	const final = FINAL[provider];

	test.each([
		['Stop', {}],
		['Continue', { onError: 'continueRegularOutput' }],
		['error output', { onError: 'continueErrorOutput' }],
	] as Array<[string, NodeSettings]>)(
		'P2 Retry On Fail with a failing first row, On Error %s: five runs, every row paid once',
		async (_, settings) => {
			const result = await lab.generate(provider, {
				parameters: PARAMETERS,
				rows: [
					{ prompt: `A mug [[fail:${passing}]]` },
					{ prompt: 'A plate' },
					{ prompt: 'A bowl' },
				],
				settings: { ...RETRY_ON_FAIL, ...settings },
			});
			expect(paid(provider)).toBe(3);
			expect(lab.requests(provider, 'create').length).toBe(3);
			const all = [...result.items('Node'), ...result.items('Node', 1)];
			const seen = JSON.stringify([all, result.error?.message, result.error?.description]);
			for (const { id } of lab.sandbox.tasks()) expect(seen).toContain(id);
		},
	);

	test('"Continue" does not make n8n run the node again behind the back of the user', async () => {
		await lab.generate(provider, {
			parameters: PARAMETERS,
			rows: [{ prompt: `A mug [[fail:${final}]]` }],
			settings: { ...RETRY_ON_FAIL, onError: 'continueRegularOutput' },
		});
		const [task] = lab.sandbox.tasks();
		// A second run would have looked at the finished task again.
		const looksAfterEnd = lab
			.requests(provider, 'get')
			.filter(({ at }) => at > (task.endedAtMs ?? 0));
		expect(looksAfterEnd).toHaveLength(1);
	});

	test('P2 "Retry execution" takes finished rows over and submits only what may work now', async () => {
		const rows = [
			{ prompt: 'A plate' },
			{ prompt: `A mug [[fail:${passing}]]` },
			{ prompt: `A bowl [[fail:${final}]]` },
		];
		const first = await lab.generate(provider, { parameters: PARAMETERS, rows });
		expect(first.status).toBe('error');
		const [plate, mug, bowl] = rows.map(({ prompt }) => {
			const found = lab.sandbox.tasks().find((task) => task.prompt === prompt);
			return String(found?.id);
		});
		const second = await lab.engine.retry(first.saved);
		expect(lab.requests(provider, 'create').length).toBe(4);
		const [newest] = lab.sandbox.tasks().slice(-1);
		expect(newest.prompt).toBe(rows[1].prompt);
		const seen = `${second.error?.message} ${second.error?.description}`;
		expect(seen).toContain(plate);
		expect(seen).toContain(bowl);
		expect(seen).toContain(newest.id);
		expect(seen).not.toContain(mug);
	});

	test('P1 "Retry execution" of a node with Retry On Fail pays for one new try, not for five', async () => {
		const first = await lab.generate(provider, {
			parameters: PARAMETERS,
			rows: [{ prompt: `A mug [[fail:${passing}]]` }],
			settings: RETRY_ON_FAIL,
		});
		expect(paid(provider)).toBe(1);
		const second = await lab.engine.retry(first.saved);
		expect(second.status).toBe('error');
		expect(lab.requests(provider, 'create').length).toBe(2);
	});

	test('P2 "Retry execution" with a changed prompt submits the changed row and no other', async () => {
		const rows = [{ prompt: 'A plate' }, { prompt: `A bowl [[fail:${final}]]` }];
		const first = await lab.generate(provider, { parameters: PARAMETERS, rows });
		const workflow = structuredClone(first.saved.workflow);
		workflow.nodes[1].parameters.prompt = '={{ $json.prompt.replace(/ .{2}fail.*/, " of soup") }}';
		const second = await lab.engine.retry(first.saved, { workflow });
		expect(second.status).toBe('success');
		const items = jsonOf(second);
		expect(items.map((item) => item.prompt)).toEqual(['A plate', 'A bowl of soup']);
		expect(items.map((item) => item.status)).toEqual(['succeeded', 'succeeded']);
		expect(lab.requests(provider, 'create').length).toBe(3);
	});

	test('P2 "Retry execution" pays nothing for an expression that gives another value every time', async () => {
		const first = await lab.generate(provider, {
			parameters: { prompt: '={{ $json.prompt }}, take {{ Math.random() }}' },
			rows: [{ prompt: 'A plate' }, { prompt: `A bowl [[fail:${final}]]` }],
		});
		const second = await lab.engine.retry(first.saved);
		expect(second.error?.message).toContain(lab.sandbox.tasks()[1].id);
		expect(lab.requests(provider, 'create').length).toBe(2);
	});

	test('P2 "Retry execution" never sends a row again whose outcome is unknown', async () => {
		lab.sandbox.addFault({ provider, operation: 'create', kind: 'status', status: 502 });
		const first = await lab.generate(provider, { rows: [{}] });
		expect(first.error?.message).toMatch(/may or may not/);
		const second = await lab.engine.retry(first.saved);
		expect(second.error?.message).toMatch(/may or may not/);
		const third = await lab.engine.retry(second.saved);
		expect(third.status).toBe('error');
		expect(lab.requests(provider, 'create').length).toBe(1);
	}, 60_000);

	test('P2 a task that was still running when the wait ended is taken over by "Retry execution" of a later failure', async () => {
		const rows = [{ prompt: 'A plate [[slow:6000]]' }, { prompt: `A bowl [[fail:${final}]]` }];
		const first = await lab.generate(provider, {
			parameters: { ...PARAMETERS, options: { waitTimeout: 0.06 } },
			rows,
		});
		expect(first.status).toBe('error');
		const workflow = structuredClone(first.saved.workflow);
		const [, node] = workflow.nodes;
		Object.assign(node.parameters.options as INodeParameters, { waitTimeout: 1 });
		node.onError = 'continueRegularOutput';
		const second = await lab.engine.retry(first.saved, { workflow });
		const [plate] = jsonOf(second);
		expect(plate).toMatchObject({ status: 'succeeded', taskId: lab.sandbox.tasks()[0].id });
		expect(paid(provider)).toBe(2);
	});
});

test('P2 the passes of a loop are separate: a second pass with the same rows makes new videos', async () => {
	const workflow = loopWorkflow(2, { provider: 'evolink', prompt: 'A paper boat' });
	const result = await lab.engine.run({ workflow });
	expect(result.status).toBe('success');
	const ids = [0, 1].map((run) => result.items('Node', 0, run)[0].json.taskId);
	expect(new Set(ids).size).toBe(2);
	expect(paid('evolink')).toBe(2);
});

test('P2 "Retry execution" of a failure in the second pass of a loop takes over that pass only', async () => {
	const prompt = '={{ $runIndex === 0 ? "A boat" : "A boat [[fail:InternalServiceError]]" }}';
	const workflow = loopWorkflow(2, { provider: 'ark', prompt });
	const first = await lab.engine.run({ workflow });
	expect(first.status).toBe('error');
	expect(paid('ark')).toBe(2);
	const second = await lab.engine.retry(first.saved);
	expect(second.error?.message).toMatch(/^Volcengine Ark, task /);
	expect(lab.requests('ark', 'create').length).toBe(3);
});
