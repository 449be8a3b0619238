/**
 * Makes the moving picture of the README: the catalog example in the real editor, from the click to its result, then
 * finished clips. `npx tsx tools/n8n/movingPicture.mts [file]`
 */

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startSandbox } from '../../sandbox/index.mts';
import { ensureFfmpeg } from '../support/ffmpeg.mts';
import { openEditor } from './browser.mts';
import { EXAMPLES, ensureCredentials, ensureExamples } from './examples.mts';
import { PLACES } from './places.mts';
import { N8nServer } from './server.mts';

const CATALOG = 'Seedance: catalog to video';
/** What readers have to load; more would be slow on a phone. */
const MOST_BYTES = 2_000_000;
const WIDTH = 960;
const HEIGHT = 586;
const PER_SECOND = 8;
/** Between two pictures of the run, milliseconds, and how many there are. */
const STEP_MS = 700;
const STEPS = 24;
/** How long something is shown to be read, seconds. */
const READ_SECONDS = 2;
const CLIP_SECONDS = 3;
/** A step of the run is shown so long, seconds. */
const STEP_SECONDS = 0.25;
const CLIPS = ['portrait', 'landscape', 'square'];

interface Still {
	file: string;
	seconds: number;
}

/** Runs the catalog example in the editor and takes pictures of it. */
async function shootRun(folder: string): Promise<Still[]> {
	const server = new N8nServer();
	const sandbox = await startSandbox({ jobMs: 3000, parallel: 4, publicDir: EXAMPLES });
	const stills: Still[] = [];
	try {
		await server.start();
		const saved = await ensureCredentials(server.client, sandbox);
		await ensureExamples(server.client, sandbox, saved);
		const catalog = (await server.client.workflows()).find(({ name }) => name === CATALOG);
		const editor = await openEditor(server.url);
		const shoot = async (seconds: number) => {
			const file = path.join(folder, `${String(stills.length).padStart(3, '0')}.png`);
			await editor.shoot(file);
			stills.push({ file, seconds });
		};
		await editor.openWorkflow(String(catalog?.id));
		await shoot(READ_SECONDS);
		await editor.execute(0);
		for (let step = 0; step < STEPS; step += 1) {
			await editor.page.waitForTimeout(STEP_MS);
			await shoot(STEP_SECONDS);
		}
		await shoot(READ_SECONDS);
		await editor.openNode('Seedance Generate');
		await shoot(READ_SECONDS);
		await editor.close();
	} finally {
		await server.dispose();
		await sandbox.stop();
	}
	return stills;
}

/** How ffmpeg puts stills and clips one after the other, in one size. */
function filters(): string {
	const size = `scale=${WIDTH}:${HEIGHT}:force_original_aspect_ratio=decrease`;
	const frame = `${size},pad=${WIDTH}:${HEIGHT}:-1:-1:color=0x14191f,setsar=1,fps=${PER_SECOND}`;
	const clips = CLIPS.map((_, index) => `[${index + 1}:v]scale=-2:300,setsar=1[c${index}]`);
	const row = `${CLIPS.map((_, index) => `[c${index}]`).join('')}hstack=inputs=${CLIPS.length}`;
	return [
		`[0:v]${frame}[run]`,
		...clips,
		`${row},trim=duration=${CLIP_SECONDS},setpts=PTS-STARTPTS,${frame}[clips]`,
		'[run][clips]concat=n=2:v=1[all]',
	].join(';');
}

async function main() {
	const target = path.resolve(process.argv[2] ?? path.join(PLACES.root, 'docs/pictures/run.webp'));
	const { ffmpeg } = await ensureFfmpeg();
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'moving-'));
	try {
		const stills = await shootRun(folder);
		const last = stills[stills.length - 1];
		// The list has to name the last still twice, or its duration does not count.
		const lines = stills.map(({ file, seconds }) => `file '${file}'\nduration ${seconds}`);
		const list = path.join(folder, 'stills.txt');
		fs.writeFileSync(list, `${lines.join('\n')}\nfile '${last.file}'\n`);
		const clips = CLIPS.flatMap((name) => [
			'-i',
			path.join(PLACES.root, 'sandbox', 'clips', `${name}.mp4`),
		]);
		const stillsIn = ['-f', 'concat', '-safe', '0', '-i', list];
		const coding = ['-c:v', 'libwebp_anim', '-q:v', '55', '-compression_level', '6', '-loop', '0'];
		ffmpeg(
			'-y',
			...stillsIn,
			...clips,
			'-filter_complex',
			filters(),
			'-map',
			'[all]',
			...coding,
			target,
		);
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
	const { size } = fs.statSync(target);
	if (size > MOST_BYTES) throw new Error(`${target} has ${size} bytes, over ${MOST_BYTES}.`);
	process.stdout.write(`${target}: ${Math.round(size / 1000)} kB\n`);
}

main().catch((error) => {
	process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
