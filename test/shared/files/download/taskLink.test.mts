import { taskLink, waitForVideo } from '../../../../nodes/shared/files/download/taskLink.ts';
import { Governor } from '../../../../nodes/shared/tasks/governor.ts';
import { PROVIDERS } from '../../../../nodes/shared/providers/index.ts';
import { failureOf } from './failureOf.mts';
import type { WaitDependencies } from '../../../../nodes/shared/tasks/wait.ts';
import type { Reply } from '../../../../nodes/shared/net/reply.ts';

const START = Date.parse('2026-11-20T10:00:00Z');
const DONE = 'https://files.example.com/v.mp4';

/**
 * A provider that shows a task as the list says, one entry per look, the last one for ever; on a clock that jumps.
 *
 * @param looks bodies; numbers for a status without one; `stop` presses Stop meanwhile
 */
function world(
	looks: Array<object | number | 'stop'>,
	{
		provider = 'ark',
		waitMs = 1_800_000,
	}: { provider?: 'ark' | 'evolink' | 'kie'; waitMs?: number } = {},
) {
	let nowMs = START;
	const stop = { aborted: false };
	const clock = {
		now: () => nowMs,
		random: () => 0,
		sleep: async (ms: number) => {
			nowMs += ms;
		},
	};
	let asked = 0;
	const dependencies: WaitDependencies = {
		provider: PROVIDERS[provider],
		clock,
		stop,
		governor: new Governor({ clock, stop, maxConcurrency: 3, maxOpenTasks: 0, rates: {} }),
		pollIntervalMs: 10_000,
		deadlineMs: START + waitMs,
		client: {
			send: async (): Promise<Reply> => {
				const look = looks[Math.min(asked, looks.length - 1)];
				asked += 1;
				if (look === 'stop') stop.aborted = true;
				return typeof look === 'number'
					? {
							kind: 'answer',
							status: look,
							headers: {},
							body: { error: { code: 'x', message: 'y' } },
						}
					: { kind: 'answer', status: 200, headers: {}, body: look };
			},
		},
	};
	return { dependencies, asked: () => asked, elapsedMs: () => nowMs - START };
}

const task = (status: string, more: object = {}) => ({
	id: 'cgt-1',
	status,
	created_at: START / 1000 - 100,
	updated_at: START / 1000 - 10,
	...more,
});
/** Of a provider whose links are renewed by a call of their own. */
const ENDED = {
	code: 200,
	data: { taskId: 't1', state: 'success', resultJson: JSON.stringify({ resultUrls: [DONE] }) },
};
const succeeded = task('succeeded', { content: { video_url: DONE } });

