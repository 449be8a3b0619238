import { PROVIDERS } from '../../../nodes/shared/providers/index.ts';
import { linkNotes } from '../../../nodes/shared/providers/linkNotes.ts';
import type { Task } from '../../../nodes/shared/domain/task.ts';

const END = '2026-07-01T13:02:00.000Z';
const video: Pick<Task, 'videoUrl' | 'urlExpiresAt'> = {
	videoUrl: 'https://v.example.com/v.mp4',
	urlExpiresAt: END,
};
const PLAIN = { displayName: 'Example' };
const RENEWING = { displayName: 'Example', freshLink: PROVIDERS.kie.freshLink };

const at = (time: string, provider: Parameters<typeof linkNotes>[1] = PLAIN, task = video) =>
	linkNotes(task, provider, Date.parse(`2026-07-01T${time}Z`));

describe('What an item says of a link that ends', () => {
	test('nothing while there is time', () => {
		expect(at('12:30:00')).toEqual([]);
		expect(at('12:47:00')).toEqual([]);
	});

	test('that it works for a quarter of an hour or less', () => {
		expect(at('12:47:01')).toEqual([expect.stringMatching(`works until ${END} only.*Download`)]);
		expect(at('13:01:59')).toHaveLength(1);
	});

	test('that it has ended, and how to be in time', () => {
		expect(at('13:02:00')).toEqual([expect.stringMatching(`ended at ${END}.*smaller batches`)]);
	});

	test('where to get a fresh one, at a provider that gives some', () => {
		expect(at('12:59:00', RENEWING)).toEqual([]);
		expect(at('13:30:00', RENEWING)).toEqual([expect.stringMatching(/Source "Task".*fresh/)]);
	});

	test('nothing without a link or an end of it', () => {
		for (const parts of [{ videoUrl: null }, { urlExpiresAt: null }]) {
			expect(at('14:00:00', PLAIN, { ...video, ...parts })).toEqual([]);
		}
	});
});
