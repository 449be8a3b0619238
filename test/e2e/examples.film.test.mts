/** The example that goes from the shots of stories to films in Drive and on YouTube. */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openShots } from '../support/shots.mts';
import { playGoogle, signInWithGoogle } from './services/google.mts';
import { openInternet } from './services/internet.mts';
import { changeRow, importExample, runFrom, setOption, tableRows } from './support/examples.mts';
import { play } from './support/player.mts';
import { openStage } from './support/stage.mts';
import type { IDataObject } from 'n8n-workflow';
import type { Saved } from '../../tools/n8n/examples.mts';
import type { Shots } from '../support/shots.mts';
import type { Stage } from './support/stage.mts';

const TABLE = 'seedance stories';
const START = 'Every six hours';
const [BOAT, TRAIN] = ['The paper boat', 'The night train'];
const BLOCKED = '[[fail:OutputVideoSensitiveContentDetected]]';
const CLIP = { pictures: 96, seconds: 4 };

let stage: Stage;
let shots: Shots;
let folder: string;
let credentials: Saved;
let google: ReturnType<typeof playGoogle>;
let internet: Awaited<ReturnType<typeof openInternet>>;

async function open() {
	google = playGoogle();
	internet = await openInternet(String(process.env.SEEDANCE_E2E_INTERNET), google.places);
}

beforeAll(async () => {
	stage = await openStage({ jobMs: 500 });
	shots = await openShots();
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'story-to-film-'));
	await open();
	credentials = {
		googleDriveOAuth2Api: await signInWithGoogle(stage.client, 'googleDriveOAuth2Api'),
		youTubeOAuth2Api: await signInWithGoogle(stage.client, 'youTubeOAuth2Api'),
	};
	await internet.close();
});
beforeEach(async () => {
	stage.sandbox.reset();
	await open();
});
afterEach(async () => await internet.close());
afterAll(async () => {
	fs.rmSync(folder, { recursive: true, force: true });
	await stage.close();
});

/** The example with its table filled; `words` go to the end of the second prompt of the boat. */
async function setUp(words = '') {
	const workflow = await importExample('story to film', stage, {
		credentials,
		eachNode: (node) => {
			const { name, parameters } = node;
			// There is no list of prices for an address of one's own.
			if (name === 'Seedance Generate') setOption(node, 'costPerSecond', 1);
			if (name !== 'Two stories') return;
			const stories = JSON.parse(String(parameters.jsonOutput)) as { rows: IDataObject[] };
			const row = stories.rows.find(({ story, shot }) => story === BOAT && shot === 2);
			Object.assign(row ?? {}, { prompt: `${row?.prompt} ${words}`.trim() });
			parameters.jsonOutput = JSON.stringify(stories);
		},
	});
	await runFrom(stage, workflow, 'Set up once');
	return workflow;
}

/** The rows of a story in the order of its shots. */
const rowsOf = async (story: string) =>
	(await tableRows(stage.client, TABLE)).filter((row) => row.story === story);

const tasksOf = (rows: IDataObject[]) => {
	const all = stage.sandbox.tasks();
	return rows.map(({ prompt }) => all.filter((task) => task.prompt === prompt));
};

function saved(content: Buffer): string {
	const file = path.join(folder, `${fs.readdirSync(folder).length}.mp4`);
	fs.writeFileSync(file, content);
	return file;
}

/** Sees to it that a file is the film of some rows: every picture of each of their shots, in order. */
async function expectFilm(content: Buffer, rows: IDataObject[]): Promise<string> {
	const file = saved(content);
	const own = tasksOf(rows).map(([{ shot }]) => shot);
	expect(shots.complaints('-i', file, '-f', 'null', '-')).toBe('');
	expect(shots.pictures(file)).toEqual(
		own.flatMap((shot) => Array.from({ length: CLIP.pictures }, (_, count) => ({ shot, count }))),
	);
	return file;
}

