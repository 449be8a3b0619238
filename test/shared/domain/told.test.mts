import { buildItem } from '../../../nodes/shared/domain/item.ts';
import { emptyTask } from '../../../nodes/shared/domain/task.ts';
import { mergeTold, toldOf, UNTOLD } from '../../../nodes/shared/domain/told.ts';

const task = { ...emptyTask('ark', 'task-1'), prompt: 'A boat', resolution: '720p', progress: 40 };

test('P12 every field of the list is in a task and in an item, null while nobody told it', () => {
	const item = buildItem({
		provider: 'ark',
		task: null,
		request: null,
		failure: null,
		statusWithoutTask: 'unknown',
		metadata: null,
		warnings: [],
		estimate: {},
		includeRaw: false,
	});
	for (const name of Object.keys(UNTOLD)) {
		expect(item).toHaveProperty(name, null);
		expect(emptyTask('ark', 'task-1')).toHaveProperty(name, null);
	}
});

test('a copy holds the fields of the list and nothing else', () => {
	expect(toldOf(task)).toEqual({ ...UNTOLD, prompt: 'A boat', resolution: '720p', progress: 40 });
});

test('what lasts stays where a newer answer is silent, and what changes goes', () => {
	const next = { ...UNTOLD, videoUrl: 'https://v.example.com/1', resolution: '1080p' };
	expect(mergeTold(task, next)).toEqual({ ...next, prompt: 'A boat', progress: null });
	const silent = { ...UNTOLD, generateAudio: false };
	expect(mergeTold({ ...UNTOLD, generateAudio: true }, silent).generateAudio).toBe(false);
});
