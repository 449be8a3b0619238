import { summaryOf } from '../../nodes/SeedanceGenerate/summary.ts';
import { buildItem } from '../../nodes/shared/domain/item.ts';
import { rowNotReady } from '../../nodes/shared/domain/failures.ts';
import { emptyTask } from '../../nodes/shared/domain/task.ts';
import { openLab } from '../support/lab.mts';
import type { CostBasis } from '../../nodes/shared/domain/cost.ts';
import type { TaskItem } from '../../nodes/shared/domain/item.ts';
import type { RowResult } from '../../nodes/SeedanceGenerate/emit.ts';

/** A row whose video of five seconds is there, unless told. */
const row = (parts: Partial<TaskItem>): RowResult => {
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

	test('adds up the cost, currency by currency', () => {
		const costing = (amount: number, currency: string, basis: CostBasis = 'listPrice') =>
			row({ cost: { amount, currency, basis } });
		const yuan = [costing(5.0094, 'CNY'), costing(0.1, 'CNY')];
		expect(summaryOf(yuan, 1000)).toContain(', about 5.1094 CNY');
		expect(summaryOf([...yuan, costing(1, 'USD')], 1000)).toContain('about 5.1094 CNY and 1 USD');
		const credits = [costing(50, 'credits', 'reported'), costing(8.2, 'credits', 'reported')];
		expect(summaryOf(credits, 1000)).toContain(', 58.2 credits');
		expect(summaryOf([...yuan, row({})], 1000)).toContain('at least 5.1094 CNY');
		const failed = row({ status: 'failed', failure: rowNotReady('The file has gone') });
		expect(summaryOf([...yuan, failed], 1000)).toContain('about 5.1094 CNY');
		expect(summaryOf([costing(0, 'CNY')], 1000)).not.toContain('CNY');
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
		expect(hints?.[0].message).toMatch(
			/^2 rows in \d+ s: 2 finished \(10 s of video\), \d+ credits$/,
		);
		const ids = result.items('Node').map(({ json }) => String(json.taskId));
		const { seedanceTasks = '' } = result.data.resultData.metadata ?? {};
		expect(seedanceTasks.split(' ').sort()).toEqual([...ids].sort());
		await lab.close();
	});
});