describe('P15 Story to film', () => {
	it('brings each story as one film to Drive and YouTube, and a browser plays it', async () => {
		const workflow = await setUp();
		await runFrom(stage, workflow, START);
		expect(google.drive.done.map(({ name }) => name).sort()).toEqual([
			`${TRAIN}.mp4`,
			`${BOAT}.mp4`,
		]);
		for (const story of [BOAT, TRAIN]) {
			const rows = await rowsOf(story);
			const stored = google.drive.done.find(({ name }) => name === `${story}.mp4`);
			const posted = google.youTube.done.find(({ about }) => about.snippet.title === story);
			expect(posted?.about.status).toMatchObject({ privacyStatus: 'private' });
			expect(posted?.content.equals(stored?.content ?? Buffer.alloc(0))).toBe(true);
			for (const row of rows) {
				expect(row).toMatchObject({ status: 'done', message: '' });
				expect(row.drive).toBe(`https://drive.google.com/file/d/${stored?.id}/view`);
				expect(row.youtube).toBe(`https://www.youtube.com/watch?v=${posted?.id}`);
			}
			const file = await expectFilm(stored?.content ?? Buffer.alloc(0), rows);
			if (story === BOAT) continue;
			const played = await play(file);
			expect(played.error).toBeNull();
			expect(played.frames).toBe(rows.length * CLIP.pictures);
			expect(played.currentTime).toBeCloseTo(rows.length * CLIP.seconds, 1);
			expect(played.soundBytes).toBeGreaterThan(0);
		}

		await runFrom(stage, workflow, START);
		expect(google.youTube.done).toHaveLength(2);
		expect(stage.sandbox.tasks()).toHaveLength(5);
	});

	it('tells which shot stopped a story, films the others, and goes on there once it is mended', async () => {
		const workflow = await setUp(BLOCKED);
		await runFrom(stage, workflow, START);
		const [made, stopped, kept] = await rowsOf(BOAT);
		for (const { status } of [made, stopped, kept]) expect(status).toBe('failed');
		const [, [blocked], notOrdered] = tasksOf([made, stopped, kept]);
		expect(stopped.message).toMatch(/^Shot 2: /);
		expect(stopped.taskId).toBe(blocked.id);
		expect(kept.message).toMatch(/^Shot 3: This shot was not ordered, and nothing is billed/);
		expect(kept.message).toContain(blocked.id);
		expect(notOrdered).toEqual([]);
		expect(made.message).toContain(blocked.id);
		expect(google.youTube.done.map(({ about }) => about.snippet.title)).toEqual([TRAIN]);
		expect(google.drive.done.map(({ name }) => name)).toEqual([`${TRAIN}.mp4`]);
		await expectFilm(google.drive.done[0].content, await rowsOf(TRAIN));

		const prompt = String(stopped.prompt).replace(BLOCKED, 'Nothing else.');
		await changeRow(stage.client, TABLE, Number(stopped.id), { prompt });
		await runFrom(stage, workflow, START);
		const mended = await rowsOf(BOAT);
		for (const row of mended) expect(row).toMatchObject({ status: 'done', message: '' });
		expect(google.drive.done.map(({ name }) => name)).toEqual([`${TRAIN}.mp4`, `${BOAT}.mp4`]);
		await expectFilm(google.drive.done[1].content, mended);
		expect(tasksOf(mended).map((tasks) => tasks.length)).toEqual([1, 1, 1]);
	});

	it('is done when one of the two places has the film, so that nothing goes up twice', async () => {
		const workflow = await setUp();
		google.drive.state.isDown = true;
		await runFrom(stage, workflow, START);
		for (const story of [BOAT, TRAIN]) {
			for (const row of await rowsOf(story)) {
				expect(row).toMatchObject({ status: 'done', drive: '' });
				expect(row.message).not.toBe('');
				expect(row.youtube).toContain('watch?v=');
			}
		}
	});
});
