/** Chromium: the machine's, or Debian's in the cache. */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ensureProgram, findProgram } from '../support/debian.mts';
import { PLACES } from './places.mts';
import type { Program } from '../support/debian.mts';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome'];
const REMEDY =
	'A browser is needed. Install Chromium so that the command chromium works (for example apt-get install chromium).';
const FOLDER = path.join(PLACES.cache, 'chromium');

/** The program itself: the command of Debian's package is a script that looks for it at its usual place. */
function findUnpacked(): Program | null {
	const folder = path.join(FOLDER, 'usr', 'lib', 'chromium');
	const libraries = findProgram(FOLDER, 'chromium', ['--version'])?.env ?? process.env;
	const command = path.join(folder, 'chromium');
	const { status } = spawnSync(command, ['--version'], { env: libraries, stdio: 'ignore' });
	return status === 0 ? { command, env: libraries } : null;
}

/** The path of a command. */
function whole(command: string): string {
	const folders = (process.env.PATH ?? '').split(path.delimiter);
	const places = folders.map((folder) => path.join(folder, command));
	return places.find((place) => fs.existsSync(place)) ?? command;
}

function find(): Program | null {
	for (const command of COMMANDS) {
		const { status } = spawnSync(command, ['--version'], { stdio: 'ignore' });
		// The driver of the browser looks for it nowhere but where it is told.
		if (status === 0) return { command: whole(command), env: process.env };
	}
	return findUnpacked();
}

/**
 * Finds Chromium or fetches it.
 *
 * @throws with the remedy when there is none to be had
 */
export async function ensureChromium(): Promise<Program> {
	return await ensureProgram(FOLDER, ['chromium'], find, REMEDY);
}
