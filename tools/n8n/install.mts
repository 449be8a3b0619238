/**
 * Installs a real n8n once, outside of this clone: `npx tsx tools/n8n/install.mts`, and with the word
 * `oldest` behind it the oldest n8n that we promise to work on.
 * The first time takes some minutes and 2.2 GB; what is there already is not done again.
 */

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { runChild } from './children.mts';
import { withLock } from './lock.mts';
import { PLACES, RELEASES } from './places.mts';
import type { Release } from './places.mts';

const RECIPE_FILES = ['package.json', 'package-lock.json', '.npmrc'];
/** n8n and the packages around it, bytes; measured with 2.41.1. */
const NEEDED_BYTES = 3e9;
const SHOW_EVERY_MS = process.stdout.isTTY ? 1_000 : 20_000;

const print = (text: string) => process.stdout.write(`${text}\n`);

/** What has been done so far, so that an interrupted installation goes on. */
const stateFileOf = (release: Release) => path.join(release.server, 'installed.json');

function readState(release: Release): { recipe?: string; packages?: boolean; native?: boolean } {
	try {
		return JSON.parse(fs.readFileSync(stateFileOf(release), 'utf8'));
	} catch {
		return {};
	}
}

/** Changes when what is to be installed changes. */
function recipeHash(release: Release): string {
	const hash = createHash('sha256');
	RECIPE_FILES.forEach((file) => hash.update(fs.readFileSync(path.join(release.recipe, file))));
	return hash.digest('hex');
}

function isInstalled(release: Release = RELEASES.current): boolean {
	const state = readState(release);
	return state.recipe === recipeHash(release) && state.packages === true && state.native === true;
}

/** Refuses early and in words instead of late and halfway. */
function checkSpace({ server }: Release) {
	const { bavail, bsize } = fs.statfsSync(server);
	const free = bavail * bsize;
	if (free > NEEDED_BYTES) return;
	throw new Error(
		`n8n needs 3 GB in ${PLACES.cache}, and ${(free / 1e9).toFixed(1)} GB are free there. ` +
			'Make room, or set XDG_CACHE_HOME to a folder on another disk.',
	);
}

/**
 * Shows how far npm is, which itself says nothing for minutes.
 *
 * @returns what stops it
 */
function showProgress({ recipe, server }: Release, say: (text: string) => void): () => void {
	const lock = JSON.parse(fs.readFileSync(path.join(recipe, 'package-lock.json'), 'utf8'));
	// Packages for one sort of machine are left out: npm takes only those of this one.
	const wanted = Object.keys(lock.packages).filter(
		(name) => name !== '' && lock.packages[name].os === undefined,
	);
	const startedAt = Date.now();
	const timer = setInterval(() => {
		const there = wanted.filter((name) =>
			fs.existsSync(path.join(server, name, 'package.json')),
		).length;
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		const text = `  ${there} of ${wanted.length} packages unpacked, ${seconds} s`;
		if (process.stdout.isTTY) process.stdout.write(`\r${text}   `);
		else say(text);
	}, SHOW_EVERY_MS);
	return () => {
		clearInterval(timer);
		if (process.stdout.isTTY) process.stdout.write('\n');
	};
}

/** Node 24 from npm's own "node" package, which also brings the headers that native modules need. */
async function findNode24(): Promise<{ binary: string; headers: string }> {
	const script = path.join(PLACES.root, '.ci', 'node24');
	const output = await runChild('bash', [script, 'node', '-p', 'process.execPath']);
	const binary = output.trim().split('\n').pop() ?? '';
	const modules = path.resolve(path.dirname(binary), '..', '..');
	const own = `node-${process.platform}-${process.arch}`.replace('win32', 'win');
	const headers = [path.join(modules, 'node', 'node_modules', own), path.join(modules, own)].find(
		(folder) => fs.existsSync(path.join(folder, 'include', 'node', 'node.h')),
	);
	return { binary, headers: headers ?? '' };
}

/**
 * Runs npm in the folder of the installed n8n, on Node 24.
 *
 * @param more environment variables
 */
async function npm({ server }: Release, words: string[], more: Record<string, string> = {}) {
	await runChild('bash', [path.join(PLACES.root, '.ci', 'node24'), 'npm', ...words], {
		cwd: server,
		env: { ...process.env, npm_config_update_notifier: 'false', ...more },
	});
}

async function install(release: Release, say: (text: string) => void) {
	fs.mkdirSync(release.server, { recursive: true });
	const { headers } = await findNode24();
	const recipe = recipeHash(release);
	let state = readState(release);
	if (state.recipe !== recipe) state = { recipe };
	const note = (done: { packages?: boolean; native?: boolean }) => {
		state = { ...state, ...done };
		fs.writeFileSync(stateFileOf(release), JSON.stringify(state));
	};

	if (!state.packages) {
		checkSpace(release);
		say(`Installing n8n ${release.version} once, into ${release.server}`);
		say('This takes some minutes and 2.2 GB. It can be interrupted and goes on the next time.');
		RECIPE_FILES.forEach((file) =>
			fs.copyFileSync(path.join(release.recipe, file), path.join(release.server, file)),
		);
		const stopShowing = showProgress(release, say);
		try {
			await npm(release, ['ci', '--prefer-offline', '--no-audit', '--no-fund']);
		} finally {
			stopShowing();
		}
		note({ packages: true });
	}
	if (!state.native) {
		say('Preparing the database module (about a minute) …');
		const more: Record<string, string> = headers === '' ? {} : { npm_config_nodedir: headers };
		await npm(
			release,
			['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'],
			more,
		);
		note({ native: true });
	}
}

/**
 * Makes sure that n8n is there.
 *
 * @returns the Node 24 binary and n8n's start file
 * @throws with what npm said and what to do
 */
export async function ensureInstalled(
	say: (text: string) => void = print,
	release: Release = RELEASES.current,
): Promise<{ node: string; n8n: string }> {
	if (!isInstalled(release)) {
		await withLock(
			`${release.server}.lock`,
			async () => {
				if (!isInstalled(release)) await install(release, say);
			},
			() => say('Another process installs n8n already; waiting for it …'),
		);
	}
	const { binary } = await findNode24();
	return { node: binary, n8n: path.join(release.server, 'node_modules', 'n8n', 'bin', 'n8n') };
}

if (process.argv[1] === import.meta.filename) {
	const release = process.argv.includes('oldest') ? RELEASES.oldest : RELEASES.current;
	ensureInstalled(print, release).then(
		({ n8n }) => print(`n8n ${release.version} is installed: ${n8n}`),
		(error) => {
			print(`n8n could not be installed. Run this again to go on.\n${error.message}`);
			process.exitCode = 1;
		},
	);
}
