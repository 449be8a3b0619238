import * as completion from '../../nodes/SeedanceGenerate/suspend/completion.ts';
import * as results from '../../nodes/SeedanceGenerate/results.ts';
import * as emitting from '../../nodes/SeedanceGenerate/emit.ts';
import * as summary from '../../nodes/SeedanceGenerate/summary.ts';
import * as suspend from '../../nodes/SeedanceGenerate/suspend/park.ts';
import * as item from '../../nodes/shared/domain/item.ts';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import { jsonOf } from '../support/items.mts';
import { PROVIDER_IDS, openLab } from '../support/lab.mts';
import { fromRows, stopTools } from './stopTools.mts';
import { QUEUED, RUNNING, taskTools } from './support.mts';
import type { TaskJson } from '../support/items.mts';
import type { GenerateRun, ProviderId } from '../support/lab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

/**
 * Faults of our own between a paid request and the items: each row comes out with its task id, however the node is set.
 */

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await lab.close());

const broken = () => {
	throw new TypeError('our own fault');
};

const idOfRow = (word: string) =>
	lab.sandbox.tasks().find(({ prompt }) => prompt.includes(word))?.id;

/** A boat and a kite, in this order. */
async function runTwo(provider: ProviderId, run: GenerateRun = {}, words: string = '') {
	const result = await lab.generate(provider, {
		...run,
		parameters: { ...fromRows, ...run.parameters },
		rows: ['boat', 'kite'].map((thing) => ({ prompt: `A ${thing} ${words}` })),
	});
	expect(lab.requests(provider, 'create')).toHaveLength(2);
	const both = [...result.items('Node'), ...result.items('Node', 1)].map(({ json }) => json);
	return { result, json: both as TaskJson[], ids: ['boat', 'kite'].map(idOfRow) };
}

/** On Error, and how a failed row comes out of the node then. */
const WAYS = ['continueErrorOutput', 'continueRegularOutput'] as const;

/** The item of a row, on whichever output it came. */
const plain = (json: TaskJson) => (json.details ?? json) as TaskJson;

describe.each(PROVIDER_IDS)('P16 When %s has taken the rows and we break', (provider) => {
	test('on its answer, the videos come all the same', async () => {
		jest.spyOn(PROVIDERS[provider], 'readCreated').mockImplementation(broken);
		const { json, ids } = await runTwo(provider);
		expect(json.map(({ taskId, status }) => [taskId, status])).toEqual(
			ids.map((id) => [id, 'succeeded']),
		);
	});

	test('on every look, the rows name their tasks at the deadline', async () => {
		jest.spyOn(PROVIDERS[provider], 'readTask').mockImplementation(broken);
		const { json, ids } = await runTwo(provider, {
			parameters: { options: { waitTimeout: 0.06 } },
		});
		expect(json.map(({ taskId }) => taskId)).toEqual(ids);
		for (const { warnings, taskId } of json) {
			expect(warnings.join(' ')).toContain(`give task ID ${taskId} to Task: Wait`);
		}
	});

	test('on the item of one row, it is an error with its id, and the other one is fine', async () => {
		jest.spyOn(item, 'buildItem').mockImplementationOnce(broken);
		const settings = { onError: 'continueErrorOutput' as const };
		const { json, ids } = await runTwo(provider, { settings });
		const items = json.map(plain);
		expect(items.map(({ taskId }) => taskId).sort()).toEqual([...ids].sort());
		const lost = items.find(({ taskId }) => taskId === ids[0]);
		expect(lost?.failure?.message).toMatch(/our own fault\. .* has taken the task/);
		expect(lost?.failure?.hint).toContain(`Do not order the row again: give task ID ${ids[0]}`);
		expect(lost?.videoUrl).toMatch(/^http/);
		const fine = items.find(({ taskId }) => taskId === ids[1]);
		expect(fine).toMatchObject({ status: 'succeeded', failure: null });
	});
});

const PLACES: Array<[string, () => void]> = [
	['all items', () => jest.spyOn(item, 'buildItem').mockImplementation(broken)],
	['the results', () => jest.spyOn(results, 'resultsOf').mockImplementation(broken)],
	['handing over', () => jest.spyOn(emitting, 'emit').mockImplementation(broken)],
	['the end of the run', () => jest.spyOn(completion, 'complete').mockImplementation(broken)],
];

