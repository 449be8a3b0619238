import { Remembered } from '../../../nodes/SeedanceGenerate/suspend/memory.ts';
import { readCalledBack, settleAll } from '../../../nodes/SeedanceGenerate/suspend/settle.ts';
import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { newClock, scriptedProvider, taskAnswer } from '../../support/jobs.mts';

/** The reads that callbacks to one suspended execution cause, on a clock that does not wait. */
function suspendedRun(taskIds: string[], ends: (taskId: string) => boolean) {
	const clock = newClock();
	const provider = scriptedProvider(clock, ({ path }) => {
		const id = path.slice(path.lastIndexOf('/') + 1);
		return taskAnswer('ark', ends(id) ? 'succeeded' : 'running', id);
	});
	const { client, calls } = provider;
	const memory = new Remembered();
	const dependencies = { provider: PROVIDERS.ark, client, clock, memory };
	const callback = async (taskId: string) => {
		const hint = { taskId, status: 'succeeded' as const, namesStatus: true };
		const reading = await readCalledBack(hint, dependencies);
		if (reading === 'unreadable' || reading === 'open') return reading;
		return await settleAll(taskIds, dependencies);
	};
	return { clock, calls, callback };
}

const names = (count: number) => Array.from({ length: count }, (_, n) => `task-${n}`);

describe('P8 The reads that callbacks to a suspended execution cause', () => {
	test('are one at a time per task, however many callbacks come at once', async () => {
		const { clock, calls, callback } = suspendedRun(['task-0'], () => false);
		const ends = await clock.run(Promise.all(names(150).map(async () => await callback('task-0'))));
		expect(new Set(ends)).toEqual(new Set(['open']));
		// Two looks at what claims to have ended.
		expect(calls).toHaveLength(2);
	});

	test('keep to a pace when the end of one task is repeated while another is at work', async () => {
		const { clock, calls, callback } = suspendedRun(names(2), (id) => id === 'task-0');
		const startMs = clock.now();
		await clock.run(
			(async () => {
				for (let times = 0; times < 600; times += 1) await callback('task-0');
			})(),
		);
		const seconds = (clock.now() - startMs) / 1000;
		expect(calls.filter(({ path }) => path.endsWith('task-0'))).toHaveLength(1);
		expect(calls.length).toBeLessThanOrEqual(201 + 5 * seconds);
	});

	test('are not fewer than a large run needs whose tasks all end at the same moment', async () => {
		const taskIds = names(300);
		const { clock, callback } = suspendedRun(taskIds, () => true);
		const ends = await clock.run(
			Promise.all(taskIds.map(async (taskId) => await callback(taskId))),
		);
		for (const end of ends) expect(end).toBeInstanceOf(Map);
	});
});
