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

/** The driver wants the whole path of a program. */
function find(): Program | null {
	const folders = (process.env.PATH ?? '').split(path.delimiter);
	for (const name of COMMANDS) {
		const command = folders.map((each) => path.join(each, name)).find(fs.existsSync);
		if (command === undefined) continue;
		const { status } = spawnSync(command, ['--version'], { stdio: 'ignore' });
		if (status === 0) return { command, env: process.env };
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
