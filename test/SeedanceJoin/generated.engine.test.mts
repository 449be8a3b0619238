import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SeedanceGenerate } from '../../nodes/SeedanceGenerate/SeedanceGenerate.node.ts';
import { SeedanceJoin } from '../../nodes/SeedanceJoin/SeedanceJoin.node.ts';
import { GENERATE, openLab } from '../support/lab.mts';
import { openShots } from '../support/shots.mts';
import { JOIN } from './joinLab.mts';
import type { IDataObject } from 'n8n-workflow';
import type { Lab } from '../support/lab.mts';
import type { Shots } from '../support/shots.mts';

// Loading n8n's engine alone takes seconds on a busy machine.
jest.setTimeout(120_000);

const CLIP_SECONDS = 4;
const PICTURES = 96;
const MOST_DRIFT_SECONDS = 0.025;

let lab: Lab;
let shots: Shots;
let folder: string;
beforeAll(async () => {
	lab = await openLab(
		{ jobMs: 60 },
		{ nodeTypes: { [GENERATE]: new SeedanceGenerate(), [JOIN]: new SeedanceJoin() } },
	);
	shots = await openShots();
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'seedance-film-'));
});
beforeEach(() => lab.sandbox.reset());
afterAll(async () => {
	fs.rmSync(folder, { recursive: true, force: true });
	await lab.close();
});

/** A sheet, Seedance Generate with Download Video, Seedance Join. */
function workflowOf(generate: IDataObject, join: IDataObject) {
	const node = (name: string, type: string, parameters: IDataObject) => ({
		...{ id: name, name, type, typeVersion: 1, position: [0, 0] as [number, number] },
		parameters: parameters as Record<string, string>,
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main' as const, index: 0 }]] });
	return {
		id: 'film',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', {}),
			node('Generate', GENERATE, {
				...{ provider: 'evolink', prompt: '={{ $json.prompt }}', ...generate },
				options: { pollInterval: 1, downloadVideo: true },
			}),
			node('Join', JOIN, join),
		],
		connections: { Start: to('Generate'), Generate: to('Join') },
	};
}

/** Makes films of rows, and saves them for ffmpeg. */
async function films(rows: IDataObject[], generate: IDataObject = {}, join: IDataObject = {}) {
	const workflow = workflowOf(generate, join);
	const result = await lab.engine.run({ workflow, startItems: rows.map((json) => ({ json })) });
	if (result.error !== undefined) throw result.error;
	const shotOf = (taskId: unknown) => lab.sandbox.tasks().find(({ id }) => id === taskId)?.shot;
	const items = result.items('Join');
	return await Promise.all(
		items.map(async ({ json, binary }, index) => {
			const file = path.join(folder, `${index}.mp4`);
			if (binary === undefined) throw new Error('There is no film');
			fs.writeFileSync(file, await lab.engine.binaries.read(binary.data));
			const parts = json.parts as Array<{ taskId: string }>;
			return { json, file, shots: parts.map(({ taskId }) => Number(shotOf(taskId))) };
		}),
	);
}

describe('P19 From rows to a film, without a node for the download', () => {
	test('shows every picture of every shot in the order of the rows, whichever was ready first', async () => {
		// The first row is ready last.
		const rows = [900, 60, 500, 200].map((ms, shot) => ({
			prompt: `Shot ${shot + 1} [[slow:${ms}]]`,
		}));
		const [film] = await films(rows);
		const order = lab.sandbox.tasks();
		const byPrompt = rows.map(({ prompt }) => order.find((task) => task.prompt === prompt)?.shot);
		expect(film.shots).toEqual(byPrompt);
		expect(shots.complaints('-i', film.file, '-f', 'null', '-')).toBe('');
		expect(shots.pictures(film.file)).toEqual(
			film.shots.flatMap((shot) =>
				Array.from({ length: PICTURES }, (_, count) => ({ shot, count })),
			),
		);
	});

	test('changes the tone where the picture changes, at every joint', async () => {
		const rows = Array.from({ length: 8 }, (_, shot) => ({ prompt: `Shot ${shot + 1}` }));
		const [film] = await films(rows, { aspectRatio: '9:16' });
		const changes = shots.changes(film.file, film.shots, CLIP_SECONDS);
		const drifts = changes.map((second, joint) => second - (joint + 1) * CLIP_SECONDS);
		expect(drifts).toHaveLength(7);
		for (const drift of drifts) expect(Math.abs(drift)).toBeLessThan(MOST_DRIFT_SECONDS);
		const middles = film.shots.map((_, index) => (index + 0.5) * CLIP_SECONDS);
		expect(middles.map((second) => shots.heard(film.file, second, film.shots))).toEqual(film.shots);
	});

	test('makes a film of each story, with its own shots only', async () => {
		const rows = ['mug', 'boat', 'mug', 'boat'].map((story, shot) => ({
			...{ story, prompt: `A ${story}, shot ${shot + 1}` },
		}));
		const made = await films(
			rows,
			{ aspectRatio: '1:1' },
			{ groupBy: '={{ $json.prompt.split(",")[0] }}' },
		);
		expect(made).toHaveLength(2);
		for (const { file, shots: own } of made) {
			expect(new Set(shots.pictures(file).map(({ shot }) => shot))).toEqual(new Set(own));
		}
		const all = made.flatMap((film) => film.shots);
		expect(new Set(all).size).toBe(4);
	});
});
