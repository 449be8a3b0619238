import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { createEngine, fileDedupeStorage } from '../../tools/engine/index.mts';
import { TinyApi, TinyNode } from './tinyNode.mts';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INode } from 'n8n-workflow';
import type { Watchers, WorkflowDefinition } from '../../tools/engine/execution.mts';
import type { Engine, EngineOptions, NodeRun } from '../../tools/engine/index.mts';

let tiny: TinyNode;
let engine: Engine;

const newEngine = async (options: Partial<EngineOptions> = {}) =>
	await createEngine({
		nodeTypes: { 'test.tiny': tiny },
		credentialTypes: { tinyApi: new TinyApi() },
		...options,
	});

const runTiny = async (behaviour: string, rest: Partial<NodeRun & Watchers> = {}) =>
	await engine.runNode({ type: 'test.tiny', parameters: { behaviour }, ...rest });

beforeEach(async () => {
	tiny = new TinyNode();
	engine = await newEngine();
});

afterEach(async () => await engine.close());

const TWO_ITEMS = [{ json: { n: 1 } }, { json: { n: 2 } }];

const workflowWithBranches = (settings: Partial<INode>): WorkflowDefinition => ({
	nodes: [
		{
			id: 'a',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			id: 'b',
			name: 'Node',
			type: 'test.tiny',
			typeVersion: 1,
			position: [1, 0],
			parameters: { behaviour: 'errorItem' },
			...settings,
		},
		{
			id: 'c',
			name: 'Good',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [2, 0],
			parameters: {},
		},
		{
			id: 'd',
			name: 'Bad',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [2, 1],
			parameters: {},
		},
	],
	connections: {
		Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] },
		Node: {
			main: [[{ node: 'Good', type: 'main', index: 0 }], [{ node: 'Bad', type: 'main', index: 0 }]],
		},
	},
});

describe('a run on the real engine', () => {
	it('resolves expressions per item and keeps the pairing that the node gave', async () => {
		const result = await engine.runNode({
			type: 'test.tiny',
			parameters: { value: '={{ $json.n + 10 }}' },
			items: TWO_ITEMS,
		});
		expect(result.status).toBe('success');
		expect(result.items('Node')).toEqual([
			{ json: { value: 24 }, pairedItem: { item: 1 } },
			{ json: { value: 22 }, pairedItem: { item: 0 } },
		]);
	});

	it('runs a failing node as often as Retry On Fail says', async () => {
		const result = await runTiny('fail', {
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(tiny.calls).toBe(3);
		expect(result.status).toBe('error');
		expect(result.error?.message).toBe('Refused by the tiny node');
	});

	it('runs a failing node once without Retry On Fail', async () => {
		await runTiny('fail');
		expect(tiny.calls).toBe(1);
	});

	it('sends error items to the error output with the row they belong to', async () => {
		const result = await engine.run({
			workflow: workflowWithBranches({ onError: 'continueErrorOutput' }),
			startItems: TWO_ITEMS,
		});
		expect(result.items('Good').map((item) => item.json)).toEqual([{ kept: 1 }]);
		expect(result.items('Bad').map((item) => item.json)).toEqual([
			{ n: 1, error: 'Refused', message: 'why', details: { taskId: 't-1' } },
		]);
	});

	it('passes the input on to the next node when one throws under Continue', async () => {
		const result = await engine.run({
			workflow: workflowWithBranches({
				onError: 'continueRegularOutput',
				parameters: { behaviour: 'fail' },
			}),
			startItems: TWO_ITEMS,
		});
		expect(result.status).toBe('success');
		expect(result.items('Good').map((item) => item.json)).toEqual([{ n: 1 }, { n: 2 }]);
	});

	it('tells which nodes have run while the run goes on', async () => {
		const finished: string[] = [];
		await runTiny('double', {
			onNodeFinished: (name) => finished.push(name),
		});
		expect(finished).toEqual(['Start', 'Node']);
	});

	it('serves credentials and signs requests through the credential class', async () => {
		const server = http.createServer((request, response) => {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ authorization: request.headers.authorization }));
		});
		await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
		const { port } = server.address() as AddressInfo;
		const result = await runTiny('callHome', {
			credentials: { tinyApi: { apiKey: 'one', baseUrl: `=http://127.0.0.1:{{ ${port} }}` } },
		});
		await new Promise((resolve) => server.close(resolve));
		expect(result.error).toBeUndefined();
		expect(result.items('Node')[0].json).toEqual({ authorization: 'Bearer one' });
	});
});

describe('credentials', () => {
	const valuesOf = async (token: string, rows: IDataObject[]) => {
		await engine.close();
		engine = await newEngine({ credentials: { tinyApi: { apiKey: token } } });
		const result = await runTiny('credential', { items: rows.map((json) => ({ json })) });
		return result.items('Node').map(({ json }) => json.token);
	};
	const ROWS = [{ token: 'one' }, { token: 'two' }, {}];

	it('resolves an expression for each row, and for no row at all', async () => {
		expect(await valuesOf('={{ $json.token }}', ROWS)).toEqual(['one', 'two', null, null]);
		expect(await valuesOf("={{ $('Start').item.json.token }}", ROWS.slice(0, 2))).toEqual([
			'one',
			'two',
			expect.stringMatching(/^thrown/),
		]);
		expect(await valuesOf('plain', ROWS)).toEqual(Array(4).fill('plain'));
	});
});

