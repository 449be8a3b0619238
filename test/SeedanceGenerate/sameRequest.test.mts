import { PROVIDER_IDS, openLab } from '../support/lab.mts';
import { jsonOf } from '../support/items.mts';

/** What does not make a row another request: whoever is told that the task has ended, and the mark that finds it again. */

jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
	await lab.engine.listen();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

describe.each(PROVIDER_IDS)('A row with an Idempotency Key on %s', (provider) => {
	const run = async (key: string, parameters: any, staticData: any = {}) =>
		await lab.generate(provider, {
			staticData,
			...parameters,
			parameters: {
				completion: 'submit',
				...parameters,
				options: { idempotencyKey: `${provider} ${key}`, ...parameters.options },
			},
		});

	test('is the same request with another Callback URL and other metadata', async () => {
		const at = (n: number) => ({
			options: { callbackUrl: `https://n8n.example.com/hook/${n}`, metadata: `{"row": ${n}}` },
		});
		const first = await run('hook', at(1));
		const second = await run('hook', at(2), first.staticData);
		const [[one], [two]] = [jsonOf(first), jsonOf(second)];
		expect(two).toMatchObject({ taskId: one.taskId, prompt: one.prompt, mode: one.mode });
		expect(two.warnings).toEqual([]);
		const [three] = jsonOf(await run('hook', {}, second.staticData));
		expect(three).toMatchObject({ taskId: one.taskId, warnings: [] });
		expect(lab.requests(provider, 'create')).toHaveLength(1);
	});

	test('is the same request in the next execution that is called back, whose address is another', async () => {
		const first = await run('resume', { completion: 'callback', prompt: 'A boat [[callbacks:0]]' });
		expect(first.status).toBe('waiting');
		const [parked] = first.data.executionData?.nodeExecutionStack[0].data.main[0] ?? [];
		const second = await run(
			'resume',
			{ completion: 'callback', prompt: 'A boat [[callbacks:0]]' },
			first.staticData,
		);
		const [item] = jsonOf(second);
		expect(item).toMatchObject({
			taskId: parked.json.taskId,
			status: 'succeeded',
			prompt: parked.json.prompt,
		});
		expect(item.warnings.join()).not.toMatch(/another request/);
		expect(lab.requests(provider, 'create')).toHaveLength(1);
	});

	test('is another request with another length, and says whose video it gets', async () => {
		const first = await run('length', { duration: 5 });
		const [item] = jsonOf(await run('length', { duration: 10 }, first.staticData));
		expect(item.warnings.join()).toMatch(/submitted before with another request/);
		expect(lab.requests(provider, 'create')).toHaveLength(1);
	});
});
