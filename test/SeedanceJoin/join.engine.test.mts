import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { CLIPS, openClips } from './clips.mts';
import { filmsOf, JOIN, openJoinLab } from './joinLab.mts';
import type { IBinaryData } from 'n8n-workflow';
import type { Clips } from './clips.mts';
import type { JoinLab } from './joinLab.mts';

let clips: Clips;
let lab: JoinLab;
beforeAll(async () => {
	clips = await openClips();
	lab = await openJoinLab();
});
afterAll(async () => await lab.engine.close());
afterEach(() => lab.storeIn('filesystem-v2'));

/** Saves a film beside the clips, so that ffmpeg can look at it. */
async function saved(binary: IBinaryData): Promise<string> {
	const bytes = await lab.engine.binaries.read(binary);
	const file = path.join(
		CLIPS,
		`engine-${createHash('sha256').update(bytes).digest('hex').slice(0, 24)}.mp4`,
	);
	fs.writeFileSync(file, bytes);
	return file;
}

const shots = () => [
	{ json: { taskId: 'task-1' }, file: clips.make({ tone: 500 }), fileName: 'one.mp4' },
	{ json: { taskId: 'task-2' }, file: clips.make({ tone: null }), fileName: 'two.mp4' },
	{ json: {}, file: clips.make({ tone: 900, seconds: 0.5 }), fileName: 'three.mp4' },
];

describe('P19 Seedance Join', () => {
	it.each(['filesystem-v2', 'default'] as const)(
		'makes one film of all items in order, in n8n binary mode "%s"',
		async (mode) => {
			lab.storeIn(mode);
			const result = await lab.join(shots());
			expect(result.error).toBeUndefined();
			const films = filmsOf(result);
			expect(films).toHaveLength(1);
			const [{ json, binary, pairedItem }] = films;
			const bytes = await lab.engine.binaries.read(binary.data);
			expect(json).toEqual({
				group: null,
				clips: 3,
				durationSeconds: 2.5,
				width: 160,
				height: 90,
				hasAudio: true,
				bytes: bytes.length,
				sha256: createHash('sha256').update(bytes).digest('hex'),
				fileName: 'film.mp4',
				parts: [
					{ fileName: 'one.mp4', taskId: 'task-1', startSeconds: 0, durationSeconds: 1 },
					{ fileName: 'two.mp4', taskId: 'task-2', startSeconds: 1, durationSeconds: 1 },
					{ fileName: 'three.mp4', taskId: null, startSeconds: 2, durationSeconds: 0.5 },
				],
				warnings: [],
			});
			expect(pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
			expect(binary.data).toMatchObject({
				fileName: 'film.mp4',
				mimeType: 'video/mp4',
				fileType: 'video',
			});
			expect(binary.data.id === undefined).toBe(mode === 'default');
			const file = await saved(binary.data);
			expect(clips.pictures(file)).toEqual(shots().flatMap((shot) => clips.pictures(shot.file)));
		},
	);

	it.each(['combined', 'separate'] as const)(
		'reads and writes files with binary data that is %s',
		async (binaryMode) => {
			const result = await lab.join(shots(), {
				binaryMode,
				parameters: { outputProperty: 'film' },
			});
			expect(result.error).toBeUndefined();
			const [{ json, binary }] = filmsOf(result);
			const files = (binaryMode === 'combined' ? json._files : binary) as Record<
				string,
				IBinaryData
			>;
			expect(Object.keys(files)).toEqual(['film']);
			expect(clips.pictures(await saved(files.film))).toHaveLength(60);
		},
	);

	it('takes files that are held in memory beside stored ones', async () => {
		const items = await lab.items(shots());
		const inMemory = fs.readFileSync(clips.make({ tone: 500 })).toString('base64');
		items[0].binary = { data: { data: inMemory, mimeType: 'video/mp4', fileName: 'one.mp4' } };
		const result = await lab.engine.runNode({ type: JOIN, items });
		expect(clips.pictures(await saved(filmsOf(result)[0].binary.data))).toHaveLength(60);
	});

	it('makes one film for each value of Group By, in the order in which they appear', async () => {
		const rows = ['b', 'a', 'b', 'a', 'c'].map((story, index) => ({
			json: { story, taskId: `t${index}` },
			file: clips.make(),
		}));
		const result = await lab.join(rows, {
			parameters: { groupBy: '={{ $json.story }}', fileName: '={{ $json.story }}.mov' },
		});
		const films = filmsOf(result);
		expect(films.map(({ json }) => [json.group, json.fileName, json.clips])).toEqual([
			['b', 'b.mp4', 2],
			['a', 'a.mp4', 2],
			['c', 'c.mp4', 1],
		]);
		expect(films.map(({ pairedItem }) => pairedItem)).toEqual([
			[{ item: 0 }, { item: 2 }],
			[{ item: 1 }, { item: 3 }],
			[{ item: 4 }],
		]);
		expect(films[1].json.parts.map(({ taskId }) => taskId)).toEqual(['t1', 't3']);
	});

	it('tells which group a film is of, as its first row writes it, also where there is no film', async () => {
		const stories = ['Who? Me: "now" ', 'Lost', ' ', 'Who? Me: "now"'];
		const rows = stories.map((story, index) => ({
			json: { story },
			file: index === 1 ? undefined : clips.make(),
		}));
		const result = await lab.join(rows, {
			parameters: { groupBy: '={{ $json.story }}', fileName: '={{ $json.story }}' },
			settings: { onError: 'continueErrorOutput' },
		});
		expect(filmsOf(result).map(({ json }) => json.group)).toEqual([stories[0], null]);
		const [{ json }] = filmsOf(result, 1);
		expect(json.details).toMatchObject({ group: 'Lost', sha256: null });
	});

	it('makes a silent film with Sound: Remove, also of clips whose sounds do not fit', async () => {
		const rows = [{ file: clips.make() }, { file: clips.make({ hertz: 44_100 }) }];
		const result = await lab.join(rows, { parameters: { options: { sound: 'remove' } } });
		const [{ json, binary }] = filmsOf(result);
		expect(json.hasAudio).toBe(false);
		expect(clips.facts(await saved(binary.data)).streams).toHaveLength(1);
	});

	it('tells what it had to decide', async () => {
		const result = await lab.join([
			{ file: clips.make({ soundSeconds: 1.5 }), json: { taskId: 'x' } },
			{ file: clips.make() },
		]);
		expect(filmsOf(result)[0].json.warnings).toEqual([
			expect.stringMatching(
				/^Row 1 \(clip\.mp4, task x\) has sound that goes on 0\.\d+ s after its pictures/,
			),
		]);
	});

	it('does nothing without items', async () => {
		const result = await lab.join([]);
		expect(result.error).toBeUndefined();
	});
});
