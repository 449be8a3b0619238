/**
 * Makes sure that what the demo runs is the built package of the sources as they are now.
 */

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { readManifest } from '../build/manifest.mts';
import { filesBelow } from '../build/verify.mts';

const SOURCES = ['nodes', 'credentials', 'icons', 'package.json', 'tsconfig.json'];

/** When a file or the newest file of a folder was written, in milliseconds; 0 when there is none. */
function newestChange(target: string): number {
	if (!fs.existsSync(target)) return 0;
	const files = fs.statSync(target).isDirectory() ? filesBelow(target) : [target];
	return files.reduce((newest, file) => Math.max(newest, fs.statSync(file).mtimeMs), 0);
}

/**
 * Whether no source has changed since the build.
 *
 * @param root the package folder
 */
export function isBuildCurrent(root: string): boolean {
	const { n8n } = readManifest(root);
	const built = [...n8n.nodes, ...n8n.credentials].map((file) =>
		newestChange(path.join(root, file)),
	);
	const sources = SOURCES.map((source) => newestChange(path.join(root, source)));
	return Math.min(...built) >= Math.max(...sources);
}

/**
 * Builds when the build is missing or older than the sources.
 *
 * @throws with the build's own output when it does not succeed
 */
export async function ensureBuild(root: string, say: (line: string) => void): Promise<void> {
	if (isBuildCurrent(root)) return;
	say('Building the package first (about ten seconds) …');
	const gulp = path.join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const running = spawn(process.execPath, [gulp, 'build'], { cwd: root });
	const output: string[] = [];
	running.stdout.on('data', (chunk) => output.push(String(chunk)));
	running.stderr.on('data', (chunk) => output.push(String(chunk)));
	const code = await new Promise((resolve, reject) => {
		running.once('error', reject);
		running.once('close', resolve);
	});
	if (code !== 0) throw new Error(`The build did not succeed:\n${output.join('')}`);
}
