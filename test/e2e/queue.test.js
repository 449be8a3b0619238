'use strict';

const { setTimeout: sleep } = require('timers/promises');
const { itemsOf } = require('../../tools/n8n/client');
const { N8nServer } = require('../../tools/n8n/server');
const { START, chain, download, generate, openStage, runToEnd } = require('./support/stage');

const server = new N8nServer({ workers: 2 });
/** @type {import('./support/stage').Stage} */
let stage;
const rows = [{ row: 1 }, { row: 2 }, { row: 3 }];

beforeAll(async () => {
	await server.start();
	stage = await openStage({ jobMs: 3000 }, server.client);
});
beforeEach(() => stage.sandbox.reset());
afterAll(async () => {
	await stage?.close();
	await server.dispose();
});

/** @param {'evolink' | 'ark' | 'twelveAi' | 'ink'} provider @param {string} completion */
const workflow = async (provider, completion) =>
	await stage.save(
		chain(
			`Queue ${provider}`,
			[generate({ provider, completion, options: { pollInterval: 1 } }), download({ provider })],
			{ rows },
		),
	);

/** @param {import('../../tools/n8n/client').Execution} execution */
async function expectStoredVideos(execution) {
	const files = itemsOf(execution, 'Download');
	expect(files).toHaveLength(rows.length);
	for (const { json, binary } of files) {
		const file = await server.client.binary(binary.data.id);
		expect(file.toString('latin1', 4, 8)).toBe('ftyp');
		expect(file.length).toBe(json.download.bytes);
	}
}

describe('In queue mode, with Redis and two workers', () => {
	it('both workers make videos, and the main process can hand out the files', async () => {
		const saved = await Promise.all(
			/** @type {const} */ (['evolink', 'ark', 'twelveAi', 'ink']).map(
				async (provider) => await workflow(provider, 'wait'),
			),
		);
		const executions = await Promise.all(
			saved.map(async (each) => await runToEnd(stage, each, { states: ['success'] })),
		);
		for (const execution of executions) await expectStoredVideos(execution);
		for (const worker of server.workers) {
			expect(worker.lines.some((line) => line.includes('Worker started execution'))).toBe(true);
		}
		const stats = stage.sandbox.stats();
		for (const provider of /** @type {const} */ (['evolink', 'ark', 'twelveAi', 'ink'])) {
			expect(stats[provider].tasksBilled).toBe(rows.length);
		}
	});

	it('a callback that reaches the main process resumes the execution on a worker', async () => {
		const saved = await workflow('evolink', 'callback');
		const execution = await runToEnd(stage, saved, { states: ['success'] });
		expect(itemsOf(execution, 'Generate').flatMap(({ json }) => json.warnings)).toEqual([]);
		await expectStoredVideos(execution);
		expect(stage.sandbox.stats().evolink.tasksBilled).toBe(rows.length);
	});

	it('Stop reaches the worker within two seconds', async () => {
		const saved = await workflow('ark', 'wait');
		const { executionId } = await server.client.run(saved, { triggerToStartFrom: { name: START } });
		while (stage.sandbox.tasks().length < rows.length) await sleep(50);
		const stoppedAt = Date.now();
		await server.client.stop(String(executionId));
		await server.client.untilEnded(String(executionId), { states: ['canceled'] });
		while (!server.log().some((line) => line.includes('Still at work at'))) {
			expect(Date.now() - stoppedAt).toBeLessThan(2000);
			await sleep(50);
		}
		const asked = stage.sandbox.requests({ provider: 'ark' }).length;
		await sleep(2500);
		expect(stage.sandbox.requests({ provider: 'ark' })).toHaveLength(asked);
	});
});
