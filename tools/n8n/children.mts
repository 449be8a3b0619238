/**
 * Starts programs that end with us: by stop(), by crash() (kill -9, as a power cut would), and by
 * the guard when we ourselves are killed.
 */

import { spawn } from 'node:child_process';
import path from 'node:path';
import { TSX } from '../support/tsx.mts';
import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';

/** Milliseconds that a program gets to end by itself. */
const GRACE_MS = 20_000;
/** Lines of output kept for messages. */
const KEPT_LINES = 20_000;

let guard: ChildProcess | null = null;

function tellGuard(line: string) {
	if (guard === null || guard.exitCode !== null) {
		guard = spawn(process.execPath, [...TSX, path.join(import.meta.dirname, 'guard.mts')], {
			stdio: ['pipe', 'ignore', 'ignore'],
			detached: true,
		});
		guard.on('error', () => {});
		guard.stdin?.on('error', () => {});
		// Neither the guard nor the pipe to it may keep us running.
		guard.unref();
		(guard.stdin as Socket).unref();
	}
	guard.stdin?.write(`${line}\n`);
}

export interface Child {
	pid: number;
	/** What it has written so far */
	lines: string[];
	/** Resolves with the exit code, null after a signal */
	ended: Promise<number | null>;
	isRunning: () => boolean;
	/** Asks it to end, then insists */
	stop: () => Promise<void>;
	/** Kills it and everything that it started, at once */
	crash: () => Promise<void>;
}

export function startChild(
	command: string,
	words: string[],
	options: { cwd?: string; env?: NodeJS.ProcessEnv; onLine?: (line: string) => void } = {},
): Child {
	const running = spawn(command, words, {
		cwd: options.cwd,
		env: options.env ?? process.env,
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	const pid = running.pid ?? 0;
	if (pid > 0) tellGuard(`+${pid}`);
	const lines: string[] = [];
	for (const stream of [running.stdout, running.stderr]) {
		let rest = '';
		stream.setEncoding('utf8');
		stream.on('data', (chunk: string) => {
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
	const ended: Promise<number | null> = new Promise((resolve) => {
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
	const signal = (name: NodeJS.Signals) => {
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
 * @returns its output
 * @throws with the last lines of its output when it ends badly
 */
export async function runChild(
	command: string,
	words: string[],
	options: { cwd?: string; env?: NodeJS.ProcessEnv; onLine?: (line: string) => void } = {},
): Promise<string> {
	const child = startChild(command, words, options);
	const code = await child.ended;
	if (code !== 0) {
		const tail = child.lines.slice(-15).join('\n');
		throw new Error(`${command} ${words.join(' ')} ended with code ${code}:\n${tail}`);
	}
	return child.lines.join('\n');
}
