import { readFileSync } from 'node:fs';
import { PROVIDER_IDS, openLab } from '../support/lab.mts';
import { RETRY_ON_FAIL } from './pay/faults.mts';
import { fromRows, stopTools } from './stopTools.mts';
import { QUEUED, RUNNING } from './support.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { idOf, stateOf, stopWhen } = stopTools(() => lab);

describe.each(PROVIDER_IDS)('Stop on %s', (provider) => {
	test.each([
		['queued', QUEUED],
		['running', RUNNING],
	])(
		'P6 ends the wait for %s tasks within a second and names every task that is still billed',
		async (state, words) => {
			const rows = ['boat', 'kite'].map((thing) => ({ prompt: `A ${thing} ${words}` }));
			const { message, logged, custom } = await stopWhen(
				provider,
				{ parameters: fromRows, rows },
				() => stateOf('boat') === state && stateOf('kite') === state,
			);
			expect(message).toMatch(/^The execution was canceled\. Still at work at .*billed/);
			expect(message).toContain(`row 1 (task ${idOf('boat')}), row 2 (task ${idOf('kite')})`);
			for (const id of [idOf('boat'), idOf('kite')]) {
				expect(logged).toContain(id);
				expect(custom).toContain(id);
			}
		},
	);

	test('P6 breaks a submission off and says that it may have arrived', async () => {
		lab.sandbox.addFault({ provider, operation: 'create', kind: 'timeout', accept: true });
		const { message, creates } = await stopWhen(
			provider,
			{},
			() => lab.sandbox.tasks().length === 1,
		);
		expect(message).toMatch(/Perhaps submitted, look at the task list of .*: row 1\./);
		expect(creates).toBe(1);
	});

	test('P6 ends a pause after 429, and nothing is sent any more', async () => {
		lab.sandbox.addFault({
			provider,
			operation: 'create',
			kind: 'status',
			status: 429,
			retryAfter: 60,
			times: 'always',
		});
		const { message, creates } = await stopWhen(
			provider,
			{},
			// Some say so inside a 200.
			() => typeof lab.requests(provider, 'create')[0]?.ms === 'number',
		);
		expect(message).toBe('The execution was canceled.');
		expect(creates).toBe(1);
	});

	test('P6 rows that wait for one of the open places are never submitted', async () => {
		const rows = ['boat', 'kite', 'drum'].map((thing) => ({ prompt: `A ${thing} ${RUNNING}` }));
		const options = { maxOpenTasks: 1 };
		const { message, creates } = await stopWhen(
			provider,
			{ parameters: { ...fromRows, options }, rows },
			() => stateOf('boat') === 'running',
		);
		expect(creates).toBe(1);
		expect(message).toContain(`row 1 (task ${idOf('boat')}).`);
		expect(message).not.toMatch(/row [23]/);
	});

	test('P6 says which videos were finished and paid before', async () => {
		const rows = [{ prompt: 'A boat' }, { prompt: `A kite ${RUNNING}` }];
		const looks = () =>
			lab.requests(provider, 'get').filter(({ taskId }) => taskId === idOf('boat')).length;
		const { message } = await stopWhen(
			provider,
			{ parameters: fromRows, rows },
			() => stateOf('boat') === 'succeeded' && looks() > 0 && stateOf('kite') === 'running',
		);
		expect(message).toContain(`Already finished and paid: row 1 (task ${idOf('boat')}).`);
		expect(message).toContain(`billed when finished: row 2 (task ${idOf('kite')}).`);
	});

	test('P6 names tasks that were submitted without waiting for them', async () => {
		lab.sandbox.addFault({ provider, operation: 'create', kind: 'delay', nth: 2, delayMs: 20_000 });
		const rows = ['boat', 'kite'].map((thing) => ({ prompt: `A ${thing} ${RUNNING}` }));
		const { message } = await stopWhen(
			provider,
			{ parameters: { ...fromRows, completion: 'submit' }, rows },
			() => lab.sandbox.tasks().length === 1 && lab.requests(provider, 'create').length === 2,
		);
		const [task] = lab.sandbox.tasks();
		expect(message).toMatch(new RegExp(`Still at work.*\\(task ${task.id}\\)`));
		expect(message).toMatch(/Perhaps submitted.*row \d/);
	});

	test('P6 Retry On Fail does not submit anything after Stop', async () => {
		const { creates, message } = await stopWhen(
			provider,
			{ parameters: { prompt: `A boat ${RUNNING}` }, settings: RETRY_ON_FAIL },
			() => stateOf('boat') === 'running',
		);
		expect(creates).toBe(1);
		expect(message).toContain(idOf('boat'));
	});

	test('P6 ends Task: Wait within a second', async () => {
		const [submitted] = (
			await lab.generate(provider, {
				parameters: { prompt: `A boat ${RUNNING}`, completion: 'submit' },
			})
		).items('Node');
		lab.sandbox.clearFaults();
		await stopWhen(
			provider,
			{
				parameters: { resource: 'task', operation: 'wait' },
				rows: [{ taskId: submitted.json.taskId }],
			},
			() => lab.requests(provider, 'get').length > 0,
		);
	});

	test('P6 ends the pauses between tries of Task: Get within a second', async () => {
		lab.sandbox.addFault({
			provider,
			operation: 'get',
			kind: 'status',
			status: 500,
			times: 'always',
		});
		await stopWhen(
			provider,
			{
				parameters: { resource: 'task', operation: 'get' },
				rows: [{ taskId: 'task-unified-1-a' }],
			},
			() => lab.requests(provider, 'get').length === 2,
		);
	});
});

test('P6 ends the search for a lost answer on Ark within a second', async () => {
	lab.sandbox.addFault({ provider: 'ark', operation: 'create', kind: 'status', status: 502 });
	const { message } = await stopWhen('ark', {}, () => lab.requests('ark', 'list').length === 1);
	expect(message).toMatch(/Perhaps submitted, look at the task list of Volcengine Ark: row 1/);
});

test('P6 ends an upload within a second, and no video is ordered', async () => {
	lab.sandbox.addFault({
		provider: 'evolink',
		operation: 'upload',
		kind: 'delay',
		delayMs: 20_000,
		times: 'always',
	});
	const photo = readFileSync('sandbox/media/photo.jpg', 'base64');
	const data = { data: photo, mimeType: 'image/jpeg', fileName: 'mug.jpg' };
	const item = { kind: 'image', source: 'binary', binaryProperty: 'data' };
	const { creates, message } = await stopWhen(
		'evolink',
		{
			parameters: { mode: 'firstFrame', media: { item: [item] } },
			items: [{ json: {}, binary: { data } }],
		},
		() => lab.requests('evolink', 'upload').length === 1,
	);
	expect(creates).toBe(0);
	expect(message).toBe('The execution was canceled.');
});
