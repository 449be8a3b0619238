'use strict';

/**
 * Starts programs that end with us: by stop(), by crash() (kill -9, as a power cut would), and by
 * the guard when we ourselves are killed.
 */

const { spawn } = require('child_process');
const path = require('path');

/** Milliseconds that a program gets to end by itself. */
const GRACE_MS = 20_000;
/** Lines of output kept for messages. */
const KEPT_LINES = 20_000;

/** @type {import('child_process').ChildProcess | null} */
let guard = null;

/** @param {string} line */
function tellGuard(line) {
	if (guard === null || guard.exitCode !== null) {
		guard = spawn(process.execPath, [path.join(__dirname, 'guard.js')], {
			stdio: ['pipe', 'ignore', 'ignore'],
			detached: true,
		});
		guard.on('error', () => {});
		guard.stdin?.on('error', () => {});
		// Neither the guard nor the pipe to it may keep us running.
		guard.unref();
		/** @type {import('net').Socket} */ (guard.stdin).unref();
	}
	guard.stdin?.write(`${line}\n`);
}

/**
 * @typedef {object} Child
 * @property {number} pid
 * @property {string[]} lines what it has written so far
 * @property {Promise<number | null>} ended resolves with the exit code, null after a signal
 * @property {() => boolean} isRunning
 * @property {() => Promise<void>} stop asks it to end, then insists
 * @property {() => Promise<void>} crash kills it and everything that it started, at once
 */

/**
 * @param {string} command
 * @param {string[]} words
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @returns {Child}
 */
function startChild(command, words, options = {}) {
	const running = spawn(command, words, {
		cwd: options.cwd,
		env: options.env ?? process.env,
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	const pid = running.pid ?? 0;
	if (pid > 0) tellGuard(`+${pid}`);
	/** @type {string[]} */
	const lines = [];
	for (const stream of [running.stdout, running.stderr]) {
		let rest = '';
		stream.setEncoding('utf8');
		stream.on('data', (/** @type {string} */ chunk) => {
			const parts = (rest + chunk).split('\n');
			rest = parts.pop() ?? '';
			for (const line of parts) {
				lines.push(line);
				if (lines.length > KEPT_LINES) lines.shift();
				options.onLine?.(line);
			}
		});
	}
	let isRunning = pid > 0;
	/** @type {Promise<number | null>} */
	const ended = new Promise((resolve) => {
		running.once('error', (error) => {
			lines.push(String(error));
			isRunning = false;
			resolve(127);
		});
		running.once('close', (code) => {
			isRunning = false;
			tellGuard(`-${pid}`);
			resolve(code);
		});
	});
	/** @param {NodeJS.Signals} name */
	const signal = (name) => {
		try {
			process.kill(-pid, name);
		} catch {
			// The group has ended in the meantime.
		}
	};
	return {
		pid,
		lines,
		ended,
		isRunning: () => isRunning,
		async stop() {
			if (!isRunning) return;
			signal('SIGTERM');
			const timer = setTimeout(() => signal('SIGKILL'), GRACE_MS);
			await ended;
			clearTimeout(timer);
			signal('SIGKILL');
		},
		async crash() {
			signal('SIGKILL');
			await ended;
		},
	};
}

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {string[]} words
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]
 * @returns {Promise<string>} its output
 * @throws with the last lines of its output when it ends badly
 */
async function runChild(command, words, options = {}) {
	const child = startChild(command, words, options);
	const code = await child.ended;
	if (code !== 0) {
		const tail = child.lines.slice(-15).join('\n');
		throw new Error(`${command} ${words.join(' ')} ended with code ${code}:\n${tail}`);
	}
	return child.lines.join('\n');
}

module.exports = { runChild, startChild };
