import { DIALECTS } from '../../../tools/simulation/dialects.mts';
import { PROVIDER_IDS, taskAnswer } from '../../support/jobs.mts';
import { MINUTE, waitFor } from './waitFor.mts';

/** Every documented end word, and what it means to us. */
const END_WORDS = PROVIDER_IDS.flatMap((provider) =>
	Object.entries(DIALECTS[provider].words.ends).map(
		([end, word]) => [provider, word, { good: 'succeeded', bad: 'failed' }[end] ?? end] as const,
	),
);

describe('P5 Every end state is known', () => {
	test.each(END_WORDS)('%s: "%s" ends the wait as %s', async (provider, word, status) => {
		const { end, ages } = await waitFor(provider, () => taskAnswer(provider, word));
		expect(end).toMatchObject({ kind: 'ended', task: { taskId: 'task-1', status } });
		expect(ages).toHaveLength(1);
		expect(end.task.failure === null).toBe(status === 'succeeded');
		expect(end.task.completedAt).not.toBeNull();
	});

	test.each(PROVIDER_IDS.flatMap((id) => ['queued', 'running'].map((word) => [id, word])))(
		'%s: "%s" goes on until the deadline',
		async (id, state) => {
			const provider = id;
			const word = DIALECTS[provider].words[state as 'queued'];
			const { end, tookMs } = await waitFor(provider, () => taskAnswer(provider, word), {
				minutes: 3,
			});
			expect(end).toMatchObject({ kind: 'timeout', task: { taskId: 'task-1', status: state } });
			expect(tookMs).toBeLessThan(3 * MINUTE + 1000);
		},
	);

	test.each(PROVIDER_IDS.map((id) => [id]))(
		'%s: a word nobody documents is waited on, bounded, and never success',
		async (id) => {
			const { end, tookMs } = await waitFor(id, () => taskAnswer(id, 'polishing'), { minutes: 5 });
			expect(end).toMatchObject({ kind: 'timeout', task: { taskId: 'task-1', status: 'unknown' } });
			expect(end.task.warnings.join()).toContain('polishing');
			expect(tookMs).toBeLessThan(5 * MINUTE + 1000);
		},
	);

	test('a word nobody documents in between does not hide the end', async () => {
		const { end } = await waitFor('ark', (n) =>
			taskAnswer('ark', n < 4 ? 'polishing' : 'succeeded'),
		);
		expect(end).toMatchObject({ kind: 'ended', task: { status: 'succeeded', warnings: [] } });
	});
});
