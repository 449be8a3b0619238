/**
 * A Redis of our own for n8n's queue mode: the machine's redis-server, or the one of Debian or
 * Ubuntu unpacked into the cache, which needs no rights.
 */

import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureProgram, findProgram } from '../support/debian.mts';
import type { Program } from '../support/debian.mts';
import { startChild } from './children.mts';
import { PLACES } from './places.mts';
import { freePort } from './ports.mts';

const REMEDY =
	'Install Redis so that the command redis-server works (for example apt-get install redis-server).';
const START_MS = 10_000;

/**
 * Finds Redis, or fetches it into the cache.
 *
 * @throws with the remedy when there is no Redis to be had
 */
async function ensureRedis(): Promise<Program> {
	// In Debian's package redis-server is a link to the program that checks its files.
	const find = () => findProgram(PLACES.redis, 'redis-server', ['--version']);
	return await ensureProgram(
		PLACES.redis,
		['redis-server'],
		find,
		`n8n's queue mode needs Redis. ${REMEDY}`,
	);
}

/** Whether something answers at a port. */
function answers(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = net.connect(port, '127.0.0.1');
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
}

/** Starts an empty Redis on 127.0.0.1 that keeps nothing. */
export async function startRedis(): Promise<{ port: number; stop: () => Promise<void> }> {
	const { command, env } = await ensureRedis();
	const port = await freePort();
	const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
	const child = startChild(command, words, { env });
	const deadline = Date.now() + START_MS;
	while (!(await answers(port))) {
		if (!child.isRunning() || Date.now() > deadline) {
			await child.stop();
			throw new Error(`Redis did not start:\n${child.lines.slice(-10).join('\n')}`);
		}
		await sleep(50);
	}
	return { port, stop: child.stop };
}
