/**
 * Programs of Debian or Ubuntu for a machine that does not have them: their packages are unpacked
 * into the cache, which needs no rights.
 */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { runChild } from '../n8n/children.mts';
import { withLock } from '../n8n/lock.mts';

export interface Program {
	command: string;
	env: NodeJS.ProcessEnv;
}

/** The libraries of unpacked packages lie in folders of their own, some of them one level deeper. */
function withLibraries(folder: string): NodeJS.ProcessEnv {
	const libraries = path.join(folder, 'usr', 'lib');
	if (!fs.existsSync(libraries)) return process.env;
	const below = (parent: string) =>
		fs
			.readdirSync(parent, { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.map((entry) => path.join(parent, entry.name));
	const folders = below(libraries);
	const all = [libraries, ...folders, ...folders.flatMap(below)];
	return { ...process.env, LD_LIBRARY_PATH: all.join(':') };
}

/** The machine's program, or the one in the cache; null when neither starts. */
export function findProgram(folder: string, command: string, proof: string[]): Program | null {
	const candidates = [
		{ command, env: process.env },
		{ command: path.join(folder, 'usr', 'bin', command), env: withLibraries(folder) },
	];
	return (
		candidates.find((program) => {
			const { env } = program;
			return spawnSync(program.command, proof, { env, stdio: 'ignore' }).status === 0;
		}) ?? null
	);
}

/** The packages that would have to be installed for these, by name; all but those that the machine has. */
async function missingPackages(names: string[]): Promise<string[]> {
	const plan = await runChild('apt-get', [
		...['--simulate', '--no-install-recommends', '-o', 'Debug::NoLocking=1', 'install'],
		...names,
	]);
	return [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
}

async function fetchPackages(folder: string, names: string[]) {
	fs.mkdirSync(folder, { recursive: true });
	const fetchAll = async () => {
		await runChild('apt-get', ['download', ...(await missingPackages(names))], { cwd: folder });
	};
	// A machine that never asked its package lists does not know the packages yet.
	await fetchAll().catch(async () => {
		await runChild('apt-get', ['update']);
		await fetchAll();
	});
	for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
		await runChild('dpkg', ['-x', file, folder], { cwd: folder });
	}
}

/**
 * Finds a program, or fetches its packages into the cache.
 *
 * @param folder in the cache
 * @param find null when it is not there
 * @param remedy what to do when it cannot be had
 * @throws with the remedy
 */
export async function ensureProgram<T>(
	folder: string,
	packages: string[],
	find: () => T | null,
	remedy: string,
): Promise<T> {
	let found = find();
	if (found !== null) return found;
	await withLock(`${folder}.lock`, async () => {
		if (find() === null) await fetchPackages(folder, packages);
	}).catch((error) => {
		throw new Error(`${remedy}\n${error.message}`);
	});
	found = find();
	if (found === null) throw new Error(remedy);
	return found;
}
