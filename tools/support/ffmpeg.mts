/** ffmpeg, the judge of films: the machine's, or Debian's in the cache. */

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { PLACES } from '../n8n/places.mts';
import { ensureProgram, findProgram } from './debian.mts';
import type { Program } from './debian.mts';

const REMEDY =
	'The tests of Seedance Join need ffmpeg and ffprobe with libx264 and libx265. Install them (for example apt-get install ffmpeg).';
const FOLDER = path.join(PLACES.cache, 'ffmpeg');
const MOST_OUTPUT = 512 * 1024 * 1024;

/** Whether it can code the clips of the tests. */
function canCode({ command, env }: Program): boolean {
	const { stdout } = spawnSync(command, ['-hide_banner', '-encoders'], { env, encoding: 'utf8' });
	return ['libx264', 'libx265', ' aac '].every((name) => stdout.includes(name));
}

function find() {
	const ffmpeg = findProgram(FOLDER, 'ffmpeg', ['-version']);
	const ffprobe = findProgram(FOLDER, 'ffprobe', ['-version']);
	return ffmpeg === null || ffprobe === null || !canCode(ffmpeg) ? null : { ffmpeg, ffprobe };
}

function run({ command, env }: Program, words: string[]): Buffer {
	const options = { env, maxBuffer: MOST_OUTPUT };
	const { status, stdout, stderr } = spawnSync(command, words, options);
	if (status !== 0) throw new Error(`${command} ${words.join(' ')}:\n${stderr.toString()}`);
	return stdout;
}

/**
 * Finds ffmpeg or fetches it.
 *
 * @throws with the remedy when there is none to be had
 */
export async function ensureFfmpeg() {
	const { ffmpeg, ffprobe } = await ensureProgram(FOLDER, ['ffmpeg'], find, REMEDY);
	return {
		/** What ffmpeg wrote to its standard output */
		ffmpeg: (...words: string[]): Buffer => run(ffmpeg, ['-v', 'error', '-nostdin', ...words]),
		/** What ffmpeg complains of, empty when it is content */
		complaints: (...words: string[]): string => {
			const { stderr } = spawnSync(ffmpeg.command, ['-v', 'warning', '-nostdin', ...words], {
				env: ffmpeg.env,
				encoding: 'utf8',
			});
			return stderr.trim();
		},
		ffprobe: (...words: string[]): string =>
			run(ffprobe, ['-v', 'error', ...words]).toString('utf8'),
		program: ffmpeg,
	};
}

export type Ffmpeg = Awaited<ReturnType<typeof ensureFfmpeg>>;
