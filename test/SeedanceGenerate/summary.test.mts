import { summaryOf } from '../../nodes/SeedanceGenerate/summary.ts';
import { buildItem } from '../../nodes/shared/domain/item.ts';
import { rowNotReady } from '../../nodes/shared/domain/failures.ts';
import { emptyTask } from '../../nodes/shared/domain/task.ts';
import { openLab } from '../support/lab.mts';
import type { TaskItem } from '../../nodes/shared/domain/item.ts';
import type { VideoResult } from '../../nodes/SeedanceGenerate/results.ts';

/** A row whose video of five seconds is there, unless told. */
const row = (parts: Partial<TaskItem>): VideoResult => {
	const task = { ...emptyTask('evolink', 'task-1'), durationSeconds: 5 };
	const item = buildItem({
		...{ provider: 'evolink', task, request: null, failure: null, metadata: null },
		...{ statusWithoutTask: 'failed', warnings: [], estimate: {}, includeRaw: false },
	});
	const failure = parts.failure ?? null;
	return { itemIndex: 0, item: { ...item, status: 'succeeded', ...parts }, failure };
};

describe('The one line about a run', () => {
	test('says rows, time, footage and what is missing', () => {
		const results = [
			row({}),
			row({ durationSeconds: 8, warnings: ['WebP'] }),
			row({ status: 'running' }),
			row({ status: 'failed', failure: rowNotReady('The file has gone') }),
		];
		expect(summaryOf(results, 61_400)).toBe(
			'4 rows in 61 s: 2 finished (13 s of video), 1 still at work, 1 without a video, 1 warning (field "warnings")',
		);
	});

	test('tells the cost only when every finished row has one in the same currency', () => {
		const yuan = (amount: number) => ({
			usage: { estimatedCost: { amount, currency: 'CNY' } },
		});
		expect(summaryOf([row(yuan(5.0094)), row(yuan(0.1))], 1000)).toContain('about 5.1094 CNY');
		const own = row({ usage: { estimatedCost: { amount: 3, currency: 'as in Cost per Second' } } });
		own.costBasis = 'costPerSecond';
		expect(summaryOf([own], 1000)).toContain('about 3 at your Cost per Second');
		expect(summaryOf([row(yuan(5)), row({})], 1000)).not.toContain('about');
		const dollars = row({ usage: { estimatedCost: { amount: 1, currency: 'USD' } } });
		expect(summaryOf([row(yuan(5)), dollars], 1000)).not.toContain('about');
	});

	test('counts a success that names no video as a row without one', () => {
		const failure = { ...rowNotReady('It names none'), code: 'noVideoLink' };
		expect(summaryOf([row({}), row({ failure })], 900)).toBe(
			'2 rows in 1 s: 1 finished (5 s of video), 1 without a video',
		);
	});

	test('one row is one row', () => {
		expect(summaryOf([row({})], 900)).toBe('1 row in 1 s: 1 finished (5 s of video)');
	});

	test('is shown in the output panel of the real engine, and the task ids can be searched for', async () => {
		const lab = await openLab();
		const result = await lab.generate('evolink', { rows: [{}, {}] });
		const [{ hints }] = result.runData.Node;
		expect(hints?.[0].message).toMatch(/^2 rows in \d+ s: 2 finished \(10 s of video\)/);
		const ids = result.items('Node').map(({ json }) => String(json.taskId));
		const { seedanceTasks = '' } = result.data.resultData.metadata ?? {};
		expect(seedanceTasks.split(' ').sort()).toEqual([...ids].sort());
		await lab.close();
	});
});