describe('The video of a task', () => {
	it('is known after one look when it is done', async () => {
		const { dependencies, asked, elapsedMs } = world([succeeded]);
		expect(await waitForVideo('cgt-1', dependencies)).toMatchObject({ videoUrl: DONE });
		expect(asked()).toBe(1);
		expect(elapsedMs()).toBe(0);
	});

	it('is waited for while it is being made, also through trouble at the provider', async () => {
		const { dependencies, asked, elapsedMs } = world([
			task('queued'),
			503,
			task('running'),
			429,
			succeeded,
		]);
		expect(await waitForVideo('cgt-1', dependencies)).toMatchObject({ videoUrl: DONE });
		expect(asked()).toBe(5);
		expect(elapsedMs()).toBeGreaterThanOrEqual(30_000);
	});

	it('is not waited for beyond the timeout, and nothing is lost then', async () => {
		const { dependencies, elapsedMs } = world([task('running')], { waitMs: 300_000 });
		const failure = await failureOf(waitForVideo('cgt-1', dependencies));
		expect(failure).toMatchObject({ code: 'stillRunning', category: 'timeout', retryable: true });
		expect(failure.message).toMatch(/after 5 minutes/);
		expect(elapsedMs()).toBeLessThanOrEqual(300_000);
	});

	it('comes with the reason of a task that failed', async () => {
		const error = { code: 'OutputVideoSensitiveContentDetected', message: 'no' };
		const { dependencies } = world([task('running'), task('failed', { error })]);
		const failure = await failureOf(waitForVideo('cgt-1', dependencies));
		expect(failure).toMatchObject({ category: 'content', code: error.code });
	});

	it.each(['cancelled', 'expired'])('is none when the task is %s', async (status) => {
		const { dependencies } = world([task(status)]);
		const failure = await failureOf(waitForVideo('cgt-1', dependencies));
		expect(failure.message).not.toBe('');
	});

	it('is gone at once when the provider has dropped the link after its lifetime', async () => {
		const old = { updated_at: START / 1000 - 25 * 3600, content: null };
		const { dependencies, asked } = world([task('succeeded', old)]);
		const failure = await failureOf(waitForVideo('cgt-1', dependencies));
		expect(failure.code).toBe('linkExpired');
		expect(asked()).toBe(1);
	});

	it('is waited for a moment when the link comes late', async () => {
		const { dependencies } = world([task('succeeded', { content: {} }), succeeded]);
		expect(await waitForVideo('cgt-1', dependencies)).toMatchObject({ videoUrl: DONE });
	});

	it('is missed in words when the link never comes', async () => {
		const { dependencies } = world([task('succeeded', { content: {} })]);
		expect(await failureOf(waitForVideo('cgt-1', dependencies))).toMatchObject({
			code: 'noLink',
		});
	});

	it('is not waited for after Stop', async () => {
		const { dependencies } = world([task('running'), 'stop']);
		expect(await failureOf(waitForVideo('cgt-1', dependencies))).toMatchObject({
			code: 'stopped',
		});
	});

	it('is not looked for with a key that is refused', async () => {
		const { dependencies, asked } = world([401]);
		expect(await failureOf(waitForVideo('cgt-1', dependencies))).toMatchObject({
			category: 'account',
		});
		expect(asked()).toBe(1);
	});
});

describe('The link of a task', () => {
	it('is renewed by reading the task again, the last frame too', async () => {
		const fresh = task('succeeded', {
			content: { video_url: `${DONE}?2`, last_frame_url: 'https://files.example.com/l.png?2' },
		});
		const { dependencies, asked } = world([succeeded, fresh]);
		const first = await waitForVideo('cgt-1', dependencies);
		const link = taskLink(first, 'videoUrl', dependencies);
		expect(link.url).toBe(DONE);
		expect(await link.renew()).toBe(`${DONE}?2`);
		expect(await taskLink(first, 'lastFrameUrl', dependencies).renew()).toMatch(/l\.png\?2$/);
		expect(asked()).toBe(3);
	});

	it('is fetched by a call of its own where reading the task again brings the old one', async () => {
		const { dependencies, asked } = world([ENDED, ENDED, { code: 200, data: `${DONE}?2` }], {
			provider: 'kie',
		});
		const first = await waitForVideo('t1', dependencies);
		expect(await taskLink(first, 'videoUrl', dependencies).renew()).toBe(`${DONE}?2`);
		expect(asked()).toBe(3);
	});

	it.each([[404], [{ code: 200, data: null }], ['stop' as const]])(
		'stays the one that was read where the answer to that is %j',
		async (answer) => {
			const { dependencies } = world([ENDED, ENDED, answer], { provider: 'kie' });
			const first = await waitForVideo('t1', dependencies);
			expect(await taskLink(first, 'videoUrl', dependencies).renew()).toBe(DONE);
		},
	);

	it('knows when it is too old', async () => {
		const { dependencies } = world([succeeded]);
		const link = taskLink(await waitForVideo('cgt-1', dependencies), 'videoUrl', dependencies);
		expect(link.expiredAfterHours(START)).toBeNull();
		expect(link.expiredAfterHours(START + 23 * 3_600_000)).toBeNull();
		expect(link.expiredAfterHours(START + 25 * 3_600_000)).toBe(24);
	});
});
