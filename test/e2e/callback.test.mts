import { linkNotes } from '../support/videoLinks.mts';
import { tasksOf, videosOf } from './support/items.mts';
import { PROVIDERS, chain, download, generate, openStage, runToEnd } from './support/stage.mts';
import type { Stage } from './support/stage.mts';

let stage: Stage;
const rows = [{ row: 1 }, { row: 2 }, { row: 3 }];

beforeAll(async () => {
	stage = await openStage({ jobMs: 3000 });
});
afterAll(async () => await stage.close());

describe.each(PROVIDERS)('Waiting for the callbacks of %s', (provider) => {
	const workflow = async (prompt: string) =>
		await stage.save(
			chain(
				`Callback ${provider}`,
				[
					generate({ provider, prompt, completion: 'callback', options: {} }),
					download({ provider }, { onError: 'continueRegularOutput' }),
				],
				{ rows },
			),
		);

	it('suspends the execution, resumes it once, and goes on to the download', async () => {
		stage.sandbox.reset();
		const saved = await workflow('A paper boat drifts along a gutter, the camera follows.');
		const { executionId } = await stage.client.run(saved, {
			triggerToStartFrom: { name: 'Start' },
		});
		await stage.client.untilEnded(String(executionId), { states: ['waiting'] });
		const execution = await stage.client.untilEnded(String(executionId), { states: ['success'] });

		const made = tasksOf(execution, 'Generate');
		expect(made.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
		made.forEach(({ warnings, videoUrl }) => {
			expect(warnings).toEqual(linkNotes(provider, videoUrl));
		});
		const videos = videosOf(execution, 'Download');
		expect(videos.map(({ file }) => file.mimeType)).toEqual(rows.map(() => 'video/mp4'));
		expect(stage.sandbox.stats()[provider].tasksBilled).toBe(rows.length);
	});

	it('brings a failed task out as an item that says what happened', async () => {
		stage.sandbox.reset();
		const saved = await workflow(
			'={{ $json.row === 2 ? "A boat [[fail:content_filter]]" : "A boat drifts" }}',
		);
		const execution = await runToEnd(stage, saved, { states: ['success'] });
		const made = tasksOf(execution, 'Generate');
		expect(made.map(({ status }) => status)).toEqual(['succeeded', 'failed', 'succeeded']);
		expect(made[1].failure?.message).toMatch(/./);
	});
});
