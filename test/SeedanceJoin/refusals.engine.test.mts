import fs from 'node:fs';
import { filesBelow } from '../../tools/build/verify.mts';
import { openClips } from './clips.mts';
import { filmsOf, JOIN, openJoinLab } from './joinLab.mts';
import type { IBinaryData } from 'n8n-workflow';
import type { RunResult } from '../../tools/engine/execution.mts';
import type { Clips } from './clips.mts';
import type { JoinLab } from './joinLab.mts';

let clips: Clips;
let lab: JoinLab;
beforeAll(async () => {
	clips = await openClips();
	lab = await openJoinLab();
});
afterAll(async () => await lab.engine.close());

const told = ({ error }: RunResult) => `${error?.message}\n${error?.description}`;

describe('A film that cannot be made says why, and nothing is written', () => {
	const good = () => ({ json: { taskId: 'task-a' }, file: clips.make(), fileName: 'a.mp4' });
	const stored = () => filesBelow(lab.engine.platform.userFolder).sort();

	it.each<[string, () => Parameters<JoinLab['join']>[0], object, RegExp]>([
		[
			'a clip of another size',
			() => [
				good(),
				{
					...good(),
					file: clips.make({ size: '90x160' }),
					fileName: 'b.mp4',
					json: { taskId: 'task-b' },
				},
			],
			{},
			/Row 2 \(b\.mp4, task task-b\) is 90x160 pixels, but Row 1 \(a\.mp4, task task-a\) is 160x90 pixels.*same Model, Resolution and Aspect Ratio/s,
		],
		[
			'sound that does not fit',
			() => [good(), { file: clips.make({ hertz: 44_100 }) }],
			{},
			/Row 2 \(clip\.mp4\) is with sound of 44100 Hz.*"Sound" in the options to "Remove"/s,
		],
		[
			'a missing clip',
			() => [good(), { json: { taskId: 't', failure: { message: 'The prompt was refused.' } } }],
			{},
			/Row 2 \(task t\) has no file in the field "data".*The prompt was refused.*"Leave Out"/s,
		],
		[
			'the wrong field',
			() => [good()],
			{ binaryProperty: 'video' },
			/Row 1 \(task task-a\) has no file in the field "video".*"Input Binary Field"/s,
		],
		[
			'an expression without a value for the field',
			() => [good()],
			{ binaryProperty: '={{ $("Nobody").item.json.field }}' },
			/Row 1 \(task task-a\) has no file.*expression/s,
		],
		[
			'no clip at all',
			() => [{}, {}],
			{ options: { missingClips: 'skip' } },
			/None of the rows of this film has a clip/,
		],
		[
			'a cut off clip',
			() => [good(), { file: fs.readFileSync(clips.make()).subarray(0, 9000) }],
			{},
			/Row 2 \(clip\.mp4\) is not complete: its end is missing.*Download this clip once more/s,
		],
		[
			'a web page',
			() => [good(), { file: Buffer.from('<html>Gone</html>') }],
			{},
			/Row 2 \(clip\.mp4\) is a web page and no video/,
		],
		[
			'a film that is too large',
			() => [
				{
					file: clips.make({
						seconds: 2,
						size: '640x360',
						video: '-c:v libx264 -preset ultrafast -qp 1',
					}),
				},
			],
			{ options: { maxSizeMb: 1 } },
			/The film would have [\d.]+ MB, more than the 1 MB.*"Max Size \(MB\)"/s,
		],
		['a size that is none', () => [good()], { options: { maxSizeMb: 0 } }, /Max Size \(MB\) is 0/],
		[
			'no field for the film',
			() => [good()],
			{ outputProperty: ' ' },
			/Put Output File in Field is empty/,
		],
		[
			'a word that is no choice',
			() => [good()],
			{ options: { sound: 'louder' } },
			/Sound is "louder". Choose one of: keep, remove/,
		],
	])('%s', async (_title, rows, parameters, message) => {
		await lab.join(rows(), { parameters: { ...parameters } }).then((result) => {
			expect(told(result)).toMatch(message);
			expect(result.status).toBe('error');
		});
	});

	it('does not send people to Seedance Download where the row itself says why it has no clip', async () => {
		const lost = { json: { failure: { message: 'The prompt was refused.' } } };
		const parts = await Promise.all(
			[lost, {}].map(async (row) => {
				const settings = { onError: 'continueErrorOutput' } as const;
				const result = await lab.join([good(), row], { settings });
				return String(result.items('Node', 1)[0].json.message);
			}),
		);
		expect(parts[0]).toContain('The prompt was refused. No film was written');
		expect(parts[0]).toMatch(/Do what that row says/);
		expect(parts[0]).not.toContain('Seedance Download');
		expect(parts[1]).toMatch(/Put Seedance Download before this node/);
	});

	it('leaves out what is missing where that is wanted, with a warning', async () => {
		const rows = [good(), { json: { taskId: 'lost' } }, good()];
		const result = await lab.join(rows, { parameters: { options: { missingClips: 'skip' } } });
		const [{ json, pairedItem }] = filmsOf(result);
		expect(json).toMatchObject({
			clips: 2,
			warnings: ['Row 2 (task lost) has no clip and is not in the film.'],
		});
		expect(pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
	});

	it('keeps the good films, with On Error: Continue', async () => {
		const rows = [
			{ ...good(), json: { story: 'x' } },
			{ json: { story: 'y' } },
			{ ...good(), json: { story: 'x' } },
		];
		const parameters = { groupBy: '={{ $json.story }}' };
		const go = await lab.join(rows, { parameters, settings: { onError: 'continueRegularOutput' } });
		expect(
			filmsOf(go).map(({ json }) => [json.clips, (json.failure as { code?: string })?.code]),
		).toEqual([
			[2, undefined],
			[1, 'clipMissing'],
		]);
		expect(filmsOf(go)[1].pairedItem).toEqual([{ item: 1 }]);
		const branch = await lab.join(rows, {
			parameters,
			settings: { onError: 'continueErrorOutput' },
		});
		expect(filmsOf(branch)).toHaveLength(1);
		expect(branch.items('Node', 1)).toEqual([
			expect.objectContaining({
				json: expect.objectContaining({
					error: expect.stringMatching(/^Seedance Join, film of row 2: Row 2 has no file/),
					message: expect.stringMatching(/Leave Out/),
					details: expect.objectContaining({
						failure: expect.objectContaining({ code: 'clipMissing' }),
					}),
				}),
			}),
		]);
		const stop = await lab.join(rows, { parameters });
		expect(told(stop)).toMatch(/1 of 2 films were not made\. Row 2: /);
	});

	it('says so when a file is gone', async () => {
		const items = await lab.items([good(), good()]);
		fs.rmSync(lab.engine.binaries.path(items[1].binary?.data as IBinaryData));
		const result = await lab.engine.runNode({ type: JOIN, items });
		expect(told(result)).toMatch(
			/Row 2 \(a\.mp4, task task-a\) has a file that n8n can no longer read/,
		);
	});

	it('leaves nothing behind when a clip changes while the film is written', async () => {
		const items = await lab.items([good(), good()]);
		const file = lab.engine.binaries.path(items[1].binary?.data as IBinaryData);
		const before = stored();
		const service = lab.engine.platform.container.get(lab.engine.platform.core.BinaryDataService);
		const open = service.getAsStream.bind(service);
		let opened = 0;
		const spy = jest.spyOn(service, 'getAsStream').mockImplementation(async (...words) => {
			opened += 1;
			// Both clips have been read once; now the first one is being copied.
			if (opened === 3) fs.truncateSync(file, 5_000);
			return await open(...words);
		});
		const result = await lab.engine.runNode({ type: JOIN, items });
		spy.mockRestore();
		expect(told(result)).toMatch(
			/Row 2 \(a\.mp4, task task-a\) changed or disappeared while the film was written/,
		);
		expect(stored()).toEqual(before);
	});

	it('leaves nothing behind when it is stopped', async () => {
		const items = await lab.items([good(), good()]);
		const before = stored();
		const stop = new AbortController();
		const service = lab.engine.platform.container.get(lab.engine.platform.core.BinaryDataService);
		const open = service.getAsStream.bind(service);
		let opened = 0;
		const spy = jest.spyOn(service, 'getAsStream').mockImplementation(async (...words) => {
			opened += 1;
			if (opened === 3) stop.abort();
			return await open(...words);
		});
		const result = await lab.engine.runNode({ type: JOIN, items, signal: stop.signal });
		spy.mockRestore();
		expect(result.status).toBe('canceled');
		expect(opened).toBe(3);
		expect(stored()).toEqual(before);
	});
});