describe.each(PLACES)('P16 A fault of ours in %s', (_, breakIt) => {
	test.each(WAYS)('gives every row as an error with its task id (%s)', async (onError) => {
		breakIt();
		const { json, ids } = await runTwo('evolink', { settings: { onError } });
		expect(json.map(plain).map(({ taskId }) => taskId)).toEqual(ids);
		for (const row of json.map(plain)) {
			expect(row).toMatchObject({ provider: 'evolink', failure: { retryable: false } });
			expect(row.failure?.hint).toContain(`Do not order the row again: give task ID ${row.taskId}`);
			expect(row.videoUrl).toMatch(/^http/);
		}
	});

	test('stops with a message that names every task, and a second try orders nothing', async () => {
		breakIt();
		const { result, ids } = await runTwo('evolink', {
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(result.status).toBe('error');
		for (const id of ids) expect(String(result.error?.message)).toContain(id);
		expect(String(result.error?.description)).toMatch(/Do not order/);
	});
});

test('P16 Not even the last door needs what is broken: n8n gets an error with the ids', async () => {
	jest.spyOn(emitting, 'asItems').mockImplementation(broken);
	const { json, ids } = await runTwo('ark', { settings: { onError: 'continueRegularOutput' } });
	for (const id of ids) expect(JSON.stringify(json)).toContain(id);
});

test('P16 An error that names longer ids only has named no task', async () => {
	jest.spyOn(emitting, 'emit').mockImplementation((_, __, rows) => {
		throw new Error(rows.map(({ item: { taskId } }) => `${taskId}0`).join(', '));
	});
	const { result, ids } = await runTwo('ink');
	for (const id of ids) expect(String(result.error?.message)).toContain(`(task ${id})`);
});

test('P16 A summary that breaks costs nothing', async () => {
	jest.spyOn(summary, 'tellSummary').mockImplementation(broken);
	const { json } = await runTwo('ink');
	expect(json.map(({ status, failure }) => [status, failure])).toEqual([
		['succeeded', null],
		['succeeded', null],
	]);
});

test.each([
	['callback', 'suspendForCallbacks'],
	['sleep', 'suspendForSleep'],
] as const)(
	'P16 An execution that cannot be suspended names its tasks (%s)',
	async (chosen, step) => {
		jest.spyOn(suspend, step).mockImplementation(broken);
		const run = {
			parameters: { completion: chosen },
			settings: { onError: 'continueErrorOutput' as const },
		};
		const { result, json, ids } = await runTwo('evolink', run, RUNNING);
		expect(result.status).toBe('success');
		expect(json.map(plain).map(({ taskId }) => taskId)).toEqual(ids);
		for (const { failure, taskId } of json.map(plain)) {
			expect(failure?.message).toMatch(/our own fault\. EvoLink has taken the task/);
			expect(failure?.hint).toContain(`Do not order the row again: give task ID ${taskId}`);
		}
	},
);

test('P16 Stop names the tasks although cancelling breaks', async () => {
	jest.spyOn(PROVIDERS.ink, 'cancel').mockImplementation(broken);
	const { stopWhen, stateOf } = stopTools(() => lab);
	const { message } = await stopWhen(
		'ink',
		{
			parameters: { ...fromRows, options: { cancelOnStop: true } },
			rows: [{ prompt: `A boat ${QUEUED}` }],
		},
		() => stateOf('boat') === 'queued',
	);
	expect(message).toContain(
		`Still at work at seedance2.ink, and billed when finished: row 1 (task ${idOfRow('boat')})`,
	);
});

test.each(['get', 'wait', 'cancel'])(
	'P16 Task: %s on a task on which we break names it',
	async (operation) => {
		const { order, onTasks } = taskTools(() => lab);
		const ids = await order('ark', ['A boat', 'A kite']);
		const get = PROVIDERS.ark.get;
		jest
			.spyOn(PROVIDERS.ark, 'get')
			.mockImplementation((id) => (id === ids[0] ? broken() : get(id)));
		const result = await onTasks('ark', operation, ids, {
			settings: { onError: 'continueRegularOutput' },
		});
		const rows = jsonOf(result);
		expect(rows.map(({ taskId }) => taskId)).toEqual(ids);
		expect(rows[0].failure?.message).toContain('our own fault');
		expect(rows[1].failure?.message ?? '').not.toContain('our own fault');
	},
);
