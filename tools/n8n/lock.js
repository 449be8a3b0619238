'use strict';

/**
 * One at a time, also across processes: the second one waits for the first. A lock whose holder
 * was killed is taken over.
 */

const fs = require('fs');
const path = require('path');
const { setTimeout: sleep } = require('timers/promises');

/** The holder shows this often that it is alive, milliseconds. */
const HEARTBEAT_MS = 5_000;
/** After so long without a sign a lock is nobody's, milliseconds. */
const STALE_MS = 60_000;
const LOOK_AGAIN_MS = 1_000;

/**
 * @param {string} folder
 * @returns {boolean}
 */
function isStale(folder) {
	try {
		if (Date.now() - fs.statSync(folder).mtimeMs > STALE_MS) return true;
		const holder = Number(fs.readFileSync(path.join(folder, 'pid'), 'utf8'));
		process.kill(holder, 0);
		return false;
	} catch (error) {
		const { code } = /** @type {NodeJS.ErrnoException} */ (error);
		// Without the pid file the holder has just begun; without the process it was killed.
		return code === 'ESRCH';
	}
}

/**
 * @template T
 * @param {string} folder the lock itself
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when somebody else is at work
 * @returns {Promise<T>}
 */
async function withLock(folder, work, onWait) {
	fs.mkdirSync(path.dirname(folder), { recursive: true });
	for (let isFirstTry = true; ; isFirstTry = false) {
		try {
			fs.mkdirSync(folder);
			break;
		} catch (error) {
			if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
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

module.exports = { withLock };
