import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROVIDERS, START, chain, generate, openStage } from './support/stage.mts';
import type { Stage } from './support/stage.mts';

let stage: Stage;
/** docs/promises.md P6: Stop ends the wait within a second; the second one is for n8n itself. */
const STOP_MS = 2000;

beforeAll(async () => {
	stage = await openStage({ jobMs: 120_000 });
});
afterAll(async () => await stage.close());

describe.each(PROVIDERS)('Stop while %s is at work', (provider) => {
	it('ends the wait at once, asks no more, and says which tasks still run and bill', async () => {
		const rows = [{ row: 1 }, { row: 2 }];
		const workflow = await stage.save(
			chain(`Stop ${provider}`, [generate({ provider })], { rows }),
		);
		const start = { triggerToStartFrom: { name: START } };
		const { executionId } = await stage.client.run(workflow, start);
		const ownTasks = () => stage.sandbox.tasks().filter((task) => task.provider === provider);
		while (ownTasks().length < rows.length) await sleep(50);
		await sleep(1500);

		const stoppedAt = Date.now();
		await stage.client.stop(String(executionId));
		const execution = await stage.client.untilEnded(String(executionId));
		expect(Date.now() - stoppedAt).toBeLessThan(STOP_MS);
		expect(execution.status).toBe('canceled');

		await sleep(300);
		const asked = stage.sandbox.requests({ provider }).length;
		await sleep(2500);
		expect(stage.sandbox.requests({ provider })).toHaveLength(asked);
		expect(ownTasks()).toHaveLength(rows.length);
		// n8n itself keeps nothing of a stopped run but "cancelled manually", so the log has to tell.
		const log = fs.readFileSync(String(process.env.SEEDANCE_E2E_LOG), 'utf8').split('\n');
		const last = log.filter((line) => line.includes('Still at work at')).pop();
		for (const { id } of ownTasks()) expect(last).toContain(id);
	});
});
