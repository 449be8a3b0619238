import { createKeyStore } from '../../../../nodes/SeedanceGenerate/pay/ledger/keys.ts';
import type { KeyRecord } from '../../../../nodes/SeedanceGenerate/pay/ledger/keys.ts';
import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * What idempotency keys leave in n8n, with a store like n8n's: one list of claims per node, read and written back as a
 * whole, and static data of the workflow.
 */

const SKU = 'MUG-BLUE-0815';
const PRINT = 'fingerprint';

type Saved = { seedanceKeys?: Record<string, KeyRecord> };

/** What was asked of n8n: static data of a place, or a claim or release of names. */
type Asked = [what: string, names: string | string[], scope?: string, options?: object];

/** A workflow of several nodes. */
function openWorkflow() {
	let staticData: Saved = {};
	let assignments = 0;
	/** Claims by node */
	const lists: Map<string, Set<string>> = new Map();
	const asked: Asked[] = [];
	/** Turns that one call to n8n's store takes. */
	let turn: Promise<unknown> = Promise.resolve();
	let underWay = 0;
	let mostAtOnce = 0;

	function node(id: string) {
		const store = async (change: () => unknown) => {
			underWay += 1;
			mostAtOnce = Math.max(mostAtOnce, underWay);
			await turn;
			await new Promise((resolve) => setImmediate(resolve));
			underWay -= 1;
			return change();
		};
		const list = lists.get(id) ?? new Set();
		lists.set(id, list);
		return createKeyStore({
			getWorkflowStaticData: (scope: string) => {
				asked.push(['static', scope]);
				return new Proxy(staticData, {
					set(target, name, value) {
						assignments += 1;
						return Reflect.set(target, name, value);
					},
				});
			},
			getNode: () => ({ id, name: 'Seedance Generate' }),
			getWorkflow: () => ({ id: 'workflow-1' }),
			helpers: {
				checkProcessedAndRecord: async (names: string[], scope: string, options: object) => {
					asked.push(['claim', names, scope, options]);
					return await store(() => {
						const fresh = names.filter((name) => !list.has(name));
						fresh.forEach((name) => list.add(name));
						return { new: fresh, processed: [] };
					});
				},
				removeProcessed: async (names: string[], scope: string, options: object) => {
					asked.push(['release', names, scope, options]);
					return await store(() => names.forEach((name) => list.delete(name)));
				},
			},
		} as unknown as IExecuteFunctions);
	}
	return {
		node,
		asked,
		lists,
		saved: () => staticData,
		assignments: () => assignments,
		mostAtOnce: () => mostAtOnce,
		/** @param data what an earlier version, or somebody, has left */
		load: (data: object) => {
			staticData = data;
		},
		/** @param until n8n's database does not answer before */
		hold: (until: Promise<unknown>) => {
			turn = until;
		},
	};
}

const recordOf = (over: Partial<KeyRecord> = {}): KeyRecord => ({
	taskId: 'task-1',
	fingerprint: 'f',
	sentAtMs: 1,
	...over,
});

const namesIn = (asked: Asked[]) => asked.flatMap(([, list]) => list);

describe('P1 A key', () => {
	test('is claimed once, until it is released', async () => {
		const { node } = openWorkflow();
		const keys = node('a');
		expect(await keys.claim(SKU, PRINT)).toBe(true);
		expect(await keys.claim(SKU, PRINT)).toBe(false);
		expect(await keys.claim('another', PRINT)).toBe(true);
		await keys.release(SKU, PRINT);
		expect(await keys.claim(SKU, PRINT)).toBe(true);
		expect(await keys.claim('another', PRINT)).toBe(false);
	});

	test('knows for which request it was claimed, however often others ask', async () => {
		const keys = openWorkflow().node('a');
		await keys.claim(SKU, PRINT);
		for (let times = 0; times < 2; times += 1) {
			expect(await keys.isFor(SKU, 'other')).toBe(false);
			expect(await keys.isFor(SKU, PRINT)).toBe(true);
			expect(await keys.isFor('another', PRINT)).toBe(false);
		}
		await keys.release(SKU, PRINT);
		expect(await keys.isFor(SKU, PRINT)).toBe(false);
	});

	test('is remembered with its task, also for a later execution', () => {
		const { node } = openWorkflow();
		expect(node('a').recall(SKU)).toBeNull();
		const record = recordOf({ provider: 'ark', submissions: 2, failure: null });
		node('a').remember(SKU, record);
		expect(node('a').recall(SKU)).toEqual(record);
	});

	test('of one node is not that of another node of the workflow', async () => {
		const { node, asked } = openWorkflow();
		node('a').remember(SKU, recordOf({ taskId: 'of a' }));
		expect(node('b').recall(SKU)).toBeNull();
		node('b').remember(SKU, recordOf({ taskId: 'of b' }));
		expect(node('a').recall(SKU)?.taskId).toBe('of a');
		expect(node('b').recall(SKU)?.taskId).toBe('of b');
		asked.length = 0;
		await node('a').claim(SKU, PRINT);
		await node('b').claim(SKU, PRINT);
		const [one, two] = namesIn(asked);
		expect(one).not.toBe(two);
	});

	test('is kept under a hash, because it is often a product number', async () => {
		const { node, asked, saved, lists } = openWorkflow();
		const keys = node('a');
		await keys.claim(SKU, PRINT);
		keys.remember(SKU, recordOf());
		await keys.release(SKU, PRINT);
		const [claimed, , released] = namesIn(asked.filter(([what]) => what !== 'static'));
		expect(claimed).toMatch(/^[0-9a-f]{32}$/);
		expect(released).toBe(claimed);
		expect(Object.keys(saved().seedanceKeys ?? {})).toEqual([claimed]);
		expect(JSON.stringify([saved(), [...lists.values()].map((list) => [...list])])).not.toContain(
			'MUG',
		);
	});

	test('hangs on the node, and its records on the workflow, where the store has room for 20,000 and their requests', async () => {
		const { node, asked } = openWorkflow();
		const keys = node('a');
		await keys.claim(SKU, PRINT);
		await keys.release(SKU, PRINT);
		const options = { mode: 'entries', maxEntries: 40_000 };
		expect(asked).toEqual([
			['static', 'global'],
			['claim', [expect.any(String)], 'node', options],
			['claim', [expect.any(String)], 'node', options],
			['release', [expect.any(String), expect.any(String)], 'node', options],
		]);
	});
});

