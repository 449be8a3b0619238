import { setTimeout as sleep } from 'node:timers/promises';
import { N8nServer } from '../../tools/n8n/server.mts';
import { isVideo } from './support/examples.mts';
import { tasksOf, videosOf } from './support/items.mts';
import { PROVIDERS, START, chain, download, generate } from './support/stage.mts';
import { openStage, runToEnd } from './support/stage.mts';
import type { ProviderId } from '../support/providers.mts';
import type { Execution } from '../../tools/n8n/client.mts';
import type { Stage } from './support/stage.mts';

const server = new N8nServer({ workers: 2 });
let stage: Stage;
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

const workflow = async (provider: ProviderId, completion: string) =>
	await stage.save(
		chain(
			`Queue ${provider}`,
			[generate({ provider, completion, options: { pollInterval: 1 } }), download({ provider })],
			{ rows },
		),
	);

async function expectStoredVideos(execution: Execution) {
	const videos = videosOf(execution, 'Download');
	expect(videos).toHaveLength(rows.length);
	for (const { download: facts, file } of videos) {
		const content = await server.client.binary(file);
		expect(isVideo(content)).toBe(true);
		expect(content.length).toBe(facts.bytes);
	}
}

describe('In queue mode, with Redis and two workers', () => {
	it('both workers make videos, and the main process can hand out the files', async () => {
		const saved = await Promise.all(
			PROVIDERS.map(async (provider) => await workflow(provider, 'wait')),
		);
		const executions = await Promise.all(
			saved.map(async (each) => await runToEnd(stage, each, { states: ['success'] })),
		);
		for (const execution of executions) await expectStoredVideos(execution);
		for (const worker of server.workers) {
			expect(worker.lines.some((line) => line.includes('Worker started execution'))).toBe(true);
		}
		const stats = stage.sandbox.stats();
		for (const provider of PROVIDERS) {
			expect(stats[provider].tasksBilled).toBe(rows.length);
		}
	});

	it('a callback that reaches the main process resumes the execution on a worker', async () => {
		const saved = await workflow('evolink', 'callback');
		const execution = await runToEnd(stage, saved, { states: ['success'] });
		expect(tasksOf(execution, 'Generate').flatMap(({ warnings }) => warnings)).toEqual([]);
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
