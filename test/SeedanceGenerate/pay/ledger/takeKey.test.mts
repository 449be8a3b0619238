/** What happens to a row that was, or may have been, submitted before in another execution. */

import { RETRYABLE, openStory } from '../story.mts';
import { PROVIDER_IDS, findsLost, rowFor } from '../../../support/jobs.mts';
import type { Row } from '../../../../nodes/SeedanceGenerate/pay/row.ts';

describe.each(PROVIDER_IDS)('An idempotency key on %s', (id) => {
	const keyed = (over: Partial<Row> = {}) => rowFor(id, { key: 'SKU-1', ...over });

	test('lets another execution take over the task', async () => {
		const story = openStory(id);
		const [first] = await story.execute([keyed()]);
		const [second] = await story.execute([keyed({ fingerprint: 'changed' })]);
		expect(story.world.tasks.size).toBe(1);
		expect(second).toMatchObject({ end: 'ended', adopted: true });
		expect(second.task?.taskId).toBe(first.task?.taskId);
	});

	test('gives each key its own video', async () => {
		const story = openStory(id);
		await story.execute([keyed(), keyed({ itemIndex: 1, key: 'SKU-2' })]);
		expect(story.world.tasks.size).toBe(2);
	});

	test('that stands twice in one run is submitted once, and both rows get the video', async () => {
		const story = openStory(id);
		const rows = [0, 1, 2].map((itemIndex) => keyed({ itemIndex }));
		const outcomes = await story.execute(rows);
		expect(story.world.tasks.size).toBe(1);
		expect(outcomes.map(({ itemIndex }) => itemIndex)).toEqual([0, 1, 2]);
		expect(new Set(outcomes.map(({ task }) => task?.taskId)).size).toBe(1);
		expect(outcomes.map(({ adopted }) => adopted)).toEqual([false, true, true]);
	});

	test('after a crash is found by its mark where the provider lists, and otherwise stays unknown', async () => {
		const story = openStory(id);
		await story.execute([keyed()], { crash: true });
		for (let tries = 0; tries < 3; tries += 1) {
			const [outcome] = await story.execute([keyed()], { crash: tries < 2, minutes: 30 });
			expect(story.world.tasks.size).toBe(1);
			expect(outcome.adopted).toBe(true);
			expect(outcome.task === null).toBe(!findsLost(id));
			if (!findsLost(id)) {
				expect(outcome).toMatchObject({ end: 'unknown', failure: { code: 'outcomeUnknown' } });
			}
		}
	});

	test('is free again after a refusal', async () => {
		const story = openStory(id);
		story.weather.fault = { kind: 'status', status: 400, body: {} };
		await story.execute([keyed()]);
		expect(story.vault.claims.size).toBe(0);
		story.weather.fault = null;
		const [outcome] = await story.execute([keyed()]);
		expect(outcome).toMatchObject({ end: 'ended', adopted: false });
	});

	test('stays taken when the outcome of the submission is unknown', async () => {
		const story = openStory(id);
		story.weather.fault = { kind: 'resetBefore' };
		await story.execute([keyed()]);
		story.weather.fault = null;
		const [outcome] = await story.execute([keyed()]);
		expect(outcome.end).toBe('unknown');
		expect(story.world.tasks.size).toBe(0);
		expect(story.world.counts.create).toBe(1);
	});

	test('that n8n cannot write down keeps the request back', async () => {
		const story = openStory(id);
		const keys = {
			...story.vault.open(),
			claim: async () => {
				throw new Error('database is away');
			},
		};
		const [outcome] = await story.execute([keyed()], { keys });
		expect(outcome).toMatchObject({ end: 'refused', failure: { code: 'keyNotStored' } });
		expect(story.world.counts.create).toBe(0);
	});

	test('that n8n cannot release still shows the refusal, and hurts no other row', async () => {
		const story = openStory(id);
		story.weather.fault = { kind: 'status', status: 400, body: {} };
		const keys = {
			...story.vault.open(),
			release: async () => {
				throw new Error('database is away');
			},
		};
		const [outcome] = await story.execute([keyed()], { keys });
		expect(outcome.end).toBe('refused');
		expect(outcome.failure?.code).not.toBe('rowNotReady');
	});

	test('is submitted once more when its task had failed for a passing reason, also after a crash then', async () => {
		const story = openStory(id, { endOf: (n) => (n === 0 ? 'bad' : 'good') });
		const [first] = await story.execute([keyed()]);
		story.vault.fail('SKU-1', RETRYABLE);
		await story.execute([keyed()], { crash: true });
		expect(story.world.tasks.size).toBe(2);
		const [after] = await story.execute([keyed()]);
		expect(story.world.tasks.size).toBe(2);
		expect(after.task?.taskId).not.toBe(first.task?.taskId);
		if (findsLost(id)) expect(after).toMatchObject({ end: 'ended', failure: null });
		else expect(after.end).toBe('unknown');
	});

	test('whose second submission is unclear is not answered with the old task', async () => {
		const story = openStory(id, { endOf: () => 'bad' });
		const [first] = await story.execute([keyed()]);
		story.vault.fail('SKU-1', RETRYABLE);
		story.weather.fault = { kind: 'resetBefore' };
		const [second] = await story.execute([keyed()]);
		expect(first.task).not.toBeNull();
		expect(second).toMatchObject({ end: 'unknown', task: null });
	});

	test('that was taken over is not paid again by "Retry execution"', async () => {
		const story = openStory(id);
		await story.execute([keyed()]);
		const later = keyed({ fingerprint: 'changed since' });
		await story.execute([later]);
		await story.execute([later], { retry: true });
		expect(story.world.tasks.size).toBe(1);
	});
});
