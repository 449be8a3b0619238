/**
 * `npm run release -- 0.2.0`: version, changelog, commit and tag. Nothing leaves this machine: pushing the tag is what
 * makes GitHub test and publish it (.github/workflows/publish.yml).
 * `npm run release -- --check 0.2.0`: whether package.json and changelog are those of this version.
 */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { readManifest } from '../build/manifest.mts';
import { partOf, releaseIn } from './changelog.mts';
import { checkNext } from './version.mts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const CHANGELOG = path.join(ROOT, 'CHANGELOG.md');

const say = (text: string) => process.stdout.write(`${text}\n`);

/** @throws with what the command said when it fails */
function run(command: string, ...words: string[]): string {
	const { status, stdout, stderr } = spawnSync(command, words, { cwd: ROOT, encoding: 'utf8' });
	if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr || stdout}`);
	return stdout.trim();
}

function check(version: string) {
	const { version: current } = readManifest(ROOT);
	if (current !== version) throw new Error(`package.json has version ${current}, not ${version}.`);
	if (!partOf(fs.readFileSync(CHANGELOG, 'utf8'), version)) {
		throw new Error(`CHANGELOG.md says nothing of ${version}.`);
	}
	say(`${version} is what package.json and CHANGELOG.md say.`);
}

function release(version: string) {
	checkNext(readManifest(ROOT).version, version);
	if (run('git', 'status', '--porcelain') !== '') throw new Error('Commit your changes first.');
	const branch = run('git', 'rev-parse', '--abbrev-ref', 'HEAD');
	if (branch !== 'main') throw new Error(`Releases are made on main, and this is ${branch}.`);
	const date = new Date().toISOString().slice(0, 10);
	const changelog = releaseIn(fs.readFileSync(CHANGELOG, 'utf8'), version, date);
	run('npm', 'version', version, '--no-git-tag-version');
	fs.writeFileSync(CHANGELOG, changelog);
	run('git', 'commit', '--all', '--message', `Release ${version}`);
	run('git', 'tag', '--annotate', version, '--message', version);
	say(`Committed and tagged ${version}. To test and publish it: git push --follow-tags`);
}

try {
	const [first, second] = process.argv.slice(2);
	if (first === '--check') check(second ?? '');
	else release(first ?? '');
} catch (error) {
	say(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}
