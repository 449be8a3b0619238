import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { PROVIDER_IDS } from '../../support/providers.mts';
import type { TaskItem } from '../../../nodes/shared/domain/item.ts';
import { buildItem } from '../../../nodes/shared/domain/item.ts';
import {
	deadlineNote,
	withTask,
	withoutDeadlineNote,
} from '../../../nodes/SeedanceGenerate/suspend/pendingItems.ts';

test.each(PROVIDER_IDS)('a finished task does not say that it counts as not finished: %s', (id) => {
	const { readTask } = PROVIDERS[id];
	const read = (status: string) =>
		readTask({ id: 'task_ab12', status }) as NonNullable<ReturnType<typeof readTask>>;
	const parked = buildItem({
		provider: id,
		task: read('accepted'),
		request: null,
		failure: null,
		statusWithoutTask: 'unknown',
		metadata: null,
		warnings: ['Keep this.'],
		estimate: {},
		includeRaw: false,
	});
	expect(parked.warnings).toHaveLength(2);
	expect(withTask(parked, read('failed')).warnings).toEqual(['Keep this.']);
});

/** What version 0.1 parked with an execution. */
const OLD_NOTE =
	'No callback told the end of this task within 30 minutes. It may be done all the same.';

test('what a suspended row says is true at once and when the time is over', () => {
	const untilMs = Date.UTC(2026, 10, 25, 9, 30, 12, 345);
	const note = deadlineNote('task_ab12', 30, untilMs);
	expect(note).toContain('until 2026-11-25 09:30 UTC (30 minutes)');
	expect(note).toContain('task ID task_ab12');
	// Nobody has failed to call while the time still runs.
	expect(note).not.toMatch(/no callback|did not|was not|came/i);
	const item = { warnings: ['Keep this.', note, OLD_NOTE] } as TaskItem;
	expect(withoutDeadlineNote(item).warnings).toEqual(['Keep this.']);
});

test('a row that shares the video of another one has no cost of its own after the callback', () => {
	const read = (status: string) =>
		PROVIDERS.evolink.readTask({ id: 'task-unified-1', status, usage: { credits_reserved: 50 } });
	const [waiting, done] = [read('processing'), read('completed')];
	if (waiting === null || done === null) throw new Error('expected tasks');
	const parked = (amount: number) =>
		buildItem({
			...{ provider: 'evolink', task: waiting, request: null, failure: null, metadata: null },
			...{ statusWithoutTask: 'unknown', warnings: [], estimate: {}, includeRaw: false },
			cost: { amount, currency: 'credits', basis: 'reported' },
		});
	expect(withTask(parked(50), done).cost?.amount).toBe(50);
	expect(withTask(parked(0), done).cost).toEqual({
		amount: 0,
		currency: 'credits',
		basis: 'reported',
	});
});
