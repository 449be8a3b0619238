import { jsonOf } from '../../support/items.mts';
import { openLab } from '../../support/lab.mts';
import { TELLING, runOf, shots, storyTools } from './storyLab.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(60_000);

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
	lab = await openLab();
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => await lab.close());

const { nameOf, paid } = storyTools(() => lab);

describe.each(TELLING)('P20 Stories on %s', (provider) => {
	test('each shot begins with the last frame of the one before, stories run side by side', async () => {
		const rows = shots({ a: 4, b: 4, c: 4 });
		const result = await lab.generate(provider, runOf(rows));
		expect(result.status).toBe('success');
		const items = jsonOf(result);
		expect(items.map(({ status }) => status)).toEqual(rows.map(() => 'succeeded'));
		expect(items.map(({ mode }) => mode)).toEqual(
			rows.map((_, index) => (index % 4 === 0 ? 'textToVideo' : 'firstFrame')),
		);
		expect(items.map(({ prompt }) => prompt)).toEqual(rows.map(({ prompt }) => prompt));
		expect(items.every(({ lastFrameUrl }) => lastFrameUrl !== null)).toBe(true);
		expect([...paid()].sort()).toEqual(
			['a', 'b', 'c']
				.flatMap((story) => [
					`>${story}1`,
					...[2, 3, 4].map((shot) => `${story}${shot - 1}>${story}${shot}`),
				])
				.sort(),
		);
		const tasks = lab.sandbox.tasks();
		const times = (story: string) => tasks.filter((task) => nameOf(task).startsWith(story));
		for (const story of ['a', 'b', 'c']) {
			const [first, second] = times(story);
			expect(second.createdAtMs).toBeGreaterThanOrEqual(Number(first.endedAtMs));
		}
		// All three had begun before the first of them went on.
		const begun = ['a', 'b', 'c'].map((story) => times(story)[0].createdAtMs);
		const goneOn = ['a', 'b', 'c'].map((story) => times(story)[1].createdAtMs);
		expect(Math.max(...begun)).toBeLessThan(Math.min(...goneOn));
	});

	test('a failed shot stops its story only, and each later shot says which row stopped it', async () => {
		const rows = shots({ a: 4, b: 3 }, { a2: '[[fail:InternalServiceError]]' });
		const result = await lab.generate(provider, {
			...runOf(rows),
			settings: { onError: 'continueRegularOutput' },
		});
		const items = jsonOf(result);
		expect(items.map(({ status }) => status)).toEqual([
			...['succeeded', 'failed', 'failed', 'failed'],
			...['succeeded', 'succeeded', 'succeeded'],
		]);
		expect(paid()).toHaveLength(5);
		for (const item of items.slice(2, 4)) {
			expect(item).toMatchObject({ taskId: null, cost: null, failure: { code: 'storyStopped' } });
			expect(item.failure?.message).toMatch(/was not ordered, and nothing is billed.*row 2/);
			expect(item.failure?.message).toContain(String(items[1].taskId));
		}
	});
});