describe('Records', () => {
	test('beyond 5,000 go, the oldest first', () => {
		const { node, saved } = openWorkflow();
		const keys = node('a');
		for (const n of [0, 1, 2]) keys.remember(`row ${n}`, recordOf({ taskId: `task-${n}` }));
		const all = saved().seedanceKeys ?? {};
		for (let n = 3; n < 5000; n += 1) all[`of another node ${n}`] = recordOf();
		expect(['row 0', 'row 1', 'row 2'].map((key) => keys.recall(key)?.taskId)).toEqual([
			'task-0',
			'task-1',
			'task-2',
		]);
		// Row 1 is news again, so that it is no longer among the oldest.
		keys.remember('row 1', recordOf({ taskId: 'again' }));
		expect(Object.keys(saved().seedanceKeys ?? {})).toHaveLength(5000);
		for (const n of [5000, 5001]) keys.remember(`row ${n}`, recordOf({ taskId: `task-${n}` }));
		expect(Object.keys(saved().seedanceKeys ?? {})).toHaveLength(5000);
		const kept = ['row 0', 'row 1', 'row 2', 'row 5000', 'row 5001'];
		expect(kept.map((key) => keys.recall(key)?.taskId)).toEqual([
			undefined,
			'again',
			undefined,
			'task-5000',
			'task-5001',
		]);
		expect(saved().seedanceKeys).toHaveProperty(['of another node 3']);
	});

	test('are assigned as a whole each time, because n8n saves nothing that changes further in', () => {
		const { node, assignments } = openWorkflow();
		const keys = node('a');
		keys.remember(SKU, recordOf());
		keys.remember(SKU, recordOf({ taskId: 'task-2' }));
		expect(assignments()).toBe(2);
	});

	test.each([
		['nothing', {}],
		['a text', { seedanceKeys: 'x' }],
		['a list', { seedanceKeys: [recordOf()] }],
		['null', { seedanceKeys: null }],
	])('that are %s count as none, and a new one is kept all the same', (_, data) => {
		const workflow = openWorkflow();
		workflow.load(data);
		const keys = workflow.node('a');
		expect(keys.recall(SKU)).toBeNull();
		keys.remember(SKU, recordOf());
		expect(keys.recall(SKU)?.taskId).toBe('task-1');
	});

	test.each([
		['task', { taskId: undefined }],
		['task that is a text', { taskId: 7 }],
		['fingerprint', { fingerprint: null }],
		['time', { sentAtMs: '1' }],
	])('without a %s count as none', (_, gap) => {
		const { node } = openWorkflow();
		node('a').remember(SKU, { ...recordOf(), ...gap } as unknown as KeyRecord);
		expect(node('a').recall(SKU)).toBeNull();
	});

	test.each([
		['EvoLink', 'evolink'],
		['Volcengine Ark', 'ark'],
		['12AI', 'twelveAi'],
		['seedance2.ink', 'ink'],
		['ark', 'ark'],
		['fal', 'fal'],
	])('that name the provider as %j mean %s', (provider, id) => {
		const { node } = openWorkflow();
		node('a').remember(SKU, recordOf({ provider }));
		expect(node('a').recall(SKU)).toEqual(recordOf({ provider: id }));
	});

	test('of earlier times that name no provider are of the one that is asked', () => {
		const { node } = openWorkflow();
		node('a').remember(SKU, recordOf());
		expect(node('a').recall(SKU)?.provider).toBeUndefined();
	});
});

describe('The steps of one node', () => {
	test('go one after the other, because n8n reads and writes the whole list each time', async () => {
		const { node, mostAtOnce } = openWorkflow();
		const [one, two] = [node('a'), node('a')];
		const claimed = await Promise.all([
			one.claim(SKU, PRINT),
			two.claim(SKU, PRINT),
			one.release(SKU, PRINT),
			two.claim(SKU, PRINT),
		]);
		expect(claimed).toEqual([true, false, undefined, true]);
		expect(mostAtOnce()).toBe(1);
	});

	test('go on after one that n8n could not store, which is told to whoever asked', async () => {
		const workflow = openWorkflow();
		const keys = workflow.node('a');
		workflow.hold(Promise.reject(new Error('database is away')));
		const first = keys.claim(SKU, PRINT);
		const second = first.catch(() => workflow.hold(Promise.resolve()));
		const third = keys.claim('another', PRINT);
		await expect(first).rejects.toThrow('database is away');
		await second;
		await third.catch(() => undefined);
		expect(await keys.claim(SKU, PRINT)).toBe(true);
	});

	test('do not wait for those of another node', async () => {
		const workflow = openWorkflow();
		workflow.hold(new Promise(() => undefined));
		void workflow.node('slow').claim(SKU, PRINT);
		await new Promise((resolve) => setImmediate(resolve));
		workflow.hold(Promise.resolve());
		expect(await workflow.node('quick').claim(SKU, PRINT)).toBe(true);
	});
});