describe('Stop', () => {
	it('ends a blocked node within a second', async () => {
		const stop = new AbortController();
		const running = runTiny('block', { signal: stop.signal });
		setTimeout(() => stop.abort(), 100);
		const startedAt = Date.now();
		const result = await running;
		expect(result.status).toBe('canceled');
		expect(Date.now() - startedAt).toBeLessThan(1100);
	});
});

describe('waiting', () => {
	it('hands the stored items on when the deadline comes, without running the node again', async () => {
		const waiting = await runTiny('suspend');
		expect(waiting.status).toBe('waiting');
		const result = await engine.resumeByTimer(waiting.saved);
		expect(result.status).toBe('success');
		expect(result.executionId).toBe(waiting.executionId);
		expect(result.items('Node').map((item) => item.json)).toEqual([{ stored: true }]);
		expect(tiny.calls).toBe(1);
	});

	it('keeps waiting until webhook() hands over data, which then goes on', async () => {
		const waiting = await runTiny('suspend');
		const early = await engine.resumeByWebhook(waiting.saved, { body: { done: false } });
		expect(early).toMatchObject({ webhookResponse: { waiting: true }, result: null });
		const late = await engine.resumeByWebhook(waiting.saved, { body: { done: true } });
		expect(late.webhookResponse).toEqual({ ok: true });
		expect(late.result?.items('Node').map((item) => item.json)).toEqual([
			{ tasks: ['t-1'], done: true },
		]);
	});

	it('serves the resume address over HTTP: token checked, resumed once', async () => {
		await engine.listen();
		const waiting = await runTiny('suspend');
		const address = String(waiting.items('Node')[0].json.address);
		const call = async (url: string, body: { done: boolean }) =>
			await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
		expect((await call(address.split('?')[0], { done: true })).status).toBe(401);
		expect((await call(address, { done: false })).status).toBe(200);
		expect(engine.execution(waiting.executionId)?.status).toBe('waiting');
		expect(await (await call(address, { done: true })).json()).toEqual({ ok: true });
		expect(engine.execution(waiting.executionId)?.status).toBe('success');
		expect((await call(address, { done: true })).status).toBe(409);
	});
});

describe('Retry execution', () => {
	it('runs the failed node again with its input and its context, in mode retry', async () => {
		const failed = await runTiny('failOnce', { items: TWO_ITEMS });
		expect(failed.status).toBe('error');
		const result = await engine.retry(failed.saved);
		expect(result.status).toBe('success');
		expect(result.executionId).not.toBe(failed.executionId);
		expect(result.items('Node')[0].json).toEqual({ submitted: ['task-1', 'task-2'] });
		expect(result.runData.Start).toHaveLength(1);
		expect(result.runData.Node).toHaveLength(1);
	});
});

describe('stores', () => {
	it('keeps files on disk and reads them back as a stream', async () => {
		const result = await runTiny('store');
		const { data } = result.items('Node')[0].binary ?? {};
		expect(data.id).toMatch(/^filesystem-v2:/);
		expect(await text(await engine.binaries.stream(data))).toBe('tiny file');
		expect(result.data.resultData.metadata).toEqual({ taskId: 't-9' });
	});

	it('remembers processed keys in a file across engines, but not between others', async () => {
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dedupe-'));
		const dedupe = fileDedupeStorage(path.join(folder, 'processed.json'));
		const items = [{ json: { sku: 'A' } }];
		const first = await newEngine({ dedupe });
		const second = await newEngine({ dedupe });
		const fresh = async (some: Engine) => {
			const result = await some.runNode({
				type: 'test.tiny',
				parameters: { behaviour: 'once' },
				items,
			});
			return result.items('Node')[0].json.fresh;
		};
		expect(await fresh(first)).toEqual(['A']);
		expect(await fresh(second)).toEqual([]);
		expect(await fresh(engine)).toEqual(['A']);
		await Promise.all([first.close(), second.close()]);
		fs.rmSync(folder, { recursive: true });
	});
});

describe('engines side by side', () => {
	it('share neither node types, nor credentials, nor execution ids', async () => {
		const other = await createEngine({ nodeTypes: { 'test.other': new TinyNode() } });
		const [mine, theirs] = await Promise.all([
			runTiny('double', { items: TWO_ITEMS, credentials: { tinyApi: { apiKey: 'a' } } }),
			other.runNode({ type: 'test.other', items: TWO_ITEMS }),
		]);
		expect([mine.status, theirs.status]).toEqual(['success', 'success']);
		expect(mine.executionId).not.toBe(theirs.executionId);
		expect(other.state.credentials).toEqual({});
		await expect(other.runNode({ type: 'test.tiny' })).rejects.toThrow('test.tiny');
		await other.close();
	});
});
