/**
 * A Redis of our own for n8n's queue mode: the machine's redis-server, or the one of Debian or
 * Ubuntu unpacked into the cache, which needs no rights.
 */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runChild, startChild } from './children.mts';
import { withLock } from './lock.mts';
import { PLACES } from './places.mts';
import { freePort } from './ports.mts';

const PACKAGES = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1'];
const REMEDY =
	'Install Redis so that the command redis-server works (for example apt-get install redis-server).';
const START_MS = 10_000;

function findRedis(): { command: string; env: NodeJS.ProcessEnv } | null {
	const own = path.join(PLACES.redis, 'usr', 'bin', 'redis-check-rdb');
	const libraries = path.join(PLACES.redis, 'usr', 'lib');
	const candidates = [
		{ command: 'redis-server', env: process.env },
		// In Debian's package redis-server is a link to the program that checks its files.
		{ command: own.replace('redis-check-rdb', 'redis-server'), env: withLibraries(libraries) },
	];
	return candidates.find(({ command, env }) => works(command, env)) ?? null;
}

function withLibraries(libraries: string) {
	if (!fs.existsSync(libraries)) return process.env;
	const folders = fs
		.readdirSync(libraries, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => path.join(libraries, entry.name));
	return { ...process.env, LD_LIBRARY_PATH: [libraries, ...folders].join(':') };
}

function works(command: string, env: NodeJS.ProcessEnv) {
	return spawnSync(command, ['--version'], { env }).status === 0;
}

async function fetchRedis() {
	fs.mkdirSync(PLACES.redis, { recursive: true });
	const inCache = { cwd: PLACES.redis };
	await runChild('apt-get', ['download', ...PACKAGES], inCache).catch(async () => {
		// A machine that never asked its package lists does not know the packages yet.
		await runChild('apt-get', ['update']);
		await runChild('apt-get', ['download', ...PACKAGES], inCache);
	});
	for (const file of fs.readdirSync(PLACES.redis).filter((name) => name.endsWith('.deb'))) {
		await runChild('dpkg', ['-x', file, PLACES.redis], inCache);
	}
}

/**
 * Finds Redis, or fetches it into the cache.
 *
 * @throws with the remedy when there is no Redis to be had
 */
export async function ensureRedis(): Promise<{ command: string; env: NodeJS.ProcessEnv }> {
	let found = findRedis();
	if (found !== null) return found;
	await withLock(`${PLACES.redis}.lock`, async () => {
		if (findRedis() === null) await fetchRedis();
	}).catch((error) => {
		throw new Error(`n8n's queue mode needs Redis. ${REMEDY}\n${error.message}`);
	});
	found = findRedis();
	if (found === null) throw new Error(`n8n's queue mode needs Redis. ${REMEDY}`);
	return found;
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
