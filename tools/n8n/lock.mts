/**
 * One at a time, also across processes: the second one waits for the first. A lock whose holder
 * was killed is taken over.
 */

import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The holder shows this often that it is alive, milliseconds. */
const HEARTBEAT_MS = 5_000;
/** After so long without a sign a lock is nobody's, milliseconds. */
const STALE_MS = 60_000;
const LOOK_AGAIN_MS = 1_000;

function isStale(folder: string): boolean {
	try {
		if (Date.now() - fs.statSync(folder).mtimeMs > STALE_MS) return true;
		const holder = Number(fs.readFileSync(path.join(folder, 'pid'), 'utf8'));
		process.kill(holder, 0);
		return false;
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		// Without the pid file the holder has just begun; without the process it was killed.
		return code === 'ESRCH';
	}
}

/**
 * Does the work while nobody else does work under the same lock.
 *
 * @param folder the lock itself
 * @param onWait called once when somebody else is at work
 */
export async function withLock<T>(
	folder: string,
	work: () => Promise<T>,
	onWait?: () => void,
): Promise<T> {
	fs.mkdirSync(path.dirname(folder), { recursive: true });
	for (let isFirstTry = true; ; isFirstTry = false) {
		try {
			fs.mkdirSync(folder);
			break;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
			if (isStale(folder)) {
				fs.rmSync(folder, { recursive: true, force: true });
				continue;
			}
			if (isFirstTry) onWait?.();
			await sleep(LOOK_AGAIN_MS);
		}
	}
	fs.writeFileSync(path.join(folder, 'pid'), String(process.pid));
	const heartbeat = setInterval(() => {
		const now = new Date();
		fs.utimesSync(folder, now, now);
	}, HEARTBEAT_MS);
	heartbeat.unref();
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
		fs.rmSync(folder, { recursive: true, force: true });
	}
}
