/**
 * What the package costs an n8n that installs it: bytes on disk, and the time to load all of its
 * nodes and credentials in a process that has n8n-workflow already. `npx tsx tools/bench/jobsPackage.mts`
 */

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { ensureBuild } from '../demo/build.mts';
import { median, printTable } from './table.mts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const ROUNDS = 7;

/** Runs in a process of its own, so that nothing is loaded yet. */
const LOADER = `
	require('n8n-workflow');
	const { nodes, credentials } = require('./package.json').n8n;
	const startedAt = process.hrtime.bigint();
	for (const file of [...nodes, ...credentials]) require('./' + file);
	process.stdout.write(String(Number(process.hrtime.bigint() - startedAt) / 1e6));
`;

export async function main() {
	await ensureBuild(ROOT, console.log);
	const packing = ['pack', '--dry-run', '--json', '--ignore-scripts'];
	const options = { cwd: ROOT, encoding: 'utf8' as const };
	const [{ unpackedSize, entryCount, size }] = JSON.parse(
		execFileSync('npm', packing, { ...options, stdio: ['ignore', 'pipe', 'ignore'] }),
	);
	const loads = Array.from({ length: ROUNDS }, () =>
		Number(execFileSync(process.execPath, ['-e', LOADER], options)),
	);
	printTable(
		'The package',
		['', ''],
		[
			['kB to download', size / 1000],
			['kB unpacked', unpackedSize / 1000],
			['files', String(entryCount)],
			[`ms to load everything (median of ${ROUNDS})`, median(loads)],
		],
	);
}

if (process.argv[1] === import.meta.filename) void main();
